//! A flow, made ready to be played.

mod expression;
mod lower;
mod routes;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use flow_compiler::catalogue::{ActionKind, ComponentKind, Version};
use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::{door, model};
use serde_json::Map;

pub(crate) use self::expression::{Condition, Expr, Op, Token};
pub(crate) use self::lower::action_of;
use crate::pattern::Pattern;
use crate::schema::Model;
use crate::value::{Text, Value};

/// A flow, made ready to be played: expressions read, names looked up, routes known.
///
/// It is cheap to copy, and any number of players may share it.
///
/// ```
/// let program = flow_player::Program::from_json(br#"{
///     "version": "7.3",
///     "screens": [{
///         "id": "HELLO", "title": "Hello", "terminal": true,
///         "layout": { "type": "SingleColumnLayout", "children": [
///             { "type": "Footer", "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } }
///         ] }
///     }]
/// }"#)?;
/// assert_eq!(program.screens().collect::<Vec<_>>(), ["HELLO"]);
/// # Ok::<(), flow_player::Faulty>(())
/// ```
#[derive(Clone, Debug)]
pub struct Program(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) version: Version,
    pub(crate) data_api_version: Option<String>,
    pub(crate) screens: Vec<Screen>,
    pub(crate) at: BTreeMap<Text, usize>,
    /// Which screens each leads to, as the phone sees it.
    pub(crate) routes: Vec<BTreeSet<usize>>,
    /// Whether it declares one.
    pub(crate) endpoint: bool,
}

/// A screen.
#[expect(clippy::struct_excessive_bools, reason = "as Flow JSON says them")]
#[derive(Debug)]
pub(crate) struct Screen {
    pub(crate) id: Text,
    pub(crate) title: Option<Formula>,
    pub(crate) terminal: bool,
    pub(crate) success: bool,
    pub(crate) refresh_on_back: bool,
    pub(crate) sensitive: BTreeSet<Text>,
    /// `None` for a screen that takes no data.
    pub(crate) model: Option<Model>,
    /// What the data model gives as examples.
    pub(crate) example: BTreeMap<Text, Value>,
    /// Whether the compiler says that a flow may open with it.
    pub(crate) entry: bool,
    /// Every component, a container before what it holds.
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<usize>,
    /// The components with a value, by their names.
    pub(crate) fields: BTreeMap<Text, usize>,
}

/// A component.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: ComponentKind,
    /// Its own among all of the flow, and the same after an edit elsewhere.
    pub(crate) id: Text,
    /// Empty for a component without one.
    pub(crate) name: Text,
    pub(crate) properties: Vec<(&'static str, Formula)>,
    pub(crate) init: Option<Formula>,
    pub(crate) error: Option<Formula>,
    pub(crate) click: Option<Arc<Action>>,
    pub(crate) select: Option<Arc<Action>>,
    pub(crate) unselect: Option<Arc<Action>>,
    pub(crate) items: Items,
    pub(crate) children: Children,
    pub(crate) pattern: Option<Pattern>,
    /// In words, why it may be hidden: the branches around it.
    pub(crate) inside: Option<Text>,
}

/// What a component holds.
#[derive(Debug)]
pub(crate) enum Children {
    None,
    Always(Vec<usize>),
    If { condition: Condition, then: Vec<usize>, otherwise: Vec<usize> },
    Switch { value: Formula, cases: Vec<(Text, Vec<usize>)> },
}

/// The options, items or pictures of a component.
#[derive(Debug)]
pub(crate) enum Items {
    None,
    Written(Vec<Item>),
    Bound(Formula),
}

/// One of them, as it is written in the document.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) properties: Vec<(Text, Formula)>,
    pub(crate) click: Option<Arc<Action>>,
    pub(crate) select: Option<Arc<Action>>,
    pub(crate) unselect: Option<Arc<Action>>,
}

/// A value that may depend on what was entered.
#[derive(Debug, Clone)]
pub(crate) enum Formula {
    Literal(Value),
    Reference(Path),
    Expression(Expr),
    Join(Vec<Expr>),
    List(Vec<Formula>),
    Object(Vec<(Text, Formula)>),
    /// One key of an object.
    Member(Arc<Formula>, Text),
}

impl Formula {
    /// Whether it is the same whatever happens.
    pub(crate) fn is_literal(&self) -> bool {
        match self {
            Self::Literal(_) => true,
            Self::Reference(_) | Self::Expression(_) | Self::Join(_) => false,
            Self::List(items) => items.iter().all(Self::is_literal),
            Self::Object(members) => members.iter().all(|(_, value)| value.is_literal()),
            Self::Member(inner, _) => inner.is_literal(),
        }
    }
}

impl Formula {
    /// Whether it reads such a field of its own screen's data.
    pub(crate) fn reads(&self, wanted: impl Fn(&Text) -> bool + Copy) -> bool {
        let path = |path: &Path| {
            path.screen.is_none()
                && path.root == Root::Data
                && path.keys.first().is_some_and(wanted)
        };
        match self {
            Self::Literal(_) => false,
            Self::Reference(reference) => path(reference),
            Self::Expression(expr) => expr.reads(&path),
            Self::Join(parts) => parts.iter().any(|part| part.reads(&path)),
            Self::List(items) => items.iter().any(|item| item.reads(wanted)),
            Self::Object(members) => members.iter().any(|(_, member)| member.reads(wanted)),
            Self::Member(of, _) => of.reads(wanted),
        }
    }
}

