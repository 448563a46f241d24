//! What the fake Graph remembers.

use std::sync::Arc;
use std::time::Duration;

use flow_player::{Opening, Saved};
use flow_runtime::testing::media::Cdn;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::{Calls, Recorded};
use crate::chat::{Receipt, Said, Shown};
use crate::contact::Contact;
use crate::delivery::Queue;
use crate::document::Document;
use crate::fault::Fault;
use crate::media::Media;

/// How many published versions of a flow live.
const VERSIONS_ALIVE: usize = 5;

/// The flow token of a message that names none.
pub(crate) const NO_TOKEN: &str = "unused";

/// The only access token that is taken.
pub const ACCESS_TOKEN: &str = "EAAfake0access0token";

/// The id of the first WABA.
pub const WABA: &str = "102290129340398";

/// The id of the phone number of the first WABA.
pub const PHONE: &str = "106540352242922";

/// The state of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It is sent in draft mode, and, where a version of it was published, in published mode as
    /// that version.
    Draft,
    /// It can be sent; an edit makes it a draft again.
    Published,
    /// It can neither be sent nor opened.
    Deprecated,
    /// Meta took it away for its endpoint's errors.
    Blocked,
    /// Meta lets ten messages an hour through; here, the ten are used up.
    Throttled,
}

/// What Meta thinks of a phone's public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureStatus {
    /// The key is signed.
    Valid,
    /// The key has to be uploaded again.
    Mismatch,
}

/// The two shapes in which Meta gives a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyShape {
    /// In a `data` array, as the reference shows it.
    List,
    /// At the top.
    Top,
}

/// A flow as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Flow {
    /// Its id.
    pub id: String,
    /// The WABA that it belongs to.
    pub waba: String,
    /// Its name, unique in the WABA.
    pub name: String,
    /// Its state.
    pub status: Status,
    /// Its categories, at least one.
    pub categories: Vec<String>,
    /// Its Flow JSON, as it was uploaded last.
    #[serde(skip)]
    pub document: Arc<Document>,
    /// The documents that were published and are alive, oldest first: five at most.
    #[serde(skip)]
    pub versions: Vec<Arc<Document>>,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Where its endpoint is.
    pub endpoint_uri: Option<String>,
    /// The id of the app that it is connected to.
    pub application: Option<String>,
    /// The flow that it was cloned from.
    pub cloned_from: Option<String>,
    /// The token in its preview URL.
    pub preview_token: u64,
    /// Its health in place of the one that follows from the state.
    pub health: Option<Value>,
}

/// A business phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Phone {
    /// Its id.
    pub id: String,
    /// The WABA that it belongs to.
    pub waba: String,
    /// The number as people write it.
    pub display_phone_number: String,
    /// Its public key, a PEM text.
    pub public_key: Option<String>,
    /// What Meta thinks of the key.
    pub signature_status: SignatureStatus,
}

/// A message that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// Its id, `wamid.…`.
    pub id: String,
    /// The id of the phone that sent it.
    pub phone: String,
    /// The recipient, as the request names it.
    pub to: String,
    /// The flow that it opens; absent for a template that brought its own Flow JSON.
    pub flow: Option<String>,
    /// The name of its template.
    pub template: Option<String>,
    /// The flow token.
    pub token: Option<String>,
    /// Whether the flow is opened as a draft.
    pub is_draft: bool,
    /// The document that it opens: what is published later does not change it. Absent where it opens
    /// no flow.
    #[serde(skip)]
    pub document: Option<Arc<Document>>,
    /// The screen that it opens; absent for `data_exchange`.
    pub screen: Option<String>,
    /// The screen's data.
    pub data: Option<Value>,
    /// The whole request.
    pub body: Value,
    /// When it was sent.
    pub at: Timestamp,
    /// What the chat shows of it.
    pub shown: Shown,
    /// How far it came.
    pub receipt: Receipt,
    /// Why its button is dead, where it is.
    pub dead: Option<String>,
    /// What the phone keeps of its flow, which a person has closed without completing it.
    pub saved: Option<Saved>,
    /// The text that the business sent along, which comes back with each status.
    pub callback_data: Option<String>,
    /// Whose chat it is in: their place among the people of the desk.
    pub(crate) person: usize,
    /// What was sent earlier has a smaller number.
    pub(crate) order: u64,
}

