//! The program on a desk: unchanged but for the address of the Graph API, from push to completion.

use std::path::Path;

use cargo_flow::browser::{Browser, Page, Size, find};
use example_account::account::{self, Account};
use flow_desk::{Contact, Graph, WhatsApp};
use flow_graph::{Category, Client, Lock, LockedFlow, NewFlow, Status};
use flow_preview::{Flow, Preview};
use flow_runtime::testing::{BoxError, Phone};
use flow_runtime::{Flow as _, PrivateKey};

use crate::{ENCRYPTED_KEY, Started, folder, program};

const NUMBER: &str = "31612345678";
const PASSWORD: &str = "compiler-1952";

/// The service as for customers, at a port of its own: a restart finds it free.
fn service(folder: &Path, whatsapp: &WhatsApp, port: u16) -> Started {
    std::fs::write(folder.join("own.pem"), ENCRYPTED_KEY).unwrap();
    Started::new(
        program(folder)
            .env("PORT", port.to_string())
            .env("PRIVATE_KEY_FILE", "own.pem")
            .env("PRIVATE_KEY_PASSPHRASE", "correct-horse")
            .env("APP_SECRET", whatsapp.app_secret())
            .env("VERIFY_TOKEN", "verify token")
            .env("FLOW_TOKEN_SECRET", "0123456789abcdef")
            .env("DATABASE", "own.sqlite3"),
    )
}

/// Uploads the key and publishes the flow, as `cargo flow push` does.
async fn push(folder: &Path, whatsapp: &WhatsApp, service: &Started) -> Result<(), BoxError> {
    let client = Client::builder(whatsapp.access_token()).base_url(whatsapp.url()).build()?;
    let key = PrivateKey::from_pem(ENCRYPTED_KEY, Some("correct-horse"))?.public_key_pem();
    client.phone(whatsapp.phone()).set_public_key(&key).await?;
    let flow = NewFlow::new("Account", [Category::SignUp])
        .flow_json(account::JSON)
        .endpoint_uri(&service.url);
    let created = client.waba(whatsapp.waba()).create(&flow).await?;
    client.flow(&created.id).publish().await?;
    let mut lock = Lock::default();
    lock.put(LockedFlow::new("local", Account::NAME, &created.id, "Account", Status::Published));
    std::fs::write(folder.join("flows.lock"), lock.to_string())?;
    Ok(())
}

fn invite(folder: &Path, whatsapp: &WhatsApp) {
    let mut program = program(folder);
    program
        .args(["send", NUMBER])
        .env("WHATSAPP_ACCESS_TOKEN", whatsapp.access_token())
        .env("PHONE_NUMBER_ID", whatsapp.phone())
        .env("FLOW_ENVIRONMENT", "local")
        .env("FLOW_TOKEN_SECRET", "0123456789abcdef")
        .env("GRAPH_URL", whatsapp.url());
    let told = program.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
}

