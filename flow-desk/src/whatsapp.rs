//! WhatsApp in one process: the Graph API, the people, the reports.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use flow_player::Saved;
use flow_runtime::testing::Completion;
use flow_runtime::testing::media::{Cdn, File};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Uri};
use tokio::sync::watch;

use crate::contact::Contact;
use crate::delivery::{Report, root};
use crate::error::DeskError;
use crate::graph::Graph;
use crate::invitation::Invitation;
use crate::media::Media;
use crate::network::Network;
use crate::person::Person;

/// How long [`WhatsApp::settled`] waits.
const SETTLES: Duration = Duration::from_secs(30);

/// WhatsApp in one process: what a business sees of it, and the people on the other side.
///
/// A service is given [`url`](Self::url), [`access_token`](Self::access_token) and the ids, and knows
/// nothing else of it. What it sends arrives in the chat of a [`Person`], whose
/// [`tap`](Person::tap) opens the flow on a [`Phone`](flow_runtime::testing::Phone), which asks the
/// endpoint of the flow. What becomes of a message, and what people send, is posted to the webhook,
/// signed with the [`app_secret`](Self::app_secret), until it is answered with 200.
///
/// Each has a port and a state of its own, so that tests may run at once; it ends when it is dropped.
///
/// ```
/// use flow_desk::{Contact, WhatsApp};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// // In a test: #[tokio::test] async fn an_afternoon() { … }
/// let whatsapp = WhatsApp::start();
/// let ada = whatsapp.join(Contact::new("Ada").number("31612345678"));
///
/// # let send = |whatsapp: &WhatsApp| {
/// #     let flow = whatsapp.graph().add_flow("Hello");
/// #     whatsapp.graph().set_status(&flow, flow_desk::Status::Published);
/// #     let body = serde_json::json!({
/// #         "messaging_product": "whatsapp", "to": "31612345678", "type": "interactive",
/// #         "interactive": { "type": "flow", "body": { "text": "Please sign up." }, "action": {
/// #             "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": flow,
/// #                 "flow_cta": "Open" } } },
/// #     });
/// #     reqwest::Client::new()
/// #         .post(format!("{}/v25.0/{}/messages", whatsapp.url(), whatsapp.phone()))
/// #         .bearer_auth(whatsapp.access_token()).json(&body).send()
/// # };
/// // The service sends a published flow to +31 6 1234 5678, and:
/// # assert!(send(&whatsapp).await?.status().is_success());
/// ada.reads("Please sign up.").await?;
/// let mut phone = ada.tap("Open").await?;
/// phone.sees("Hello World")?.tap("Complete").await?;
/// assert!(ada.tap("Open").await.is_err(), "the button is dead");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct WhatsApp {
    graph: Arc<Graph>,
}

/// What signs the reports and the requests where nothing else was chosen: for this machine alone.
pub const APP_SECRET: &str = "app-secret-of-the-desk";

impl From<Graph> for WhatsApp {
    fn from(graph: Graph) -> Self {
        Self { graph: Arc::new(graph) }
    }
}

impl WhatsApp {
    /// Starts it at a free port. It runs on threads of its own, so the test may block.
    ///
    /// # Panics
    ///
    /// When the system gives no port or no thread.
    #[must_use]
    pub fn start() -> Self {
        let graph = Graph::builder().app_secret(APP_SECRET).start();
        graph.expect("a free port and a thread").into()
    }

