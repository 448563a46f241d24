//! Actions: what a tap or a choice does.

use flow_compiler::catalogue::ActionKind;
use serde_json::Map as Json;

use crate::assume::Assumption;
use crate::effect::{Asked, Completion, Effect, Request};
use crate::entry::{Entry, delivered};
use crate::moves::Arrival;
use crate::player::{Player, merge};
use crate::program::{Action, Formula, Path, Root, Screen};
use crate::schema::{self, Source};
use crate::state::Phase;
use crate::summary;
use crate::value::{self, Map, Text, Value};

/// Where an action comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A button or a link.
    Tap,
    /// An item of a `NavigationList`.
    List,
    /// A choice in a field.
    Choice,
}

impl Player {
    /// Does what an action says.
    pub(crate) fn act(
        &mut self,
        screen: &Text,
        action: &Action,
        origin: Origin,
        effects: &mut Vec<Effect>,
    ) {
        let program = self.program.clone();
        let Some(here) = program.screen(screen) else { return };
        match action.kind {
            ActionKind::Navigate => self.navigate(here, action, origin, effects),
            ActionKind::DataExchange => {
                if !program.has_endpoint() {
                    self.fail("", "`data_exchange` in a flow that declares no endpoint");
                    return;
                }
                let data = value::plain(&self.payload(here, action));
                let screen = here.id.to_string();
                let request = Request { action: Asked::DataExchange, screen, data };
                self.ask(request, None, effects);
            }
            ActionKind::Complete => {
                let response = self.response(here, action);
                self.complete(here, response, false, effects);
            }
            ActionKind::UpdateData => {
                let data = self.payload(here, action);
                merge(&mut self.state.store.page_mut(&here.id).data, data);
                self.assume(Assumption::UpdateKeepsInput);
                self.settle(here);
            }
            ActionKind::OpenUrl => {
                if let Some(url) = self.url(here, action) {
                    effects.push(Effect::Open(url));
                }
            }
        }
    }

    /// The https address of an `open_url`; phones open no other.
    pub(crate) fn url(&self, here: &Screen, action: &Action) -> Option<String> {
        let url = self.scope(&here.id).text(action.target.as_ref()?);
        let secure = url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
        secure.then_some(url)
    }

    fn navigate(
        &mut self,
        here: &Screen,
        action: &Action,
        origin: Origin,
        effects: &mut Vec<Effect>,
    ) {
        let program = self.program.clone();
        let target = action.target.as_ref();
        let to = target.map(|target| self.scope(&here.id).text(target)).unwrap_or_default();
        let Some(next) = program.screen(&to) else {
            self.fail("invalid-screen-transition", &format!("the flow has no screen `{to}`"));
            return;
        };
        if !program.inner().may_go(&here.id, &to) {
            let detail = format!("`{}` does not lead to `{to}`", here.id);
            self.fail("invalid-screen-transition", &detail);
            return;
        }
        let data = self.payload(here, action);
        let source = if origin == Origin::List { Source::List } else { Source::Any };
        if let Err(misfit) = schema::check(next.model.as_ref(), &data, source) {
            let detail = format!("the payload for `{to}`: {misfit}");
            self.fail("payload-schema-error", &detail);
            return;
        }
        self.go(&next.id, data, Arrival::Forward, effects);
    }

    /// The payload, without the keys whose reference leads to nothing.
    fn payload(&self, here: &Screen, action: &Action) -> Map {
        let scope = self.scope(&here.id);
        let known = action.payload.iter();
        known.filter_map(|(key, formula)| Some((key.clone(), scope.value(formula)?))).collect()
    }

    /// The payload of a `complete`, in which files are named as the webhook names them.
    fn response(&mut self, here: &Screen, action: &Action) -> Json<String, serde_json::Value> {
        let mut response = Json::new();
        let mut files = false;
        for (key, formula) in &action.payload {
            let attached = match formula {
                Formula::Reference(path) => self.attached(here, path),
                _ => None,
            };
            files |= attached.is_some();
            let value = attached.or_else(|| self.scope(&here.id).value(formula));
            if let Some(value) = value {
                response.insert(key.to_string(), value.into());
            }
        }
        if files {
            self.assume(Assumption::FilesInResponse);
        }
        response
    }

    fn attached(&self, here: &Screen, path: &Path) -> Option<Value> {
        let screen: &str = path.screen.as_deref().unwrap_or(&here.id);
        let ([name], Root::Form) = (path.keys.as_slice(), path.root) else { return None };
        match self.state.store.page(screen)?.form.get(name)? {
            Entry::Files(files) => Some(Value::List(files.iter().filter_map(delivered).collect())),
            _ => None,
        }
    }

    /// Ends the flow.
    pub(crate) fn complete(
        &mut self,
        here: &Screen,
        response: Json<String, serde_json::Value>,
        by_endpoint: bool,
        effects: &mut Vec<Effect>,
    ) {
        let completion = Completion {
            screen: here.id.to_string(),
            success: here.success || by_endpoint,
            by_endpoint,
            response,
            flow_token_in_response: self.state.device.profile.traits().flow_token_in_response,
            summary: summary::of(self),
        };
        self.assume(Assumption::Wordings);
        self.state.awaited = None;
        self.state.focus = None;
        self.state.snackbar = None;
        self.state.phase = Phase::Completed(Box::new(completion.clone()));
        effects.push(Effect::Closed(completion));
    }
}