async fn sign_up(phone: &mut Phone) -> Result<(), BoxError> {
    phone.tap("Click here to sign up").await?.on("SIGN_UP")?;
    phone.fill("First name", "Grace").await?.fill("Last name", "Hopper").await?;
    phone.fill("Email address", "grace@example.com").await?;
    phone.fill("Password", PASSWORD).await?.fill("Confirm password", "compiler-1953").await?;
    phone.tap("Done").await?.on("SIGN_UP")?.says("The passwords do not match.")?;
    phone.fill("Password", PASSWORD).await?.fill("Confirm password", PASSWORD).await?;
    phone.tap("Done").await?.on("LOGIN")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_up_though_the_service_ends_twice() -> Result<(), BoxError> {
    let folder = folder("desk");
    let whatsapp = WhatsApp::start();
    let port = 9_000 + u16::try_from(std::process::id() % 2_000)?;
    let running = service(&folder, &whatsapp, port);
    push(&folder, &whatsapp, &running).await?;
    let webhook = running.url.replace("/flow", "/webhook");
    whatsapp.subscribe(&webhook, "verify token").await?;
    let grace = whatsapp.join(Contact::new("Grace").number(NUMBER));

    invite(&folder, &whatsapp);
    grace.reads("Sign up, or log in to your account.").await?;
    let mut phone = grace.tap("Open").await?;
    sign_up(&mut phone).await?;
    drop(running);
    phone.fill("Password", PASSWORD).await?.tap("Log in").await?.on("LOGIN")?;
    let running = service(&folder, &whatsapp, port);
    phone.tap("Log in").await?.on("LOGIN_SUCCESS")?.tick("Stay logged in").await?;
    drop(running);
    whatsapp.repeat(2);
    phone.tap("Done").await?;
    let _running = service(&folder, &whatsapp, port);
    whatsapp.settled().await?;

    let database = rusqlite::Connection::open(folder.join("own.sqlite3"))?;
    let kept: Vec<bool> = database
        .prepare("SELECT stay_logged_in FROM completions")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    assert_eq!(kept, [true], "three reports are one completion");
    assert_eq!(whatsapp.graph().complaints(), Vec::<String>::new());
    assert!(grace.tap("Open").await.is_err(), "the button is dead");
    Ok(())
}

/// The page, in the place of a phone in the test.
struct Shown(Page);

impl Shown {
    #[track_caller]
    fn wait(&self, expression: &str) {
        self.0.wait(expression).expect(expression);
    }

    #[track_caller]
    fn on(&self, screen: &str) {
        self.wait(&format!("document.querySelector('#phone').dataset.screen === '{screen}'"));
    }

    #[track_caller]
    fn click(&self, selector: &str) {
        self.wait(&format!("document.querySelector({selector:?})"));
        self.0.click(selector).expect(selector);
    }

    #[track_caller]
    fn fill(&self, name: &str, text: &str) {
        self.click(&format!("[data-type={name}]"));
        self.0.write(text).expect(text);
    }

    /// The button at the foot, once it can be tapped.
    #[track_caller]
    fn goes_on(&self) {
        self.wait("!document.querySelector('.go').hasAttribute('aria-disabled')");
        self.click(".go");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_up_in_a_browser() -> Result<(), BoxError> {
    let Some(program) = find() else {
        assert!(std::env::var_os("CI").is_none(), "CI installs a Chromium");
        println!("SKIPPED: there is no Chromium in CHROME, PATH or the usual places");
        return Ok(());
    };
    let folder = folder("browser");
    let port = 11_000 + u16::try_from(std::process::id() % 900)?;
    let at = format!("http://127.0.0.1:{port}");
    let graph = Graph::builder().elsewhere(format!("{at}/graph")).app_secret("a secret");
    let whatsapp = WhatsApp::from(graph.start()?);
    let flow = Flow::from_json("account", "account.json", account::JSON.as_bytes());
    let preview = Preview::new(vec![flow]).whatsapp(whatsapp.clone()).build();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    tokio::spawn(preview.serve(listener));
    let running = service(&folder, &whatsapp, 0);
    push(&folder, &whatsapp, &running).await?;
    whatsapp.subscribe(&running.url.replace("/flow", "/webhook"), "verify token").await?;
    invite(&folder, &whatsapp);

    tokio::task::spawn_blocking(move || {
        let browser = Browser::start(&program).expect("the browser starts");
        let page = browser.page(Size { width: 1440, height: 900, scale: 1.0 }).expect("a page");
        page.go(&format!("{at}/")).expect("the page loads");
        let shown = Shown(page);
        shown.click(".person .name");
        shown.wait("document.querySelector('.bubble .words')");
        shown.click(".bubble .open");
        shown.wait("document.querySelector('.bubble[aria-current]')");
        shown.on("START");
        shown.click(".item .link");
        shown.on("SIGN_UP");
        for (name, text) in [
            ("first_name", "Grace"),
            ("last_name", "Hopper"),
            ("email", "grace@example.com"),
            ("password", PASSWORD),
            ("confirm_password", PASSWORD),
        ] {
            shown.fill(name, text);
        }
        shown.goes_on();
        shown.on("LOGIN");
        shown.fill("password", PASSWORD);
        shown.goes_on();
        shown.on("LOGIN_SUCCESS");
        shown.goes_on();
        shown.wait("document.querySelector('.bubble.own')?.textContent.includes('Response sent')");
    })
    .await?;
    whatsapp.settled().await?;
    let database = rusqlite::Connection::open(folder.join("own.sqlite3"))?;
    let count =
        database.query_one("SELECT COUNT(*) FROM completions", [], |row| row.get::<_, i64>(0))?;
    assert_eq!(count, 1);
    assert_eq!(whatsapp.graph().complaints(), Vec::<String>::new());
    Ok(())
}
