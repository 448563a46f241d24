//! The `fields` parameter: `id,preview.invalidate(false)`.

use crate::answer::Refusal;

/// A field that is asked for, with what is said about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field<'t> {
    pub(crate) name: &'t str,
    pub(crate) modifiers: Vec<(&'t str, &'t str)>,
}

/// What a flow has when nothing is asked for.
pub(crate) const DEFAULT: &str = "id,name,status,categories,validation_errors";

/// The fields of a flow, each with its modifiers.
const KNOWN: &[(&str, &[&str])] = &[
    ("id", &[]),
    ("name", &[]),
    ("status", &[]),
    ("updated_at", &[]),
    ("categories", &[]),
    ("validation_errors", &[]),
    ("json_version", &[]),
    ("data_api_version", &[]),
    ("endpoint_uri", &[]),
    ("preview", &["invalidate"]),
    ("whatsapp_business_account", &[]),
    ("application", &[]),
    ("health_status", &["phone_number"]),
    ("metric", &["name", "granularity", "since", "until"]),
];

impl<'t> Field<'t> {
    pub(crate) fn modifier(&self, name: &str) -> Option<&'t str> {
        self.modifiers.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// Reads the parameter of a call on a flow.
pub(crate) fn parse(text: &str) -> Result<Vec<Field<'_>>, Refusal> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    for part in split(text) {
        let field = field(part)
            .ok_or_else(|| Refusal::wrong(format!("`{part}` in `fields` cannot be read")))?;
        let Some((_, modifiers)) = KNOWN.iter().find(|(name, _)| *name == field.name) else {
            return Err(Refusal::wrong(format!(
                "Tried accessing nonexisting field ({}) on a flow",
                field.name
            )));
        };
        if let Some((name, _)) = field.modifiers.iter().find(|(name, _)| !modifiers.contains(name))
        {
            return Err(Refusal::wrong(format!("`{}` has no modifier `{name}`", field.name)));
        }
        if fields.iter().any(|earlier| earlier.name == field.name) {
            return Err(Refusal::wrong(format!("`fields` has `{}` twice", field.name)));
        }
        fields.push(field);
    }
    Ok(fields)
}

/// At the commas outside parentheses.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |char| {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == ',' && depth == 0
    })
}

fn field(text: &str) -> Option<Field<'_>> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let (name, mut rest) = text.split_once('.').unwrap_or((text, ""));
    let mut modifiers = Vec::new();
    while !rest.is_empty() {
        let (modifier, after) = rest.split_once('(')?;
        let (value, after) = after.split_once(')')?;
        if !is_name(modifier) || value.is_empty() {
            return None;
        }
        modifiers.push((modifier, value));
        rest = match after.strip_prefix('.') {
            Some(next) if !next.is_empty() => next,
            None if after.is_empty() => after,
            _ => return None,
        };
    }
    is_name(name).then_some(Field { name, modifiers })
}

#[cfg(test)]
mod tests {
    use super::{Field, parse};

    #[test]
    fn fields_are_read() {
        let fields = parse("id,metric.name(A_B).since(2024-01-28),preview.invalidate(false)");
        let modifiers = vec![("name", "A_B"), ("since", "2024-01-28")];
        assert_eq!(
            fields.expect("they are known"),
            [
                Field { name: "id", modifiers: vec![] },
                Field { name: "metric", modifiers },
                Field { name: "preview", modifiers: vec![("invalidate", "false")] },
            ]
        );
    }

    #[test]
    fn wrong_fields_are_named() {
        for (text, message) in [
            ("", "`` in `fields` cannot be read"),
            ("id,", "`` in `fields` cannot be read"),
            ("id, name", "` name` in `fields` cannot be read"),
            ("preview.invalidate", "`preview.invalidate` in `fields` cannot be read"),
            ("preview.invalidate()", "`preview.invalidate()` in `fields` cannot be read"),
            ("metric.name(A).", "`metric.name(A).` in `fields` cannot be read"),
            ("nam", "Tried accessing nonexisting field (nam) on a flow"),
            ("name.since(1)", "`name` has no modifier `since`"),
            ("id,id", "`fields` has `id` twice"),
        ] {
            let refusal = parse(text).expect_err(text);
            assert_eq!(refusal.message, message);
            assert!(refusal.is_complaint);
        }
    }
}
