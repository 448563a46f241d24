//! One mistake is one fault: every slip of `goldens/mistakes` in a flow that is right, one at a time.

use std::fs;

use flow_compiler::door::{Package, check_source};
use flow_compiler::report::{Colors, render};
use flow_tests::{compare, goldens, report};

/// Between what stands in the flow and what is written instead.
const BECOMES: &str = " >>> ";

#[test]
fn one_mistake_is_one_fault() {
    let folder = goldens().join("mistakes");
    let flow = fs::read_to_string(folder.join("account.flow")).expect("a flow");
    let slips = fs::read_to_string(folder.join("slips.txt")).expect("a list of slips");
    let package = Package { root: goldens() };
    assert!(check_source(&flow, &package).diagnostics.is_empty(), "the flow itself is right");
    let (mut told, mut faults) = (String::new(), Vec::new());
    for slip in slips.lines() {
        let (right, wrong) = slip.split_once(BECOMES).unwrap_or_else(|| panic!("{slip}"));
        assert!(flow.contains(right), "`{right}` does not stand in the flow");
        let mistaken = flow.replacen(right, wrong, 1);
        let found = check_source(&mistaken, &package).diagnostics;
        let text = render(&found, "account.flow", &mistaken, Colors::Plain);
        told = format!("{told}## {slip}\n\n{text}\n");
        if found.len() != 1 {
            faults.push(format!("{slip}\nis {} faults\n{text}", found.len()));
        } else if found[0].help.is_none() {
            faults.push(format!("{slip}\nhas no help\n{text}"));
        }
    }
    faults.extend(compare(&folder.join("told.txt"), &told).err());
    report("mistakes are told otherwise", &faults);
}
