//! Every case of a plan.

use flow_graph::Status;
use serde_json::json;

use super::{Changes, Listed, Named, Plan, Remote, Situation, Step, Wanted, plan, resolve};
use crate::graph::lock::Record;

fn wanted() -> Wanted {
    Wanted {
        flow: "account".to_owned(),
        name: "Account".to_owned(),
        categories: vec!["SIGN_UP".to_owned(), "OTHER".to_owned()],
        endpoint: Some("https://example.com/flow".to_owned()),
        application: None,
        json: r#"{"version":"7.3"}"#.to_owned(),
    }
}

/// What Meta has after a push of `wanted()`.
fn remote(id: &str, name: &str, status: Status) -> Remote {
    Remote {
        id: id.to_owned(),
        name: name.to_owned(),
        status,
        categories: vec!["OTHER".to_owned(), "SIGN_UP".to_owned()],
        endpoint: Some("https://example.com/flow".to_owned()),
        application: None,
        json: Some(json!({ "version": "7.3" })),
        invalid: false,
    }
}

fn record(id: &str, name: &str, status: &str) -> Record {
    Record {
        environment: "staging".to_owned(),
        flow: "account".to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
        status: status.to_owned(),
        json: Some(wanted().json_hash()),
        metadata: Some(wanted().metadata_hash()),
        replaces: None,
    }
}

/// The plan where Meta has these flows.
fn planned(wanted: &Wanted, records: &[Record], remotes: &[Remote], publish: bool) -> Plan {
    let listed: Vec<Listed> = remotes.iter().map(listed).collect();
    let found = resolve("staging", &wanted.flow, &wanted.name, &listed, records, &[]);
    let details = |flow: Option<Listed>| {
        flow.map(|flow| remotes.iter().find(|remote| remote.id == flow.id).expect("listed").clone())
    };
    let situation = Situation {
        live: details(found.live),
        draft: details(found.draft),
        old: found.old,
        free_name: found.free_name,
        notes: found.notes,
    };
    let own = records.iter().find(|record| record.flow == wanted.flow);
    plan("staging", wanted, own, &situation, publish)
}

fn listed(remote: &Remote) -> Listed {
    Listed { id: remote.id.clone(), name: remote.name.clone(), status: remote.status.clone() }
}

fn named(id: &str, name: &str) -> Named {
    Named { id: id.to_owned(), name: name.to_owned() }
}

fn create(name: &str) -> Step {
    Step::Create { name: name.to_owned() }
}

#[test]
fn what_is_not_there_is_created() {
    let plan = planned(&wanted(), &[], &[], false);
    assert_eq!((plan.steps, plan.record), (vec![create("Account")], None));
    let published = planned(&wanted(), &[], &[], true);
    assert_eq!(published.steps, [create("Account"), Step::Publish]);
    let application = Some("17".to_owned());
    let connected =
        planned(&Wanted { application: application.clone(), ..wanted() }, &[], &[], false);
    let changes = Changes { application, ..Changes::default() };
    assert_eq!(connected.steps, [create("Account"), Step::UpdateMetadata(changes)]);
}

#[test]
fn what_is_right_is_left_alone() {
    for (status, word) in [(Status::Draft, "DRAFT"), (Status::Published, "PUBLISHED")] {
        let known = record("1", "Account", word);
        let there = remote("1", "Account", status);
        let plan = planned(&wanted(), std::slice::from_ref(&known), &[there], false);
        assert_eq!(plan.steps, []);
        assert_eq!(plan.record, Some(known));
        assert_eq!(plan.notes, Vec::<String>::new());
    }
}

#[test]
fn a_draft_is_brought_up_to_the_source() {
    let known = record("1", "Account", "DRAFT");
    let there =
        Remote { json: Some(json!({ "version": "7.2" })), ..remote("1", "Account", Status::Draft) };
    let source = Wanted { categories: vec!["SURVEY".to_owned()], ..wanted() };
    let plan = planned(&source, &[known], &[there], true);
    let changes = Changes { categories: Some(vec!["SURVEY".to_owned()]), ..Changes::default() };
    assert_eq!(plan.steps, [Step::UpdateMetadata(changes), Step::UpdateJson, Step::Publish]);
    let record = plan.record.expect("it is there");
    assert_eq!((record.json, record.metadata), (None, None));
    assert!(plan.notes[0].contains("was changed at Meta since the last push"), "{:?}", plan.notes);
}

