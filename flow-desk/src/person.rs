//! A person, who reads their chat and opens flows.

use std::fmt;
use std::time::Duration;

use flow_runtime::testing::{Over, Phone, Setup};

use crate::chat::{Entry, Receipt, Saying};
use crate::contact::Contact;
use crate::error::DeskError;
use crate::invitation::Invitation;
use crate::state::Message;
use crate::whatsapp::WhatsApp;

/// How long a person waits for what is to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A person on the desk. A copy is the same person.
#[derive(Clone)]
pub struct Person {
    whatsapp: WhatsApp,
    at: usize,
}

impl Person {
    pub(crate) fn new(whatsapp: WhatsApp, at: usize) -> Self {
        Self { whatsapp, at }
    }

    /// Who it is.
    #[must_use]
    pub fn contact(&self) -> Contact {
        self.whatsapp.graph().state().people[self.at].clone()
    }

    /// The place among the people of the desk, from 0, in the order in which they came.
    #[must_use]
    pub fn place(&self) -> usize {
        self.at
    }

    /// Whether messages arrive from now on; see [`Contact::reachable`].
    pub fn set_reachable(&self, reachable: bool) {
        self.whatsapp.graph().state().people[self.at].reachable = reachable;
        self.whatsapp.graph().shared.touched();
    }

    /// Everything in the chat with the business, oldest first. To look at it here reads nothing.
    #[must_use]
    pub fn chat(&self) -> Vec<Entry> {
        self.whatsapp.graph().state().chat(self.at)
    }

    /// How many messages have arrived that the person has not seen.
    #[must_use]
    pub fn unread(&self) -> usize {
        let messages = &self.whatsapp.graph().state().messages;
        let unread =
            |message: &&Message| message.person == self.at && message.receipt == Receipt::Delivered;
        messages.iter().filter(unread).count()
    }

    /// Looks at the chat: what has arrived is read, and reported as that.
    pub fn look(&self) {
        self.whatsapp.graph().state().look(self.at);
        self.whatsapp.graph().shared.touched();
    }

    /// Waits for a message whose text holds this, and reads the chat.
    ///
    /// # Errors
    ///
    /// When none is there within ten seconds; it shows the chat.
    pub async fn reads(&self, text: &str) -> Result<Message, DeskError> {
        let found = self.newest(|message| message.shown.body.contains(text)).await;
        found.ok_or_else(|| self.lacks(&format!("a message with “{text}”")))
    }

    /// Waits for a message whose button says this, and taps it: the phone opens the flow as the message
    /// carries it, and asks the endpoint of the flow.
    ///
    /// When the flow is complete, the chat has the answer and the webhook hears of it.
    ///
    /// # Errors
    ///
    /// When no such message is there within ten seconds, its button is dead, or the phone does not open
    /// the flow.
    pub async fn tap(&self, button: &str) -> Result<Phone, DeskError> {
        let (setup, invitation) = self.holds(button).await?;
        Ok(setup.begin(invitation.opening).await?)
    }

    /// As [`tap`](Self::tap), with the phone before the flow is opened: for a test that sets its day.
    ///
    /// ```no_run
    /// # async fn on(ada: flow_desk::Person) -> Result<(), flow_desk::DeskError> {
    /// use flow_runtime::Date;
    ///
    /// let (setup, invitation) = ada.holds("Open").await?;
    /// let phone = setup.today(Date::constant(2026, 11, 30)).begin(invitation.opening).await?;
    /// # let _ = phone; Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`tap`](Self::tap).
    pub async fn holds(&self, button: &str) -> Result<(Setup, Invitation), DeskError> {
        let says = |message: &Message| message.shown.button.as_deref() == Some(button);
        let found = self.newest(says).await;
        let message = found.ok_or_else(|| self.lacks(&format!("a button “{button}”")))?;
        let lacks = || DeskError::Closed("the message brings no flow".to_owned());
        let invitation = self.whatsapp.invitation(&message.id).ok_or_else(lacks)?;
        if let Some(why) = invitation.closed {
            return Err(DeskError::Closed(why));
        }
        let (whatsapp, id) = (self.whatsapp.clone(), message.id);
        let mut setup = Phone::from_json(&invitation.json)
            .profile(self.contact().profile)
            .cdn(self.whatsapp.cdn())
            .when_over(move |over| match over {
                Over::Completed(completion) => whatsapp.completed(&id, completion.clone()),
                Over::Disabled(why) => whatsapp.disabled(&id, why),
                _ => {}
            });
        if let Some(client) = invitation.client(self.whatsapp.network())? {
            setup = setup.endpoint(client);
        }
        Ok((setup, invitation))
    }

    /// Sends a text to the business, and gives the id of the message.
    pub fn says(&self, text: impl Into<String>) -> String {
        let id = self.whatsapp.graph().state().say(self.at, None, Saying::Text(text.into()));
        self.whatsapp.graph().shared.touched();
        id
    }

    /// The newest message of the business that fits, once there is one. The chat is read by then.
    async fn newest(&self, fits: impl Fn(&Message) -> bool) -> Option<Message> {
        let arrived = |message: &Message| message.receipt != Receipt::Failed;
        let found = self.whatsapp.until(PATIENCE, |whatsapp| {
            let state = whatsapp.graph().state();
            let own = state.messages.iter().rev().filter(|message| message.person == self.at);
            let mut own = own.filter(|message| arrived(message));
            own.find(|message| fits(message)).cloned()
        });
        let found = found.await?;
        self.look();
        Some(found)
    }

    fn lacks(&self, sought: &str) -> DeskError {
        let lines = self.chat().into_iter().map(|entry| match entry {
            Entry::Message(message) => format!("  business: {}", message.shown.body),
            Entry::Said(said) => match said.content {
                Saying::Text(text) => format!("  person: {text}"),
                Saying::Completion { .. } => "  person: has sent the form".to_owned(),
            },
        });
        let chat = lines.collect::<Vec<_>>().join("\n");
        let chat = if chat.is_empty() { "  nothing".to_owned() } else { chat };
        DeskError::Chat { sought: sought.to_owned(), chat }
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("at", &self.at).finish_non_exhaustive()
    }
}
