//! What names mean: the screens of a flow with their data and inputs, its structs, its options.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::ast;
use crate::catalogue::{Component, Version};
use crate::check::acts::Acts;
use crate::check::schema::Schema;
use crate::check::structs::Structs;
use crate::diagnostic::Code;
use crate::model;
use crate::span::Span;

/// Reads the files that `file!` and `text!` name.
pub trait Files: std::fmt::Debug {
    /// The absolute path of `path`, which is relative to the package's root.
    fn resolve(&self, path: &str) -> PathBuf;

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>>;
}

/// Everything that a name in the flow can mean.
#[derive(Debug)]
pub struct Scope<'a> {
    pub flow: &'a ast::Flow,
    pub version: Version,
    /// Whether the flow declares a Data API version, which is what gives it an endpoint.
    pub endpoint: bool,
    /// Whether it asks an endpoint and declares none, which is reported.
    pub endpoint_missing: bool,
    /// The codes that the flow accepts.
    pub allowed: Vec<Code>,
    pub screens: Vec<ScreenScope<'a>>,
    /// The place of each id in `screens`.
    pub screens_at: HashMap<&'a str, usize>,
    /// The first declaration of each name.
    pub options: Vec<&'a ast::Options>,
    /// The place of each name in `options`.
    pub options_at: HashMap<&'a str, usize>,
    /// The lists whose faults were reported, where they were used first.
    pub options_told: RefCell<HashSet<&'a str>>,
    pub structs: Structs<'a>,
    /// The screen and the key of data that holds what a person entered in secret elsewhere.
    pub secret_data: HashSet<(&'a str, &'a str)>,
    pub files: &'a dyn Files,
}

/// What can be referred to on one screen.
#[derive(Debug)]
pub struct ScreenScope<'a> {
    pub ast: &'a ast::Screen,
    pub id: &'a str,
    /// The data model; `None` where the screen has no `data`.
    pub data: Option<Vec<(&'a str, Schema<'a>)>>,
    /// The same fields with their Rust types and examples, in the same order.
    pub data_fields: Option<Vec<model::Field<'a>>>,
    /// The place of each key in `data` and in `data_fields`.
    pub data_at: HashMap<&'a str, usize>,
    /// Every named component, in the order of the document, duplicates left out.
    pub fields: Vec<FieldScope<'a>>,
    /// The place of each name in `fields`.
    pub fields_at: HashMap<&'a str, usize>,
    /// Whether a component may have a name that could not be read.
    pub open: bool,
    /// What its setting `sensitive` names.
    pub sensitive: HashSet<&'a str>,
    /// How many of its components give the item that was tapped.
    pub lists: usize,
    /// The names of its Forms, which `${form.name}` does not reach.
    pub forms: Vec<&'a str>,
    /// Its actions, which lowering it notes.
    pub acts: Acts<'a>,
}

/// A named component of a screen.
#[derive(Debug)]
pub struct FieldScope<'a> {
    pub name: &'a str,
    pub ast: &'a ast::Component,
    /// `None` for a component type that does not exist.
    pub row: Option<&'static Component>,
    /// The type of `${form.name}`; `None` for a component without a value.
    pub schema: Option<Schema<'a>>,
    /// Whether it is in a branch of If or Switch, or has a `visible` that is not `true`.
    pub may_be_absent: bool,
    pub span: Span,
}

/// A scope seen from one place on one screen.
#[derive(Clone, Copy, Debug)]
pub struct Here<'s, 'a> {
    pub scope: &'s Scope<'a>,
    pub screen: &'s ScreenScope<'a>,
    /// Whether the place lies inside a Form.
    pub in_form: bool,
    /// How many Ifs the document has around the place.
    pub ifs: usize,
    /// Whether the place lies in a branch of If or Switch.
    pub branch: bool,
    /// The component that is lowered.
    pub component: Option<&'a ast::Component>,
}

impl<'s, 'a> Here<'s, 'a> {
    /// The screen itself.
    #[must_use]
    pub fn of(scope: &'s Scope<'a>, screen: &'s ScreenScope<'a>) -> Self {
        Self { scope, screen, in_form: false, ifs: 0, branch: false, component: None }
    }
}

impl<'a> Scope<'a> {
    /// The screen of this id.
    #[must_use]
    pub fn screen(&self, id: &str) -> Option<&ScreenScope<'a>> {
        self.screens.get(*self.screens_at.get(id)?)
    }

    /// The shared list of options of this name.
    #[must_use]
    pub fn shared_options(&self, name: &str) -> Option<&'a ast::Options> {
        self.options.get(*self.options_at.get(name)?).copied()
    }

    /// Whether the declared version is this one or a later one.
    #[must_use]
    pub fn since(&self, version: Version) -> bool {
        self.version >= version
    }

    /// Where the flow says that it is of this version or a later one.
    #[must_use]
    pub fn later(&self, version: Version) -> String {
        self.flow.dialect.later(version)
    }

    /// A property's name as the author of this flow spells it.
    #[must_use]
    pub fn spell(&self, property: &str) -> String {
        self.flow.dialect.spell(property)
    }
}

impl<'a> ScreenScope<'a> {
    /// The component of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldScope<'a>> {
        self.fields.get(*self.fields_at.get(name)?)
    }

    /// Whether the data could not be read.
    #[must_use]
    pub fn lost_data(&self) -> bool {
        self.data.is_none() && self.ast.partial
    }

    /// The data field of this name, with its Rust type.
    #[must_use]
    pub fn data_field(&self, name: &str) -> Option<&model::Field<'a>> {
        self.data_fields.as_ref()?.get(*self.data_at.get(name)?)
    }

    /// The type of the data field of this name.
    #[must_use]
    pub fn datum(&self, name: &str) -> Option<&Schema<'a>> {
        self.data.as_ref()?.get(*self.data_at.get(name)?).map(|(_, schema)| schema)
    }
}