/// `${root.keys}`, of this screen or of another.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub(crate) screen: Option<Text>,
    pub(crate) root: Root,
    pub(crate) keys: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    Data,
    Form,
    /// A root that does not exist: always absent.
    Nowhere,
}

/// What a tap or a choice does.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) kind: ActionKind,
    pub(crate) target: Option<Formula>,
    pub(crate) payload: Vec<(Text, Formula)>,
}

impl Program {
    /// Makes a checked flow ready to be played.
    ///
    /// It never fails: what the check found faulty is not in the model, and so not in the program.
    #[must_use]
    pub fn new(flow: &model::Flow<'_>) -> Self {
        Self(Arc::new(lower::flow(flow)))
    }

    /// Checks a Flow JSON document and makes it ready to be played.
    ///
    /// # Errors
    ///
    /// When the check finds an error. [`from_faulty_json`](Self::from_faulty_json) plays the rest.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Faulty> {
        let (program, found) = Self::from_faulty_json(text);
        let errors: Vec<_> =
            found.into_iter().filter(|fault| fault.level == Level::Error).collect();
        program.filter(|_| errors.is_empty()).ok_or(Faulty { errors })
    }

    /// Checks a Flow JSON document and makes what is sound ready to be played; beside it the faults.
    ///
    /// There is no program for a text that is not a flow at all.
    ///
    /// ```
    /// let (program, faults) = flow_player::Program::from_faulty_json(br#"{ "version": "7.3", "screens": [] }"#);
    /// assert!(program.is_some());
    /// assert!(!faults.is_empty());
    /// ```
    #[must_use]
    pub fn from_faulty_json(text: impl AsRef<[u8]>) -> (Option<Self>, Vec<Diagnostic>) {
        door::with_json(text.as_ref(), Self::new)
    }

    /// The Flow JSON version.
    #[must_use]
    pub fn version(&self) -> Version {
        self.0.version
    }

    /// The Data API version that requests carry; `None` for a flow without an endpoint.
    #[must_use]
    pub fn data_api_version(&self) -> Option<&str> {
        self.0.data_api_version.as_deref()
    }

    /// Whether the flow declares an endpoint.
    #[must_use]
    pub fn has_endpoint(&self) -> bool {
        self.0.endpoint
    }

    /// The ids of the screens, in the order of the document.
    #[must_use]
    pub fn screens(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.screens.iter().map(|screen| &*screen.id)
    }

    /// The screens that a flow may open with.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.0.screens.iter().filter(|screen| screen.entry).map(|screen| &*screen.id)
    }

    /// The screens to which a screen leads forward, as a phone sees it.
    pub fn routes<'p>(&'p self, screen: &str) -> impl Iterator<Item = &'p str> {
        let to = self.0.at.get(screen).map(|&at| &self.0.routes[at]);
        to.into_iter().flatten().map(|&to| &*self.0.screens[to].id)
    }

    /// Whether a flow may end on a screen.
    #[must_use]
    pub fn is_terminal(&self, screen: &str) -> bool {
        self.screen(screen).is_some_and(|screen| screen.terminal)
    }

    /// The example data of a screen, from `__example__` of its data model.
    #[must_use]
    pub fn example(&self, screen: &str) -> Map<String, serde_json::Value> {
        self.screen(screen).map(|screen| crate::value::plain(&screen.example)).unwrap_or_default()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn screen(&self, id: &str) -> Option<&Screen> {
        self.0.at.get(id).map(|&at| &self.0.screens[at])
    }
}

impl Inner {
    /// Whether a phone goes from one screen to the other: forward, back, or nowhere.
    pub(crate) fn may_go(&self, from: &str, to: &str) -> bool {
        match (self.at.get(from), self.at.get(to)) {
            (Some(from), Some(to)) => {
                from == to || self.routes[*from].contains(to) || self.routes[*to].contains(from)
            }
            _ => false,
        }
    }
}

impl Screen {
    pub(crate) fn field(&self, name: &str) -> Option<&Node> {
        self.fields.get(name).map(|&at| &self.nodes[at])
    }
}

impl Node {
    pub(crate) fn property(&self, name: &str) -> Option<&Formula> {
        self.properties.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The literal text of a property.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        match self.property(name)? {
            Formula::Literal(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Why a document cannot be played: the errors that the check found.
#[derive(Clone, Debug)]
pub struct Faulty {
    /// Every error, in the order of the document.
    pub errors: Vec<Diagnostic>,
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the flow is faulty")?;
        for fault in &self.errors {
            write!(f, "\n{}: {}", fault.code.as_str(), fault.message)?;
            if let Some(help) = &fault.help {
                write!(f, "; {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faulty {}