/// A message template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The WABA that it belongs to.
    pub waba: String,
    /// Its name, unique in the WABA together with the language.
    pub name: String,
    /// Its language, such as `en_US`.
    pub language: String,
    /// The flow of its button; absent for a button that brought its own Flow JSON.
    pub flow: Option<String>,
    /// The index of its flow button among its buttons.
    pub button: Option<usize>,
    /// The screen that its button opens; absent for `data_exchange`.
    pub screen: Option<String>,
    /// The document that its button brought along.
    #[serde(skip)]
    pub document: Option<Arc<Document>>,
    /// The whole request.
    pub body: Value,
}

/// A metric that a test has set.
pub(crate) struct Metric {
    pub(crate) flow: String,
    pub(crate) name: String,
    pub(crate) granularity: String,
    pub(crate) data_points: Value,
}

pub(crate) struct State {
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) application: String,
    pub(crate) app_secret: Option<String>,
    pub(crate) wabas: Vec<String>,
    pub(crate) phones: Vec<Phone>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) templates: Vec<Template>,
    pub(crate) messages: Vec<Message>,
    pub(crate) people: Vec<Contact>,
    pub(crate) said: Vec<Said>,
    pub(crate) media: Vec<Media>,
    pub(crate) reports: Queue,
    /// Where phones upload what is picked.
    pub(crate) cdn: Cdn,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) key_shape: KeyShape,
    pub(crate) pings: bool,
    /// Whether a published flow can be edited in place, as in most accounts.
    pub(crate) edits: bool,
    pub(crate) is_webhook_subscribed: bool,
    /// What the validator finds in every document beside what the compiler finds.
    pub(crate) validation_errors: Vec<Value>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) requests: Vec<Recorded>,
    pub(crate) calls: Calls,
    pub(crate) complaints: Vec<String>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) first_document: Arc<Document>,
    /// How many requests are kept to be looked at.
    pub(crate) most_requests: usize,
    pub(crate) last_id: u64,
    pub(crate) last_count: u64,
}

impl Status {
    /// Meta's name for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Published => "PUBLISHED",
            Self::Deprecated => "DEPRECATED",
            Self::Blocked => "BLOCKED",
            Self::Throttled => "THROTTLED",
        }
    }
}

impl Flow {
    /// Whether a version of it was published.
    #[must_use]
    pub fn was_published(&self) -> bool {
        !self.versions.is_empty()
    }

    /// What a message opens: the draft, or the version that was published last.
    #[must_use]
    pub fn carried(&self, is_draft: bool) -> &Arc<Document> {
        let published = self.versions.last().filter(|_| !is_draft);
        published.unwrap_or(&self.document)
    }

    /// Makes the document as it is the newest published version. Only five live.
    pub(crate) fn publish(&mut self) {
        self.status = Status::Published;
        self.versions.push(Arc::clone(&self.document));
        let dead = self.versions.len().saturating_sub(VERSIONS_ALIVE);
        self.versions.drain(..dead);
        self.updated_at = Timestamp::now();
    }

    /// A change: what is published stays so, and the flow is a draft until it is published again.
    pub(crate) fn edited(&mut self) {
        self.status = Status::Draft;
        self.updated_at = Timestamp::now();
    }
}

impl Phone {
    /// The number in digits, as reports write it.
    #[must_use]
    pub fn digits(&self) -> String {
        self.display_phone_number.chars().filter(char::is_ascii_digit).collect()
    }
}

impl Message {
    /// How it opens its flow.
    #[must_use]
    pub fn opening(&self) -> Opening {
        let Some(screen) = &self.screen else { return Opening::data_exchange() };
        let data = self.data.as_ref().and_then(Value::as_object).cloned();
        Opening::navigate(screen, data.unwrap_or_default())
    }
}

impl SignatureStatus {
    /// Meta's name for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "VALID",
            Self::Mismatch => "MISMATCH",
        }
    }
}

