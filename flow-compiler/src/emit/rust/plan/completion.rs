//! What every end of the flow carries.

use std::collections::HashMap;

use crate::model::{Absence, Flow, PayloadField, Type};
use crate::span::Span;

/// The fields of every end in one.
#[derive(Debug)]
pub(crate) struct Union<'a> {
    pub(crate) fields: Vec<Carried<'a>>,
}

/// One key that an end carries.
#[derive(Clone, Debug)]
pub(crate) struct Carried<'a> {
    pub(crate) docs: &'a [String],
    pub(crate) key: &'a str,
    pub(crate) rename: Option<&'a str>,
    pub(crate) ty: Type<'a>,
    pub(crate) absence: Option<Absence>,
    /// Whether `Debug` must not show it.
    pub(crate) secret: bool,
    pub(crate) open: bool,
    /// The word that declares it.
    pub(crate) declared: Span,
    pub(crate) span: Span,
}

impl<'a> Union<'a> {
    /// What every end carries keeps its type; what only some carry becomes optional.
    pub(crate) fn of(flow: &Flow<'a>) -> Self {
        let mut ends: Vec<Vec<Carried<'a>>> = flow
            .completions
            .iter()
            .map(|end| end.fields.iter().map(Carried::of).collect())
            .collect();
        if flow.screens.iter().any(|screen| screen.closes) || flow.success.is_some() {
            let added = flow.success.iter().flatten().map(|field| Carried {
                docs: field.docs,
                key: field.key,
                rename: None,
                ty: field.ty.clone(),
                absence: None,
                secret: false,
                open: false,
                declared: field.span,
                span: field.span,
            });
            ends.push(added.collect());
        }
        let mut fields: Vec<Carried<'a>> = Vec::new();
        let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
        for end in &ends {
            for carried in end {
                let new = (fields.len(), 0);
                let (at, times) = places.entry(carried.key).or_insert(new);
                *times += 1;
                match fields.get_mut(*at) {
                    Some(known) => known.join(carried),
                    None => fields.push(carried.clone()),
                }
            }
        }
        for known in &mut fields {
            if places.get(known.key).is_some_and(|(_, times)| *times < ends.len()) {
                known.absence = known.absence.or(Some(Absence::InSome));
            }
        }
        // The flow's own token is always there, whether an end repeats it or not.
        fields.retain(|carried| carried.key != "flow_token");
        Self { fields }
    }
}

impl<'a> Carried<'a> {
    fn of(field: &PayloadField<'a>) -> Self {
        Self {
            docs: field.docs,
            key: field.key,
            rename: field.rename,
            ty: field.ty.clone(),
            absence: field.absence,
            secret: field.secret,
            open: field.open,
            declared: field.declared,
            span: field.span,
        }
    }

    fn join(&mut self, other: &Self) {
        self.absence = self.absence.or(other.absence);
        self.secret |= other.secret;
        self.open |= other.open;
        self.rename = self.rename.or(other.rename);
        if self.docs.is_empty() {
            self.docs = other.docs;
        }
        self.ty = self.ty.common(&other.ty);
    }
}
