//! `push`: what it does, and that it does nothing twice.

use std::process::Stdio;
use std::time::{Duration, Instant};

use flow_desk::{Fault, Status};
use serde_json::json;

use crate::world::{ACCOUNT, TWO, World};

const NONE: Vec<String> = Vec::new();

#[test]
fn an_empty_waba_gets_the_flow() {
    let world = World::new(ACCOUNT);
    let plan = world.call(&["push", "--dry-run"]);
    plan.ends(0, &[]);
    assert!(plan.out.contains("account  create `Account`"), "{}", plan.out);
    assert_eq!(world.writes(), NONE);
    assert!(!world.folder.path().join("flows.lock").exists());

    let ran = world.call(&["push", "--yes"]);
    ran.ends(0, &["Created account: `Account` (", "Pushed 1 flow to `staging`"]);
    let waba = world.graph.waba();
    assert_eq!(world.writes(), [format!("POST {waba}/flows")]);
    let flow = world.flow("Account");
    assert_eq!((flow.status, &*flow.categories), (Status::Draft, &["SIGN_UP".to_owned()][..]));
    assert!(flow.document.text.contains("\"City\""));
    for part in ["environment = \"staging\"", "flow = \"account\"", &flow.id, "status = \"DRAFT\""]
    {
        assert!(world.lock().contains(part), "{}", world.lock());
    }

    let lock = world.lock();
    let again = world.call(&["push"]);
    again.ends(0, &["Pushed 1 flow, nothing to do"]);
    assert!(again.err.contains("account  nothing to do"), "{}", again.err);
    assert_eq!((world.writes(), world.lock()), (NONE, lock));

    let published = world.call(&["push", "--publish", "--yes"]);
    published.ends(0, &["Published account: `Account`"]);
    assert_eq!(world.writes(), [format!("POST {}/publish", flow.id)]);
    assert!(world.lock().contains("status = \"PUBLISHED\""));
    world.call(&["push", "--publish"]).ends(0, &["nothing to do"]);
    assert_eq!(world.writes(), NONE);
}

#[test]
fn what_changed_is_brought_up_to_the_source() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    let id = world.flow("Account").id;
    world.writes();

    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes"]).ends(0, &["Uploaded account: JSON of `Account`"]);
    assert_eq!(world.writes(), [format!("POST {id}/assets")]);
    assert!(world.flow("Account").document.text.contains("\"Town\""));

    world.edit("categories: [SIGN_UP]", "categories: [SIGN_UP, SURVEY]");
    world.edit("name: \"Account\"", "name: \"Register\"");
    let ran = world.call(&["push", "--yes"]);
    ran.ends(0, &["Updated account: name `Register`; categories SIGN_UP, SURVEY"]);
    assert_eq!(world.writes(), [format!("POST {id}")]);
    assert_eq!(world.flow("Register").categories, ["SIGN_UP", "SURVEY"]);
    world.call(&["push"]).ends(0, &["nothing to do"]);
    assert_eq!(world.writes(), NONE);
}

#[test]
fn what_was_changed_at_meta_is_found() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    let id = world.flow("Account").id;
    let text = world.flow("Account").document.text.replace("City", "Ort");
    world.graph.set_json(&id, &text);
    world.call(&["push", "--yes"]).ends(0, &["was changed at Meta on 2", "Uploaded"]);
    assert!(!world.flow("Account").document.text.contains("Ort"));
    // Another layout of the same document is not a change.
    let value: serde_json::Value =
        serde_json::from_str(&world.flow("Account").document.text).expect("JSON");
    world.graph.set_json(&id, &format!("{value:#}"));
    world.writes();
    world.call(&["push"]).ends(0, &["nothing to do"]);
    assert_eq!(world.writes(), NONE);
}

