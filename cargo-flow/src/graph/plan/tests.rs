//! Every case of a plan.

use flow_graph::{LockedFlow, Status};
use jiff::Timestamp;
use serde_json::json;

use super::{
    Changes, Goal, Listed, Named, Plan, Remote, Situation, Step, Wanted, Way, plan, resolve,
};
use crate::graph::hash;

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
        updated_at: None,
        invalid: false,
    }
}

/// When everything here is planned.
fn now() -> Timestamp {
    "2026-11-29T12:00:00Z".parse().expect("a time")
}

/// What the lock has after a push of `wanted()`.
fn record(id: &str, name: &str, status: Status) -> LockedFlow {
    let mut record = LockedFlow::new("staging", "account", id, name, status.clone());
    record.json = Some(wanted().json_hash());
    record.metadata = Some(wanted().metadata_hash());
    if status != Status::Draft {
        record.publish(Some(&wanted().json_hash()), now());
        record.status = status;
    }
    record
}

/// The plan where Meta has these flows.
fn planned(wanted: &Wanted, records: &[LockedFlow], remotes: &[Remote], publish: bool) -> Plan {
    by(Way::InPlace, wanted, records, remotes, publish)
}

fn by(
    way: Way,
    wanted: &Wanted,
    records: &[LockedFlow],
    remotes: &[Remote],
    publish: bool,
) -> Plan {
    let listed: Vec<Listed> = remotes.iter().map(listed).collect();
    let found = resolve("staging", &wanted.flow, &wanted.name, &listed, records, &[]);
    let details = |flow: Option<Listed>| {
        flow.map(|flow| remotes.iter().find(|remote| remote.id == flow.id).expect("listed").clone())
    };
    let Situation { replaced, alive, ended, free_name, notes, .. } = found;
    let situation = Situation {
        flow: details(found.flow),
        clone: details(found.clone),
        stray: details(found.stray),
        replaced,
        alive,
        ended,
        free_name,
        notes,
    };
    let own = records.iter().find(|record| record.flow == wanted.flow);
    plan("staging", wanted, own, &situation, Goal { publish, way }, now())
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
    for status in [Status::Draft, Status::Published] {
        let known = record("1", "Account", status.clone());
        let there = remote("1", "Account", status);
        let plan = planned(&wanted(), std::slice::from_ref(&known), &[there], false);
        assert_eq!(plan.steps, []);
        assert_eq!(plan.record, Some(known));
        assert_eq!(plan.notes, Vec::<String>::new());
    }
}

#[test]
fn a_draft_is_brought_up_to_the_source() {
    let known = record("1", "Account", Status::Draft);
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
    let known = record("1", "Account", Status::Draft);
    let remotes =
        [remote("1", "Account", Status::Draft), remote("2", "Sign up", Status::Published)];
    let source = Wanted { name: "Sign up".to_owned(), ..wanted() };
    let plan = planned(&source, &[known], &remotes, false);
    let changes = Changes { name: Some("Sign up (2)".to_owned()), ..Changes::default() };
    assert_eq!(plan.steps, [Step::UpdateMetadata(changes)]);
}

#[test]
fn what_meta_does_not_say_the_lock_says() {
    let there = Remote { endpoint: None, ..remote("1", "Account", Status::Published) };
    let known = record("1", "Account", Status::Published);
    let plan = planned(&wanted(), std::slice::from_ref(&known), std::slice::from_ref(&there), true);
    assert_eq!(plan.steps, []);
    let draft = Remote { status: Status::Draft, json: None, ..there };
    let mut unknown = record("1", "Account", Status::Draft);
    (unknown.json, unknown.metadata) = (None, None);
    let plan = planned(&wanted(), &[unknown], &[draft], false);
    let changes = Changes { endpoint: wanted().endpoint, ..Changes::default() };
    assert_eq!(plan.steps, [Step::UpdateMetadata(changes), Step::UpdateJson]);
}

