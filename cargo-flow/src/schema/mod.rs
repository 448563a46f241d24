//! `cargo flow schema`: the JSON Schema of Flow JSON, from the catalogue that the checker reads.
//!
//! It says what can be seen in one object of a document: keys, types, words, bounds, what may be
//! where. What relates objects, as routes and references do, is left to the checker. It refuses
//! nothing that the checker takes.

mod action;
mod component;
mod data;
mod definitions;
mod document;
mod object;
mod text;
mod value;

use flow_compiler::catalogue::{RELEASES, Release, Version};
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::cli::Schema;
use crate::failure::Failure;
use crate::files;
use crate::terminal::{Terminal, print};

use definitions::Definitions;
use object::{by_word, described};

pub(crate) fn run(arguments: &Schema, terminal: &Terminal) -> Result<Outcome, Failure> {
    let schema = match &arguments.version {
        Some(version) => of_version(release(version)?),
        None => of_every_version(),
    };
    let text = format!("{schema:#}\n");
    match &arguments.out {
        None => print(&text)?,
        Some(path) => {
            files::write(path, &text)?;
            terminal.done("Wrote", &path.display().to_string());
        }
    }
    Ok(Outcome::Fine)
}

fn release(version: &str) -> Result<&'static Release, Failure> {
    Version::parse(version).and_then(Version::release).ok_or_else(|| {
        let known: Vec<String> =
            RELEASES.iter().map(|release| release.version.to_string()).collect();
        Failure::new(format!("Flow JSON has no version `{version}`"))
            .help(format!("the versions are {}", known.join(", ")))
    })
}

/// What is made for one version on the way to its schema.
#[derive(Debug)]
struct Schemas<'d> {
    version: Version,
    definitions: &'d mut Definitions,
}

impl Schemas<'_> {
    fn refer(&mut self, name: &str, schema: Value) -> Value {
        self.definitions.refer(name, &self.version.to_string(), schema)
    }

    fn recursive(&mut self, name: &str, schema: impl Fn(&Value) -> Value) -> Value {
        self.definitions.recursive(name, &self.version.to_string(), schema)
    }
}

fn of_version(release: &Release) -> Value {
    let mut definitions = Definitions::default();
    let mut schemas = Schemas { version: release.version, definitions: &mut definitions };
    let flow = schemas.flow(release);
    whole(&release.version.to_string(), "", flow, definitions)
}

/// One schema for documents of every version: the `version` of a document says which it obeys.
fn of_every_version() -> Value {
    let mut definitions = Definitions::default();
    let mut flows = Vec::new();
    for release in RELEASES {
        let version = release.version.to_string();
        let mut schemas = Schemas { version: release.version, definitions: &mut definitions };
        let flow = schemas.flow(release);
        flows.push((version.clone(), schemas.refer(&format!("flow-{version}"), flow)));
    }
    let named: Vec<(&str, Value)> =
        flows.iter().map(|(version, flow)| (version.as_str(), flow.clone())).collect();
    let flow = by_word("version", "The Flow JSON version.", &named);
    whole("all", " of every version", flow, definitions)
}

fn whole(id: &str, of: &str, flow: Value, definitions: Definitions) -> Value {
    let mut schema = Map::new();
    let mut put = |key: &str, value: Value| schema.insert(key.to_owned(), value);
    let title = if of.is_empty() { format!(" {id}") } else { of.to_owned() };
    put("$schema", json!("http://json-schema.org/draft-07/schema#"));
    put("$id", json!(format!("urn:whatsapp-flow-json:{id}")));
    put("title", json!(format!("Flow JSON{title}")));
    let flow = described(flow, "A WhatsApp Flow.");
    if let Value::Object(flow) = flow {
        schema.extend(flow);
    }
    schema.insert("definitions".to_owned(), definitions.into_value());
    Value::Object(schema)
}