#[test]
fn a_published_flow_that_changed_is_edited_in_place() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    let id = world.flow("Account").id;
    world.call(&["send", "31612345678"]).ends(0, &[]);
    world.writes();
    world.edit("\"City\"", "\"Town\"");
    let ran = world.call(&["push", "--yes"]);
    ran.ends(0, &["messages carry the version that was published last", "Uploaded account: JSON"]);
    assert_eq!(world.writes(), [format!("POST {id}/assets")]);
    assert_eq!(world.flows("\"Town\""), [("Account".to_owned(), Status::Draft, true)]);
    assert!(world.lock().contains("status = \"DRAFT\""), "{}", world.lock());
    // Until it is published again, people get what was published.
    world.call(&["send", "31612345678"]).ends(0, &["Sent `Account` ("]);
    world.call(&["send", "31612345678", "--draft"]).ends(0, &["Sent `Account` ("]);
    let status = world.call(&["status"]);
    status.ends(0, &[]);
    assert!(status.out.contains("the same, not published since it was edited"), "{}", status.out);
    world.writes();
    world.call(&["push"]).ends(0, &["nothing to do"]);
    assert_eq!(world.writes(), NONE);
    world.edit("\"Town\"", "\"Place\"");
    let ran = world.call(&["push", "--yes", "--publish"]);
    ran.ends(0, &["opens the version that was sent", "Published account: `Account`"]);
    assert_eq!(world.flows("\"Place\""), [("Account".to_owned(), Status::Published, true)]);
    // Metadata is edited in the same way.
    world.edit("categories: [SIGN_UP]", "categories: [OTHER]");
    world.call(&["push", "--yes", "--publish"]).ends(0, &["Updated", "Published"]);
    assert_eq!(world.flow("Account").id, id);
    world.call(&["send", "31612345678"]).ends(0, &[]);
    let carried = world.graph.messages().into_iter().filter_map(|sent| sent.document);
    let labels = ["City", "Town", "Place"].map(|label| format!("\"{label}\""));
    let carried: Vec<Option<usize>> = carried
        .map(|document| labels.iter().position(|label| document.text.contains(label)))
        .collect();
    assert_eq!(carried, [Some(0), Some(0), Some(1), Some(2)]);
    let status = world.call(&["status"]);
    status.ends(0, &[]);
    assert!(status.out.contains("the same, 2 versions alive"), "{}", status.out);
}

#[test]
fn where_meta_lets_no_flow_be_edited_a_clone_takes_the_place() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    let first = world.flow("Account").id;
    world.graph.set_edits(false);
    world.edit("\"City\"", "\"Town\"");
    world.writes();
    let ran = world.call(&["push", "--yes"]);
    ran.ends(
        0,
        &[
            "code 139001",
            "a clone takes the place of `Account`",
            "Cloned account: `Account` as `Account (2)`",
        ],
    );
    let copy = world.flow("Account (2)");
    assert_eq!(copy.cloned_from.as_ref(), Some(&first));
    assert!(world.lock().contains(&format!("id = \"{first}\"")), "{}", world.lock());
    world.writes();
    world.call(&["push"]).ends(0, &["nothing to do"]);
    assert_eq!(world.writes(), NONE);
    // The flow is sent until the clone is published; a change goes into the clone.
    world.call(&["send", "31612345678"]).ends(0, &["Sent `Account` ("]);
    world.call(&["send", "31612345678", "--draft"]).ends(0, &["Sent `Account (2)` ("]);
    let status = world.call(&["status"]);
    status.ends(0, &[]);
    assert!(status.out.contains("to be replaced"), "{}", status.out);
    assert!(
        status.out.contains("DRAFT      -          the same, to replace `Account`"),
        "{}",
        status.out
    );
    world.edit("\"Town\"", "\"Place\"");
    world.call(&["push", "--yes", "--publish"]).ends(0, &["Published account: `Account (2)`"]);
    // The old one stays alive: deprecating it is a step of its own.
    assert_eq!(
        world.flows("\"Place\""),
        [
            ("Account".to_owned(), Status::Published, false),
            ("Account (2)".to_owned(), Status::Published, true),
        ]
    );
    world.call(&["send", "31612345678"]).ends(0, &["Sent `Account (2)` ("]);
    // And again, at once.
    world.edit("categories: [SIGN_UP]", "categories: [OTHER]");
    world.call(&["push", "--yes", "--publish"]).ends(0, &["as `Account (3)`"]);
    world.call(&["push", "--publish"]).ends(0, &["nothing to do"]);
    let status = world.call(&["status"]);
    status.ends(0, &[]);
    for name in ["`Account`", "`Account (2)`"] {
        assert!(status.out.contains(&format!("{name}, replaced on 2")), "{}", status.out);
    }
    world.writes();
    let waited = ["deprecate", "--replaced", "--older-than", "14d", "--yes"];
    world.call(&waited).ends(0, &["no flow that was replaced is to end"]);
    assert_eq!(world.writes(), NONE);
    world.call(&["deprecate", "--replaced"]).ends(2, &["nobody can be asked", "`--yes`"]);
    world.call(&["deprecate", "--replaced", "acount"]).ends(2, &["did you mean `account`?"]);
    let ran = world.call(&["deprecate", "--replaced", "--yes"]);
    ran.ends(0, &["Deprecated `Account` (", "Deprecated `Account (2)` ("]);
    let statuses: Vec<Status> = world.graph.flows().iter().map(|flow| flow.status).collect();
    assert_eq!(statuses, [Status::Deprecated, Status::Deprecated, Status::Published]);
    assert!(!world.lock().contains("replaced"), "{}", world.lock());
    world.call(&["deprecate", "--older-than", "14d", "account"]).ends(2, &["--replaced"]);
    world.call(&["deprecate"]).ends(2, &["<FLOW>"]);
}