#[test]
fn a_draft_that_meta_finds_faulty_is_not_published_before_it_changes() {
    let known = record("1", "Account", Status::Draft);
    let there = Remote { invalid: true, ..remote("1", "Account", Status::Draft) };
    let plan = planned(&wanted(), std::slice::from_ref(&known), std::slice::from_ref(&there), true);
    assert_eq!(plan.steps, []);
    let source = Wanted { json: "{}".to_owned(), ..wanted() };
    let plan = planned(&source, &[known], &[there], true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
}

fn other_json() -> Wanted {
    Wanted { json: r#"{"version":"7.2"}"#.to_owned(), ..wanted() }
}

#[test]
fn a_published_flow_that_changed_is_edited_in_place() {
    let known = record("1", "Account", Status::Published);
    let there = remote("1", "Account", Status::Published);
    let endpoint = Some("https://example.com/new".to_owned());
    let moved = Wanted { endpoint: endpoint.clone(), ..wanted() };
    let changes = Changes { endpoint, ..Changes::default() };
    for (source, step) in [(other_json(), Step::UpdateJson), (moved, Step::UpdateMetadata(changes))]
    {
        let plan =
            planned(&source, std::slice::from_ref(&known), std::slice::from_ref(&there), false);
        assert_eq!(plan.steps, std::slice::from_ref(&step));
        assert!(plan.notes[0].contains("published last"), "{:?}", plan.notes);
        assert!(plan.notes[0].contains("five versions"), "{:?}", plan.notes);
        let plan =
            planned(&source, std::slice::from_ref(&known), std::slice::from_ref(&there), true);
        assert_eq!(plan.steps, [step, Step::Publish]);
        assert!(plan.notes[0].contains("opens the version that was sent"), "{:?}", plan.notes);
    }
    // A status that nobody knows is taken for a published one.
    let odd = remote("1", "Account", Status::from("UNDER_REVIEW"));
    let plan = planned(&wanted(), std::slice::from_ref(&known), std::slice::from_ref(&odd), true);
    assert_eq!(plan.steps, []);
    let plan = planned(&other_json(), &[known], &[odd], true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
}

#[test]
fn an_edit_that_was_cut_off_goes_on() {
    let mut known = record("1", "Account", Status::Published);
    known.status = Status::Draft;
    let half = remote("1", "Account", Status::Draft);
    let plan = planned(&other_json(), std::slice::from_ref(&known), &[half], true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
    let json = Some(json!({ "version": "7.2" }));
    let whole = Remote { json, ..remote("1", "Account", Status::Draft) };
    let plan =
        planned(&other_json(), std::slice::from_ref(&known), std::slice::from_ref(&whole), true);
    assert_eq!(plan.steps, [Step::Publish]);
    // Published, but the lock does not know yet: a version of its own.
    let published = Remote { status: Status::Published, ..whole };
    let plan = planned(&other_json(), &[known], &[published], true);
    assert_eq!(plan.steps, []);
    let versions = plan.record.expect("it is there").versions;
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].json, hash::document(&json!({ "version": "7.2" })));
}

#[test]
fn where_meta_lets_nothing_be_edited_a_clone_takes_the_place() {
    let known = record("1", "Account", Status::Published);
    let there = remote("1", "Account", Status::Published);
    let clone = |name: &str| Step::Clone { name: name.to_owned(), of: named("1", "Account") };
    let refused = |records: &[LockedFlow], remotes: &[Remote], publish| {
        by(Way::Clone, &other_json(), records, remotes, publish)
    };
    let one = std::slice::from_ref(&known);
    let plan = refused(one, std::slice::from_ref(&there), true);
    assert_eq!(plan.steps, [clone("Account (2)"), Step::UpdateJson, Step::Publish]);
    assert!(plan.notes[0].contains("`cargo flow deprecate --replaced`"), "{:?}", plan.notes);
    // One that was made already is found by its name.
    let copy = remote("2", "Account (2)", Status::Draft);
    let plan = refused(one, &[there.clone(), copy.clone()], false);
    assert_eq!(plan.steps, [Step::UpdateJson]);
    let kept = plan.record.expect("it is there");
    assert_eq!((kept.id.as_str(), kept.working_id()), ("1", "2"));
    // Until Meta refuses the edit, a draft of that name is nobody's business.
    let plan = planned(&wanted(), one, &[there.clone(), copy.clone()], true);
    assert_eq!((plan.steps, plan.record), (Vec::new(), Some(known.clone())));

    // The lock knows the clone: the work goes on with it.
    let mut cloning = known.clone();
    cloning.begin_clone("2", "Account (2)");
    let both = [there.clone(), copy];
    let plan = planned(&other_json(), std::slice::from_ref(&cloning), &both, true);
    assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
    let plan = planned(&wanted(), std::slice::from_ref(&cloning), &both, true);
    assert_eq!(plan.steps, [Step::Publish]);
    // It was published, and the lock does not know yet.
    let live = remote("2", "Account (2)", Status::Published);
    let plan = planned(&wanted(), std::slice::from_ref(&cloning), &[there.clone(), live], true);
    assert_eq!(plan.steps, []);
    let mut finished = cloning.clone();
    finished.finish_clone(now());
    assert_eq!(plan.record, Some(finished));
    // It was deleted: the flow is the flow again.
    let plan = planned(&wanted(), &[cloning], &[there], true);
    assert_eq!((plan.steps, plan.record), (Vec::new(), Some(known)));
}

#[test]
fn what_was_replaced_stays_in_the_lock_as_long_as_it_is_alive() {
    let mut known = record("1", "Account", Status::Published);
    known.begin_clone("2", "Account (2)");
    known.finish_clone(now());
    let live = remote("2", "Account (2)", Status::Published);
    let old = |status| remote("1", "Account", status);
    let one = std::slice::from_ref(&known);
    let plan = planned(&wanted(), one, &[old(Status::Published), live.clone()], true);
    assert_eq!((plan.steps, plan.record.as_ref()), (Vec::new(), Some(&known)));
    let plan = planned(&wanted(), one, &[old(Status::Deprecated), live], true);
    assert_eq!(plan.record.expect("it is there").replaced, []);
}

#[test]
fn an_interrupted_creation_is_found_by_its_name() {
    let plan = planned(&wanted(), &[], &[remote("1", "Account", Status::Draft)], false);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.record, Some(record("1", "Account", Status::Draft)));
    assert!(plan.notes[0].contains("was found at Meta by its name"), "{:?}", plan.notes);
}

#[test]
fn without_a_lock_the_newest_of_a_row_counts() {
    let remotes = [
        remote("1", "Account", Status::Deprecated),
        remote("2", "Account (2)", Status::Published),
        remote("3", "Account (3)", Status::Published),
        remote("4", "Account (x)", Status::Published),
        remote("5", "Account (03)", Status::Published),
    ];
    let plan = planned(&wanted(), &[], &remotes, false);
    assert_eq!(plan.steps, []);
    let found = plan.record.expect("it is there");
    assert_eq!(found.id, "3");
    let replaced: Vec<&str> = found.replaced.iter().map(|replaced| replaced.id.as_str()).collect();
    assert_eq!(replaced, ["2"]);
    assert!(plan.notes[0].contains("`Account (3)` has replaced"), "{:?}", plan.notes);
}

#[test]
fn what_somebody_changed_at_meta_is_said() {
    let known = record("1", "Account", Status::Published);
    let updated_at = "2026-11-20T08:00:00Z".parse().ok();
    let json = Some(json!({ "version": "7.1" }));
    let there = Remote { json, updated_at, ..remote("1", "Account", Status::Draft) };
    for source in [wanted(), other_json()] {
        let plan =
            planned(&source, std::slice::from_ref(&known), std::slice::from_ref(&there), true);
        assert_eq!(plan.steps, [Step::UpdateJson, Step::Publish]);
        assert!(plan.notes[0].contains("changed at Meta on 2026-11-20"), "{:?}", plan.notes);
    }
}

#[test]
fn what_is_deprecated_or_gone_is_made_anew() {
    let known = record("1", "Account", Status::Published);
    let gone = remote("1", "Account", Status::Deprecated);
    let plan = planned(&wanted(), std::slice::from_ref(&known), &[gone], false);
    assert_eq!(plan.steps, [create("Account (2)")]);
    assert!(plan.notes[0].contains("is DEPRECATED and stays so"), "{:?}", plan.notes);
    let plan = planned(&wanted(), &[known], &[], false);
    assert_eq!(plan.steps, [create("Account")]);
    assert!(plan.notes[0].contains("no longer at Meta"), "{:?}", plan.notes);
}

#[test]
fn the_flows_of_others_are_left_alone() {
    let mut other = record("1", "Account", Status::Draft);
    "other".clone_into(&mut other.flow);
    let there = remote("1", "Account", Status::Draft);
    let plan = planned(&wanted(), &[other], std::slice::from_ref(&there), false);
    assert_eq!(plan.steps, [create("Account (2)")]);
    let found = resolve("staging", "account", "Account", &[], &[], &["Account (2)", "Account"]);
    assert_eq!(found.free_name, "Account (3)");
}
