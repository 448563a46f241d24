//! What a random customer fills in: something that the field takes.

use flow_compiler::catalogue::{ComponentKind, Input, MIME_TYPES};
use jiff::civil::Date;
use serde_json::json;

use super::pattern;
use super::random::Random;
use crate::dates::Days;
use crate::entry::{Entry, InputType};
use crate::eval::Scope;
use crate::gesture::{File, Gesture, Media, Upload, kinds};
use crate::lookup::{entries, is_range};
use crate::program::Node;
use crate::valid;

/// How often something that must fit is tried.
const TRIES: usize = 48;

/// A gesture that fills in a field so that it is in order; `None` where none is known.
pub(super) fn gesture(
    scope: &Scope<'_>,
    node: &Node,
    held: Option<&Entry>,
    today: Date,
    random: &mut Random,
) -> Option<Gesture> {
    let name = node.name.to_string();
    match node.kind.row().input? {
        Input::Typed | Input::Text => {
            let text = text(scope, node, today, random)?;
            Some(Gesture::Fill { name, text })
        }
        Input::Option | Input::Options => choice(scope, node, held, random),
        Input::Bool => {
            let on = !matches!(held, Some(Entry::Flag(true)));
            (on || !valid::is_required(scope, node)).then_some(Gesture::Tick { name, on })
        }
        Input::Date => day(&Days::of(scope, node, today), today, random)
            .map(|date| Gesture::Date { name, date }),
        Input::Calendar if is_range(scope, node) => range(scope, node, today, random),
        Input::Calendar => day(&Days::of(scope, node, today), today, random)
            .map(|date| Gesture::Date { name, date }),
        Input::Files => files(scope, node, held, random),
        Input::Item => None,
    }
}

/// A text without a problem.
pub(super) fn text(
    scope: &Scope<'_>,
    node: &Node,
    today: Date,
    random: &mut Random,
) -> Option<String> {
    let (min, max) = valid::lengths(scope, node);
    for _ in 0..TRIES {
        let length = random.between(min.max(1), max.min(min.max(1).saturating_add(12)).max(1));
        let text = match (&node.pattern, node.word("pattern")) {
            (Some(_), Some(source)) => {
                let text = pattern::matching(source, random)?;
                fitted(text, min, max, random)
            }
            _ => plain(node.input_type(), length, random),
        };
        let entry = Entry::Text(text.as_str().into());
        if valid::problem(scope, node, Some(&entry), today).is_none() {
            return Some(text);
        }
    }
    None
}

/// A text as it is, or repeated and cut to a length that the field takes: many patterns take both.
fn fitted(text: String, min: usize, max: usize, random: &mut Random) -> String {
    let length = text.chars().count();
    if (min..=max).contains(&length) || text.is_empty() || random.one_in(3) {
        return text;
    }
    text.chars().cycle().take(length.clamp(min, max.max(min))).collect()
}

fn plain(kind: InputType, length: usize, random: &mut Random) -> String {
    const WORDS: &[&str] = &["Ada", "Grace", "engine", "1843", "Zoë", "a b", "中文", "'\"`$"];
    let digits = |random: &mut Random| -> String {
        (0..length).map(|at| char::from(b'0' + digit(random, at))).collect()
    };
    match kind {
        InputType::Number | InputType::Passcode => digits(random),
        InputType::Phone => format!("+{}", digits(random)).chars().take(length).collect(),
        InputType::Email => {
            let local: String = (0..length.saturating_sub(6).max(1))
                .map(|at| char::from(b'a' + digit(random, at)))
                .collect();
            format!("{local}@ab.de")
        }
        InputType::Text | InputType::Password => {
            let mut text = String::new();
            while text.chars().count() < length {
                text.push_str(random.of(WORDS).copied().unwrap_or("x"));
            }
            let text: String = text.chars().take(length).collect();
            // A blank at an end would not count.
            text.replace(' ', "-")
        }
    }
}

/// A digit; not 0 at the start, where a number would lose it.
fn digit(random: &mut Random, at: usize) -> u8 {
    let digit = random.between(usize::from(at == 0), 9);
    u8::try_from(digit).unwrap_or(1)
}

