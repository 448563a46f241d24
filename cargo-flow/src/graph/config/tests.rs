//! What is read, and what every fault says.

use std::path::{Path, PathBuf};

use super::{Config, Environment, Showing};
use crate::cli::{System, Theme};

fn read(text: &str) -> Result<Config, String> {
    Config::read(text, "flow.toml", Path::new("root"))
        .map_err(|failure| format!("{}\n{}", failure.message, failure.help.unwrap_or_default()))
}

const WHOLE: &str = r#"
flows = ["src/a.rs", "src/b.rs"]
default = "staging"

[environments.staging]
waba = "1"
phone = "2"
endpoint = "https://example.com/flow"
application = "3"
token_env = "STAGING_TOKEN"
graph_url = "http://127.0.0.1:8090"
version = "v24.0"

[environments.production]
waba = "4"
"#;

#[test]
fn everything_is_read() {
    let config = read(WHOLE).expect("it is sound");
    assert_eq!(config.flows, ["src/a.rs", "src/b.rs"].map(PathBuf::from));
    let staging = Environment {
        name: "staging".to_owned(),
        waba: "1".parse().expect("an id"),
        phone: "2".parse().ok(),
        endpoint: Some("https://example.com/flow".to_owned()),
        application: "3".parse().ok(),
        token_env: Some("STAGING_TOKEN".to_owned()),
        graph_url: "http://127.0.0.1:8090".parse().ok(),
        version: "v24.0".parse().ok(),
    };
    assert_eq!(config.environment(None).expect("the default"), &staging);
    for url in ["http://[::1]:8090", "http://127.9.9.9:8090", "http://localhost:8090"] {
        let config = read(&WHOLE.replace("http://127.0.0.1:8090", url)).expect(url);
        assert!(config.environment(None).expect("the default").graph_url.is_some());
    }
    let production = config.environment(Some("production")).expect("it is there");
    assert_eq!(production.token_env.as_deref(), Some("WHATSAPP_ACCESS_TOKEN"));
    let failure = config.environment(Some("prodution")).expect_err("a slip");
    assert_eq!(failure.help.as_deref(), Some("did you mean `production`?"));
}

#[test]
fn the_environment_local_is_the_desk_and_needs_no_key() {
    let config = read("flows = [\"a.rs\"]\n[environments.local]\n").expect("sound");
    let local = config.environment(None).expect("the only one");
    assert_eq!((local.waba.as_str(), local.token_env.as_deref()), (flow_desk::WABA, None));
    assert_eq!(local.phone.as_ref().map(flow_graph::Id::as_str), Some(flow_desk::PHONE));
    let url = |config: &Config| {
        let local = config.environment(Some("local")).expect("it is there");
        local.graph_url.as_ref().map(ToString::to_string)
    };
    assert_eq!(url(&config).as_deref(), Some("http://127.0.0.1:8417/graph"));
    let config =
        read("flows = [\"a.rs\"]\n[environments.local]\nwaba = \"7\"\ntoken_env = \"MINE\"\n\n[preview]\nport = 9000\n")
            .expect("sound");
    assert_eq!(url(&config).as_deref(), Some("http://127.0.0.1:9000/graph"));
    let local = config.environment(Some("local")).expect("it is there");
    assert_eq!((local.waba.as_str(), local.token_env.as_deref()), ("7", Some("MINE")));
}

#[test]
fn several_environments_without_a_default_are_asked_for() {
    let text = WHOLE.replace("default = \"staging\"", "");
    let failure = read(&text).expect("sound").environment(None).expect_err("two");
    assert!(failure.message.contains("`production`, `staging`"), "{failure:?}");
}

#[test]
fn every_fault_names_its_place_and_its_cure() {
    let environment =
        |line: &str| format!("flows = [\"a.rs\"]\n[environments.staging]\nwaba = \"1\"\n{line}\n");
    for (text, place, cure) in [
        (
            environment("phnoe = \"1\""),
            "flow.toml:4:1: an environment has no key `phnoe`",
            "did you mean `phone`?",
        ),
        (
            environment("colour = \"1\""),
            "4:1: an environment has no key `colour`",
            "its keys are `waba`, `phone`",
        ),
        (environment("phone = 17"), "4:9: `phone` is a text", "write `phone = \"17\"`"),
        (environment("phone = \"+31 6\""), "4:9: `phone` is not an id", "API setup"),
        (
            environment("endpoint = \"example.com\""),
            "4:12: `endpoint` is an `https://`",
            "https://…",
        ),
        (environment("graph_url = \"http://example.com\""), "4:13: `graph_url`", "leave it out"),
        (
            environment("graph_url = \"http://127.0.0.1.evil.com\""),
            "4:13: `graph_url`",
            "leave it out",
        ),
        (environment(&format!("phone = \"{}\"", "1".repeat(65))), "4:9: `phone`", "API setup"),
        (environment("version = \"25\""), "4:11: `version`", "v25.0"),
        (environment("token = \"x\""), "4:1: `token` has no place here", "`WHATSAPP_ACCESS_TOKEN`"),
        (environment("Access-Token = \"x\""), "4:1: `Access-Token` has no place here", "revoked"),
        (environment("phone = \"EAAGsecret\""), "4:1: `phone` has no place here", "revoked"),
        (environment("token_env = \"EAAGsecret\""), "4:1: `token_env` has no place", "revoked"),
        (environment("token_env = \"a-b.secret\""), "4:13: `token_env` is the name", "nowhere"),
        ("flows = \"a.rs\"".to_owned(), "1:9: `flows` is a list", "flows = ["),
        (
            "flow = [\"a.rs\"]".to_owned(),
            "1:1: `flow.toml` has no key `flow`",
            "did you mean `flows`?",
        ),
        ("flows = [\"a.rs\"]".to_owned(), "1:1: there is no environment", "[environments.staging]"),
        (
            "flows = [\"a.rs\"]\n[environments.x]\n".to_owned(),
            "2:15: environment `x` has no `waba`",
            "waba = ",
        ),
        (
            "flows = [\"a.rs\"]\n[environments]\nwaba = \"1\"".to_owned(),
            "3:1: `waba` belongs to one",
            "[environments.staging]",
        ),
        (
            "default = \"x\"\n".to_owned() + &environment(""),
            "no environment `x`",
            "its environments are `staging`",
        ),
        ("flows = [\n".to_owned(), "flow.toml:", ""),
    ] {
        let told = read(&text).expect_err(&text);
        assert!(told.contains(place) && told.contains(cure), "{text}\n{told}");
        assert!(!told.contains("secret\n") && !told.contains("EAAG"), "{told}");
    }
}

