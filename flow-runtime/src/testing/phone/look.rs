//! What a person sees.

use flow_player::view::{Attached, Content, Field, Shown, View};
use serde_json::Value;

use super::{Find, Phone, PhoneError};

/// # What a person sees
impl Phone {
    /// That this screen is shown.
    ///
    /// # Errors
    ///
    /// When another is, or none.
    pub fn on(&mut self, screen: &str) -> Result<&mut Self, PhoneError> {
        match self.player.screen() {
            Some(shown) if shown == screen => Ok(self),
            Some(shown) => {
                let reason = format!("expected the screen `{screen}`, but it is `{shown}`");
                Err(self.stuck(reason))
            }
            None => {
                let reason = format!("expected the screen `{screen}`, but none is shown");
                Err(self.stuck(reason))
            }
        }
    }

    /// That a text is somewhere on the screen: in its title, a paragraph, a label, an option, a hint,
    /// an error, the button.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn sees(&mut self, text: &str) -> Result<&mut Self, PhoneError> {
        if !self.shows(text) {
            return Err(self.stuck(format!("“{text}” is not on the screen")));
        }
        Ok(self)
    }

    /// That a text is nowhere on the screen.
    ///
    /// # Errors
    ///
    /// When it is there.
    pub fn hides(&mut self, text: &str) -> Result<&mut Self, PhoneError> {
        if self.shows(text) {
            return Err(self.stuck(format!("“{text}” is on the screen")));
        }
        Ok(self)
    }

    /// That the phone says this beside the screen or in its place: in a snackbar, as an error, or
    /// because the flow has expired.
    ///
    /// # Errors
    ///
    /// When it says nothing, or something else.
    pub fn says(&mut self, text: &str) -> Result<&mut Self, PhoneError> {
        match self.said() {
            Some(said) if said.contains(text) => Ok(self),
            Some(said) => {
                let reason = format!("expected the phone to say “{text}”, but it says “{said}”");
                Err(self.stuck(reason))
            }
            None => {
                Err(self.stuck(format!("expected the phone to say “{text}”, but it says nothing")))
            }
        }
    }

    /// What the phone says beside the screen or in its place; see [`says`](Self::says).
    #[must_use]
    pub fn said(&self) -> Option<String> {
        let view = self.player.view();
        match (view.snackbar, view.shown) {
            (Some(snackbar), _) => Some(snackbar.text),
            (None, Shown::Failed(failure)) => Some(failure.message),
            (None, Shown::Expired(message)) => Some(message),
            _ => None,
        }
    }

    /// That the flow has expired: its message is shown, and the button in the chat is dead.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub fn expired(&mut self) -> Result<&mut Self, PhoneError> {
        match self.player.view().shown {
            Shown::Expired(_) => Ok(self),
            _ => Err(self.stuck("the flow has not expired")),
        }
    }

    /// The value of a field, as `${form.…}` has it; `null` where it has none.
    ///
    /// # Errors
    ///
    /// When the screen has no such field.
    pub fn value(&self, label: impl Into<Find>) -> Result<Value, PhoneError> {
        let name = self.field(&label.into())?;
        let screen = self.player.screen().unwrap_or_default();
        Ok(self.player.form(screen).remove(&name).unwrap_or_default())
    }

    /// The error that is shown at a field.
    ///
    /// # Errors
    ///
    /// When the field is not shown.
    pub fn error_at(&self, label: impl Into<Find>) -> Result<Option<String>, PhoneError> {
        let label = label.into();
        self.seen(&label, |field| field.error.as_ref().map(|error| error.text.clone()))
    }

    /// Whether a field or what can be tapped can be used.
    ///
    /// # Errors
    ///
    /// When it is not shown.
    pub fn enabled(&self, label: impl Into<Find>) -> Result<bool, PhoneError> {
        let label = label.into();
        if let Ok(enabled) = self.seen(&label, |field| field.disabled.is_none()) {
            return Ok(enabled);
        }
        let target = self.target(&label)?;
        let view = self.player.view();
        Ok(disabled(&view, &target).is_none_or(|disabled| !disabled))
    }

    /// The titles of the options of a list, in their order.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn options(&self, label: impl Into<Find>) -> Result<Vec<String>, PhoneError> {
        let name = self.field(&label.into())?;
        let view = self.player.view();
        match super::find::choices(&view, &name) {
            Some(options) => Ok(options.iter().map(|option| option.title.clone()).collect()),
            None => Err(self.stuck(format!("`{name}` is not a list that is shown"))),
        }
    }

    /// All that the phone shows.
    #[must_use]
    pub fn view(&self) -> View {
        self.player.view()
    }

    /// Whether a text is on the screen; not the screen's id, nor what the button waits for, which a
    /// person does not read.
    fn shows(&self, text: &str) -> bool {
        let mut view = self.player.view();
        if let Shown::Screen(id) = &mut view.shown {
            id.clear();
        }
        if let Some(footer) = &mut view.footer {
            footer.missing.clear();
        }
        view.snackbar = None;
        view.to_string().contains(text)
    }

    /// Something about a field that is shown.
    fn seen<T>(&self, find: &Find, look: impl FnOnce(&Field) -> T) -> Result<T, PhoneError> {
        let name = self.field(find)?;
        match self.player.view().field(&name) {
            Some(field) => Ok(look(field)),
            None => Err(self.stuck(format!("`{name}` is not shown"))),
        }
    }
}

/// The files in the picker of this name.
pub(super) fn files<'v>(view: &'v View, name: &str) -> Option<&'v [Attached]> {
    view.body.iter().find_map(|element| match &element.content {
        Content::PhotoPicker(picker) | Content::DocumentPicker(picker)
            if picker.field.name == name =>
        {
            Some(&picker.files[..])
        }
        _ => None,
    })
}

/// Whether what can be tapped is disabled.
fn disabled(view: &View, target: &flow_player::Target) -> Option<bool> {
    use flow_player::Target;
    let found = |content: &Content, id: &str| match (target, content) {
        (Target::Link(link), Content::EmbeddedLink(shown)) if link == id => {
            Some(shown.disabled.is_some())
        }
        (Target::ReadMore(name), Content::OptIn(shown)) if shown.field.name == *name => {
            Some(shown.field.disabled.is_some())
        }
        (Target::Item { name, id }, Content::NavigationList(list)) if list.name == *name => {
            let item = list.items.iter().find(|item| item.id == *id)?;
            Some(item.disabled.is_some())
        }
        _ => None,
    };
    match target {
        Target::Footer => view.footer.as_ref().map(|footer| footer.disabled.is_some()),
        _ => view.body.iter().find_map(|element| found(&element.content, &element.id)),
    }
}
