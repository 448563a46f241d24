//! The reference of the language as Markdown, from the catalogue.

use std::fmt::Write;

use crate::catalogue::{
    ACTIONS, ActionKind, COMPONENTS, Component, FLOW_SETTINGS, Filled, ImageLimit, Input, Items,
    Kind, Length, Property, RELEASES, Range, SCREEN_SETTINGS, Setting, SettingKind, Standing,
    Target, V2_1, V4_0, Version,
};
use crate::diagnostic::Code;

/// The whole reference page.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Reference\n\nGenerated from the catalogue that the checker reads. Component, property and action names are \
         Meta's, with `_` for `-` in `flow!`.\n\n\"Dynamic\" means that a reference, an interpolated text or (from \
         6.0) an expression may stand for the value. \"Shown\" is how many characters a phone shows: a longer text is \
         a warning. \"Outside a Form\" means that a component inside a Form cannot have it.\n",
    );
    settings(&mut page, "Settings of a flow", FLOW_SETTINGS);
    settings(&mut page, "Settings of a screen", SCREEN_SETTINGS);
    page.push_str(
        "\n## Components\n\n[Every component, drawn](components.md): on [Android](pictures/components.png), and \
         on [an iPhone](pictures/components-ios.png) in dark colours.\n",
    );
    for row in COMPONENTS {
        page.push('\n');
        page.push_str(&component(row));
    }
    actions(&mut page);
    versions(&mut page);
    codes(&mut page);
    page
}

/// What one component is, takes and may do.
#[must_use]
pub fn component(row: &Component) -> String {
    let mut text = format!("### {}\n\n{}", row.name, row.doc);
    if row.since > V2_1 {
        text = format!("{text} Since {}.", row.since);
    }
    text.push_str("\n\n");
    let _ = writeln!(text, "- Written `{}`.", form(row));
    text.extend(facts(row).iter().map(|fact| format!("- {fact}\n")));
    text.push_str("\n| Property | Value | Notes | Meaning |\n| --- | --- | --- | --- |\n");
    for property in row.properties {
        properties(&mut text, "", property);
    }
    text
}

/// What a property means, and below it what its value is.
///
/// ```
/// use flow_compiler::{catalogue, reference};
///
/// let property = catalogue::FOOTER.property("label").expect("a Footer has a label");
/// let text = reference::described(property);
/// assert_eq!(
///     text,
///     "What is on the button.\n\nA text, 35 characters shown, not empty; required. A reference or, \
///      from 6.0, an expression may stand for it.",
/// );
/// ```
#[must_use]
pub fn described(property: &Property) -> String {
    let value = kind(&property.kind).replace(" shown", " characters shown");
    let notes: Vec<String> = notes(property).into_iter().filter(|note| note != DYNAMIC).collect();
    let text = sentence(property.doc, &value, &notes);
    match (property.bindable, property.takes_expressions()) {
        (false, _) => text,
        (true, false) => format!("{text} A reference may stand for it."),
        (true, true) => {
            format!("{text} A reference or, from 6.0, an expression may stand for it.")
        }
    }
}

/// The note on what a reference may stand for; the head of the page says what it means.
const DYNAMIC: &str = "dynamic";

/// What something means, and below it what its value is and what is to be noted.
fn sentence(doc: &str, value: &str, notes: &[String]) -> String {
    let mut value = value.to_owned();
    if let Some(first) = value.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let separator = if notes.is_empty() { "" } else { "; " };
    format!("{doc}\n\n{value}{separator}{}.", notes.join(", "))
}

fn settings(page: &mut String, title: &str, rows: &[Setting]) {
    page.extend([format!(
        "\n## {title}\n\n| Setting | Value | Notes | Meaning |\n| --- | --- | --- | --- |\n"
    )]);
    for row in rows {
        line(page, row.name, setting_value(row), &setting_notes(row), row.doc);
    }
}

