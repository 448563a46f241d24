//! What a person does.

use flow_player::{Date, File as Attached, Gesture, Target, Upload};

use super::{Find, Phone, PhoneError};
use crate::testing::media::{self, File};

/// # What a person does
///
/// Each of these may ask the endpoint, since any field may have an action, and so is `async`. Each
/// gives the phone back, for what is looked at next.
///
/// # Errors
///
/// All of them: when a person could not do it on the screen that is shown. The error says why, and
/// nothing has changed then.
impl Phone {
    /// Fills in a text field and leaves it. The text replaces what was there.
    ///
    /// # Errors
    ///
    /// When there is no such text field, it is hidden or disabled, or takes fewer characters.
    pub async fn fill(
        &mut self,
        label: impl Into<Find>,
        text: impl Into<String>,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Fill { name, text: text.into() }).await
    }

    /// Takes out what a field holds: a text, every choice, every file.
    ///
    /// # Errors
    ///
    /// When there is no such field, or it cannot be emptied.
    pub async fn clear(&mut self, label: impl Into<Find>) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        let view = self.player.view();
        let chosen = super::find::choices(&view, &name);
        if let Some(options) = chosen {
            for option in options.iter().filter(|option| option.chosen) {
                let id = option.id.clone();
                self.act(Gesture::Unchoose { name: name.clone(), id }).await?;
            }
            return Ok(self);
        }
        if let Some(files) = super::look::files(&view, &name) {
            for at in (0..files.len()).rev() {
                self.act(Gesture::Detach { name: name.clone(), at }).await?;
            }
            return Ok(self);
        }
        self.act(Gesture::Fill { name, text: String::new() }).await
    }

    /// Chooses an option, by its title or its id; of a list that takes one alone, instead of the
    /// other.
    ///
    /// # Errors
    ///
    /// When there is no such list or option, it is hidden or disabled, chosen already, or no more can
    /// be chosen.
    pub async fn choose(
        &mut self,
        label: impl Into<Find>,
        option: &str,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        let id = self.option(&name, option)?;
        self.act(Gesture::Choose { name, id }).await
    }

    /// Takes a choice back.
    ///
    /// # Errors
    ///
    /// When it is not chosen, or a choice is required and can only be changed.
    pub async fn unchoose(
        &mut self,
        label: impl Into<Find>,
        option: &str,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        let id = self.option(&name, option)?;
        self.act(Gesture::Unchoose { name, id }).await
    }

    /// Ticks an `OptIn`.
    ///
    /// # Errors
    ///
    /// When there is no such `OptIn`, or it is ticked already.
    pub async fn tick(&mut self, label: impl Into<Find>) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Tick { name, on: true }).await
    }

    /// Takes the tick of an `OptIn` away.
    ///
    /// # Errors
    ///
    /// When there is no such `OptIn`, or it is not ticked.
    pub async fn untick(&mut self, label: impl Into<Find>) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Tick { name, on: false }).await
    }

    /// Picks a day, in a `DatePicker` or a `CalendarPicker`.
    ///
    /// # Errors
    ///
    /// When the calendar does not offer the day.
    pub async fn pick(
        &mut self,
        label: impl Into<Find>,
        date: Date,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Date { name, date }).await
    }

    /// Picks the first and the last day in a `CalendarPicker` for a range; its label is the one of
    /// the first day, or its title. `None` leaves the last day open.
    ///
    /// # Errors
    ///
    /// When the calendar does not offer the days.
    pub async fn pick_range(
        &mut self,
        label: impl Into<Find>,
        start: Date,
        end: impl Into<Option<Date>>,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Range { name, start, end: end.into() }).await
    }

    /// Adds a file to a picker: it is encrypted as a phone encrypts it, and uploaded to the phone's
    /// [`Cdn`](media::Cdn).
    ///
    /// # Errors
    ///
    /// When the picker is full, or does not take a file of this kind or size.
    pub async fn attach(
        &mut self,
        label: impl Into<Find>,
        file: File,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        let pending = Attached {
            name: file.name.clone(),
            mime_type: file.mime_type.clone(),
            size: file.bytes.len() as u64,
            upload: Upload::Pending,
        };
        self.act(Gesture::Attach { name: name.clone(), files: vec![pending] }).await?;
        let uploaded = self.cdn.upload(&file).map_err(|error| self.stuck(error.to_string()))?;
        let view = self.player.view();
        let at = super::look::files(&view, &name).map_or(0, |files| files.len().saturating_sub(1));
        let upload = Upload::Done(media::uploaded(uploaded));
        self.act(Gesture::Uploaded { name, at, upload }).await
    }

    /// Takes a file out of a picker, by the file's name.
    ///
    /// # Errors
    ///
    /// When there is no such file.
    pub async fn detach(
        &mut self,
        label: impl Into<Find>,
        file: &str,
    ) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        let view = self.player.view();
        let files = super::look::files(&view, &name).unwrap_or_default();
        let Some(at) = files.iter().position(|one| one.name == file) else {
            let names = files.iter().map(|one| one.name.as_str());
            return Err(self.unknown(&format!("file “{file}” in `{name}`"), file, names));
        };
        self.act(Gesture::Detach { name, at }).await
    }

    /// Taps on what says this: the button at the foot, a link, an item of a list, `Read more` of the
    /// only `OptIn` that has it, `Try again` after an error.
    ///
    /// # Errors
    ///
    /// When there is nothing to tap that says so, or it is disabled: the error lists what is missing.
    pub async fn tap(&mut self, text: impl Into<Find>) -> Result<&mut Self, PhoneError> {
        let target = self.target(&text.into())?;
        self.act(Gesture::Tap(target)).await
    }

    /// Taps on "Read more" of an `OptIn`.
    ///
    /// # Errors
    ///
    /// When there is no such `OptIn`, or nothing more to read.
    pub async fn read_more(&mut self, label: impl Into<Find>) -> Result<&mut Self, PhoneError> {
        let name = self.field(&label.into())?;
        self.act(Gesture::Tap(Target::ReadMore(name))).await
    }

    /// Goes back, by the phone's button or the arrow in the header.
    ///
    /// # Errors
    ///
    /// When the flow is closed.
    pub async fn back(&mut self) -> Result<&mut Self, PhoneError> {
        self.act(Gesture::Back).await
    }

    /// Closes the flow without completing it. [`reopen`](Self::reopen) goes on.
    ///
    /// # Errors
    ///
    /// When the flow is closed.
    pub async fn close(&mut self) -> Result<&mut Self, PhoneError> {
        self.act(Gesture::Close).await
    }

    /// Makes any gesture of the player.
    ///
    /// # Errors
    ///
    /// When a person could not make it.
    pub async fn act(&mut self, gesture: Gesture) -> Result<&mut Self, PhoneError> {
        match self.player.gesture(gesture) {
            Ok(effects) => self.carry_out(effects).await?,
            Err(refused) => return Err(self.stuck(refused.to_string())),
        }
        Ok(self)
    }
}
