//! Wherever a push is cut off, the next one finishes the work, and nothing is done twice.

use flow_desk::{Fault, Status};

use crate::world::{ACCOUNT, TWO, World};

type State = Vec<(String, Status, bool)>;

/// A world, and the push in it that is to be cut off.
struct Case {
    start: fn() -> World,
    push: &'static [&'static str],
}

fn created() -> World {
    let world = World::new(TWO);
    world.configure("endpoint = \"https://example.com/flow\"\napplication = \"17\"\n");
    world
}

fn changed() -> World {
    let world = created();
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.edit("[SURVEY, OTHER]", "[OTHER]");
    world.edit("\"Book\"", "\"Town\"");
    world
}

fn published() -> World {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.edit("\"City\"", "\"Town\"");
    world
}

/// The metadata and the JSON of a published flow, in an account where flows are edited in place.
fn edited() -> World {
    let world = published();
    world.edit("[SIGN_UP]", "[OTHER]");
    world
}

/// The same where Meta lets nothing be edited.
fn refused() -> World {
    let world = edited();
    world.graph.set_edits(false);
    world
}

fn half_cloned() -> World {
    let world = refused();
    world.call(&["push", "--yes"]).ends(0, &[]);
    world
}

fn cloned() -> World {
    let world = refused();
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world
}

/// How often the client makes a call before it gives up.
fn attempts(call: &str) -> usize {
    let once = ["/flows", "/publish", "/deprecate"].iter().any(|end| call.ends_with(end));
    if once { 1 } else { 4 }
}

/// Ids and times differ from one world to the other.
fn differs(line: &str) -> bool {
    ["id = ", "published_at = ", "replaced_at = "].iter().any(|start| line.starts_with(start))
}

#[track_caller]
fn check(case: &Case) {
    let whole = (case.start)();
    whole.writes();
    whole.call(case.push).ends(0, &[]);
    let calls = whole.writes();
    let expected: State = whole.flows("\"Town\"");
    assert!(!calls.is_empty());
    for at in 1..=calls.len() {
        let attempts = attempts(&calls[at - 1]);
        let faults = [
            Fault::cut_before().times(attempts),
            Fault::cut_after().times(attempts),
            Fault::garbage(),
        ];
        for fault in faults {
            let world = (case.start)();
            world.writes();
            let method = calls[at - 1].split(' ').next().unwrap_or_default();
            let nth = calls[..at].iter().filter(|call| call.starts_with(method)).count();
            world.graph.inject(fault.method(method).nth(nth));
            let cut = world.call(case.push);
            cut.ends(2, &["error: ", "could not "]);
            let again = case.push[0] != "push" || cut.err.contains("call `cargo flow push` again");
            assert!(again, "{cut:?}");
            assert_eq!(world.graph.pending_faults(), 0);
            world.call(case.push).ends(0, &[]);
            assert_eq!(world.flows("\"Town\""), expected, "cut at call {at}: {}", calls[at - 1]);
            world.writes();
            world.call(case.push).ends(0, &["nothing"]);
            assert_eq!(world.writes(), Vec::<String>::new());
            let statuses = |lock: String| {
                let lines = lock.lines().filter(|line| !differs(line)).map(str::to_owned);
                lines.collect::<Vec<_>>()
            };
            assert_eq!(statuses(world.lock()), statuses(whole.lock()));
        }
    }
}

#[test]
fn while_flows_are_created() {
    check(&Case { start: created, push: &["push", "--yes"] });
}

#[test]
fn while_flows_are_changed() {
    check(&Case { start: changed, push: &["push", "--yes"] });
}

#[test]
fn while_a_published_flow_is_edited() {
    check(&Case { start: edited, push: &["push", "--yes", "--publish"] });
}

#[test]
fn while_a_clone_takes_the_place() {
    check(&Case { start: refused, push: &["push", "--yes", "--publish"] });
}

#[test]
fn while_a_clone_is_published() {
    check(&Case { start: half_cloned, push: &["push", "--yes", "--publish"] });
}

#[test]
fn while_what_was_replaced_is_deprecated() {
    check(&Case { start: cloned, push: &["deprecate", "--replaced", "--yes"] });
}

#[test]
fn what_the_connection_loses_is_told_without_a_token() {
    let world = World::new(ACCOUNT);
    world.graph.inject(Fault::cut_after().method("POST").path("/flows"));
    world
        .call(&["push", "--yes"])
        .ends(2, &["account: could not create the flow", "whether it took effect is not known"]);
    world.graph.inject(Fault::garbage().method("GET"));
    world.call(&["push", "--yes"]).ends(2, &["could not read the answer to `list the flows`"]);
    let text = format!("Invalid OAuth access token {}", world.graph.access_token());
    world.graph.inject(Fault::error(401, 190, text).method("GET"));
    world.call(&["push", "--yes"]).ends(2, &["code 190", "help:"]);
}

#[test]
fn why_there_is_no_connection_is_told() {
    let world = World::new(ACCOUNT);
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
    let nobody = format!("http://{}", free.expect("a port"));
    let toml = world.folder.read("flow.toml").replace(&world.graph.url(), &nobody);
    world.folder.write("flow.toml", toml.as_bytes());
    world.call(&["push", "--yes"]).ends(
        2,
        &["could not list the flows: the connection to the Graph API failed: connection refused"],
    );
    // A server that speaks no TLS.
    let plain = world.graph.url().replace("http://", "https://");
    let toml = world.folder.read("flow.toml").replace(&nobody, &plain);
    world.folder.write("flow.toml", toml.as_bytes());
    let ran = world.call(&["push", "--yes"]);
    ran.ends(2, &["the connection to the Graph API failed: ", "InvalidContentType"]);
}
