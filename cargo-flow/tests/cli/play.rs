//! `play`.

use flow_runtime::testing::KeyPair;
use flow_runtime::{Context, Endpoint, Flow as _, Reject};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::call::{DOCUMENT, Folder, SOURCE};

flow_runtime::flow! {
    flow order (version: "7.3", data_api_version: "3.0")

    screen START "Start" -> DONE {
        amount: TextInput! "Amount" (input_type: number)
        gift: RadioButtonsGroup! "A gift?" { yes: "Yes", no: "No" }
        Footer "Order" => data_exchange { ..form }
    }

    screen DONE "Done" {
        Footer "Close" => complete { done: true }
    }
}

use order::{done, start};

/// Cannot wrap gifts.
struct Shop;

impl order::Handler for Shop {
    async fn init(&self, _: &Context) -> Result<order::Init, Reject> {
        Ok(start::Data.into())
    }

    async fn start(&self, _: &Context, form: start::Exchange) -> Result<start::Next, Reject> {
        if form.gift == start::Gift::Yes {
            return Err(Reject::fault("no paper is left"));
        }
        Ok(done::Data.into())
    }
}

/// Serves the shop for as long as the test runs, and gives its address.
fn served() -> String {
    serve(|builder| builder)
}

fn serve(
    more: impl FnOnce(
        flow_runtime::Builder<order::Served<Shop>>,
    ) -> flow_runtime::Builder<order::Served<Shop>>,
) -> String {
    let builder = Endpoint::builder(order::serve(Shop))
        .private_key(KeyPair::shared().private_key())
        .without_signatures();
    let endpoint = more(builder).build().expect("an endpoint");
    let (told, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            told.send(listener.local_addr().expect("an address")).expect("a listener");
            let router = axum::Router::new().route_service("/flow", endpoint);
            axum::serve(listener, router).await.expect("a server");
        });
    });
    format!("http://{}/flow", address.recv().expect("an address"))
}

#[test]
fn customers_finish_a_flow_without_an_endpoint() {
    let folder = Folder::new(&[("flow.json", DOCUMENT), ("lib.rs", SOURCE)]);
    let ran = folder.call(&["play", "flow.json", "--customers", "30", "--seed", "7"]);
    ran.ends(0, &[]);
    assert!(ran.out.starts_with("30 customers: 30 finished, 0 left; 30 screens\n"), "{}", ran.out);
    folder.call(&["play", "lib.rs", "--flow", "second", "--customers", "3"]).ends(0, &[]);
}

#[test]
fn a_screen_without_a_way_on_is_a_fault() {
    let pattern = r#""pattern": "x^y", "helper-text": "Nobody can", "label": "City""#;
    let document = DOCUMENT.replace(r#""label": "City""#, pattern);
    let ran = Folder::new(&[("flow.json", &document)]).call(&["play", "flow.json"]);
    ran.ends(1, &[]);
    for part in [
        "100 customers: 0 finished",
        "not filled in: START.city",
        "`START` has no way on",
        "let mut phone = Phone::from_json(include_str!(\"flow.json\")).profile(Profile::Ios)",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
}

#[test]
fn an_endpoint_that_fails_is_shown_by_the_shortest_steps() {
    let url = served();
    let key = KeyPair::shared().public_key_pem();
    let folder = Folder::new(&[("flow.json", order::Order::JSON), ("public.pem", key)]);
    let call = ["play", "flow.json", "--endpoint", &url, "--key", "public.pem"];
    let ran = folder.call(&[&call[..], &["--customers", "20", "--system", "android"]].concat());
    ran.ends(1, &[]);
    assert!(ran.out.contains("a request from `START`: status 500"), "{}", ran.out);
    let (_, test) = ran.out.split_once("let mut phone").expect("a test");
    let lines: Vec<&str> = test.lines().skip(1).collect();
    let [on, fill, choose, tap] = lines[..] else { panic!("{}", ran.out) };
    assert_eq!(on, "phone.on(\"START\")?;");
    assert!(fill.starts_with("phone.fill(\"Amount\", "), "{fill}");
    assert_eq!(choose, "phone.choose(\"A gift?\", \"Yes\").await?;");
    assert_eq!(tap, "phone.tap(\"Order\").await?;");
}

#[test]
fn customers_have_signed_tokens_where_the_endpoint_takes_no_others() {
    let secret = "0123456789abcdef";
    let tokens = flow_runtime::token::FlowTokens::new(secret).expect("a secret");
    let url = serve(|builder| builder.flow_tokens(tokens));
    let key = KeyPair::shared().public_key_pem();
    let folder = Folder::new(&[("order.json", order::Order::JSON), ("public.pem", key)]);
    let call =
        ["play", "order.json", "--endpoint", &url, "--key", "public.pem", "--customers", "5"];
    for (secret, finished) in [("", false), (secret, true)] {
        let mut command = folder.command(&call);
        let output = command.env("FLOW_TOKEN_SECRET", secret).output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(!told.contains(": 0 finished"), finished, "{told}");
    }
}

#[test]
fn wrong_calls_say_what_to_write() {
    let folder = Folder::new(&[
        ("flow.json", DOCUMENT),
        ("asks.json", order::Order::JSON),
        ("public.pem", KeyPair::shared().public_key_pem()),
    ]);
    folder.call(&["play", "asks.json"]).ends(2, &["asks its endpoint", "--endpoint http"]);
    folder.call(&["play", "asks.json", "--endpoint", "http://127.0.0.1:1"]).ends(2, &["--key"]);
    let endpoint = ["--endpoint", "http://127.0.0.1:1/flow", "--key", "public.pem"];
    folder.call(&[&["play", "flow.json"], &endpoint[..]].concat()).ends(2, &["asks no endpoint"]);
    folder.call(&["play", "flow.json", "--screen", "STRAT"]).ends(2, &["did you mean `START`?"]);
    folder.call(&["play", "flow.json", "--data", "[]"]).ends(2, &["not a JSON object"]);
}
