//! One mistake is one fault: the slips of `goldens/mistakes`, each alone in a flow that is right.

use std::fs;

use flow_compiler::door::{Package, check_json, check_source};
use flow_compiler::report::{Colors, render};
use flow_tests::{compare, files, goldens, report};

/// Is between what the flow says and what is written instead.
const BECOMES: &str = " >>> ";

#[test]
fn one_mistake_is_one_fault() {
    let package = Package { root: goldens() };
    let mut faults = Vec::new();
    for path in files(&goldens().join("mistakes"), &["flow", "json"]) {
        let flow = fs::read_to_string(&path).expect("a flow");
        let slips = fs::read_to_string(path.with_extension("slips.txt")).expect("a list of slips");
        let check = |text: &str| {
            let json = path.extension().is_some_and(|ending| ending == "json");
            if json { check_json(text.as_bytes()) } else { check_source(text, &package) }
                .diagnostics
        };
        let name = path.file_name().expect("a file").to_string_lossy();
        assert!(check(&flow).is_empty(), "{name} itself is right");
        let mut told = String::new();
        for slip in slips.lines() {
            let (right, wrong) = slip.split_once(BECOMES).unwrap_or_else(|| panic!("{slip}"));
            assert!(flow.contains(right), "`{right}` does not be in {name}");
            let mistaken = flow.replacen(right, wrong, 1);
            let found = check(&mistaken);
            let text = render(&found, &name, &mistaken, Colors::Plain);
            told = format!("{told}## {slip}\n\n{text}\n");
            if found.len() != 1 {
                faults.push(format!("{slip}\nis {} faults\n{text}", found.len()));
            } else if found[0].help.is_none() {
                faults.push(format!("{slip}\nhas no help\n{text}"));
            }
        }
        faults.extend(compare(&path.with_extension("told.txt"), &told).err());
    }
    report("mistakes are told otherwise", &faults);
}
