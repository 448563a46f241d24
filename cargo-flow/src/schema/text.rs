//! What a string may be, as regular expressions.
//!
//! The checker reads strings by hand, so each expression here says what one of its functions says;
//! the tests hold the two against each other.

use flow_compiler::catalogue::{Filled, SUCCESS, V4_0, V5_0, V6_0, V7_0, Version};
use serde_json::{Value, json};

/// The strings that a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    /// Whether it may be one reference alone.
    reference: bool,
    /// Whether it may be an expression, from 6.0 on.
    expression: bool,
    /// What it must hold otherwise; `None` where it may be nothing else.
    literal: Option<Literal>,
}

#[derive(Clone, Copy, Debug)]
enum Literal {
    /// Any words.
    Any,
    /// Words that are shown: from 6.0 on never blank, and without `\'`.
    Shown(Filled),
}

impl Text {
    /// A text that is in the document as it is.
    pub(super) fn shown(filled: Filled) -> Self {
        Self { reference: false, expression: false, literal: Some(Literal::Shown(filled)) }
    }

    /// Any text that is not read as something else.
    pub(super) fn any() -> Self {
        Self { literal: Some(Literal::Any), ..Self::nothing() }
    }

    /// No string at all.
    pub(super) fn nothing() -> Self {
        Self { reference: false, expression: false, literal: None }
    }

    /// The same, or a reference, or an expression.
    pub(super) fn or_dynamic(self, reference: bool, expression: bool) -> Self {
        Self { reference, expression, ..self }
    }

    /// Whether a string can be it.
    pub(super) fn exists(self) -> bool {
        self.reference || self.expression || self.literal.is_some()
    }

    /// What it looks like, or what the expression `else` says.
    pub(super) fn pattern(self, version: Version, other: Option<&str>) -> String {
        let mut forms: Vec<String> = Vec::new();
        forms.extend(self.reference.then(|| reference(version)));
        forms.extend((self.expression && version >= V6_0).then(|| EXPRESSION.to_owned()));
        forms.extend(self.literal.map(|literal| words(version, literal)));
        forms.extend(other.map(str::to_owned));
        format!("^(?:{})$", forms.join("|"))
    }
}

/// What is in back-ticks.
const EXPRESSION: &str = r"`[\s\S]*`";

/// `${data.…}`, `${form.…}`, and from 4.0 those of another screen.
fn reference(version: Version) -> String {
    let screen = if version >= V4_0 { r"(?:screen\.[^.{}$\n]+\.)?" } else { "" };
    format!(r"\$\{{{screen}(?:data(?:\.[^.{{}}$\n\- `']+)+|form(?:\.[^.{{}}$\n]+)+)\}}")
}

fn words(version: Version, literal: Literal) -> String {
    let mut form = r"(?!\$\{[\s\S]*\}$)".to_owned();
    let strict = version >= V6_0;
    if strict {
        form.push_str(r"(?!`[\s\S]*`$)");
    }
    form.push_str(match literal {
        Literal::Shown(_) if strict => r"(?![\s\S]*\\')[\s\S]*\S[\s\S]*",
        Literal::Shown(Filled::Letter) => r"[\s\S]*\S[\s\S]*",
        Literal::Shown(Filled::Character) => r"[\s\S]+",
        Literal::Any | Literal::Shown(Filled::Nothing) => r"[\s\S]*",
    });
    form
}

/// The name of a component.
pub(super) fn name(version: Version) -> Value {
    let form = if version >= V6_0 { r"^(?!`[\s\S]*`$)(?![\s\S]*\$\{)[\s\S]*\S" } else { r"[\s\S]" };
    json!({ "type": "string", "pattern": form })
}

/// The id of a screen.
pub(super) fn screen_id(version: Version) -> String {
    let reserved = SUCCESS.to_ascii_lowercase();
    if version < V7_0 {
        format!("(?!{reserved}$)[a-zA-Z_,]+")
    } else {
        format!("(?!{reserved}$)(?!_+$)[a-zA-Z_]+")
    }
}

/// The title of a screen: from 5.0 not blank; a reference alone leads somewhere.
pub(super) fn title(version: Version) -> Value {
    let words = if version >= V5_0 { r"[\s\S]*\S[\s\S]*" } else { r"[\s\S]*" };
    let other = format!(r"(?!\$\{{[^{{}}$\n]+\}}$){words}");
    let pattern = Text::nothing().or_dynamic(true, false).pattern(version, Some(&other));
    json!({ "type": "string", "pattern": pattern })
}

/// A date: milliseconds since 1970 before 5.0.
pub(super) fn date(version: Version) -> &'static str {
    if version >= V5_0 {
        r"[0-9]{4}-(?!02-3|(?:04|06|09|11)-31)(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    } else {
        r"-?[0-9]{1,15}"
    }
}

/// A colour.
pub(super) const COLOR: &str = "#[0-9A-Fa-f]{6}";

/// The name of a case of Switch.
pub(super) const CASE: &str = "^[a-zA-Z][a-zA-Z0-9_-]*$";

/// Base64, with its padding or without.
pub(super) const BASE64: &str =
    r"(?=[A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?";

/// Several references in one text, which the checker takes in a payload with a warning.
pub(super) const SEVERAL: &str = r"\$\{(?=[\s\S]*\$\{)[\s\S]*\}";

/// An address of the endpoint.
pub(super) const ADDRESS: &str = "://";

/// An address that `open_url` opens.
pub(super) const HTTPS: &str = r#"[Hh][Tt][Tt][Pp][Ss]://[^\s/?#"<>\\^`{|}][^\s"<>\\^`{|}]*"#;
