//! The settings of the flow: versions, and what publishing needs.

use std::borrow::Cow;

use crate::ast::{self, Dialect, Property, Value, ValueKind};
use crate::catalogue::{
    CATEGORIES, FLOW_KEYS, FLOW_SETTINGS, RELEASES, Setting, SettingKind, Standing, V2_1, V7_3,
    Version, is_called,
};
use crate::check::wording::{duplicate, list, noun, too_new};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::span::Span;

/// What the settings of a flow say, faults left out.
pub struct Settings<'a> {
    /// The one that is recommended where none is declared, so that the check can go on; the newest
    /// where the declared one is unknown.
    pub version: Version,
    /// Whether the version is one that nobody knows, so that no rule of it can be known either.
    pub unknown_version: bool,
    pub data_api_version: Option<&'a str>,
    pub data_channel_uri: Option<Cow<'a, str>>,
    pub published_name: Option<&'a str>,
    pub categories: Vec<&'a str>,
    pub allowed: Vec<Code>,
}

/// Reads the settings.
pub fn lower<'a>(cx: &mut Diagnostics, flow: &'a ast::Flow) -> Settings<'a> {
    let mut settings = Settings {
        version: V7_3,
        unknown_version: false,
        data_api_version: None,
        data_channel_uri: None,
        published_name: None,
        categories: Vec::new(),
        allowed: Vec::new(),
    };
    let keys: Vec<&str> = FLOW_KEYS.iter().map(|key| key.name).collect();
    let found = known(cx, flow, &flow.settings, FLOW_SETTINGS, V2_1, ("a flow", &keys));
    match found.iter().find(|(row, _)| row.name == "version") {
        Some((_, property)) => {
            let version = version(cx, &property.value);
            let newest = RELEASES.last().map_or(V7_3, |release| release.version);
            settings.version = version.unwrap_or(newest);
            settings.unknown_version = version.is_none();
        }
        None if misspelled(&flow.settings, "version") => {}
        None => {
            cx.error(
                Code::MissingFlowJsonVersion,
                flow.name.span,
                "the flow declares no Flow JSON version",
            )
            .help(match flow.dialect {
                Dialect::Rust => {
                    format!("write `flow {} (version: \"{V7_3}\")`", flow.name.text)
                }
                Dialect::Json => format!("add `\"version\": \"{V7_3}\"`"),
            });
        }
    }
    if misspelled(&flow.settings, "data_api_version") {
        settings.data_api_version = Some(ENDPOINT);
    }
    for (row, property) in found {
        if let Some(until) = row.until.filter(|until| settings.version >= *until) {
            cx.error(
                Code::InvalidPropertyKey,
                property.name.span,
                format!("`{}` does not exist from Flow JSON {until} on", row.name),
            )
            .help("remove it, and set the endpoint's address with `endpoint_uri` through the API");
            continue;
        }
        match row.kind {
            SettingKind::DataApiVersion => {
                settings.data_api_version =
                    Some(data_api(cx, flow.dialect, &property.value, settings.version));
            }
            SettingKind::Url => settings.data_channel_uri = url(cx, &property.value),
            SettingKind::Text => settings.published_name = words(cx, property).first().copied(),
            SettingKind::Categories => settings.categories = categories(cx, property),
            SettingKind::Codes => settings.allowed = codes(cx, property),
            SettingKind::Version
            | SettingKind::Bool
            | SettingKind::Names
            | SettingKind::RoutingModel => {}
        }
    }
    settings
}

/// The settings that exist in this version, each once, with their rows.
///
/// `beside` are the keys that a document has beside them.
pub fn known<'a>(
    cx: &mut Diagnostics,
    flow: &ast::Flow,
    written: &'a [Property],
    rows: &'static [Setting],
    version: Version,
    (owner, beside): (&str, &[&str]),
) -> Vec<(&'static Setting, &'a Property)> {
    let rows = || rows.iter().filter(|row| row.in_document || flow.dialect == Dialect::Rust);
    let mut found: Vec<(&Setting, &Property)> = Vec::new();
    for property in written {
        let name = property.name.text.as_str();
        let Some(row) = rows().find(|row| row.name == name) else {
            let names = || {
                let beside = if flow.dialect == Dialect::Json { beside } else { &[] };
                beside.iter().copied().chain(rows().map(|row| row.name))
            };
            let what = match flow.dialect {
                Dialect::Rust => "setting",
                Dialect::Json => "property",
            };
            let message = format!("{owner} has no {what} `{name}`");
            let fault = cx.error(Code::InvalidPropertyKey, property.name.span, message);
            fault.help(format!("it has {}", list(names()))).did_you_mean(name, names());
            let written = |known: &str| written.iter().any(|property| property.name.text == known);
            let called = |known: &&str| is_called(known, name) && !written(known);
            if let Some(meant) = names().find(called) {
                fault.meant(name, meant);
            }
            continue;
        };
        if found.iter().any(|(other, _)| other.name == row.name) {
            duplicate(cx, property);
        } else if version < row.since {
            too_new(cx, flow.dialect, version, (row.name, row.since), property.name.span);
        } else {
            found.push((row, property));
        }
    }
    found
}

/// Whether a key is there after all, misspelled, which is reported.
pub fn misspelled(written: &[Property], key: &str) -> bool {
    let mut names = written.iter().map(|property| property.name.text.as_str());
    nearest(key, names.clone()).is_some() || names.any(|name| is_called(key, name))
}