#[test]
fn a_document_that_meta_refuses_to_make_a_flow_of_is_shown_in_the_source() {
    let world = World::new(ACCOUNT);
    let pointers = json!([{ "path": "screens[0].layout.children[1].label" }]);
    let errors = json!([{ "error": "A_CODE", "message": "Not this.", "pointers": pointers }]);
    let answer = json!({ "success": false, "validation_errors": errors });
    world.graph.inject(Fault::answer(answer).path("/flows").method("POST"));
    let ran = world.call(&["push", "--yes"]);
    ran.ends(2, &["error[A_CODE]: Not this.", "src/lib.rs:8:26", "Meta's validator refuses"]);
    world.call(&["push", "--yes"]).ends(0, &["Created account"]);
}

#[test]
fn several_flows_and_their_endpoint() {
    let world = World::new(TWO);
    let ran = world.call(&["push", "--yes"]);
    ran.ends(2, &["flow `booking` has an endpoint", "write `endpoint = \"https://…\"`"]);
    world.configure("endpoint = \"https://example.com/flow\"\napplication = \"17\"\n");
    world.call(&["push", "survey", "--yes"]).ends(0, &["Created survey: `survey`"]);
    assert!(world.graph.flow_named("Booking").is_none());
    world.call(&["push", "--yes"]).ends(0, &["Created booking", "Updated booking: application 17"]);
    let flow = world.flow("Booking");
    assert_eq!(flow.endpoint_uri.as_deref(), Some("https://example.com/flow"));
    assert_eq!(flow.application.as_deref(), Some("17"));
    assert_eq!(world.flow("survey").endpoint_uri, None);
    world.writes();
    world.call(&["push"]).ends(0, &["2 flows, nothing to do"]);
    assert_eq!(world.writes(), NONE);
    world.configure("endpoint = \"https://example.com/new\"\napplication = \"17\"\n");
    world.call(&["push", "--yes"]).ends(0, &["Updated booking: endpoint https://example.com/new"]);
    world.call(&["push", "surve"]).ends(2, &["there is no flow `surve`", "did you mean `survey`?"]);
}

#[test]
fn nothing_is_done_where_nobody_can_be_asked() {
    let world = World::new(ACCOUNT);
    world.call(&["push"]).ends(2, &["nobody can be asked", "`--yes`"]);
    assert_eq!(world.writes(), NONE);
}

