//! `publish`, `deprecate`, `delete`, `status`, `pull`, `preview-url`.

use flow_desk::Status;

use crate::call::{DOCUMENT, Folder, SOURCE};
use crate::world::{ACCOUNT, TWO, World};

const NONE: Vec<String> = Vec::new();

fn pushed() -> World {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.writes();
    world
}

#[test]
fn a_flow_lives_and_ends() {
    let world = pushed();
    let id = world.flow("Account").id;
    world.call(&["publish", "account"]).ends(2, &["nobody can be asked", "`--yes`"]);
    world.call(&["deprecate", "account", "--yes"]).ends(
        2,
        &["is DRAFT, and only what is PUBLISHED can be deprecated", "`cargo flow delete`"],
    );
    assert_eq!(world.writes(), NONE);
    world.call(&["publish", "account", "--yes"]).ends(0, &[&format!("Published `Account` ({id})")]);
    assert!(world.lock().contains("PUBLISHED"));
    world.call(&["push", "--publish"]).ends(0, &["nothing to do"]);
    world.writes();
    world
        .call(&["delete", "account", "--yes"])
        .ends(2, &["only what is DRAFT can be deleted", "`cargo flow deprecate`"]);
    world.call(&["publish", &id, "--yes"]).ends(2, &["is PUBLISHED"]);
    assert_eq!(world.writes(), NONE);
    world.call(&["deprecate", "Account", "--yes"]).ends(0, &["Deprecated `Account`"]);
    assert_eq!(world.flow("Account").status, Status::Deprecated);
    assert!(world.lock().contains("DEPRECATED"));
}

#[test]
fn a_draft_is_deleted_and_forgotten() {
    let world = pushed();
    // Named twice, it is one flow.
    let ran = world.call(&["delete", "account", "Account", "--yes"]);
    ran.ends(0, &["Deleted `Account`"]);
    assert_eq!(ran.err.matches("Deleted").count(), 1, "{}", ran.err);
    assert_eq!(world.graph.flows().len(), 0);
    assert!(!world.lock().contains("account"), "{}", world.lock());
    world
        .call(&["delete", "acount", "--yes"])
        .ends(2, &["has no flow `acount`", "`cargo flow push`"]);
    world.call(&["push", "--yes"]).ends(0, &["Created"]);
    world.call(&["delete", "acount", "--yes"]).ends(2, &["did you mean `account`?"]);
}

#[test]
fn a_clone_is_published_or_deleted_by_hand() {
    let cloned = || {
        let world = World::new(ACCOUNT);
        world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
        world.graph.set_edits(false);
        world.edit("\"City\"", "\"Town\"");
        world.call(&["push", "--yes"]).ends(0, &["as `Account (2)`"]);
        world
    };
    let world = cloned();
    let ran = world.call(&["publish", "account", "--yes"]);
    ran.ends(0, &["in the place of `Account`", "Published `Account (2)`"]);
    assert!(world.lock().contains("[[flow.replaced]]"), "{}", world.lock());
    assert_eq!(world.flow("Account").status, Status::Published);
    world.call(&["push"]).ends(0, &["nothing to do"]);
    let world = cloned();
    world.call(&["delete", "account", "--yes"]).ends(0, &["Deleted `Account (2)`"]);
    assert!(world.lock().contains(&world.flow("Account").id), "{}", world.lock());
    world.edit("\"Town\"", "\"City\"");
    world.call(&["push"]).ends(0, &["nothing to do"]);
}

#[test]
fn a_draft_that_was_published_before_is_not_deleted() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.writes();
    world.call(&["delete", "account", "--yes"]).ends(2, &["was published before", "deprecate"]);
    world.call(&["deprecate", "account", "--yes"]).ends(2, &["is DRAFT", "published again first"]);
    assert_eq!(world.writes(), NONE);
    world.call(&["publish", "account", "--yes"]).ends(0, &[]);
    world.call(&["push"]).ends(0, &["nothing to do"]);
    world.call(&["deprecate", "account", "--yes"]).ends(0, &[]);
    let ended = world.call(&["status"]);
    ended.ends(1, &["is DEPRECATED and stays so"]);
    assert!(
        ended.out.contains("DEPRECATED  -       deprecated; `cargo flow push`"),
        "{}",
        ended.out
    );
}

