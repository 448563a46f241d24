//! Faults as SARIF 2.1.0, which code scanning services read.

use flow_compiler::diagnostic::Code;
use serde_json::{Value, json};

use super::{Place, level};

/// The document of one run.
pub(crate) fn document(results: &[Value]) -> Value {
    let used = |code: &&Code| results.iter().any(|result| result["ruleId"] == code.as_str());
    let rules: Vec<Value> = Code::ALL.iter().filter(used).map(|code| rule(*code)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "cargo flow",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// One fault.
pub(super) fn result(place: &Place<'_>) -> Value {
    let mut text = place.fault.message.clone();
    if let Some(help) = &place.fault.help {
        text = format!("{text}\nhelp: {help}");
    }
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.file) },
            "region": {
                "startLine": place.start.line,
                "startColumn": place.start.column,
                "endLine": place.end.line,
                "endColumn": place.end.column,
            },
        },
    });
    if let Some(pointer) = place.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer }]);
    }
    let mut result = json!({
        "ruleId": place.fault.code.as_str(),
        "level": level(place.fault),
        "message": { "text": text },
        "locations": [location],
    });
    if let Some(fix) = &place.fix {
        result["fixes"] = json!([{
            "description": { "text": place.fault.help },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(place.file) },
                "replacements": [{
                    "deletedRegion": {
                        "startLine": fix.start.line,
                        "startColumn": fix.start.column,
                        "endLine": fix.end.line,
                        "endColumn": fix.end.column,
                    },
                    "insertedContent": { "text": fix.text },
                }],
            }],
        }]);
    }
    result
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.rule() },
        "help": { "text": format!("`cargo flow explain {}` shows an example.", code.as_str()) },
    })
}

/// A path as a relative URI, or as one of the scheme `file` where it is absolute.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let mut uri = String::new();
    if std::path::Path::new(file).is_absolute() {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend([format!("%{byte:02X}")]);
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("flows/sign up.json"), "flows/sign%20up.json");
        assert_eq!(uri("flows/ä#1.json"), "flows/%C3%A4%231.json");
        #[cfg(unix)]
        assert_eq!(uri("/srv/a.json"), "file:///srv/a.json");
    }
}
