//! A gesture as a line of a script, and a line as a gesture.

use std::str::FromStr;

use serde_json::json;

use crate::answer::Reply;
use crate::gesture::{File, Gesture, Media, Target, Upload};

/// Reads what a word should be.
pub(super) fn read<T: FromStr>(text: &str, what: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is not {what}"))
}

/// The first word, without its quotes, and what is after it.
fn word(text: &str) -> Result<(String, &str), String> {
    if !text.starts_with('"') {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        return Ok((word.to_owned(), rest));
    }
    let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match strings.next() {
        Some(Ok(word)) => {
            let rest = &text[strings.byte_offset()..];
            Ok((word, rest.strip_prefix(' ').unwrap_or(rest)))
        }
        _ => Err(format!("`{text}` does not begin with a JSON string")),
    }
}

/// All of a text: as it is, or as a JSON string.
fn whole(text: &str) -> Result<String, String> {
    if text.starts_with('"') {
        return serde_json::from_str(text).map_err(|_| format!("`{text}` is not a JSON string"));
    }
    Ok(text.to_owned())
}

/// A text as it is read again: a JSON string where it would be read for something else.
fn quoted(text: &str, alone: bool) -> String {
    let plain = !text.is_empty()
        && !text.starts_with('"')
        && text.trim() == text
        && !text.contains(char::is_control)
        && (alone || !text.contains(' '));
    if plain { text.to_owned() } else { json!(text).to_string() }
}

/// The gesture that a line says.
pub(super) fn read_gesture(verb: &str, rest: &str) -> Result<Gesture, String> {
    if let "leave" | "back" | "close" | "dismiss" = verb {
        return match verb {
            _ if !rest.is_empty() => Err(format!("`{verb}` takes nothing after it")),
            "leave" => Ok(Gesture::Leave),
            "back" => Ok(Gesture::Back),
            "close" => Ok(Gesture::Close),
            _ => Ok(Gesture::Dismiss),
        };
    }
    let (name, rest) = word(rest)?;
    Ok(match verb {
        "fill" => Gesture::Fill { name, text: whole(rest)? },
        "type" => Gesture::Type { name, text: whole(rest)? },
        "choose" => Gesture::Choose { name, id: whole(rest)? },
        "unchoose" => Gesture::Unchoose { name, id: whole(rest)? },
        "tick" => Gesture::Tick { name, on: true },
        "untick" => Gesture::Tick { name, on: false },
        "date" => Gesture::Date { name, date: read(rest, "a date")? },
        "range" => {
            let (start, end) = rest.split_once(' ').unwrap_or((rest, ""));
            let end = if end.is_empty() { None } else { Some(read(end, "a date")?) };
            Gesture::Range { name, start: read(start, "a date")?, end }
        }
        "attach" => Gesture::Attach { name, files: vec![file(rest)?] },
        "detach" => Gesture::Detach { name, at: read(rest, "the place of a file")? },
        "uploaded" => {
            let at = read(rest, "the place of a file")?;
            Gesture::Uploaded { name, at, upload: uploaded("late") }
        }
        "tap" => Gesture::Tap(target(&name, rest)?),
        other => return Err(format!("`{other}` is not a step")),
    })
}

fn target(what: &str, rest: &str) -> Result<Target, String> {
    Ok(match what {
        "footer" => Target::Footer,
        "retry" => Target::Retry,
        "link" => Target::Link(whole(rest)?),
        "more" => Target::ReadMore(whole(rest)?),
        "item" => {
            let (name, id) = word(rest)?;
            Target::Item { name, id: whole(id)? }
        }
        other => {
            return Err(format!(
                "`tap {other}`: write `tap` and `footer`, `link`, `more`, `item` or `retry`"
            ));
        }
    })
}

/// `name kind size [pending|failed]`.
fn file(text: &str) -> Result<File, String> {
    let (name, rest) = word(text)?;
    let words: Vec<&str> = rest.split(' ').collect();
    let ([kind, size], state) = words.split_first_chunk().ok_or_else(|| {
        format!("`{text}` is not a file: write its name, its kind and its size in bytes")
    })?;
    let upload = match state {
        [] => uploaded(&name),
        ["pending"] => Upload::Pending,
        ["failed"] => Upload::Failed,
        _ => return Err(format!("`{}`: a file is `pending` or `failed`", state.join(" "))),
    };
    Ok(File { mime_type: (*kind).to_owned(), size: read(size, "a size in bytes")?, upload, name })
}

/// The upload of a file that has no bytes: its keys are none.
pub(crate) fn uploaded(name: &str) -> Upload {
    Upload::Done(Media {
        media_id: format!("id-of-{name}"),
        cdn_url: format!("https://cdn.example.com/{name}"),
        sha256: "aGFzaA==".to_owned(),
        encryption_metadata: json!({ "iv": "…" }),
    })
}

