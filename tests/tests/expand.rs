//! What `flow!` expands to, as files. `expanded.rs` compiles them.

use std::fs;

use flow_compiler::door::Package;
use flow_compiler::expand::expand_in;
use flow_tests::{compare, files, goldens, report};

#[test]
fn expansions_are_as_they_were() {
    let package = Package { root: goldens() };
    let mut faults = Vec::new();
    for path in files(&goldens().join("expand"), &["flow"]) {
        let text = fs::read_to_string(&path).expect("a flow");
        let tokens = expand_in(&package, text.parse().expect("tokens"));
        let code = match syn::parse2(tokens) {
            Ok(file) => prettyplease::unparse(&file),
            Err(error) => format!("{error}\n"),
        };
        faults.extend(compare(&path.with_extension("rs"), &code).err());
    }
    report("expansions differ", &faults);
}