#[test]
fn the_status_tells_where_meta_and_the_source_differ() {
    let world = World::new(ACCOUNT);
    let ran = world.call(&["status"]);
    ran.ends(1, &[]);
    assert!(
        ran.out.contains("account  staging      -   -       -       not pushed"),
        "{}",
        ran.out
    );
    world.call(&["push", "--yes"]).ends(0, &[]);
    let gone = world.flow("Account").id;
    world.graph.remove_flow(&gone);
    let told = format!("note: account: `Account` ({gone}) is no longer at Meta");
    world.call(&["status"]).ends(1, &[&told]);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    let id = world.flow("Account").id;
    let same = world.call(&["status"]);
    same.ends(0, &[]);
    assert!(same.out.contains(&format!("{id}  PUBLISHED  AVAILABLE  the same")), "{}", same.out);
    world.edit("\"City\"", "\"Town\"");
    world.edit("[SIGN_UP]", "[OTHER]");
    let other = world.call(&["status", "account", "--env", "staging"]);
    other.ends(1, &[]);
    assert!(other.out.contains("other JSON and metadata"), "{}", other.out);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    // Somebody works on it at Meta.
    let text = world.flow("Account").document.text.replace("Town", "Ort");
    world.graph.set_json(&id, &text);
    let changed = world.call(&["status"]);
    changed.ends(1, &[]);
    assert!(changed.out.contains("other JSON, changed at Meta on 2"), "{}", changed.out);
    world.call(&["push", "--yes", "--publish"]).ends(0, &["was changed at Meta on 2"]);
    world.graph.set_status(&id, Status::Blocked);
    let blocked = world.call(&["status"]);
    blocked.ends(1, &[]);
    assert!(blocked.out.contains("BLOCKED  BLOCKED  the same"), "{}", blocked.out);
    assert!(!world.writes().iter().any(|call| call.contains("status")));
}

#[test]
fn a_flow_of_meta_s_becomes_source() {
    let world = World::new(SOURCE);
    let id = world.graph.add_flow("Sign up (new)");
    world.graph.set_json(&id, DOCUMENT);
    let ran = world.call(&["pull", &id]);
    ran.ends(0, &[]);
    assert_eq!(
        ran.out,
        "\
use flow_runtime::flow;

flow! {
    pub flow sign_up_new (version: \"7.3\", name: \"Sign up (new)\", categories: [OTHER])

    screen START \"Start\" {
        city: TextInput! \"City\"
        Footer \"Done\" => complete { city }
    }
}
"
    );
    world
        .call(&["pull", "Sign up (new)", "--name", "city", "--out", "src/city.rs"])
        .ends(0, &["Pulled `Sign up (new)` to src/city.rs"]);
    world.call(&["check", "src/city.rs"]).ends(0, &["1 flow, no faults"]);
    world.call(&["pull", &id, "--out", "src/lib.rs"]).ends(2, &["`src/lib.rs` exists", "--force"]);
    world.call(&["pull", &id, "--name", "a-b"]).ends(2, &["`a-b` cannot be the name"]);
    assert_eq!(world.call(&["pull", &id, "--json"]).out, DOCUMENT);
    // What was pulled is what Meta has, so that there is nothing to push.
    world.folder.write("src/lib.rs", world.folder.read("src/city.rs").as_bytes());
    world.call(&["push"]).ends(0, &["1 flow, nothing to do"]);
    world.graph.set_json(&id, &DOCUMENT.replace("${form.city}", "${form.town}"));
    world.call(&["pull", "city"]).ends(1, &["`Sign up (new)` at Meta:15:"]);
    let folder = Folder::new(&[]);
    folder.call(&["pull", &id]).ends(2, &["there is no `flow.toml`"]);
}

/// Meta has categories that its reference does not list.
#[test]
fn a_flow_of_an_unlisted_category_becomes_source_that_compiles() {
    let world = World::new(&ACCOUNT.replace("[SIGN_UP]", "[SHOPPING, OTHER]"));
    world.call(&["push", "--yes"]).ends(0, &[]);
    let ran = world.call(&["pull", "account", "--out", "src/pulled.rs"]);
    ran.ends(0, &[]);
    let pulled = world.folder.read("src/pulled.rs");
    assert!(pulled.contains("categories: [SHOPPING, OTHER]"), "{pulled}");
    world.call(&["check", "src/pulled.rs"]).ends(0, &["warning", "SHOPPING"]);
    world.folder.write("src/lib.rs", pulled.as_bytes());
    world.call(&["push"]).ends(0, &["nothing to do"]);
}