    /// The Graph API: what it has, and what goes wrong on demand.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The base URL of the Graph API, without a version and without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.graph.url()
    }

    /// The only access token that it takes.
    #[must_use]
    pub fn access_token(&self) -> String {
        self.graph.access_token()
    }

    /// The id of the WABA.
    #[must_use]
    pub fn waba(&self) -> String {
        self.graph.waba()
    }

    /// The id of the business's phone number.
    #[must_use]
    pub fn phone(&self) -> String {
        self.graph.phone()
    }

    /// What reports and requests are signed with.
    #[must_use]
    pub fn app_secret(&self) -> String {
        self.graph.state().app_secret.clone().unwrap_or_default()
    }

    /// Puts a person on the desk; the one who is there already where a number or an id is the same.
    ///
    /// Who is sent to without being there comes by it.
    #[must_use]
    pub fn join(&self, contact: Contact) -> Person {
        let at = self.graph.state().join(contact);
        self.graph.shared.touched();
        Person::new(self.clone(), at)
    }

    /// Everybody on the desk, in the order in which they came.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        let count = self.graph.state().people.len();
        (0..count).map(|at| Person::new(self.clone(), at)).collect()
    }

    /// What a message of the business opens; `None` where there is no message of this id, or it opens
    /// no flow.
    #[must_use]
    pub fn invitation(&self, message: &str) -> Option<Invitation> {
        Invitation::of(&self.graph.state(), message)
    }

    /// Notes that the flow of a message is complete: its button is dead, the chat shows the answer, and
    /// the webhook hears of it.
    pub fn completed(&self, message: &str, completion: Completion) {
        self.graph.state().complete(message, completion);
        self.graph.shared.touched();
    }

    /// Notes that the endpoint has closed the flow of a message for good.
    pub fn disabled(&self, message: &str, why: &str) {
        self.graph.state().disable(message, why);
        self.graph.shared.touched();
    }

    /// Notes what the phone keeps of the flow of a message that was closed.
    pub fn left(&self, message: &str, saved: Option<Saved>) {
        self.graph.state().save(message, saved);
        self.graph.shared.touched();
    }

    /// Where phones upload what is picked.
    #[must_use]
    pub fn cdn(&self) -> Cdn {
        self.graph.state().cdn.clone()
    }

    /// Keeps a file that a person has picked, for the business to download by this id.
    pub fn picked(&self, id: &str, file: File) {
        let File { name, mime_type, bytes } = file;
        let (id, bytes) = (id.to_owned(), bytes.into());
        self.graph.state().keep(Media { id, mime_type, file_name: Some(name), bytes });
    }

    /// A file of a message or of a completion, by its id.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<Media> {
        self.graph.state().file(id)
    }

    /// The way to endpoints and webhooks.
    #[must_use]
    pub fn network(&self) -> Network {
        self.graph.shared.network.clone()
    }

    /// Subscribes a webhook: asks it for the challenge, as Meta does when it is set up, and reports to it
    /// from then on.
    ///
    /// # Errors
    ///
    /// When it is not reached, or does not answer the challenge.
    pub async fn subscribe(&self, url: &str, verify_token: &str) -> Result<(), DeskError> {
        challenge(&self.network(), url, verify_token).await?;
        self.report_to(Some(url));
        Ok(())
    }

    /// Reports to a webhook without asking it first, or to none. With none, nothing is kept for later.
    pub fn report_to(&self, url: Option<&str>) {
        self.graph.state().reports.url = url.map(str::to_owned);
        self.graph.shared.touched();
    }

    /// The address of the webhook.
    #[must_use]
    pub fn webhook(&self) -> Option<String> {
        self.graph.state().reports.url.clone()
    }

    /// Every report, oldest first, with what came of it.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        self.graph.state().reports.all()
    }

    /// Delivers each report from now on so many times more than once, as Meta may.
    pub fn repeat(&self, times: u32) {
        self.graph.state().reports.repeats = times;
        self.graph.shared.touched();
    }

    /// Whether each report is delivered more than once.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.graph.state().reports.repeats > 0
    }

    /// Whether reports are kept back.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.graph.state().reports.held
    }

    /// Keeps reports back until [`release`](Self::release).
    pub fn hold(&self) {
        self.graph.state().reports.held = true;
        self.graph.shared.touched();
    }

    /// Lets the reports go that were kept back.
    pub fn release(&self) {
        self.graph.state().reports.release(false);
        self.graph.shared.touched();
    }

    /// Lets the reports go that were kept back, the newest first: Meta promises no order.
    pub fn release_reversed(&self) {
        self.graph.state().reports.release(true);
        self.graph.shared.touched();
    }

    /// Waits until every report has arrived that is not kept back.
    ///
    /// # Errors
    ///
    /// When one has not arrived within half a minute; it says what its deliveries were answered with.
    pub async fn settled(&self) -> Result<(), DeskError> {
        let settled = self
            .until(SETTLES, |whatsapp| whatsapp.graph.state().reports.is_settled().then_some(()));
        settled.await.ok_or_else(|| {
            let waiting = self.graph.state().reports.waiting.front().cloned();
            DeskError::Waiting(Box::new(waiting))
        })
    }

    /// Counts what happens, for who draws it.
    #[must_use]
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.graph.shared.changed.subscribe()
    }

    /// Looks after every change, for so long at most.
    pub(crate) async fn until<T>(
        &self,
        most: Duration,
        look: impl Fn(&Self) -> Option<T>,
    ) -> Option<T> {
        let mut changed = self.changed();
        let found = async {
            loop {
                changed.mark_unchanged();
                if let Some(found) = look(self) {
                    return Some(found);
                }
                changed.changed().await.ok()?;
            }
        };
        tokio::time::timeout(most, found).await.ok().flatten()
    }
}

/// Asks a webhook for the challenge.
pub(crate) async fn challenge(
    network: &Network,
    url: &str,
    verify_token: &str,
) -> Result<(), DeskError> {
    let refused = |why: String| DeskError::Webhook { url: url.to_owned(), why };
    let challenge = "1158201444";
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", challenge)
        .append_pair("hub.verify_token", verify_token)
        .finish();
    let joined = if url.contains('?') { '&' } else { '?' };
    let uri: Uri = format!("{url}{joined}{query}")
        .parse()
        .map_err(|_| refused("this is not a web address".to_owned()))?;
    let request = Request::get(uri).body(Full::new(Bytes::new()));
    let request = request.map_err(|error| refused(error.to_string()))?;
    let answer = network.call(request).await.map_err(|error| refused(root(&*error)))?;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.map(http_body_util::Collected::to_bytes);
    match body {
        Ok(body) if status == 200 && body.trim_ascii() == challenge.as_bytes() => Ok(()),
        _ if status == 200 => Err(refused("it does not answer with the challenge".to_owned())),
        _ => Err(refused(format!("it answers the challenge with status {status}"))),
    }
}
