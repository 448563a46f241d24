//! A folder with flows, a Graph API, and an endpoint.

use std::process::{Command, Stdio};

use flow_desk::{Flow, Graph, Status};
use flow_runtime::testing::KeyPair;
use flow_runtime::{Context, Dispatch, Endpoint, Map, Reject, Request, Response, Value};

use crate::call::{Folder, Ran};

/// A flow without an endpoint.
pub(crate) const ACCOUNT: &str = r#"use flow_runtime::flow;

flow! {
    pub flow account (version: "7.3", name: "Account", categories: [SIGN_UP])

    screen START "Start" {
        TextBody "Who are you?"
        city: TextInput! "City"
        Footer "Done" => complete { city }
    }
}
"#;

/// A flow with an endpoint, and one whose first screen has data.
pub(crate) const TWO: &str = r#"use flow_runtime::flow;

flow! {
    pub flow booking (version: "7.3", data_api_version: "3.0", name: "Booking", categories: [OTHER])

    screen START "Start" -> SUCCESS {
        day: DatePicker! "Day"
        Footer "Book" => data_exchange { day }
    }
}

flow! {
    pub flow survey (version: "7.3", categories: [SURVEY, OTHER])

    screen RATING "Rating" {
        data { order: String = "A-17", total: f64 = 1.5 }
        TextBody "How was ${data.order}?"
        stars: RadioButtonsGroup! "Stars" ["one", "two"]
        Footer "Done" => complete { stars }
    }
}
"#;

pub(crate) struct World {
    pub(crate) graph: Graph,
    pub(crate) folder: Folder,
    variables: Vec<(String, String)>,
}

impl World {
    /// A WABA without flows, and this source beside a `flow.toml`.
    pub(crate) fn new(source: &str) -> Self {
        let graph = Graph::builder().start().expect("a port");
        let folder = Folder::new(&[("Cargo.toml", ""), ("src/lib.rs", source)]);
        let world = Self { graph, folder, variables: Vec::new() };
        world.configure("");
        let token = world.graph.access_token();
        world.with("WHATSAPP_ACCESS_TOKEN", &token)
    }

    /// Writes `flow.toml`, with more lines for the environment.
    pub(crate) fn configure(&self, more: &str) {
        let (url, waba, phone) = (self.graph.url(), self.graph.waba(), self.graph.phone());
        let text = format!(
            "flows = [\"src/lib.rs\"]\n\n[environments.staging]\nwaba = \"{waba}\"\n\
             phone = \"{phone}\"\ngraph_url = \"{url}\"\n{more}"
        );
        self.folder.write("flow.toml", text.as_bytes());
    }

    /// Sets a variable of the environment.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Calls the command. Whatever it says, the access token is not in it, and it has asked Meta
    /// for nothing that Meta's reference does not have.
    #[track_caller]
    pub(crate) fn call(&self, arguments: &[&str]) -> Ran {
        let output =
            self.command(arguments).stdin(Stdio::null()).output().expect("the command runs");
        let ran = Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        };
        let token = self.graph.access_token();
        assert!(!ran.out.contains(&token) && !ran.err.contains(&token), "{ran:#?}");
        let lock = self.folder.path().join("flows.lock");
        assert!(!std::fs::read_to_string(lock).unwrap_or_default().contains(&token));
        assert_eq!(self.graph.complaints(), Vec::<String>::new(), "{ran:#?}");
        ran
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.folder.command(arguments);
        for name in
            ["APP_SECRET", "PRIVATE_KEY_FILE", "PRIVATE_KEY_PASSPHRASE", "FLOW_TOKEN_SECRET"]
        {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Replaces a part of the source, which is there.
    #[track_caller]
    pub(crate) fn edit(&self, before: &str, after: &str) {
        let source = self.folder.read("src/lib.rs");
        assert!(source.contains(before), "{before}");
        self.folder.write("src/lib.rs", source.replace(before, after).as_bytes());
    }

    /// The calls since the last look that change something: method and path without the version.
    pub(crate) fn writes(&self) -> Vec<String> {
        let requests = self.graph.requests();
        self.graph.clear_requests();
        let writes = requests.iter().filter(|request| request.method != "GET");
        writes
            .map(|request| {
                let path = request.path.splitn(3, '/').nth(2).unwrap_or_default();
                format!("{} {path}", request.method)
            })
            .collect()
    }

    /// Every flow at Meta: its name, its state, and whether it holds this text.
    pub(crate) fn flows(&self, holds: &str) -> Vec<(String, Status, bool)> {
        let flow = |flow: Flow| (flow.name, flow.status, flow.document.text.contains(holds));
        self.graph.flows().into_iter().map(flow).collect()
    }

    #[track_caller]
    pub(crate) fn flow(&self, name: &str) -> Flow {
        self.graph.flow_named(name).unwrap_or_else(|| panic!("there is no flow `{name}`"))
    }

    pub(crate) fn lock(&self) -> String {
        self.folder.read("flows.lock")
    }
}

struct Booking;

impl flow_runtime::Flow for Booking {
    const NAME: &'static str = "booking";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Map<String, Value>;
}

struct App;

impl Dispatch for App {
    type Flow = Booking;

    async fn dispatch(&self, _: &Context, request: Request) -> Result<Response, Reject> {
        Err(Reject::unhandled(request.action, request.screen))
    }
}

/// Serves an endpoint at a port of this machine until the test ends; the answer is its address.
pub(crate) fn serve(secret: &str) -> String {
    let endpoint = Endpoint::builder(App)
        .private_key(KeyPair::shared().private_key())
        .app_secret(secret)
        .build()
        .expect("an endpoint");
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let router = axum::Router::new().route_service("/flow", endpoint);
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("an address");
            tell.send(format!("http://{address}/flow")).expect("the test waits");
            axum::serve(listener, router).await.expect("it serves");
        });
    });
    told.recv().expect("the endpoint starts")
}
