//! `cargo flow preview`.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use flow_desk::{Graph, Network, WhatsApp};
use flow_preview::{Builder, Flow, Preview};
use tokio::net::TcpListener;

use super::flows;
use super::http::Http;
use super::service::{self, FlowFiles};
use super::settings::Settings;
use super::{endpoint, record};
use crate::Outcome;
use crate::cli;
use crate::failure::{Failure, plain};
use crate::terminal::{self, Terminal, print};
use crate::watch;

/// The port when none is named. It stays the same, so that a page that is open finds the next run.
pub(crate) const PORT: u16 = 8417;

/// A service is on this machine, and not reached through a proxy.
const LOCAL: &str = "http://127.0.0.1/";

/// So many requests of a service are kept.
const REQUESTS: usize = 200;

/// How often the sources are looked at: often enough that a change is on the phone at once.
const LOOK: Duration = Duration::from_millis(50);

pub(crate) fn run(arguments: &cli::Preview, terminal: &Terminal) -> Result<Outcome, Failure> {
    let settings = Settings::of(arguments)?;
    let sources = flows::sources(&settings.shown)?;
    let folder = match settings.record.as_ref().and_then(|path| path.parent()) {
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
        None => PathBuf::from("tests"),
    };
    let first = flows::read_for(&sources, terminal.colors, &folder)?;
    if first.flows.is_empty() {
        return Err(Failure::new(format!("there is no flow in `{}`", sources[0].display())).help(
            "a flow is `flow! { … }` in a Rust source, or a Flow JSON document with `screens`",
        ));
    }
    let shown = flows::chosen(first.flows, &settings.shown)?;
    let place = Bound::new(settings.port)?;
    let desk = desk(&place, &settings)?;
    let preview = builder(arguments, &settings, shown, terminal)?.whatsapp(desk.clone()).build();
    let exports = exports(&desk, &settings);
    if let Some(path) = settings.record {
        record::keep(&preview, path, terminal)?;
    }
    let files = FlowFiles::default();
    files.set(&first.files);
    let _service = service::keep(settings.service, files.clone(), terminal)?;
    let address = place.serve(&preview);
    print(&exports)?;
    terminal.done("Showing", &address);
    if !arguments.no_open && open::that_detached(&address).is_err() {
        terminal.note("no browser could be opened: open the address yourself");
    }
    let read = RefCell::new(Vec::new());
    watch::run(
        terminal,
        LOOK,
        || sources.clone(),
        &read,
        || {
            let now = flows::read_for(&sources, terminal.colors, &folder)?;
            files.set(&now.files);
            *read.borrow_mut() = now.files;
            terminal::faults(&now.told);
            preview.update(now.flows);
            Ok(Outcome::Fine)
        },
    )
}

/// The preview as the arguments ask for it.
fn builder(
    arguments: &cli::Preview,
    settings: &Settings,
    flows: Vec<Flow>,
    terminal: &Terminal,
) -> Result<Builder, Failure> {
    let screens = |flow: &Flow| -> Vec<String> {
        flow.program.iter().flat_map(|program| program.screens().map(str::to_owned)).collect()
    };
    if let (Some(screen), Some(flow)) = (&arguments.screen, flows.first()) {
        let known = screens(flow);
        if !known.contains(screen) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(Failure::new(format!("flow `{}` has no screen `{screen}`", flow.name))
                .meant(screen, &known, "its screens are"));
        }
    }
    let mut builder = Preview::new(flows)
        .message(settings.message.clone())
        .system(settings.profile)
        .dark(settings.dark);
    if let Some(flow) = &settings.shown.flow {
        builder = builder.flow(flow);
    }
    if let Some(screen) = &arguments.screen {
        builder = builder.screen(screen);
    }
    if let Some(data) = &arguments.data {
        builder = builder.data(endpoint::data(data)?);
    }
    if let Some(tokens) = endpoint::flow_tokens()? {
        builder = builder.sign_tokens(tokens);
    }
    if let Some(token) = &settings.token {
        builder = builder.flow_token(token);
    }
    let secret = endpoint::app_secret(&settings.app_secret_env);
    if let Some((url, key)) = &settings.endpoint {
        // A service that was started with what is printed checks the signatures of the desk.
        let secret = secret.clone().unwrap_or_else(|| {
            terminal.note(&format!(
                "`{}` is not set: requests are signed with the app secret of the desk, `{}`",
                settings.app_secret_env,
                flow_desk::APP_SECRET
            ));
            flow_desk::APP_SECRET.to_owned()
        });
        let client = endpoint::client(url, key, &arguments.passphrase, Some(secret), terminal)?;
        builder = builder.endpoint(client);
    }
    if let Some(url) = &settings.webhook {
        let secret = secret.unwrap_or_else(|| flow_desk::APP_SECRET.to_owned());
        builder = builder.webhook(Http::new(url)?, endpoint::address("--webhook", url)?, secret);
    }
    Ok(builder)
}

