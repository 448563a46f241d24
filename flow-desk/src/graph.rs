//! The handle that a test holds.

use std::future::{Ready, ready};
use std::sync::{Arc, MutexGuard};

use bytes::Bytes;
use hyper::{Request, Response};
use serde_json::Value;

use crate::builder::Builder;
use crate::call::{Answered, Recorded};
use crate::document::Document;
use crate::fault::Fault;
use crate::reply::{Cut, Reply};
use crate::server::{Server, Shared, handle};
use crate::state::{
    Flow, KeyShape, Message, Metric, Phone, SignatureStatus, State, Status, Template,
};

/// A running Graph API with a state of its own; it stops when this is dropped.
///
/// It begins with one WABA, which has one phone number and no flow. A method that changes a flow
/// panics when there is none of that id.
pub struct Graph {
    pub(crate) shared: Arc<Shared>,
    pub(crate) server: Server,
}

impl Graph {
    /// Starts one at a free port. It serves on threads of its own, so the test may block.
    ///
    /// # Panics
    ///
    /// When the system gives no port or no thread.
    pub fn start() -> Ready<Self> {
        ready(Self::builder().start().expect("a free port and a thread"))
    }

    /// Starts one otherwise.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The base URL, without a version and without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.state().url.clone()
    }

    /// The only access token that it takes.
    #[must_use]
    pub fn access_token(&self) -> String {
        self.state().token.clone()
    }

    /// The id of the first WABA.
    #[must_use]
    pub fn waba(&self) -> String {
        self.state().wabas[0].clone()
    }

    /// The id of the first phone number.
    #[must_use]
    pub fn phone(&self) -> String {
        self.state().phones[0].id.clone()
    }

    /// The id of the app that new flows are connected to.
    #[must_use]
    pub fn application(&self) -> String {
        self.state().application.clone()
    }

    /// Adds a WABA without a phone number; the answer is its id.
    #[must_use]
    pub fn add_waba(&self) -> String {
        self.state().add_waba()
    }

    /// Adds a phone number to a WABA; the answer is its id.
    #[must_use]
    pub fn add_phone(&self, waba: &str) -> String {
        self.state().add_phone(waba)
    }

    /// Takes a flow away in whatever state it is, as if somebody else had.
    pub fn remove_flow(&self, id: &str) {
        self.state().flows.retain(|flow| flow.id != id);
    }

    /// Takes the phone numbers of the first WABA away.
    pub fn remove_phones(&self) {
        self.state().phones.clear();
    }

    /// Adds a draft to the first WABA, with a document of one screen; the answer is its id.
    #[must_use]
    pub fn add_flow(&self, name: &str) -> String {
        let waba = self.waba();
        self.state().add_flow(&waba, name, vec!["OTHER".to_owned()]).id.clone()
    }

    /// Adds many drafts, `Flow 1`, `Flow 2` and on.
    pub fn add_flows(&self, count: usize) {
        for number in 1..=count {
            let _ = self.add_flow(&format!("Flow {number}"));
        }
    }

    /// Every flow of every WABA, in the order of creation.
    #[must_use]
    pub fn flows(&self) -> Vec<Flow> {
        self.state().flows.clone()
    }

    /// A flow by its id.
    #[must_use]
    pub fn flow(&self, id: &str) -> Option<Flow> {
        self.state().flow(id).cloned()
    }

    /// A flow of the first WABA by its name.
    #[must_use]
    pub fn flow_named(&self, name: &str) -> Option<Flow> {
        let waba = self.waba();
        self.state().flow_named(&waba, name).cloned()
    }

    /// Puts a flow into a state. A draft is published on the way to every other state, and what is
    /// put back to a draft was never published.
    pub fn set_status(&self, flow: &str, status: Status) {
        self.change(flow, |flow| {
            match status {
                Status::Draft => flow.versions.clear(),
                _ if flow.status == Status::Draft => flow.publish(),
                _ => {}
            }
            flow.status = status;
        });
    }

    /// Gives a flow a document that need not be sound, nor small, as if somebody had uploaded it:
    /// what was published is a draft again.
    pub fn set_json(&self, flow: &str, text: &str) {
        let document = Arc::new(Document::new(text));
        self.change(flow, |flow| {
            flow.document = document;
            flow.edited();
        });
    }

    /// Sets whether a published flow can be edited in place; it can by default. In an account with
    /// an On-Premises number it cannot: an edit is refused with code 139001.
    pub fn set_edits(&self, edits: bool) {
        self.state().edits = edits;
    }

    /// Gives a flow a `health_status` in place of the one that follows from the state.
    pub fn set_health(&self, flow: &str, health: Value) {
        self.change(flow, |flow| flow.health = Some(health));
    }

    /// Connects a flow to an app, or to none.
    pub fn set_application(&self, flow: &str, application: Option<&str>) {
        self.change(flow, |flow| flow.application = application.map(str::to_owned));
    }

    /// Gives a flow a metric; without one the answer is error 139006.
    ///
    /// `data_points` is `[{"timestamp": "…", "data": [{"key": "…", "value": 1}]}]`.
    pub fn set_metric(&self, flow: &str, name: &str, granularity: &str, data_points: Value) {
        self.state().metrics.push(Metric {
            flow: flow.to_owned(),
            name: name.to_owned(),
            granularity: granularity.to_owned(),
            data_points,
        });
    }

    /// A phone number by its id, with its key.
    #[must_use]
    pub fn phone_number(&self, id: &str) -> Option<Phone> {
        self.state().phone(id).cloned()
    }

    /// Sets what Meta thinks of a phone's public key; an upload makes it valid again.
    ///
    /// # Panics
    ///
    /// When there is no such phone number.
    pub fn set_signature_status(&self, phone: &str, status: SignatureStatus) {
        let mut state = self.state();
        let phone = state.phone_mut(phone);
        phone.expect("the id of a phone number").signature_status = status;
    }

    /// Sets the shape in which a public key is given.
    pub fn set_key_shape(&self, shape: KeyShape) {
        self.state().key_shape = shape;
    }

    /// Sets whether publishing calls an `http://` endpoint with a ping; it does by default.
    pub fn set_pings(&self, pings: bool) {
        self.state().pings = pings;
    }

    /// Sets the app secret that pings are signed with; without one they are not signed.
    pub fn set_app_secret(&self, secret: Option<&str>) {
        self.state().app_secret = secret.map(str::to_owned);
    }

    /// Sets whether the app is subscribed to the webhook of flows; it is by default.
    pub fn set_webhook_subscribed(&self, is_subscribed: bool) {
        self.state().is_webhook_subscribed = is_subscribed;
    }

    /// Sets what the validator finds in every document that is uploaded from now on, in Meta's
    /// shape, beside what the compiler finds: Meta may know of a fault that the compiler does not.
    pub fn set_validation_errors(&self, errors: impl IntoIterator<Item = Value>) {
        self.state().validation_errors = errors.into_iter().collect();
    }

    /// Gives every answer from now on a header, such as `X-App-Usage`.
    pub fn set_header(&self, name: &str, value: &str) {
        let mut state = self.state();
        state.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        state.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Takes the headers of [`Graph::set_header`] away.
    pub fn clear_headers(&self) {
        self.state().headers.clear();
    }

    /// Queues a failure.
    pub fn inject(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    /// How many failures still wait for a call.
    #[must_use]
    pub fn pending_faults(&self) -> usize {
        self.state().faults.len()
    }

    /// Every message that was sent.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.state().messages.clone()
    }

    /// Every message template.
    #[must_use]
    pub fn templates(&self) -> Vec<Template> {
        self.state().templates.clone()
    }

    /// Every request since the start, or since [`Graph::clear_requests`].
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.state().requests.clear();
    }

    /// What was wrong with requests that no correct client sends, each with its method and path.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.state().complaints.clone()
    }

    /// How many calls were under way at once, at most.
    #[must_use]
    pub fn most_at_once(&self) -> usize {
        self.shared.most_open()
    }

    /// The last calls, each with what came of it.
    #[must_use]
    pub fn calls(&self) -> Vec<Answered> {
        self.state().calls.all()
    }

    /// Answers a request of another server, which has this one below an address of its own; the path
    /// begins with the version.
    ///
    /// # Errors
    ///
    /// When the connection is to be closed without an answer.
    pub async fn call(&self, request: Request<Bytes>) -> Result<Response<Reply>, Cut> {
        let (head, body) = request.into_parts();
        let shared = Arc::clone(&self.shared);
        // The checker of flows needs the large stack of these threads.
        let answer = async move { handle(&shared, &head, body).await };
        self.server.handle.spawn(answer).await.map_err(|_| Cut)?
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }

    fn change(&self, flow: &str, change: impl FnOnce(&mut Flow)) {
        let mut state = self.state();
        change(state.flow_mut(flow).expect("the id of a flow"));
    }
}

/// What a test has changed by hand is kept as well.
impl Drop for Graph {
    fn drop(&mut self) {
        self.shared.touched();
    }
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Graph").field("url", &self.url()).finish_non_exhaustive()
    }
}