#[test]
fn a_draft_takes_a_new_name_that_is_free() {
    let known = record("1", "Account", "DRAFT");
    let remotes =
        [remote("1", "Account", Status::Draft), remote("2", "Sign up", Status::Published)];
    let source = Wanted { name: "Sign up".to_owned(), ..wanted() };
    let plan = planned(&source, &[known], &remotes, false);
    let changes = Changes { name: Some("Sign up (2)".to_owned()), ..Changes::default() };
    assert_eq!(plan.steps, [Step::UpdateMetadata(changes)]);
}

#[test]
fn what_meta_does_not_tell_the_lock_tells() {
    let there = Remote { endpoint: None, json: None, ..remote("1", "Account", Status::Published) };
    let known = record("1", "Account", "PUBLISHED");
    let plan = planned(&wanted(), std::slice::from_ref(&known), std::slice::from_ref(&there), true);
    assert_eq!(plan.steps, []);
    let draft = Remote { status: Status::Draft, ..there };
    let unknown = Record { json: None, metadata: None, status: "DRAFT".to_owned(), ..known };
    let plan = planned(&wanted(), &[unknown], &[draft], false);
    let changes = Changes { endpoint: wanted().endpoint, ..Changes::default() };
    assert_eq!(plan.steps, [Step::UpdateMetadata(changes), Step::UpdateJson]);
}

#[test]
fn a_draft_that_meta_finds_faulty_is_not_published_before_it_changes() {
    let known = record("1", "Account", "DRAFT");
    let there = Remote { invalid: true, ..remote("1", "Account", Status::Draft) };
    let plan = planned(&wanted(), std::slice::from_ref(&known), std::slice::from_ref(&there), true);
    assert_eq!(plan.steps, []);
    let source = Wanted { json: "{}".to_owned(), ..wanted() };
    let plan = planned(&source, &[known], &[there], true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
}

#[test]
fn a_published_flow_that_changed_is_cloned_and_replaced() {
    let known = record("1", "Account", "PUBLISHED");
    let there = remote("1", "Account", Status::Published);
    let clone = || Step::Clone { name: "Account (2)".to_owned(), of: named("1", "Account") };
    for source in [
        Wanted { json: "{}".to_owned(), ..wanted() },
        Wanted { endpoint: Some("https://example.com/new".to_owned()), ..wanted() },
    ] {
        let plan =
            planned(&source, std::slice::from_ref(&known), std::slice::from_ref(&there), false);
        assert_eq!(plan.steps, [clone(), Step::UpdateJson]);
        let plan =
            planned(&source, std::slice::from_ref(&known), std::slice::from_ref(&there), true);
        let deprecate = Step::Deprecate(named("1", "Account"));
        assert_eq!(plan.steps, [clone(), Step::UpdateJson, Step::Publish, deprecate]);
    }
    // Meta would refuse to deprecate what it has blocked.
    let blocked = remote("1", "Account", Status::Blocked);
    let source = Wanted { json: "{}".to_owned(), ..wanted() };
    let plan = planned(&source, &[known], &[blocked], true);
    assert_eq!(plan.steps, [clone(), Step::UpdateJson, Step::Publish]);
}

#[test]
fn a_status_that_nobody_knows_is_left_alone() {
    let known = record("1", "Account", "PUBLISHED");
    let there = remote("1", "Account", Status::from("UNDER_REVIEW"));
    for records in [std::slice::from_ref(&known), &[]] {
        let plan = planned(&wanted(), records, std::slice::from_ref(&there), true);
        assert_eq!(plan.steps, []);
        let source = Wanted { json: "{}".to_owned(), ..wanted() };
        let plan = planned(&source, records, std::slice::from_ref(&there), true);
        let clone = Step::Clone { name: "Account (2)".to_owned(), of: named("1", "Account") };
        assert_eq!(plan.steps, [clone, Step::UpdateJson, Step::Publish]);
    }
}

#[test]
fn an_interrupted_creation_is_found_by_its_name() {
    let plan = planned(&wanted(), &[], &[remote("1", "Account", Status::Draft)], false);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.record, Some(record("1", "Account", "DRAFT")));
    assert!(plan.notes[0].contains("was found at Meta by its name"), "{:?}", plan.notes);
}

