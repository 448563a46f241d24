//! What a reference leads to: data of a screen, or the value of an input.

use crate::ast::{Dialect, Reference};
use crate::catalogue::V4_0;
use crate::check::schema::Schema;
use crate::check::scope::{FieldScope, Here, ScreenScope};
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::json::wire;

/// What a reference leads to.
pub enum Target<'s, 'a> {
    /// The data field that the path begins with, and the type of what the whole path leads to.
    Data { screen: &'s ScreenScope<'a>, schema: Schema<'a> },
    /// The value of an input.
    Input { screen: &'s ScreenScope<'a>, field: &'s FieldScope<'a>, schema: Schema<'a> },
    /// Something that is faulty itself.
    Unknown,
}

/// Why a reference leads nowhere.
pub struct Fault {
    message: String,
    help: Option<String>,
    /// What the help replaces, and by what.
    meant: Option<(String, String)>,
}

/// The type of what a reference leads to; `Unknown` where it leads nowhere, which is reported.
pub fn resolve<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    reference: &Reference,
    code: Code,
) -> Schema<'a> {
    match look(here, reference, !cx.is_full(), false) {
        Ok(target) => target.schema(),
        Err(fault) => {
            let mistake = format!("{} on {}", reference.wire(), here.screen.id);
            fault.note(|message| cx.error(code, reference.span, message).once(mistake));
            Schema::Unknown
        }
    }
}

/// What a reference leads to, of this screen by its id as well; `None` where it leads nowhere.
pub fn find<'s, 'a>(here: Here<'s, 'a>, reference: &Reference) -> Option<Target<'s, 'a>> {
    look(here, reference, false, true).ok()
}

/// What a reference leads to.
///
/// What was probably meant is looked for where `helps` asks for it: there may be many names.
///
/// # Errors
///
/// Why it leads nowhere.
pub fn look<'s, 'a>(
    here: Here<'s, 'a>,
    reference: &Reference,
    helps: bool,
    own: bool,
) -> Result<Target<'s, 'a>, Fault> {
    let segments: Vec<&str> = reference.segments.iter().map(String::as_str).collect();
    let look = Look { here, screen: here.screen, written: reference.wire(), helps, own };
    if segments.iter().any(|segment| segment.is_empty()) {
        let message = format!("`{}` has an empty part", look.written);
        return Err(Fault::new(message).help("write `${data.NAME}` or `${form.NAME}`"));
    }
    if wire::holds_operator(&reference.segments)
        && let Some(meant) = wire::meant(&look.written)
    {
        let message = format!("`{}`: an expression is inside the `${{ }}`", look.written);
        return Err(Fault::new(message).help(format!("write \"{meant}\"")));
    }
    match segments.as_slice() {
        ["data", path @ ..] => look.data(path),
        ["form", path @ ..] => look.form(path),
        ["screen", path @ ..] => look.other_screen(path),
        _ => Err(look.no_root(&segments)),
    }
}

impl<'a> Target<'_, 'a> {
    /// Its type.
    #[must_use]
    pub fn schema(&self) -> Schema<'a> {
        match self {
            Self::Data { schema, .. } | Self::Input { schema, .. } => schema.clone(),
            Self::Unknown => Schema::Unknown,
        }
    }
}

impl Fault {
    fn new(message: String) -> Self {
        Self { message, help: None, meant: None }
    }

    /// Says that `text` was meant by the part `written` of the reference.
    fn meant(mut self, written: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help = Some(format!("did you mean `{text}`?"));
        self.meant = Some((written.to_owned(), text));
        self
    }

    /// The same where there is no doubt.
    fn instead(self, written: &str, text: String) -> Self {
        Self { help: Some(format!("write `{text}`")), ..self.meant(written, text) }
    }

