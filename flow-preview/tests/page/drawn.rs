//! Every sample of the language is drawn, on every system.

use std::collections::HashSet;
use std::path::Path;

use flow_preview::{Flow, Preview};

use super::get;

fn samples() -> Vec<Flow> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/samples");
    let mut flows = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the samples") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read(&path).expect("a file");
            flows.push(Flow::from_json(name, "sample.json", &text));
        }
    }
    assert!(flows.len() > 24, "the samples are not found");
    flows
}

/// The values of an attribute.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap_or("")).collect()
}

/// What the policy of the page forbids, and what those who listen need.
fn judge(html: &str, what: &str) {
    assert!(!html.contains(" style="), "{what}: a style of its own");
    assert_eq!(html.matches("<script").count(), 1, "{what}: one script");
    let ids = values(html, "id");
    let mut seen = HashSet::new();
    for id in &ids {
        assert!(seen.insert(id), "{what}: two elements have the id `{id}`");
    }
    for attribute in ["for", "aria-labelledby", "aria-describedby"] {
        for value in values(html, attribute) {
            for id in value.split(' ') {
                assert!(seen.contains(&id), "{what}: {attribute} names `{id}`, which is not there");
            }
        }
    }
}

#[tokio::test]
async fn every_sample_is_drawn_on_every_system() {
    let flows = samples();
    let preview = Preview::new(flows.clone()).build();
    for flow in &flows {
        let program = flow.program.as_ref().expect("a sample is sound");
        for screen in program.screens() {
            for (system, rest) in
                [("android", ""), ("ios", "&theme=dark"), ("web", "&everything=true")]
            {
                let address = format!("/?flow={}&screen={screen}&system={system}{rest}", flow.name);
                let (status, html) = get(&preview, &address).await;
                assert_eq!(status, 200, "{address}: {html}");
                assert!(html.contains(&format!("data-screen=\"{screen}\"")), "{address}");
                judge(&html, &address);
            }
        }
    }
}

#[tokio::test]
async fn all_screens_are_drawn_beside_each_other() {
    let preview = Preview::new(samples()).build();
    let (status, html) = get(&preview, "/gallery?flow=NavigationList").await;
    assert_eq!(status, 200);
    assert!(html.matches("class=\"phone\"").count() > 1, "{html}");
}

/// The pictures of `docs/components.md` show what there is.
#[test]
fn every_component_is_in_the_pictures() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let page = std::fs::read_to_string(docs.join("components.md")).expect("the page");
    let flow = std::fs::read_to_string(docs.join("pictures/components.rs")).expect("the flow");
    for component in flow_compiler::catalogue::COMPONENTS {
        let name = component.name;
        assert!(page.contains(&format!("[{name}](")), "{name} is not in docs/components.md");
        // Conditions have words of their own in the language.
        let written = match name {
            "If" => "if ",
            "Switch" => "match ",
            other => other,
        };
        assert!(flow.contains(written), "{name} is not in docs/pictures/components.rs");
    }
    for picture in ["components.png", "components-ios.png"] {
        assert!(docs.join("pictures").join(picture).is_file(), "{picture} is not there");
    }
}
