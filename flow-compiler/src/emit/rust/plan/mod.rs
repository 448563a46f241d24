//! What is emitted and what it is called: the stage between the check and the tokens.
//!
//! Every Rust name of a flow is decided here, once. Names that meet are reported where the author
//! can give another, and get a number where not; what is emitted says what the plan says.

mod completion;
mod exchange;
mod fields;
mod inputs;
mod options;
mod screens;
mod types;

use std::collections::HashMap;

pub(super) use self::completion::Union;
pub(super) use self::exchange::Variant;
pub(super) use self::fields::FieldNames;
pub use self::fields::renames;
pub(super) use self::inputs::Inputs;
pub use self::types::FLOW_NAMES as EVERY_FLOW_HAS;
pub(super) use self::types::{Home, Options, Types, Uses, item_base, nested};
use super::ident::{allowed, type_name};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Flow, Screen};

/// What a flow becomes.
#[derive(Debug)]
pub struct Plan<'f, 'a> {
    /// The module.
    pub(super) module: String,
    /// The type that stands for the flow.
    pub(super) flow_type: String,
    pub(super) inputs: Inputs<'f, 'a>,
    pub(super) types: Types<'a>,
    pub(super) completion: Union<'a>,
    pub(super) completed: FieldNames<'a>,
    pub(super) success: FieldNames<'a>,
    screens: HashMap<&'a str, ScreenPlan<'f, 'a>>,
}

/// The structs of a screen.
#[derive(Debug)]
struct ScreenPlan<'f, 'a> {
    data: FieldNames<'a>,
    exchanges: Vec<Variant<'f, 'a>>,
}

impl<'f, 'a> Plan<'f, 'a> {
    /// Names all that a flow becomes, and reports the names that are not to be had.
    pub fn of(cx: &mut Diagnostics, flow: &'f Flow<'a>) -> Self {
        if !is_flow_name(flow.name) {
            let (name, taken) = (flow.name, own_type(flow.name));
            let message = format!(
                "the flow `{name}` would become the type `{taken}`, which every flow has already"
            );
            cx.error(Code::InvalidRustName, flow.span, message).help("give the flow another name");
        }
        let flow_type = flow_type(flow.name);
        let inputs = Inputs::of(flow);
        let completion = Union::of(flow);
        let types = Types::of(cx, flow, &flow_type, &inputs, &completion);
        let screens = flow.screens.iter().map(|screen| (screen.id, screen_plan(cx, screen)));
        let screens = screens.collect();
        let completed = fields::completion(cx, flow, &completion);
        let success = FieldNames::of(flow.success.iter().flatten().map(|field| field.key));
        let module = allowed(flow.name.to_owned());
        Self { module, flow_type, inputs, types, completion, completed, success, screens }
    }

    /// The fields of what a screen shows.
    pub(super) fn data(&self, screen: &str) -> Option<&FieldNames<'a>> {
        self.screens.get(screen).map(|plan| &plan.data)
    }

    /// The payloads that a screen sends.
    pub(super) fn exchanges(&self, screen: &str) -> &[Variant<'f, 'a>] {
        self.screens.get(screen).map_or(&[], |plan| &plan.exchanges)
    }
}

fn screen_plan<'f, 'a>(cx: &mut Diagnostics, screen: &'f Screen<'a>) -> ScreenPlan<'f, 'a> {
    let data = FieldNames::of(screen.data.iter().flatten().map(|field| field.key));
    ScreenPlan { data, exchanges: exchange::named(cx, screen) }
}

/// The type that stands for the flow of a name. Where its own name is taken, which is a fault, it has another.
#[must_use]
pub fn flow_type(flow: &str) -> String {
    let name = own_type(flow);
    if is_flow_name(flow) { name } else { format!("{name}Flow") }
}

fn own_type(flow: &str) -> String {
    type_name(flow).unwrap_or_else(|| "TheFlow".to_owned())
}

/// Whether the type that stands for a flow of this name is no other type of every flow.
#[must_use]
pub fn is_flow_name(name: &str) -> bool {
    !EVERY_FLOW_HAS.contains(&&*own_type(name))
}