/// What `[preview]` may say, all of it.
const SHOWN: &str = r#"
[preview]
file = "flow.json"
flow = "account"
endpoint = "http://127.0.0.1:3000/flow"
key = "keys/private.pem"
webhook = "http://127.0.0.1:3000/webhook"
app_secret_env = "TEST_SECRET"
flow_token = "token-1"
command = ["uvicorn", "app:app"]
watch = ["templates", "prices.csv"]
port = 9000
system = "ios"
theme = "dark"
header = "Hello"
body = "Come in"
footer = "Small"
button = "Open"
record = "tests/recorded.rs"
keep = "desk.json"
"#;

#[test]
fn what_is_shown_is_read_with_and_without_the_rest() {
    let config = read(SHOWN).expect("it is sound without flows and environments");
    let failure = config.environment(None).expect_err("there is none");
    assert!(failure.message.contains("has no environment"), "{failure:?}");
    let shown = config.preview.expect("it is there");
    let text = |text: &str| Some(text.to_owned());
    let path = |text: &str| Some(PathBuf::from("root").join(text));
    let wanted = Showing {
        root: PathBuf::from("root"),
        file: path("flow.json"),
        flow: text("account"),
        endpoint: text("http://127.0.0.1:3000/flow"),
        key: path("keys/private.pem"),
        webhook: text("http://127.0.0.1:3000/webhook"),
        app_secret_env: text("TEST_SECRET"),
        flow_token: text("token-1"),
        command: vec!["uvicorn".to_owned(), "app:app".to_owned()],
        watch: vec!["root/templates".into(), "root/prices.csv".into()],
        port: Some(9000),
        system: Some(System::Ios),
        theme: Some(Theme::Dark),
        header: text("Hello"),
        body: text("Come in"),
        footer: text("Small"),
        button: text("Open"),
        record: path("tests/recorded.rs"),
        keep: path("desk.json"),
    };
    assert_eq!(shown, wanted);
    let config = read(&format!("{WHOLE}[preview]\nport = 1\n")).expect("beside the rest");
    assert_eq!(config.preview.and_then(|preview| preview.port), Some(1));
}

#[test]
fn every_fault_of_what_is_shown_names_its_place_and_what_to_write() {
    for (line, place, cure) in [
        ("prot = 1", "2:1: `[preview]` has no key `prot`", "did you mean `port`?"),
        ("port = \"80\"", "2:8: `port` is a number", "port = 8417"),
        ("port = 70000", "2:8: `port` is a number", "port = 8417"),
        (
            "endpoint = \"127.0.0.1:3000\"",
            "2:12: `endpoint` is the address",
            "http://127.0.0.1:3000/flow",
        ),
        (
            "webhook = \"/webhook\"",
            "2:11: `webhook` is the address",
            "http://127.0.0.1:3000/webhook",
        ),
        (
            "command = \"npm start\"",
            "2:11: `command` is a list",
            "write `command = [\"npm\", \"start\"]`",
        ),
        ("command = []", "2:11: `command` is a list", "write `command = [\"cargo\", \"run\"]`"),
        ("watch = \"templates\"", "2:9: `watch` is a list", "write `watch = [\"templates\"]`"),
        ("system = \"andriod\"", "2:10: `system` cannot be `andriod`", "did you mean `android`?"),
        ("theme = \"sepia\"", "2:9: `theme` cannot be `sepia`", "it is one of `light`, `dark`"),
        ("key = 7", "2:7: `key` is a text", "write `key = \"…\"`"),
        ("app_secret = \"hidden\"", "2:1: `app_secret` has no place here", "`APP_SECRET`"),
        (
            "app_secret_env = \"a-b\"",
            "2:18: `app_secret_env` is the name",
            "write `app_secret_env = \"APP_SECRET\"`",
        ),
    ] {
        let told = read(&format!("[preview]\n{line}\n")).expect_err(line);
        assert!(told.contains(place) && told.contains(cure), "{line}\n{told}");
        assert!(!told.contains("hidden"), "{told}");
    }
    let told = read("preview = true\n").expect_err("no table");
    assert!(told.contains("1:11: `preview` is a table") && told.contains("[preview]"), "{told}");
}