/// The version that a flow declares; `None` for one that is unknown, which is reported.
fn version(cx: &mut Diagnostics, value: &Value) -> Option<Version> {
    let known = || RELEASES.iter().map(|release| release.version.to_string());
    let help = format!("the versions are {}", known().collect::<Vec<_>>().join(", "));
    let text = match &value.kind {
        ValueKind::Word(_) => None,
        _ => value.plain(),
    };
    let Some(text) = text else {
        let message = format!("the version is a string, not {}", noun(value));
        let fault = cx.error(Code::InvalidFlowJsonVersion, value.span, message);
        let number = value.as_number().map(|number| &number.0);
        let meant = Version::parse(number.map_or("", |number| number)).and_then(Version::release);
        match number.filter(|_| meant.is_some()) {
            Some(number) => {
                fault.help(format!("write \"{number}\"")).replace(format!("\"{number}\""));
            }
            None => drop(fault.help(help)),
        }
        return Some(meant.map_or(V7_3, |release| release.version));
    };
    let Some(release) = Version::parse(&text).and_then(Version::release) else {
        cx.error(
            Code::InvalidFlowJsonVersion,
            value.span,
            format!("Flow JSON has no version `{text}`"),
        )
        .help(help);
        return None;
    };
    if release.standing == Standing::Frozen {
        cx.warning(
            Code::FrozenVersion,
            value.span,
            format!("a flow of version {} can be sent, but no longer published", release.version),
        )
        .help(format!("declare \"{V7_3}\", the recommended version"));
    }
    Some(release.version)
}

/// What to go on with in a flow that means to have an endpoint: without one, its every exchange
/// would be faulty.
pub const ENDPOINT: &str = "3.0";

fn data_api<'a>(
    cx: &mut Diagnostics,
    dialect: Dialect,
    value: &'a Value,
    version: Version,
) -> &'a str {
    let allowed = version.release().map_or(&["3.0"][..], |release| release.data_api);
    let text = match &value.kind {
        ValueKind::Word(_) => None,
        _ => value.borrowed(),
    };
    match text {
        Some(text) if allowed.contains(&text) => return text,
        Some("4.0") => cx
            .error(
                Code::InvalidDataApiVersion,
                value.span,
                format!("Data API 4.0 exists from Flow JSON {V7_3}; this flow declares {version}"),
            )
            .help(format!("write \"3.0\", or declare {}", dialect.later(V7_3))),
        Some(text) => cx
            .error(
                Code::InvalidDataApiVersion,
                value.span,
                format!("there is no Data API version `{text}` for Flow JSON {version}"),
            )
            .help(format!("write one of {}", list(allowed.iter().copied()))),
        None => cx
            .error(
                Code::InvalidDataApiVersion,
                value.span,
                format!("the Data API version is a string, not {}", noun(value)),
            )
            .help("write \"3.0\""),
    };
    ENDPOINT
}

fn url<'a>(cx: &mut Diagnostics, value: &'a Value) -> Option<Cow<'a, str>> {
    match value.plain() {
        Some(text) if text.contains("://") => Some(text),
        Some(text) => {
            cx.error(
                Code::InvalidPropertyValueFormat,
                value.span,
                format!("`{text}` is not an address"),
            )
            .help("write the endpoint's address: \"https://…\"");
            None
        }
        None => {
            cx.error(
                Code::InvalidPropertyType,
                value.span,
                format!("an address is a string, not {}", noun(value)),
            )
            .help("write the endpoint's address: \"https://…\"");
            None
        }
    }
}

/// The words of a list, or of one word alone.
pub fn words<'a>(cx: &mut Diagnostics, property: &'a Property) -> Vec<&'a str> {
    spanned_words(cx, property).into_iter().map(|(word, _)| word).collect()
}

/// The words of a list, each with its place.
pub fn spanned_words<'a>(cx: &mut Diagnostics, property: &'a Property) -> Vec<(&'a str, Span)> {
    let values = match &property.value.kind {
        ValueKind::List(values) => values.as_slice(),
        _ => std::slice::from_ref(&property.value),
    };
    let mut words = Vec::with_capacity(values.len());
    for value in values {
        match value.borrowed() {
            Some(word) => words.push((word, value.span)),
            None => {
                cx.error(
                    Code::InvalidPropertyType,
                    value.span,
                    format!("`{}` holds names, not {}", property.name.text, noun(value)),
                )
                .help("write a name");
            }
        }
    }
    words
}

fn categories<'a>(cx: &mut Diagnostics, property: &'a Property) -> Vec<&'a str> {
    let mut categories = Vec::new();
    for (word, span) in spanned_words(cx, property) {
        // Meta has others than its reference lists, and takes back what it gave out.
        categories.push(word);
        if !CATEGORIES.contains(&word) {
            let message = format!("Meta's reference has no category `{word}`");
            cx.warning(Code::InvalidEnumValue, span, message)
                .help(format!("the categories are {}", list(CATEGORIES.iter().copied())))
                .did_you_mean(word, CATEGORIES.iter().copied());
        }
    }
    categories
}

fn codes(cx: &mut Diagnostics, property: &Property) -> Vec<Code> {
    let mut codes = Vec::new();
    for (word, span) in spanned_words(cx, property) {
        let allowable = || Code::ALLOWABLE.iter().map(|code| code.as_str());
        let message = match Code::from_name(word) {
            Some(code) if Code::ALLOWABLE.contains(&code) => {
                codes.push(code);
                continue;
            }
            Some(_) => format!("`{word}` is an error, which no flow can accept"),
            None => format!("no warning has the code `{word}`"),
        };
        cx.error(Code::UnknownName, span, message)
            .help(format!("`allow` takes {}", list(allowable())))
            .did_you_mean(word, allowable());
    }
    codes
}
