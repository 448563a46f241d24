//! What is read, and what every fault says.

use std::path::PathBuf;

use super::{Config, Environment};

fn read(text: &str) -> Result<Config, String> {
    Config::read(text, "flow.toml", PathBuf::from("root"))
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
        token_env: "STAGING_TOKEN".to_owned(),
        graph_url: "http://127.0.0.1:8090".parse().ok(),
        version: "v24.0".parse().ok(),
    };
    assert_eq!(config.environment(None).expect("the default"), &staging);
    for url in ["http://[::1]:8090", "http://127.9.9.9:8090", "http://localhost:8090"] {
        let config = read(&WHOLE.replace("http://127.0.0.1:8090", url)).expect(url);
        assert!(config.environment(None).expect("the default").graph_url.is_some());
    }
    let production = config.environment(Some("production")).expect("it is there");
    assert_eq!(production.token_env, "WHATSAPP_ACCESS_TOKEN");
    let failure = config.environment(Some("prodution")).expect_err("a slip");
    assert_eq!(failure.help.as_deref(), Some("did you mean `production`?"));
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