/// What a setting means, and below it what its value is.
///
/// ```
/// use flow_compiler::{catalogue, reference};
///
/// let text = reference::described_setting(&catalogue::FLOW_SETTINGS[0]);
/// assert_eq!(text, "The Flow JSON version.\n\nA version, such as `\"7.3\"`.");
/// ```
#[must_use]
pub fn described_setting(row: &Setting) -> String {
    sentence(row.doc, setting_value(row), &setting_notes(row))
}

fn setting_value(row: &Setting) -> &'static str {
    match row.kind {
        SettingKind::Version => "a version, such as `\"7.3\"`",
        SettingKind::DataApiVersion => "a Data API version, such as `\"3.0\"`",
        SettingKind::Url => "an address",
        SettingKind::Text => "a text",
        SettingKind::Bool => "`true` or `false`",
        SettingKind::Categories => "a list of categories",
        SettingKind::Codes => "a list of codes",
        SettingKind::Names => "a list of components",
        SettingKind::RoutingModel => "screens, each with a list of screens",
    }
}

fn setting_notes(row: &Setting) -> Vec<String> {
    let mut notes = Vec::new();
    if row.since > V2_1 {
        notes.push(format!("since {}", row.since));
    }
    if let Some(until) = row.until {
        notes.push(format!("before {until}"));
    }
    if !row.in_document {
        notes.push("not in the document".to_owned());
    }
    notes
}

/// What holds of a component, in sentences: its value, how many there may be, where it may be.
///
/// ```
/// use flow_compiler::{catalogue, reference};
///
/// let facts = reference::facts(&catalogue::FOOTER);
/// assert_eq!(facts, ["At most 1 on a screen.", "May be in a Form, `if` and `match`."]);
/// ```
#[must_use]
pub fn facts(row: &Component) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(input) = row.input {
        facts.push(format!("`${{form.name}}` is {}.", value(input)));
    }
    if let Some(count) = row.per_screen {
        let since =
            if count.since > V2_1 { format!(" from {} on", count.since) } else { String::new() };
        facts.push(format!("At most {} on a screen{since}.", count.max));
    }
    if let Some(max) = row.per_flow {
        facts.push(format!("At most {max} in a flow."));
    }
    let places = [
        ("a Form", row.places.form),
        ("`if`", row.places.if_branch),
        ("`match`", row.places.switch_case),
    ];
    let allowed: Vec<String> = places
        .iter()
        .filter_map(|(place, since)| {
            let since = (*since)?;
            Some(if since > row.since.max(V4_0) {
                format!("{place} (from {since})")
            } else {
                (*place).to_owned()
            })
        })
        .collect();
    facts.push(match &*allowed {
        [] => "Goes on the screen itself only.".to_owned(),
        allowed => format!("May be in {}.", join(allowed, "and")),
    });
    if row.places.needs_form {
        facts.push("Where the screen has a Form, it must be in it.".to_owned());
    }
    facts
}

/// The component as `flow!` writes it, with every part that it has.
///
/// ```
/// use flow_compiler::{catalogue, reference};
///
/// assert_eq!(reference::form(&catalogue::FOOTER), "Footer \"…\" (…) => action");
/// ```
#[must_use]
pub fn form(row: &Component) -> String {
    let has = |name: &str| row.property(name).is_some();
    match row.name {
        _ if row.properties.iter().any(|property| matches!(property.kind, Kind::Condition)) => {
            return "if condition { … } else { … }".to_owned();
        }
        _ if row.properties.iter().any(|property| matches!(property.kind, Kind::Cases)) => {
            return "match value { \"case\" => { … } _ => { … } }".to_owned();
        }
        _ => {}
    }
    let mut form = String::new();
    if has("name") {
        form.push_str("name: ");
    }
    form.push_str(row.name);
    if has("required") {
        form.push('!');
    }
    match row.main {
        Some("src") => form.push_str(" file!(\"…\")"),
        Some(_) => form.push_str(" \"…\""),
        None => {}
    }
    form.push_str(" (…)");
    if row.properties.iter().any(|property| matches!(property.kind, Kind::Nodes)) {
        form.push_str(" { … }");
    }
    let items = row.source.and_then(|source| match &row.property(source)?.kind {
        Kind::Options(items) | Kind::Items(items) => Some(*items),
        _ => None,
    });
    if items.is_some_and(|items| items.main.is_some()) {
        form.push_str(" { id: \"…\" (…) … }");
    }
    if row.action.is_some() {
        form.push_str(" => action");
    }
    form
}

