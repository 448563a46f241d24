//! No refusal is made up: each has a code that Meta's reference or its clients name.

use std::collections::BTreeSet;
use std::path::Path;

/// What each code is for, at Meta.
const KNOWN: [(u32, &str); 13] = [
    (100, "a parameter is wrong, or an object is not there"),
    (190, "the access token has expired"),
    (131_009, "a parameter of a message is not valid"),
    (131_062, "the message cannot go to a business-scoped user id"),
    (132_001, "there is no such template in this language"),
    (132_068, "the flow is blocked or deprecated"),
    (132_069, "the flow is throttled"),
    (139_001, "the flow cannot be updated"),
    (139_002, "the flow cannot be published"),
    (139_003, "the flow cannot be deprecated"),
    (139_004, "the flow cannot be deleted"),
    (139_006, "there are too few requests for a metric"),
    (4_233_041, "a flow is not migrated"),
];

#[test]
fn every_refusal_has_a_code_of_metas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = vec![std::fs::read_to_string(folder.join("answer.rs")).expect("a source")];
    for entry in std::fs::read_dir(folder.join("routes")).expect("a folder") {
        sources.push(std::fs::read_to_string(entry.expect("a file").path()).expect("a source"));
    }
    let mut found = BTreeSet::new();
    for source in &sources {
        for (_, rest) in
            source.match_indices("::new(").map(|(at, mark)| source.split_at(at + mark.len()))
        {
            let digits = rest.trim_start().split([',', ')']).next().unwrap_or_default();
            if let Ok(code) = digits.replace('_', "").parse::<u32>() {
                found.insert(code);
            }
        }
    }
    assert!(found.len() > 8, "the refusals are not found: {found:?}");
    let known: BTreeSet<u32> = KNOWN.iter().map(|(code, _)| *code).collect();
    let made_up: Vec<_> = found.difference(&known).collect();
    assert!(made_up.is_empty(), "{made_up:?}");
}