/// An option that is not chosen and can be, as long as more are wanted; else one is taken back, as
/// is now and then the only choice of a list that is not required.
fn choice(
    scope: &Scope<'_>,
    node: &Node,
    held: Option<&Entry>,
    random: &mut Random,
) -> Option<Gesture> {
    let listed = entries(scope, node);
    let chosen: &[crate::value::Text] = match held {
        Some(Entry::Many(ids)) => ids,
        Some(Entry::One(id)) => std::slice::from_ref(id),
        _ => &[],
    };
    let several = node.kind.row().input == Some(Input::Options);
    let (_, max) =
        if several { valid::choices(scope, node, listed.len()) } else { (0, usize::MAX) };
    let name = node.name.to_string();
    let changes_mind =
        !several && !chosen.is_empty() && !valid::is_required(scope, node) && random.one_in(2);
    if chosen.len() >= max || changes_mind {
        let id = random.of(chosen)?.to_string();
        return Some(Gesture::Unchoose { name, id });
    }
    let free: Vec<_> = listed
        .iter()
        .filter(|option| option.enabled() && !chosen.contains(&option.id))
        .map(|option| option.id.to_string())
        .collect();
    let id = random.of(&free)?.clone();
    Some(Gesture::Choose { name, id })
}

/// A day that can be chosen: soon, where that is possible.
fn day(days: &Days, today: Date, random: &mut Random) -> Option<Date> {
    if days.first > days.last {
        return None;
    }
    let start = today.clamp(days.first, days.last);
    let after = |start: Date, days: usize| {
        let days = i64::try_from(days).unwrap_or(0);
        start.checked_add(jiff::Span::new().days(days)).ok()
    };
    let tried = (0..TRIES).filter_map(|_| after(start, random.below(60))).collect::<Vec<_>>();
    // Then every day from there on, and every day before.
    let near = (0..800).filter_map(|ahead| after(start, ahead));
    let early = (0..800).filter_map(|ahead| after(days.first, ahead));
    tried.into_iter().chain(near).chain(early).find(|day| days.blocked(*day).is_none())
}

fn range(scope: &Scope<'_>, node: &Node, today: Date, random: &mut Random) -> Option<Gesture> {
    let days = Days::of(scope, node, today);
    for _ in 0..TRIES {
        let start = day(&days, today, random)?;
        let open = Entry::Range(start, None);
        if random.below(8) == 0 && valid::problem(scope, node, Some(&open), today).is_none() {
            return Some(Gesture::Range { name: node.name.to_string(), start, end: None });
        }
        let fewest = days.fewest.unwrap_or(0);
        let most = days.most.unwrap_or(fewest.saturating_add(10)).min(fewest.saturating_add(30));
        let length = i64::try_from(random.between(fewest, most)).unwrap_or(0).min(36_500);
        let Ok(end) = start.checked_add(jiff::Span::new().days(length)) else { continue };
        let entry = Entry::Range(start, Some(end));
        if days.blocked(end).is_none() && valid::problem(scope, node, Some(&entry), today).is_none()
        {
            return Some(Gesture::Range { name: node.name.to_string(), start, end: Some(end) });
        }
    }
    None
}

/// As many files as have to be there, one at the least.
fn files(
    scope: &Scope<'_>,
    node: &Node,
    held: Option<&Entry>,
    random: &mut Random,
) -> Option<Gesture> {
    let limits = valid::files(scope, node);
    let there = match held {
        Some(Entry::Files(files)) => files.len(),
        _ => 0,
    };
    if there >= limits.most {
        return (there > 0).then(|| Gesture::Detach { name: node.name.to_string(), at: 0 });
    }
    let wanted = limits.fewest.saturating_sub(there).max(1).min(limits.most - there);
    let listed = kinds(scope, node);
    let kind = match (node.kind, random.of(&listed)) {
        (ComponentKind::PhotoPicker, _) => "image/jpeg".to_owned(),
        (_, Some(kind)) => kind.clone(),
        (_, None) => random.of(MIME_TYPES).map(|kind| (*kind).to_owned())?,
    };
    let files = (0..wanted)
        .map(|_| {
            let number = random.next();
            File {
                name: format!("file-{number:x}"),
                mime_type: kind.clone(),
                size: 512,
                upload: Upload::Done(Media {
                    media_id: number.to_string(),
                    cdn_url: format!("https://cdn.preview.test/{number}"),
                    sha256: HASH.to_owned(),
                    encryption_metadata: json!({
                        "encrypted_hash": HASH,
                        "iv": "AAAAAAAAAAAAAAAAAAAAAA==",
                        "encryption_key": HASH,
                        "hmac_key": HASH,
                        "plaintext_hash": HASH,
                    }),
                }),
            }
        })
        .collect();
    Some(Gesture::Attach { name: node.name.to_string(), files })
}

/// 32 bytes of nothing in base64.
const HASH: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