    /// Notes it, by a call that takes the message.
    pub fn note<'d>(self, note: impl FnOnce(String) -> &'d mut Diagnostic) {
        let noted = note(self.message);
        if let Some(help) = self.help {
            noted.help(help);
        }
        if let Some((part, text)) = self.meant {
            noted.replace_part(&part, text);
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A look-up of one reference.
struct Look<'s, 'a> {
    here: Here<'s, 'a>,
    /// The screen that is looked at.
    screen: &'s ScreenScope<'a>,
    /// The whole reference as it was written.
    written: String,
    /// Whether a fault says what was probably meant.
    helps: bool,
    /// Whether the screen may be named by its id on itself.
    own: bool,
}

impl<'s, 'a> Look<'s, 'a> {
    fn other_screen(mut self, path: &[&str]) -> Result<Target<'s, 'a>, Fault> {
        let written = &self.written;
        if !self.here.scope.since(V4_0) {
            let message =
                format!("`{written}` refers to another screen, which Flow JSON knows from 4.0 on");
            return Err(
                Fault::new(message).help("hand the value over in the payload of `navigate`")
            );
        }
        let [id, rest @ ..] = path else {
            let message = format!("`{written}` names no screen");
            return Err(Fault::new(message)
                .help("write `${screen.ID.form.NAME}` or `${screen.ID.data.NAME}`"));
        };
        let Some(screen) = self.here.scope.screen(id) else {
            if self.here.scope.flow.partial {
                return Ok(Target::Unknown);
            }
            let fault = Fault::new(format!("`{written}`: there is no screen `{id}`"));
            if !self.helps {
                return Err(fault);
            }
            let screens = self.here.scope.screens.iter();
            let ids: Vec<&str> =
                screens.map(|screen| screen.id).filter(|id| *id != self.here.screen.id).collect();
            return Err(match nearest(id, ids.iter().copied()) {
                Some(near) => {
                    let path: Vec<&str> =
                        std::iter::once(near).chain(rest.iter().copied()).collect();
                    fault.meant(&self.written, format!("${{screen.{}}}", path.join(".")))
                }
                None => match few(ids) {
                    Some(ids) => fault.help(format!("the other screens: {ids}")),
                    None => fault.help("this flow has no other screen"),
                },
            });
        };
        if screen.id == self.here.screen.id && !self.own {
            let fault = Fault::new(format!("`{written}`: `{id}` is this very screen"));
            return Err(match rest {
                [] => fault.help("write `${form.NAME}` or `${data.NAME}`"),
                _ => fault.instead(&self.written, format!("${{{}}}", rest.join("."))),
            });
        }
        self.screen = screen;
        match rest {
            ["data", path @ ..] => self.data(path),
            ["form", path @ ..] => self.form(path),
            [] | [_] => {
                let message = format!("`{written}` names neither a field nor data of `{id}`");
                Err(Fault::new(message).help(format!(
                    "write `${{screen.{id}.form.NAME}}` or `${{screen.{id}.data.NAME}}`"
                )))
            }
            [wrong, path @ ..] => {
                let message = format!("`{written}`: a screen has `form` and `data`, not `{wrong}`");
                let root = nearest(wrong, ["form", "data"]).unwrap_or("form");
                let text = format!("${{screen.{id}.{root}.{}}}", path.join("."));
                Err(Fault::new(message).meant(&self.written, text))
            }
        }
    }

    fn data(&self, path: &[&str]) -> Result<Target<'s, 'a>, Fault> {
        let written = &self.written;
        let [first, rest @ ..] = path else {
            let fault = Fault::new(format!("`{written}` names no data field"));
            return Err(fault.help(format!("write `{}`", self.spell("data", "NAME"))));
        };
        if let Some(odd) = path.iter().find(|segment| segment.contains(['-', ' ', '`', '\''])) {
            let message = format!("`{written}`: a reference cannot reach the data field `{odd}`");
            return Err(Fault::new(message)
                .help("name it with letters, digits and `_`: no `-`, space, back-tick or `'`"));
        }
        let Some(schema) = self.screen.datum(first) else {
            if self.screen.lost_data() {
                return Ok(Target::Unknown);
            }
            return Err(self.no_datum(first, rest));
        };
        let schema = self.walk(schema, first, rest)?;
        Ok(Target::Data { screen: self.screen, schema })
    }

    fn form(&self, path: &[&str]) -> Result<Target<'s, 'a>, Fault> {
        let written = &self.written;
        let [name, rest @ ..] = path else {
            let fault = Fault::new(format!("`{written}` names no field"));
            return Err(fault.help(format!("write `{}`", self.spell("form", "NAME"))));
        };
        // A name may be that of a Form and of a field, and then it is the field.
        if self.screen.field(name).is_none() && self.screen.forms.contains(name) {
            let fault = Fault::new(format!(
                "`{written}`: `{name}` is a Form, which has no value of its own"
            ));
            return Err(match rest {
                [] => fault.help(format!(
                    "refer to one of its fields: `{}`",
                    self.inputs().first().map_or_else(
                        || self.spell("form", "FIELD"),
                        |field| self.spell("form", field)
                    )
                )),
                _ => fault.instead(written, self.spell("form", &rest.join("."))),
            });
        }
        let Some(field) = self.screen.field(name) else {
            if self.screen.open {
                return Ok(Target::Unknown);
            }
            return Err(self.no_field(name));
        };
        let Some(row) = field.row else {
            return Ok(Target::Unknown);
        };
        let Some(schema) = &field.schema else {
            let message = format!("`{written}`: `{name}` is a {}, which has no value", row.name);
            return Err(Fault::new(message).help("refer to an input, such as a TextInput"));
        };
        let schema = self.walk(schema, name, rest)?;
        Ok(Target::Input { screen: self.screen, field, schema })
    }

    /// Follows a path into an object.
    fn walk(&self, schema: &Schema<'a>, name: &str, path: &[&str]) -> Result<Schema<'a>, Fault> {
        let [next, rest @ ..] = path else {
            return Ok(schema.clone());
        };
        let written = &self.written;
        match schema {
            Schema::Unknown | Schema::Object(None) => Ok(Schema::Unknown),
            Schema::Object(Some(properties)) => {
                if let Some((_, inner)) = properties.iter().find(|(key, _)| key == next) {
                    self.walk(inner, next, rest)
                } else {
                    let fault =
                        Fault::new(format!("`{written}`: `{name}` has no property `{next}`"));
                    if !self.helps {
                        return Err(fault);
                    }
                    let keys = properties.iter().map(|(key, _)| *key);
                    Err(match nearest(next, keys.clone()) {
                        Some(near) => fault.meant(next, near),
                        None => match few(keys) {
                            Some(keys) => fault.help(format!("its properties: {keys}")),
                            None => fault,
                        },
                    })
                }
            }
            Schema::Array(_) => {
                let message = format!(
                    "`{written}`: `{name}` is an array, and a reference cannot lead into one"
                );
                Err(Fault::new(message).help("send what is needed in a data field of its own"))
            }
            _ => Err(Fault::new(format!(
                "`{written}`: `{name}` is {}, which has no property `{next}`",
                schema.noun()
            ))
            .help(format!("refer to `{name}` itself"))),
        }
    }

    fn no_datum(&self, name: &str, rest: &[&str]) -> Fault {
        let written = &self.written;
        let place = self.place();
        let fault = Fault::new(format!("`{written}`: {place} has no data field `{name}`"));
        if !self.helps {
            return fault;
        }
        let known = || self.screen.data.iter().flatten().map(|(key, _)| *key);
        let full = |near: &str| {
            let path: Vec<&str> = std::iter::once(near).chain(rest.iter().copied()).collect();
            self.spell("data", &path.join("."))
        };
        if self.inputs().contains(&name) {
            let text = self.spell("form", name);
            let help = format!("`{name}` is a field: write `{text}`");
            return Fault { help: Some(help), ..fault.meant(written, text) };
        }
        if let Some(near) = nearest(name, known()) {
            return fault.meant(written, full(near));
        }
        if let Some(near) = nearest(name, self.inputs()) {
            return fault.meant(&self.written, self.spell("form", near));
        }
        match (few(known()), self.here.scope.flow.dialect) {
            (Some(known), _) => fault.help(format!("its data: {known}")),
            (None, Dialect::Rust) => {
                fault.help(format!("declare it on the screen: `data {{ {name}: String = \"…\" }}`"))
            }
            (None, Dialect::Json) => fault.help(format!("declare `{name}` in the screen's `data`")),
        }
    }

    fn no_field(&self, name: &str) -> Fault {
        let place = self.place();
        let fault = Fault::new(format!("`{}`: {place} has no field `{name}`", self.written));
        if !self.helps {
            return fault;
        }
        if self.screen.datum(name).is_some() {
            let text = self.spell("data", name);
            let help = format!("`{name}` is data: write `{text}`");
            return Fault { help: Some(help), ..fault.meant(&self.written, text) };
        }
        if let Some(near) = nearest(name, self.inputs()) {
            return fault.meant(&self.written, self.spell("form", near));
        }
        if let Some(near) = nearest(name, self.screen.data.iter().flatten().map(|(key, _)| *key)) {
            return fault.meant(&self.written, self.spell("data", near));
        }
        let scope = self.here.scope;
        let elsewhere = scope.screens.iter().find(|screen| {
            screen.id != self.here.screen.id
                && screen.field(name).is_some_and(|field| field.schema.is_some())
        });
        match (elsewhere, few(self.inputs())) {
            (Some(screen), _) if scope.since(V4_0) => {
                let id = screen.id;
                let text = format!("${{screen.{id}.form.{name}}}");
                let help = format!("screen `{id}` has it: write `{text}`");
                Fault { help: Some(help), ..fault.meant(&self.written, text) }
            }
            (_, Some(known)) => fault.help(format!("its fields: {known}")),
            _ => fault.help("a field is a component with a name, such as a TextInput"),
        }
    }

    fn no_root(&self, segments: &[&str]) -> Fault {
        let written = &self.written;
        let fault =
            Fault::new(format!("`{written}` does not say where to look: in `data` or in `form`"));
        if !self.helps {
            return fault;
        }
        let [first, rest @ ..] = segments else {
            return fault.help("write `${data.NAME}` or `${form.NAME}`");
        };
        let joined = rest.join(".");
        let with_root = |screen: &ScreenScope<'_>| match rest {
            [name] if screen.datum(name).is_some() => format!("data.{name}"),
            [name] => format!("form.{name}"),
            _ => joined.clone(),
        };
        if self.inputs().contains(first) && rest.is_empty() {
            return fault.meant(written, format!("${{form.{first}}}"));
        }
        if self.screen.datum(first).is_some() {
            return fault.meant(written, format!("${{data.{}}}", segments.join(".")));
        }
        if let Some(screen) = self.here.scope.screen(first).filter(|_| !rest.is_empty()) {
            let path = with_root(screen);
            let own = screen.id == self.here.screen.id;
            let text =
                if own { format!("${{{path}}}") } else { format!("${{screen.{first}.{path}}}") };
            return fault.meant(written, text);
        }
        match nearest(first, ["data", "form", "screen"]) {
            Some(root) if !rest.is_empty() => fault.meant(written, format!("${{{root}.{joined}}}")),
            _ => fault.help("write `${data.NAME}` or `${form.NAME}`"),
        }
    }

    /// The names of the components that have a value.
    fn inputs(&self) -> Vec<&'a str> {
        let fields = self.screen.fields.iter();
        fields.filter(|field| field.schema.is_some()).map(|field| field.name).collect()
    }

    fn is_elsewhere(&self) -> bool {
        self.screen.id != self.here.screen.id
    }

    fn place(&self) -> String {
        if self.is_elsewhere() {
            format!("screen `{}`", self.screen.id)
        } else {
            "this screen".to_owned()
        }
    }

    fn spell(&self, root: &str, name: &str) -> String {
        if self.is_elsewhere() {
            format!("${{screen.{}.{root}.{name}}}", self.screen.id)
        } else {
            format!("${{{root}.{name}}}")
        }
    }
}