/// What a person's input in a component is.
#[must_use]
pub fn value(input: Input) -> &'static str {
    match input {
        Input::Typed => "a text, or a number where `input-type` is `number` or `passcode`",
        Input::Text => "a text",
        Input::Option => "the id of the chosen option",
        Input::Options => "a list of the ids of the chosen options",
        Input::Bool => "`true` or `false`, and has no value where nobody touched it",
        Input::Date => "a date",
        Input::Calendar => "a date, or a first and a last one in mode `range`",
        Input::Files => "a list of files",
        Input::Item => "the id of the item that was tapped",
    }
}

/// A property, and what its value is made of.
fn properties(text: &mut String, above: &str, property: &Property) {
    let name = format!("{above}{}", property.name);
    let notes = notes(property);
    line(text, &name, &kind(&property.kind), &notes, property.doc);
    let inner = match &property.kind {
        Kind::Options(items) | Kind::Items(items) => Some((format!("{name}[]."), items.properties)),
        Kind::Object(inner, _) => Some((format!("{name}."), *inner)),
        _ => None,
    };
    for (above, inner) in
        inner.iter().flat_map(|(above, rows)| rows.iter().map(move |row| (above, row)))
    {
        properties(text, above, inner);
    }
}

fn notes(property: &Property) -> Vec<String> {
    let mut notes = Vec::new();
    match property.required {
        Some(since) if since > V2_1 => notes.push(format!("required from {since}")),
        Some(_) => notes.push("required".to_owned()),
        None => {}
    }
    if property.bindable {
        notes.push(DYNAMIC.to_owned());
    }
    if property.since > V2_1 {
        notes.push(format!("since {}", property.since));
    }
    if property.outside_form {
        notes.push("outside a Form".to_owned());
    }
    if let Some(other) = property.needs {
        notes.push(format!("with `{other}`"));
    }
    notes
}

fn line(text: &mut String, name: &str, value: &str, notes: &[String], doc: &str) {
    // A bar ends the cell of a table.
    let value = value.replace('|', "\\|");
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "| `{name}` | {value} | {} | {doc} |", notes.join(", "));
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Name => "a name".to_owned(),
        Kind::Text(length) => format!("a text{}", shown(*length)),
        Kind::Texts(length) => format!("a text, from 5.1 also a list of texts{}", shown(*length)),
        Kind::Ids => "a list of ids".to_owned(),
        Kind::Bool => "`true` or `false`".to_owned(),
        Kind::Number(range) => format!("a number{}", bounds(*range)),
        Kind::Integer(range) | Kind::Count(range) => format!("a whole number{}", bounds(*range)),
        Kind::Enum(words) => words_of(words),
        Kind::Enums(words, 0) => format!("a list of {}", words_of(words)),
        Kind::Enums(words, min) => format!("a list of {min} or more of {}", words_of(words)),
        Kind::Pattern => "a regular expression".to_owned(),
        Kind::Date => "a date, `YYYY-MM-DD` from 5.0".to_owned(),
        Kind::Dates => "a list of dates".to_owned(),
        Kind::ByMode(inner, _) => {
            format!(
                "{}; in mode `range` an object of `start-date` and `end-date`",
                self::kind(inner)
            )
        }
        Kind::Image(limit) => format!("a base64 image{}", image(*limit)),
        Kind::Color => "`#RRGGBB`".to_owned(),
        Kind::Options(items) | Kind::Items(items) => list(items),
        Kind::Object(_, None) => "an object".to_owned(),
        Kind::Object(_, Some(max)) => format!("an object with 1 to {max} of its keys"),
        Kind::Tags(length, min, max) => format!("a list of {min} to {max} texts{}", shown(*length)),
        Kind::Action(actions) => allowed(actions),
        Kind::Nodes => "components".to_owned(),
        Kind::Condition => "a condition".to_owned(),
        Kind::Switched => "a reference, from 6.0 also an expression".to_owned(),
        Kind::Cases => "components for each case".to_owned(),
        Kind::InitValues => "an object of initial values, by the names of fields".to_owned(),
        Kind::ErrorMessages => "an object of messages, by the names of fields".to_owned(),
        Kind::FilesError => "a text, or an object with a text for each file".to_owned(),
    }
}