/// The other side of the user's service, below the page.
fn desk(place: &Bound, settings: &Settings) -> Result<WhatsApp, Failure> {
    let secret = endpoint::app_secret(&settings.app_secret_env);
    let mut graph = Graph::builder()
        .elsewhere(format!("{}graph", place.address()))
        .app_secret(secret.unwrap_or_else(|| flow_desk::APP_SECRET.to_owned()))
        .network(Network::new(Http::new(LOCAL)?))
        .keep_requests(REQUESTS);
    if let Some(file) = &settings.keep {
        graph = graph.keep_in(file);
    }
    let started = graph.start().map_err(|error| match &settings.keep {
        Some(file) => Failure::path("read", file, &error),
        None => Failure::new(format!("no server can be started: {}", plain(&error))),
    });
    let whatsapp = WhatsApp::from(started?);
    // The address of the command line goes before the one that was kept.
    if let Some(url) = &settings.webhook {
        endpoint::address("--webhook", url)?;
        whatsapp.report_to(Some(url));
    }
    Ok(whatsapp)
}

/// What a service is told, for a shell.
fn exports(whatsapp: &WhatsApp, settings: &Settings) -> String {
    let secret = match endpoint::app_secret(&settings.app_secret_env) {
        Some(_) => format!("# the app secret is the one in {}\n", settings.app_secret_env),
        None => format!("export APP_SECRET={}\n", flow_desk::APP_SECRET),
    };
    format!(
        "# A service finds this WhatsApp with:\nexport GRAPH_URL={}\nexport WHATSAPP_ACCESS_TOKEN={}\nexport WABA_ID={}\n\
         export PHONE_NUMBER_ID={}\n{secret}",
        whatsapp.url(),
        whatsapp.access_token(),
        whatsapp.waba(),
        whatsapp.phone(),
    )
}

/// A port of this machine, before anything is served at it.
struct Bound {
    runtime: tokio::runtime::Runtime,
    listener: TcpListener,
    port: u16,
}

impl Bound {
    fn new(port: Option<u16>) -> Result<Self, Failure> {
        let fail = |error: &std::io::Error| {
            Failure::new(format!("no server can be started: {}", plain(error)))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| fail(&error))?;
        let listener = runtime.block_on(listen(port))?;
        let port = listener.local_addr().map_err(|error| fail(&error))?.port();
        Ok(Self { runtime, listener, port })
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves the page on a thread of its own, and gives its address.
    fn serve(self, preview: &Preview) -> String {
        let address = self.address();
        let Self { runtime, listener, .. } = self;
        let preview = preview.clone();
        std::thread::spawn(move || runtime.block_on(preview.serve(listener)));
        address
    }
}

/// This machine alone can connect.
async fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port: u16| TcpListener::bind(("127.0.0.1", port));
    let fail = |port: u16, error: &std::io::Error| {
        Failure::new(format!("port {port} cannot be used: {}", plain(error)))
            .help("another program may have it: name another one with `--port`")
    };
    match port {
        Some(port) => bind(port).await.map_err(|error| fail(port, &error)),
        None => match bind(PORT).await {
            Ok(listener) => Ok(listener),
            Err(_) => bind(0).await.map_err(|error| fail(0, &error)),
        },
    }
}