/// What the endpoint answers, where the line says that.
pub(super) fn read_reply(verb: &str, rest: &str) -> Option<Result<Reply, String>> {
    Some(Ok(match verb {
        "answer" => Reply::Body(rest.to_owned()),
        "timeout" => Reply::TimedOut,
        "unreachable" => Reply::Unreachable,
        "unreadable" => Reply::Unreadable,
        "status" => {
            let (status, message) = rest.split_once(' ').unwrap_or((rest, ""));
            let message = (!message.is_empty()).then(|| message.to_owned());
            return Some(read(status, "a status").map(|status| Reply::Status(status, message)));
        }
        _ => return None,
    }))
}

/// The line that says what the endpoint answers.
pub(crate) fn reply(reply: &Reply) -> String {
    match reply {
        // Between the values of JSON a line break is a blank, and inside of them there is none.
        Reply::Body(text) => format!("answer {}", text.replace(['\n', '\r'], " ")),
        Reply::Status(status, None) => format!("status {status}"),
        Reply::Status(status, Some(message)) => {
            format!("status {status} {}", message.replace(char::is_control, " "))
        }
        Reply::TimedOut => "timeout".to_owned(),
        Reply::Unreachable => "unreachable".to_owned(),
        Reply::Unreadable => "unreadable".to_owned(),
    }
}

/// The lines that say a gesture.
pub(crate) fn gesture(gesture: &Gesture) -> Vec<String> {
    let word = |text: &str| quoted(text, false);
    let all = |text: &str| quoted(text, true);
    let line = match gesture {
        Gesture::Fill { name, text } => format!("fill {} {}", word(name), all(text)),
        Gesture::Type { name, text } => format!("type {} {}", word(name), all(text)),
        Gesture::Leave => "leave".to_owned(),
        Gesture::Choose { name, id } => format!("choose {} {}", word(name), all(id)),
        Gesture::Unchoose { name, id } => format!("unchoose {} {}", word(name), all(id)),
        Gesture::Tick { name, on: true } => format!("tick {}", word(name)),
        Gesture::Tick { name, on: false } => format!("untick {}", word(name)),
        Gesture::Date { name, date } => format!("date {} {date}", word(name)),
        Gesture::Range { name, start, end: None } => format!("range {} {start}", word(name)),
        Gesture::Range { name, start, end: Some(end) } => {
            format!("range {} {start} {end}", word(name))
        }
        Gesture::Attach { name, files } => {
            let file = |file: &File| {
                let state = match file.upload {
                    Upload::Done(_) => "",
                    Upload::Pending => " pending",
                    Upload::Failed => " failed",
                };
                let (of, kind, size) = (word(&file.name), word(&file.mime_type), file.size);
                format!("attach {} {of} {kind} {size}{state}", word(name))
            };
            return files.iter().map(file).collect();
        }
        Gesture::Detach { name, at } => format!("detach {} {at}", word(name)),
        Gesture::Uploaded { name, at, .. } => format!("uploaded {} {at}", word(name)),
        Gesture::Tap(target) => match target {
            Target::Footer => "tap footer".to_owned(),
            Target::Retry => "tap retry".to_owned(),
            Target::Link(id) => format!("tap link {}", all(id)),
            Target::ReadMore(name) => format!("tap more {}", all(name)),
            Target::Item { name, id } => format!("tap item {} {}", word(name), all(id)),
        },
        Gesture::Back => "back".to_owned(),
        Gesture::Close => "close".to_owned(),
        Gesture::Dismiss => "dismiss".to_owned(),
    };
    vec![line]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(made: &Gesture) -> Gesture {
        let lines = gesture(made);
        let [line] = &lines[..] else { panic!("one line: {lines:?}") };
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        read_gesture(verb, rest).expect("a step")
    }

    #[test]
    fn a_gesture_is_read_as_it_was_written() {
        for text in ["Ada", "two words", "", " blank ", "\"quoted\"", "two\nlines", "…\\"] {
            let (name, text) = ("my note".to_owned(), text.to_owned());
            let fill = Gesture::Fill { name: name.clone(), text: text.clone() };
            assert_eq!(again(&fill), fill);
            let item = Gesture::Tap(Target::Item { name: name.clone(), id: text.clone() });
            assert_eq!(again(&item), item);
            let photo = File {
                upload: uploaded(&text),
                name: text,
                mime_type: "image/png".into(),
                size: 7,
            };
            let attach = Gesture::Attach { name, files: vec![photo] };
            assert_eq!(again(&attach), attach);
        }
    }

    #[test]
    fn what_is_no_step_is_refused() {
        for (verb, rest) in [
            ("hop", "x"),
            ("tap", "nowhere"),
            ("fill", "\"open x"),
            ("date", "day today"),
            ("attach", "photos a.jpg"),
            ("attach", "photos a.jpg image/jpeg 10 lost"),
            ("back", "now"),
        ] {
            assert!(read_gesture(verb, rest).is_err(), "{verb} {rest}");
        }
    }
}