#[test]
fn meta_s_faults_are_shown_where_the_source_made_them() {
    let world = World::new(ACCOUNT);
    let pointer = |path: &str| json!({ "line_start": 1, "line_end": 1, "column_start": 1, "column_end": 2, "path": path });
    world.graph.set_validation_errors([
        json!({
            "error": "INVALID_PROPERTY_VALUE", "error_type": "FLOW_JSON_ERROR",
            "message": "Meta does not like this label.",
            "line_start": 1, "line_end": 1, "column_start": 1, "column_end": 2,
            "pointers": [pointer("screens[0].layout.children[1].label"), pointer("screens[0].title")],
        }),
        json!({ "error": "A_NEW_CODE", "error_type": "FLOW_JSON_ERROR", "message": "No place." }),
    ]);
    let said = [
        "error[INVALID_PROPERTY_VALUE]: Meta does not like this label.",
        "src/lib.rs:8:26",
        "city: TextInput! \"City\"",
        "Meta's validator found this at `screens[0].layout.children[1].label`",
        "src/lib.rs:6:18",
        "error[A_NEW_CODE]: No place.",
        "src/lib.rs:4:14",
    ];
    let ran = world.call(&["push", "--yes", "--publish"]);
    ran.ends(1, &said).ends(1, &["publish was left out: Meta's validator refuses the JSON"]);
    assert_eq!(world.flow("Account").status, Status::Draft);
    // They are reported again as long as they are there.
    world.writes();
    world.call(&["push", "--publish"]).ends(1, &said);
    world.call(&["push", "--dry-run"]).ends(1, &said);
    assert_eq!(world.writes(), NONE);
    world.graph.set_validation_errors([]);
    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes", "--publish"]).ends(0, &["Uploaded", "Published"]);
}

#[test]
fn a_flow_of_the_same_name_is_taken_for_it() {
    let world = World::new(ACCOUNT);
    let id = world.graph.add_flow("Account");
    world.graph.add_flows(120);
    let ran = world.call(&["push", "--yes"]);
    ran.ends(
        0,
        &[&format!("`Account` ({id}) was found at Meta by its name"), "Uploaded", "Updated"],
    );
    assert_eq!(world.graph.flows().len(), 121);
    assert!(world.lock().contains(&id));
}

#[test]
fn a_stranger_s_draft_is_left_alone_while_nothing_changed() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    let stranger = world.graph.add_flow("Account (2)");
    world.graph.set_json(&stranger, "{}");
    world.writes();
    world.call(&["push", "--publish"]).ends(0, &["nothing to do"]);
    world.call(&["status"]).ends(0, &[]);
    assert_eq!(world.writes(), NONE);
}

#[test]
fn a_flow_that_was_renamed_in_rust_is_the_same_flow() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    let id = world.flow("Account").id;
    world.writes();
    world.edit("flow account", "flow profile");
    let status = world.call(&["status"]);
    status.ends(0, &["the source has no flow `account`"]);
    world.call(&["push"]).ends(0, &["was found at Meta by its name", "nothing to do"]);
    assert_eq!(world.writes(), NONE);
    let lock = world.lock();
    assert!(lock.contains("\"profile\"") && lock.contains(&id), "{lock}");
    assert!(!lock.contains("\"account\""), "{lock}");
}

#[test]
fn many_flows_are_pushed() {
    let flow = |number: usize| {
        ACCOUNT
            .replace("use flow_runtime::flow;\n", "")
            .replace("flow account", &format!("flow account_{number}"))
            .replace("\"Account\"", &format!("\"Account {number}\""))
    };
    let source: String = (0..30).map(flow).collect();
    let world = World::new(&source);
    world.call(&["push", "--yes"]).ends(0, &["Pushed 30 flows"]);
    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes"]).ends(0, &["Pushed 30 flows"]);
    assert!(world.flows("\"Town\"").iter().all(|(_, _, changed)| *changed));
    world.call(&["push"]).ends(0, &["30 flows, nothing to do"]);
}

#[test]
fn a_line_and_a_column_are_a_place_as_well() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    let text = &world.flow("Account").document.text;
    let column = text.find("\"City\"").expect("it is there") + 1;
    let fault = |line: usize, column: usize| {
        json!({
            "error": "A_CODE", "error_type": "FLOW_JSON_ERROR", "message": "Not this.",
            "line_start": line, "line_end": line, "column_start": column, "column_end": column,
        })
    };
    world.graph.set_validation_errors([fault(1, column)]);
    world.edit("\"Start\"", "\"Begin\"");
    let said = ["error[A_CODE]: Not this.", "src/lib.rs:8:26", "layout.children[1].label` of the"];
    world.call(&["push", "--yes"]).ends(1, &said);
    // What is not a place of the document that was sent is not guessed.
    world.graph.set_validation_errors([
        fault(2, column),
        fault(1, 100_000),
        json!("A text alone."),
    ]);
    world.edit("\"Begin\"", "\"Start\"");
    let ran = world.call(&["push", "--yes"]);
    ran.ends(
        1,
        &["src/lib.rs:4:14", "does not say where", "error[FLOW_JSON_ERROR]: A text alone."],
    );
    assert!(!ran.err.contains("src/lib.rs:8:26"), "{}", ran.err);
}