#[test]
fn an_interrupted_clone_is_found_by_its_name() {
    let known = record("1", "Account", "PUBLISHED");
    let copy = || remote("2", "Account (2)", Status::Draft);
    let remotes = [remote("1", "Account", Status::Published), copy()];
    let source = Wanted { json: "{}".to_owned(), ..wanted() };
    let plan = planned(&source, std::slice::from_ref(&known), &remotes, false);
    assert_eq!(plan.steps, [Step::UpdateJson]);
    let record = plan.record.expect("it is there");
    assert_eq!((record.id.as_str(), record.replaces.as_deref()), ("2", Some("1")));
    // A draft of that name is nobody's business while the published flow is right.
    let plan = planned(&wanted(), std::slice::from_ref(&known), &remotes, true);
    assert_eq!((plan.steps, plan.record), (Vec::new(), Some(known)));
}

#[test]
fn a_replacement_goes_on_where_it_was_left() {
    let copy = Record { replaces: Some("1".to_owned()), ..record("2", "Account (2)", "DRAFT") };
    let copied = remote("2", "Account (2)", Status::Draft);
    let old = remote("1", "Account", Status::Published);
    let deprecate = Step::Deprecate(named("1", "Account"));
    // The JSON is still to be uploaded.
    let bare = Record { json: None, ..copy.clone() };
    let stale = Remote { json: Some(json!({})), ..copied.clone() };
    let plan = planned(&wanted(), &[bare], &[old.clone(), stale], true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish, deprecate.clone()]);
    // It is still to be published.
    let plan = planned(&wanted(), std::slice::from_ref(&copy), &[old.clone(), copied], true);
    assert_eq!(plan.steps, [Step::Publish, deprecate.clone()]);
    // Only the old one is still to be deprecated, asked to publish or not.
    let live = remote("2", "Account (2)", Status::Published);
    let plan = planned(&wanted(), std::slice::from_ref(&copy), &[old, live.clone()], false);
    assert_eq!(plan.steps, [deprecate]);
    // Everything is done but for the lock.
    let gone = remote("1", "Account", Status::Deprecated);
    let plan = planned(&wanted(), &[copy], &[gone, live], false);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.record, Some(record("2", "Account (2)", "PUBLISHED")));
}

#[test]
fn without_a_lock_the_newest_of_a_row_counts() {
    let remotes = [
        remote("1", "Account", Status::Deprecated),
        remote("2", "Account (2)", Status::Published),
        remote("4", "Account (x)", Status::Published),
        remote("5", "Account (02)", Status::Published),
    ];
    let plan = planned(&wanted(), &[], &remotes, false);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.record, Some(record("2", "Account (2)", "PUBLISHED")));
    let source = Wanted { json: "{}".to_owned(), ..wanted() };
    let plan = planned(&source, &[], &remotes, false);
    let clone = Step::Clone { name: "Account (3)".to_owned(), of: named("2", "Account (2)") };
    assert_eq!(plan.steps, [clone, Step::UpdateJson]);
}

#[test]
fn what_is_deprecated_or_gone_is_made_anew() {
    let known = record("1", "Account", "PUBLISHED");
    let gone = remote("1", "Account", Status::Deprecated);
    let plan = planned(&wanted(), std::slice::from_ref(&known), &[gone], false);
    assert_eq!(plan.steps, [create("Account (2)")]);
    assert!(plan.notes[0].contains("is DEPRECATED and stays so"), "{:?}", plan.notes);
    let plan = planned(&wanted(), &[known], &[], false);
    assert_eq!(plan.steps, [create("Account")]);
    assert!(plan.notes[0].contains("no longer at Meta"), "{:?}", plan.notes);
    // The draft of a replacement was deleted; the published flow is still there.
    let copy = Record { replaces: Some("1".to_owned()), ..record("2", "Account (2)", "DRAFT") };
    let live = remote("1", "Account", Status::Published);
    let plan = planned(&wanted(), &[copy], &[live], false);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.record, Some(record("1", "Account", "PUBLISHED")));
}

#[test]
fn the_flows_of_others_are_left_alone() {
    let other = Record { flow: "other".to_owned(), ..record("1", "Account", "DRAFT") };
    let there = remote("1", "Account", Status::Draft);
    let plan = planned(&wanted(), &[other], std::slice::from_ref(&there), false);
    assert_eq!(plan.steps, [create("Account (2)")]);
    let found = resolve("staging", "account", "Account", &[], &[], &["Account (2)", "Account"]);
    assert_eq!(found.free_name, "Account (3)");
}