impl State {
    pub(crate) fn new(url: String) -> Self {
        let mut state = Self {
            cdn: Cdn::at(&format!("{url}/cdn")),
            url,
            token: ACCESS_TOKEN.to_owned(),
            application: "7000000000000001".to_owned(),
            app_secret: None,
            wabas: Vec::new(),
            phones: Vec::new(),
            flows: Vec::new(),
            templates: Vec::new(),
            messages: Vec::new(),
            people: Vec::new(),
            said: Vec::new(),
            media: Vec::new(),
            reports: Queue::default(),
            metrics: Vec::new(),
            key_shape: KeyShape::List,
            pings: true,
            edits: true,
            is_webhook_subscribed: true,
            validation_errors: Vec::new(),
            headers: Vec::new(),
            requests: Vec::new(),
            calls: Calls::default(),
            complaints: Vec::new(),
            faults: Vec::new(),
            first_document: Arc::new(Document::first()),
            most_requests: usize::MAX,
            last_id: 4_000_000_000_000_000,
            last_count: 0,
        };
        let waba = state.add_waba();
        state.add_phone(&waba);
        state
    }

    pub(crate) fn next_id(&mut self) -> String {
        self.last_id += 1;
        self.last_id.to_string()
    }

    /// A number that was not given before.
    pub(crate) fn count(&mut self) -> u64 {
        self.last_count += 1;
        self.last_count
    }

    pub(crate) fn add_waba(&mut self) -> String {
        let id = counted(WABA, self.wabas.len());
        self.wabas.push(id.clone());
        id
    }

    pub(crate) fn add_phone(&mut self, waba: &str) -> String {
        let count = self.phones.len();
        let id = counted(PHONE, count);
        self.phones.push(Phone {
            id: id.clone(),
            waba: waba.to_owned(),
            display_phone_number: format!("+1 555-01{:02}", count % 100),
            public_key: None,
            signature_status: SignatureStatus::Valid,
        });
        id
    }

    pub(crate) fn add_flow(
        &mut self,
        waba: &str,
        name: &str,
        categories: Vec<String>,
    ) -> &mut Flow {
        let flow = Flow {
            id: self.next_id(),
            waba: waba.to_owned(),
            name: name.to_owned(),
            status: Status::Draft,
            categories,
            document: Arc::clone(&self.first_document),
            versions: Vec::new(),
            updated_at: Timestamp::now(),
            endpoint_uri: None,
            application: Some(self.application.clone()),
            cloned_from: None,
            preview_token: self.count(),
            health: None,
        };
        let index = self.flows.len();
        self.flows.push(flow);
        &mut self.flows[index]
    }

    /// Ids only grow, so the flows are in their order.
    pub(crate) fn flow_index(&self, id: &str) -> Option<usize> {
        let number = |id: &str| id.parse::<u64>().ok();
        let wanted = number(id)?;
        self.flows.binary_search_by_key(&Some(wanted), |flow| number(&flow.id)).ok()
    }

    pub(crate) fn flow(&self, id: &str) -> Option<&Flow> {
        self.flow_index(id).and_then(|index| self.flows.get(index))
    }

    pub(crate) fn flow_mut(&mut self, id: &str) -> Option<&mut Flow> {
        self.flow_index(id).and_then(|index| self.flows.get_mut(index))
    }

    pub(crate) fn flow_named(&self, waba: &str, name: &str) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.waba == waba && flow.name == name)
    }

    pub(crate) fn phone(&self, id: &str) -> Option<&Phone> {
        self.phones.iter().find(|phone| phone.id == id)
    }

    pub(crate) fn phone_mut(&mut self, id: &str) -> Option<&mut Phone> {
        self.phones.iter_mut().find(|phone| phone.id == id)
    }
}

/// A time as the Graph API writes it.
pub(crate) fn time_in(from_now: Duration) -> String {
    let now = Timestamp::now();
    let later = SignedDuration::try_from(from_now).ok().and_then(|time| now.checked_add(time).ok());
    written(later.unwrap_or(now))
}

pub(crate) fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%z").to_string()
}

/// The id that is so much after another.
fn counted(first: &str, count: usize) -> String {
    (first.parse::<u64>().unwrap_or_default() + count as u64).to_string()
}