#[test]
fn what_a_refused_publishing_names_is_shown_where_the_source_made_it() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    let refuse = || {
        let error = json!({
            "error": "A_CODE", "error_type": "FLOW_JSON_ERROR", "message": "Not this.",
            "pointers": [{ "path": "screens[0].layout.children[1].label" }],
        });
        Fault::error(400, 139_002, "Flow can't be published")
            .path("/publish")
            .validation_errors([error])
    };
    world.graph.inject(refuse());
    world
        .call(&["push", "--yes", "--publish"])
        .ends(2, &["error[A_CODE]: Not this.", "src/lib.rs:8:26", "code 139002"]);
    world.graph.inject(refuse());
    world.call(&["publish", "account", "--yes"]).ends(
        2,
        &["error: A_CODE: Not this. (at screens[0].layout.children[1].label)", "code 139002"],
    );
}

#[test]
fn what_meta_did_not_take_is_not_called_uploaded() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.edit("\"City\"", "\"Town\"");
    let pointers = json!([{ "path": "screens[0].layout.children[1].label" }]);
    let errors = json!([{ "error": "A_CODE", "message": "Not this.", "pointers": pointers }]);
    let answer = json!({ "success": false, "validation_errors": errors });
    world.graph.inject(Fault::answer(answer).path("/assets").method("POST"));
    let ran = world.call(&["push", "--yes"]);
    ran.ends(
        2,
        &["src/lib.rs:8:26", "account: Meta did not take the JSON", "call `cargo flow push`"],
    );
    assert!(!ran.err.contains("Uploaded"), "{}", ran.err);
    world.call(&["push", "--yes"]).ends(0, &["Uploaded account"]);
}

#[test]
fn two_pushes_at_once_take_turns() {
    let world = World::new(ACCOUNT);
    world.graph.inject(Fault::delay(Duration::from_secs(2)).method("POST").path("/flows"));
    let first =
        world.command(&["push", "--yes"]).stderr(Stdio::piped()).spawn().expect("the command runs");
    let begin = Instant::now();
    while world.graph.flows().is_empty() {
        assert!(begin.elapsed() < Duration::from_mins(1), "the first push does nothing");
        std::thread::sleep(Duration::from_millis(10));
    }
    let second = world.call(&["push", "--yes"]);
    second.ends(0, &["another `cargo flow` is at work here", "Pushed 1 flow, nothing to do"]);
    assert!(first.wait_with_output().expect("it ends").status.success());
    assert_eq!(world.graph.flows().len(), 1);
    assert!(world.lock().contains("account"));
}

#[test]
fn a_faulty_flow_is_not_pushed() {
    let world = World::new(ACCOUNT);
    world.edit("TextBody", "TextBdy");
    world
        .call(&["push", "--yes"])
        .ends(1, &["src/lib.rs:7:", "did you mean `TextBody`?", "nothing was pushed"]);
    world.edit("TextBdy", "TextBody");
    world.edit(", categories: [SIGN_UP]", "");
    let ran = world.call(&["push", "--yes"]);
    ran.ends(1, &["`account` has no categories", "src/lib.rs:4:14", "APPOINTMENT_BOOKING"]);
    assert_eq!(world.writes(), NONE);
    let twice = World::new(&TWO.replace("[SURVEY, OTHER]", "[SURVEY], name: \"Booking\""));
    twice.configure("endpoint = \"https://example.com/flow\"\n");
    for push in [&["push", "--yes"][..], &["push", "survey", "--yes"]] {
        twice.call(push).ends(2, &["`booking` and `survey` are both called `Booking`"]);
    }
}

#[test]
fn what_publishing_lacks_is_told() {
    let world = World::new(TWO);
    world.configure("endpoint = \"https://example.com/flow\"\n");
    let ran = world.call(&["push", "booking", "--yes", "--publish"]);
    ran.ends(
        2,
        &["Created booking", "code 139002", "no public key", "`cargo flow doctor` checks each"],
    );
    assert!(world.lock().contains("status = \"DRAFT\""));
}
