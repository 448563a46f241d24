//! `cargo flow pull`.

use flow_compiler::ast::{Flow, Key, Piece, Property, Value, ValueKind};
use flow_compiler::door;
use flow_compiler::print;
use flow_compiler::span::Span;

use super::plan::number;
use super::read;
use super::session::{Found, Session};
use super::source::{self, Declared};
use crate::Outcome;
use crate::cli::Pull;
use crate::failure::Failure;
use crate::import;
use crate::terminal::{self, Terminal};

pub(super) async fn run(arguments: &Pull, terminal: &Terminal) -> Result<Outcome, Failure> {
    if let Some(name) = &arguments.name
        && !door::is_flow_name(name)
    {
        return Err(import::bad_name(name));
    }
    let session = Session::open(&arguments.place)?;
    let found = session.find(&arguments.flow).await?;
    let remote = read::flow(&session, &found.working).await?.remote;
    let text = session.client.flow(&found.working).json().await?;
    let name = match (&arguments.name, &found.record) {
        (Some(name), _) => name.clone(),
        (None, Some(record)) => record.flow.clone(),
        (None, None) => door::flow_name(&remote.name),
    };
    let (out, faulty) = if arguments.json {
        (text, false)
    } else {
        let imported = door::import(text.as_bytes(), &name);
        let shown = format!("`{}` at Meta", remote.name);
        terminal::faults(&flow_compiler::report::render(
            &imported.diagnostics,
            &shown,
            &text,
            terminal.colors,
        ));
        for difference in &imported.differences {
            terminal.note(difference);
        }
        let published = published_name(&session, &found, &remote.name, terminal);
        let faulty = imported.has_errors();
        let Some(flow) = imported.flow else { return Ok(Outcome::Faulty) };
        let inside = inside(flow, &published, &remote.categories);
        (import::whole(&import::macro_call(&inside)), faulty)
    };
    match &arguments.out {
        None => terminal::print(&out)?,
        Some(path) => {
            import::save(path, &out, arguments.force)?;
            terminal.done("Pulled", &format!("`{}` to {}", remote.name, path.display()));
        }
    }
    Ok(if faulty { Outcome::Faulty } else { Outcome::Fine })
}

/// What the source calls the flow: the number that a replacement has at Meta is not part of it.
fn published_name(session: &Session, found: &Found, there: &str, terminal: &Terminal) -> String {
    let Some(record) = &found.record else { return there.to_owned() };
    // A source that cannot be read may be what the flow is pulled for.
    let declared = source::declared(&session.config, terminal.colors).unwrap_or_default();
    let own = declared.iter().find(|declared| declared.name == record.flow);
    let name = own.map(Declared::published_name).filter(|name| number(name, there).is_some());
    name.unwrap_or(there).to_owned()
}

/// What is inside `flow! { … }`, with what Meta has beside the document.
fn inside(mut flow: Flow, published: &str, categories: &[String]) -> String {
    let span = Span::text(0, 0);
    let property = |name: &str, kind| Property {
        name: Key { text: name.to_owned(), quoted: false, span },
        value: Value::new(kind, span),
    };
    // What is not a name cannot be written as one.
    let words = categories
        .iter()
        .filter(|word| door::is_identifier(word))
        .map(|word| Value::new(ValueKind::Word(word.clone()), span));
    let published = ValueKind::Text(vec![Piece::Text(published.to_owned())]);
    flow.settings.push(property("name", published));
    flow.settings.push(property("categories", ValueKind::List(words.collect())));
    print::flow(&flow)
}