fn shown(length: Length) -> String {
    let mut text = match (length.shown, length.shown_large) {
        (Some(shown), Some(large)) => {
            format!(", {shown} shown ({large} where `label-variant` is `large`)")
        }
        (Some(shown), None) => format!(", {shown} shown"),
        (None, _) => String::new(),
    };
    text.push_str(match length.filled {
        Filled::Nothing => "",
        Filled::Character => ", not empty",
        Filled::Letter => ", not blank",
    });
    text
}

fn bounds(range: Range) -> String {
    match (range.min, range.max) {
        (Some(min), Some(max)) => format!(", {min} to {max}"),
        (Some(min), None) => format!(", at least {min}"),
        (None, Some(max)) => format!(", at most {max}"),
        (None, None) => String::new(),
    }
}

fn words_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    join(&quoted, "or")
}

fn image(limit: ImageLimit) -> &'static str {
    match limit {
        ImageLimit::Picture => ", JPEG or PNG, up to 300 KB",
        ImageLimit::Thumbnail => ", up to 100 KB (300 KB before 6.0)",
        ImageLimit::Slide => "",
    }
}

fn list(items: &Items) -> String {
    let Items { noun, min, max, max_with_images, .. } = items;
    let mut text = format!("{min} to {max} {noun}s");
    if max_with_images != max {
        text = format!("{text}, {max_with_images} where one has an image");
    }
    if items.image_or_color {
        text.push_str("; images or colours, not both");
    }
    text
}

fn allowed(actions: &[(ActionKind, Version)]) -> String {
    let names: Vec<String> = actions
        .iter()
        .map(|(kind, since)| {
            let row = kind.row();
            // What is beside the one action that was there first.
            if *since > V2_1 && actions.len() > 1 {
                format!("`{}` (from {since})", row.name)
            } else {
                format!("`{}`", row.name)
            }
        })
        .collect();
    join(&names, "or")
}

fn actions(page: &mut String) {
    page.push_str(
        "\n## Actions\n\n| Action | Written | Notes | Meaning |\n| --- | --- | --- | --- |\n",
    );
    for row in &ACTIONS {
        let target = match row.target {
            Some(Target::Screen) => " SCREEN",
            Some(Target::Url) => " \"https://…\"",
            None => "",
        };
        let payload = if row.payload { " { payload }" } else { "" };
        let since =
            if row.since > V2_1 { vec![format!("since {}", row.since)] } else { Vec::new() };
        line(page, row.name, &format!("`{}{target}{payload}`", row.name), &since, row.doc);
    }
}

fn versions(page: &mut String) {
    page.push_str("\n## Versions of Flow JSON\n\n| Version | Standing | Data API | Brought |\n| --- | --- | --- | --- |\n");
    for release in RELEASES {
        let standing = match release.standing {
            Standing::Published => "can be published",
            Standing::Frozen => "can be sent, but no longer published",
        };
        let _ = writeln!(
            page,
            "| {} | {standing} | {} | {} |",
            release.version,
            release.data_api.join(", "),
            release.brought,
        );
    }
}

fn codes(page: &mut String) {
    page.push_str(
        "\n## Codes of faults\n\n`cargo flow explain CODE` shows an example of each.\n\n",
    );
    page.push_str("| Code | Rule |\n| --- | --- |\n");
    for code in Code::ALL {
        let _ = writeln!(page, "| `{}` | {} |", code.as_str(), code.rule());
    }
}

fn join(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