#[test]
fn what_was_replaced_is_pulled_under_its_own_name() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.graph.set_edits(false);
    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes", "--publish"]).ends(0, &["`Account (2)`"]);
    let ran = world.call(&["pull", "account"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("name: \"Account\""), "{}", ran.out);
    // The one before is not a flow of the lock, and is taken as Meta names it.
    let first = world.call(&["pull", "Account", "--name", "first"]);
    assert!(first.out.contains("\"City\"") && first.out.contains("name: \"Account\""));
    world.folder.write("src/lib.rs", ran.out.as_bytes());
    world.call(&["push"]).ends(0, &["nothing to do"]);
    // A source that is broken does not be in the way.
    world.folder.write("src/lib.rs", b"flow! { pub flow");
    let ran = world.call(&["pull", "account"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("name: \"Account (2)\""), "{}", ran.out);
}

#[test]
fn a_preview_has_an_address() {
    let world = pushed();
    let plain = world.call(&["preview-url", "account"]);
    plain.ends(0, &["whoever has the address can see the flow, until 2"]);
    assert!(plain.out.starts_with("https://business.facebook.com/"), "{}", plain.out);
    assert_eq!(world.call(&["preview-url", "account"]).out, plain.out);
    assert_ne!(world.call(&["preview-url", "account", "--renew"]).out, plain.out);
    let ran = world.call(&[
        "preview-url",
        "account",
        "--interactive",
        "--screen",
        "START",
        "--phone",
        "+31 6 0000 0000",
        "--token",
        "t",
        "--debug",
    ]);
    ran.ends(0, &[]);
    for part in [
        "interactive=true",
        "flow_action=navigate",
        "phone_number=31600000000",
        "flow_token=t",
        "debug=true",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    world.call(&["preview-url", "account", "--screen", "START"]).ends(2, &["--interactive"]);
    let wrong = ["preview-url", "account", "--interactive", "--data", "{\"a\": 1}"];
    world.call(&wrong).ends(2, &["screen `START` has no data `a`"]);
    let wrong = ["preview-url", "account", "--interactive", "--screen", "STRAT"];
    world.call(&wrong).ends(2, &["no message can open screen `STRAT`", "`START`"]);
    let wrong = ["preview-url", "account", "--interactive", "--screen", "START", "--data", "[1]"];
    world.call(&wrong).ends(2, &["`--data` is not a JSON object", "single quotes"]);
}

#[test]
fn an_interactive_preview_opens_as_a_message_does() {
    let world = World::new(TWO);
    world.configure("endpoint = \"https://example.com/flow\"\n");
    world.call(&["push", "--yes"]).ends(0, &[]);
    let preview = |flow: &str, more: &[&str]| {
        let ran = world.call(&[&["preview-url", flow, "--interactive"], more].concat());
        ran.ends(0, &[]);
        ran.out
    };
    // The endpoint is asked, with the key of the environment's number.
    let booking = preview("booking", &[]);
    assert!(booking.ends_with("&flow_action=data_exchange&phone_number=15550100\n"), "{booking}");
    // A flow without an endpoint opens on its first screen.
    let data = ["--data", "{\"order\": \"B 1\", \"total\": 2}"];
    let survey = preview("survey", &data);
    assert!(survey.contains("flow_action=navigate&flow_action_payload="), "{survey}");
    assert!(survey.contains("RATING") && survey.contains("B%201"), "{survey}");
    assert!(!survey.contains("phone_number"), "{survey}");
    world
        .call(&["preview-url", "survey", "--interactive"])
        .ends(2, &["the data of screen `RATING` lack `order`"]);
    world
        .call(&["preview-url", "booking", "--interactive", "--phone", "me"])
        .ends(2, &["`me` is not a phone number"]);
    world.graph.remove_phones();
    world
        .call(&["preview-url", "booking", "--interactive"])
        .ends(2, &["the key of a phone number, and none is known", "`--phone NUMBER`"]);
}
