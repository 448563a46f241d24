//! A phone in the browser, for WhatsApp Flows: a page that shows any flow and plays it.
//!
//! [`Preview`] is a tower service. `cargo flow preview` serves it beside an editor; a development
//! server nests it in its router, with the endpoint in the same process. The phone behind it is
//! [`flow_player`]; requests are encrypted and signed by [`flow_runtime::testing::Client`], exactly
//! as WhatsApp does, and the page shows each of them in clear and as it went over the wire.
//!
//! ```
//! use flow_preview::{Flow, Preview};
//!
//! let flow = Flow::from_json("hello", "hello.json", br#"{
//!     "version": "7.3",
//!     "screens": [{ "id": "HELLO", "title": "Hello", "terminal": true,
//!         "layout": { "type": "SingleColumnLayout", "children": [
//!             { "type": "Footer", "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } }
//!         ] } }]
//! }"#);
//! let preview = Preview::new(vec![flow]).build();
//! // In a router of axum: Router::new().nest_service("/preview", preview)
//! # let _ = preview;
//! ```
//!
//! # Who may look
//!
//! The page can send requests that are signed with your app secret, so it is for the machine that it
//! runs on. Requests are answered for loopback peers and for the host names `localhost`,
//! `127.0.0.1` and `[::1]` alone; a POST must come from the page itself; a session is found by 128
//! random bits. Serve it in development only: behind `#[cfg(debug_assertions)]`, or as a
//! dev-dependency.

mod act;
mod chats;
mod did;
mod drive;
mod earlier;
mod files;
mod flow;
mod graph;
mod guard;
mod house;
mod html;
mod kept;
mod keys;
mod link;
mod log;
mod made_up;
mod map;
mod mischief;
mod pictures;
mod record;
mod routes;
mod session;

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, Uri};
use bytes::Bytes;
use flow_desk::WhatsApp;
use flow_player::{Date, Profile};
use flow_runtime::AppSecret;
use flow_runtime::testing::Client;
use flow_runtime::token::FlowTokens;
use http_body_util::Full;
use serde_json::{Map, Value};
use tower_service::Service;

pub use crate::flow::{Fault, Flow, Place};
pub use crate::house::Message;
pub use crate::map::Map as ScreenMap;
pub use crate::record::Recorded;

use crate::house::{Defaults, House};
use crate::link::{Hook, Link};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The page, as a [tower service](tower_service::Service).
///
/// A clone serves the same sessions.
#[derive(Clone, Debug)]
pub struct Preview {
    router: Router,
    house: Arc<House>,
}

/// Makes a [`Preview`].
#[derive(Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct Builder {
    flows: Vec<Flow>,
    endpoint: Option<Link>,
    webhook: Option<Hook>,
    defaults: Defaults,
    whatsapp: Option<WhatsApp>,
    remote: bool,
}

impl Preview {
    /// A preview of these flows. The first that can be played is shown at first.
    #[allow(clippy::new_ret_no_self, reason = "a preview is made by its builder alone")]
    pub fn new(flows: Vec<Flow>) -> Builder {
        let defaults = Defaults::default();
        let (endpoint, webhook, whatsapp) = (None, None, None);
        Builder { flows, endpoint, webhook, defaults, whatsapp, remote: false }
    }

    /// Serves the page on its own, until the task is dropped.
    ///
    /// Bind the listener to 127.0.0.1: other machines are refused, but need not even connect.
    ///
    /// # Errors
    ///
    /// When the listener can take no connections.
    pub async fn serve(self, listener: tokio::net::TcpListener) -> std::io::Result<()> {
        let service = self.router.into_make_service_with_connect_info::<std::net::SocketAddr>();
        axum::serve(listener, service).await
    }

    /// What was recorded on the page on which somebody did something last, where it is newer than
    /// this; with the number that is to be given next time. 0 is older than everything.
    #[must_use]
    pub fn recorded(&self, form: Recorded, newer_than: u64) -> Option<(u64, String)> {
        self.house.recorded(form, newer_than)
    }

