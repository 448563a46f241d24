//! The service of the scenarios, once in Rust and once in Python, each on a port of its own.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode};
use flow_runtime::testing::KeyPair;
use flow_runtime::webhook::Webhook;
use flow_runtime::{Context, Endpoint, PrivateKey, Reject};

flow_runtime::flow! {
    pub flow visit (version: "7.3", data_api_version: "3.0")

    screen NAME "Your name" -> DAY {
        data { greeting: String = "Hello" }
        TextHeading "${data.greeting}"
        who: TextInput! "Name"
        photo: PhotoPicker "Photo" (min_uploaded_photos: 0, max_uploaded_photos: 1)
        Footer "Next" => data_exchange { ..form }
    }

    screen DAY "The day" (refresh_on_back: true) -> SUCCESS {
        data { who: String = "Ada", photo: String = "a photo" }
        TextHeading "For ${data.who}"
        TextBody "With ${data.photo}"
        Footer "Book" => data_exchange {}
    }

    success { ticket: String = "A-17" }
}

/// What the scenarios sign with.
pub const SECRET: &str = "app secret";

/// A service that runs: it has the endpoint at `/flow` and the webhook at `/webhook`.
pub struct Service {
    pub port: u16,
    python: Option<Child>,
    folder: Option<tempfile::TempDir>,
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(child) = &mut self.python {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

struct App;

impl visit::Handler for App {
    async fn init(&self, _: &Context) -> Result<visit::Init, Reject> {
        Ok(visit::name::Data { greeting: "Welcome".to_owned() }.into())
    }

    async fn back(&self, _: &Context, _: visit::Screen) -> Result<visit::Back, Reject> {
        Ok(visit::name::Data { greeting: "Welcome back".to_owned() }.into())
    }

    async fn name(
        &self,
        _: &Context,
        form: visit::name::Exchange,
    ) -> Result<visit::name::Next, Reject> {
        match form.who.as_str() {
            "nobody" => {
                let again = visit::name::Data { greeting: "Welcome".to_owned() };
                return Ok(again.error("We need a name").into());
            }
            "late" => return Err(Reject::flow_token_invalid("This link has expired")),
            "broken" => return Err(Reject::fault("the database is gone")),
            _ => {}
        }
        let mut photo = Vec::new();
        for media in form.photo.unwrap_or_default() {
            let client = reqwest::Client::builder().no_proxy().build()?;
            let get = |url: http::Uri| async move {
                client.get(url.to_string()).send().await.map(http::Response::<reqwest::Body>::from)
            };
            photo = media.download(get, 1_000, photo).await?;
        }
        let photo = String::from_utf8_lossy(&photo).into_owned();
        Ok(visit::day::Data { who: form.who, photo }.into())
    }

    async fn day(&self, _: &Context, _: visit::day::Exchange) -> Result<visit::day::Next, Reject> {
        Ok(visit::Success { ticket: "B-2".to_owned() }.into())
    }
}

/// The service in Rust.
pub fn rust() -> Service {
    let endpoint = Endpoint::builder(visit::serve(App))
        .private_key(KeyPair::shared().private_key())
        .app_secret(SECRET)
        .build()
        .expect("an endpoint");
    let webhook = Webhook::new("verify", SECRET);
    let deliver = move |headers: HeaderMap, body: bytes::Bytes| async move {
        let signature = headers.get("x-hub-signature-256").map(http::HeaderValue::as_bytes);
        webhook.receive(signature, &body).map_or(StatusCode::UNAUTHORIZED, |_| StatusCode::OK)
    };
    let router = axum::Router::new()
        .route_service("/flow", endpoint)
        .route("/webhook", axum::routing::post(deliver));
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)));
    let listener = listener.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || runtime.block_on(async { axum::serve(listener, router).await }));
    Service { port, python: None, folder: None }
}

/// The service in Python; a line that says that the test was skipped where pywa is not installed.
pub fn python() -> Option<Service> {
    let Some(python) = interpreter() else {
        assert!(std::env::var_os("CI").is_none(), "CI installs pywa");
        println!(
            "SKIPPED: no Python has pywa. `python3 -m venv target/python && target/python/bin/pip \
             install 'pywa[cryptography,server]'` installs it"
        );
        return None;
    };
    let key = PrivateKey::generate().expect("random numbers");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("private.pem");
    std::fs::write(&file, key.to_pem().as_bytes()).expect("a file");
    std::fs::write(folder.path().join("public.pem"), key.public_key_pem()).expect("a file");
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/driven.py");
    let said = std::fs::File::create(folder.path().join("said")).expect("a file");
    let child = Command::new(python)
        .args([script, &port.to_string()])
        .arg(&file)
        .stdout(said)
        .spawn()
        .expect("Python runs");
    let mut service = Service { port, python: Some(child), folder: Some(folder) };
    let until = Instant::now() + Duration::from_mins(1);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = service.python.as_mut().and_then(|child| child.try_wait().ok().flatten());
        assert!(ended.is_none() && Instant::now() < until, "the service does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    Some(service)
}

impl Service {
    /// What the service in Python has printed.
    pub fn said(&self) -> String {
        let file = self.folder.as_ref().map(|folder| folder.path().join("said"));
        file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default()
    }

    /// The public half of the endpoint's key, as Meta has it.
    pub fn public_key(&self) -> String {
        match &self.folder {
            Some(folder) => {
                std::fs::read_to_string(folder.path().join("public.pem")).expect("a key")
            }
            None => KeyPair::shared().public_key_pem().to_owned(),
        }
    }
}

/// A Python that has pywa: the one of `.ci/run`, or the one in `PATH`.
fn interpreter() -> Option<PathBuf> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python/bin/python");
    [PathBuf::from(own), PathBuf::from("python3")].into_iter().find(|python| {
        let import = ["-c", "import pywa, cryptography, starlette, uvicorn"];
        let found = Command::new(python).args(import).stderr(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    })
}