    /// Shows the flows as they are now, in every page that is open: each goes on where it was.
    pub fn update(&self, flows: Vec<Flow>) {
        self.house.update(flows);
    }
}

impl Builder {
    /// The endpoint that the phone asks. Without one, answers are made up from the examples of the
    /// flow, and marked as that.
    pub fn endpoint<S, B>(mut self, client: Client<S>) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        self.endpoint = Some(Link::new(client));
        self
    }

    /// The webhook that hears of a completion, at this address of a service, signed with the app
    /// secret.
    pub fn webhook<S, B>(mut self, service: S, uri: Uri, secret: impl Into<AppSecret>) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: Send + 'static,
    {
        self.webhook = Some(Hook::new(service, uri, secret.into()));
        self
    }

    /// Makes the preview a whole WhatsApp: the Graph API is served below `graph`, what a service sends
    /// arrives in the chats of the page, and the people there open its flows.
    ///
    /// The desk opens no port of its own: it is made with `Graph::builder().elsewhere(…)`, with the
    /// address of the page and `/graph` after it.
    ///
    /// ```
    /// use flow_desk::Graph;
    ///
    /// let graph = Graph::builder().elsewhere("http://127.0.0.1:3000/preview/graph").start()?;
    /// let preview = flow_preview::Preview::new(Vec::new()).whatsapp(graph.into()).build();
    /// # let _ = preview; Ok::<(), std::io::Error>(())
    /// ```
    pub fn whatsapp(mut self, whatsapp: WhatsApp) -> Self {
        self.whatsapp = Some(whatsapp);
        self
    }

    /// Opens this flow at first, by its name.
    pub fn flow(mut self, name: impl Into<String>) -> Self {
        self.defaults.flow = Some(name.into());
        self
    }

    /// Opens with this screen, instead of asking the endpoint.
    pub fn screen(mut self, id: impl Into<String>) -> Self {
        self.defaults.screen = Some(id.into());
        self
    }

    /// The data of the screen that opens. What it does not say is as in the examples of the flow.
    pub fn data(mut self, data: Map<String, Value>) -> Self {
        self.defaults.data = Some(data);
        self
    }

    /// The flow token; a random one for each session when it is not set.
    pub fn flow_token(mut self, token: impl Into<String>) -> Self {
        self.defaults.token = Some(token.into());
        self
    }

    /// The system of the phone, where a page asks for no other.
    pub fn system(mut self, profile: Profile) -> Self {
        self.defaults.profile = profile;
        self
    }

    /// Whether the phone is dark, where a page asks for nothing else.
    pub fn dark(mut self, dark: bool) -> Self {
        self.defaults.dark = dark;
        self
    }

    /// Signs the flow token of each session, for an endpoint that takes tokens of its own alone.
    pub fn sign_tokens(mut self, tokens: FlowTokens) -> Self {
        self.defaults.tokens = Some(tokens);
        self
    }

    /// The message in the chat.
    pub fn message(mut self, message: Message) -> Self {
        self.defaults.message = message;
        self
    }

    /// The day on the phone; today when it is not set. Pictures are the same every day with one.
    pub fn today(mut self, day: Date) -> Self {
        self.defaults.today = Some(day);
        self
    }

    /// Answers other machines and other host names as well.
    ///
    /// Whoever reaches the page can send requests to the endpoint, signed with the app secret. Set
    /// it only where something else decides who does, such as the port of a container that is
    /// published to this machine alone.
    pub fn answer_other_machines(mut self) -> Self {
        self.remote = true;
        self
    }

    /// The service.
    #[must_use]
    pub fn build(self) -> Preview {
        let house = House::new(
            self.flows,
            self.endpoint,
            self.webhook,
            self.defaults,
            self.whatsapp,
            self.remote,
        );
        Preview { router: routes::router(Arc::clone(&house)), house }
    }
}

impl<B> Service<Request<B>> for Preview
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let mut router = self.router.clone();
        Box::pin(async move { router.call(request.map(Body::new)).await })
    }
}
