//! Finding what a person names on the screen.

use flow_player::Target;
use flow_player::view::{Choice, Content, Shown, View};

use super::{Phone, PhoneError};

/// What the phone offers to try again with, and what opens the small print: words of this phone,
/// since WhatsApp's are not known.
const TRY_AGAIN: &str = "Try again";
const READ_MORE: &str = "Read more";

/// How a test names something on the screen: by what it says, or by its [name](named).
///
/// A text is compared with labels first, and with names in the flow where no label is that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    text: String,
    by_name: bool,
}

/// Names a field by its name in the flow alone, where two have one label.
///
/// ```no_run
/// # async fn on(mut phone: flow_runtime::testing::Phone) -> Result<(), flow_runtime::testing::PhoneError> {
/// use flow_runtime::testing::named;
///
/// phone.fill(named("billing_city"), "London").await?;
/// # Ok(()) }
/// ```
#[must_use]
pub fn named(name: impl Into<String>) -> Find {
    Find { text: name.into(), by_name: true }
}

impl From<&str> for Find {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), by_name: false }
    }
}

impl From<String> for Find {
    fn from(text: String) -> Self {
        Self { text, by_name: false }
    }
}

impl From<&String> for Find {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl std::fmt::Display for Find {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.by_name { write!(f, "`{}`", self.text) } else { write!(f, "“{}”", self.text) }
    }
}

/// A field that is on the screen, shown or not.
struct Known {
    name: String,
    labels: Vec<String>,
}

impl Phone {
    /// The name of a field. One that is hidden is found as well: the player says why it is hidden.
    pub(super) fn field(&self, find: &Find) -> Result<String, PhoneError> {
        let view = self.player.view();
        let shown = shown(&view);
        let all = self
            .player
            .labelled()
            .into_iter()
            .filter_map(|field| Some(Known { name: field.name?, labels: vec![field.label] }));
        let all: Vec<Known> = all.collect();
        if !find.by_name {
            for fields in [&shown, &all] {
                let fits = |field: &&Known| field.labels.contains(&find.text);
                let found: Vec<&Known> = fields.iter().filter(fits).collect();
                match found[..] {
                    [] => {}
                    [only] => return Ok(only.name.clone()),
                    _ => return Err(self.several(find, found.iter().map(|field| &field.name))),
                }
            }
        }
        if all.iter().any(|field| field.name == find.text) {
            return Ok(find.text.clone());
        }
        let labels = shown.iter().flat_map(|field| &field.labels).map(String::as_str);
        Err(self.unknown(&format!("field {find}"), &find.text, labels))
    }

    /// What a tap on this text is about.
    pub(super) fn target(&self, find: &Find) -> Result<Target, PhoneError> {
        let view = self.player.view();
        let targets = targets(&view);
        let fits = |(text, name, _): &&(&str, Option<&str>, Target)| {
            if find.by_name { *name == Some(find.text.as_str()) } else { *text == find.text }
        };
        let mut found: Vec<&Target> = targets.iter().filter(fits).map(|(_, _, it)| it).collect();
        found.dedup();
        match found[..] {
            [only] => return Ok(only.clone()),
            [] => {}
            _ => {
                let places = found.iter().map(|target| match target {
                    Target::Footer => "the button".to_owned(),
                    Target::Link(id) => format!("the link {id}"),
                    Target::ReadMore(name) => format!("{READ_MORE} of {name}"),
                    Target::Item { name, id } => format!("the item {id} of {name}"),
                    other => format!("{other:?}"),
                });
                return Err(self.several(find, places));
            }
        }
        // A link that is hidden: the player says why.
        let hidden = self.player.labelled().into_iter();
        let hidden = hidden.filter(|one| one.name.is_none() && one.label == find.text);
        if let Some(link) = hidden.into_iter().next() {
            return Ok(Target::Link(link.id));
        }
        if let Some(advice) = instead(&view, &find.text) {
            return Err(self.stuck(advice));
        }
        let texts = targets.iter().map(|(text, ..)| *text);
        Err(self.unknown(&format!("button, link or item {find}"), &find.text, texts))
    }

    /// The id of an option, by its title or its id.
    pub(super) fn option(&self, name: &str, find: &str) -> Result<String, PhoneError> {
        let view = self.player.view();
        let Some(options) = choices(&view, name) else {
            // The field is hidden or no list: the player says so.
            return Ok(find.to_owned());
        };
        let titled: Vec<&Choice> = options.iter().filter(|option| option.title == find).collect();
        match titled[..] {
            [only] => return Ok(only.id.clone()),
            [] => {}
            _ => {
                let ids = titled.iter().map(|option| format!("`{}`", option.id));
                let ids = ids.collect::<Vec<_>>().join(", ");
                let reason = format!("“{find}” is the title of several options; name one: {ids}");
                return Err(self.stuck(reason));
            }
        }
        if options.iter().any(|option| option.id == find) {
            return Ok(find.to_owned());
        }
        let known = options.iter().map(|option| option.title.as_str());
        Err(self.unknown(&format!("option “{find}” in `{name}`"), find, known))
    }

    fn several(
        &self,
        find: &Find,
        names: impl Iterator<Item = impl std::fmt::Display>,
    ) -> PhoneError {
        let names = names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.stuck(format!("{find} is there more than once: {names}; say `named(\"…\")`"))
    }

    pub(super) fn unknown<'t>(
        &self,
        what: &str,
        written: &str,
        known: impl Iterator<Item = &'t str>,
    ) -> PhoneError {
        let known: Vec<&str> = known.filter(|text| !text.is_empty()).collect();
        let near = known
            .iter()
            .map(|text| (strsim::jaro(&text.to_lowercase(), &written.to_lowercase()), text))
            .filter(|(likeness, _)| *likeness > 0.75)
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let shown = match self.player.screen() {
            None => "the phone shows no screen".to_owned(),
            Some(_) if known.is_empty() => format!("there is no {what}"),
            Some(_) => {
                let all = known.iter().map(|text| format!("“{text}”"));
                format!("there is no {what}; there is {}", all.collect::<Vec<_>>().join(", "))
            }
        };
        match near {
            Some((_, near)) if self.player.screen().is_some() => {
                self.stuck(format!("{shown}. Did you mean “{near}”?"))
            }
            _ => self.stuck(shown),
        }
    }
}

fn shown(view: &View) -> Vec<Known> {
    let fields = view.body.iter().filter_map(|element| {
        let field = element.content.field()?;
        let mut labels = vec![field.label.clone()];
        if let Content::CalendarPicker(picker) = &element.content {
            labels.extend(picker.title.clone());
        }
        Some(Known { name: field.name.clone(), labels })
    });
    fields.collect()
}

/// The options of the list of this name.
pub(super) fn choices<'v>(view: &'v View, name: &str) -> Option<&'v [Choice]> {
    view.body.iter().find_map(|element| match &element.content {
        Content::CheckboxGroup(choices)
        | Content::RadioButtonsGroup(choices)
        | Content::ChipsSelector(choices)
        | Content::Dropdown(choices)
            if choices.field.name == name =>
        {
            Some(&choices.options[..])
        }
        _ => None,
    })
}

/// All that can be tapped: what it says, its name where it has one, and what a tap is about.
fn targets(view: &View) -> Vec<(&str, Option<&str>, Target)> {
    let mut found = Vec::new();
    for element in &view.body {
        match &element.content {
            Content::EmbeddedLink(link) => {
                let target = Target::Link(element.id.clone());
                found.push((link.text.as_str(), Some(element.id.as_str()), target));
            }
            Content::NavigationList(list) => {
                found.extend(list.items.iter().map(|item| {
                    let target = Target::Item { name: list.name.clone(), id: item.id.clone() };
                    (item.title.as_str(), Some(item.id.as_str()), target)
                }));
            }
            Content::OptIn(opt_in) if opt_in.read_more => {
                let name = opt_in.field.name.as_str();
                found.push((READ_MORE, Some(name), Target::ReadMore(name.to_owned())));
            }
            _ => {}
        }
    }
    if let Some(footer) = &view.footer {
        found.push((footer.label.as_str(), None, Target::Footer));
    }
    if matches!(&view.shown, Shown::Failed(failure) if failure.retry) {
        found.push((TRY_AGAIN, None, Target::Retry));
    }
    found
}

/// What to write where a test taps on something that is not a button.
fn instead(view: &View, text: &str) -> Option<String> {
    view.body.iter().find_map(|element| {
        let field = element.content.field()?;
        if let Some(options) = choices(view, &field.name)
            && options.iter().any(|option| option.title == text)
        {
            let label = &field.label;
            return Some(format!(
                "“{text}” is an option of “{label}”: write `choose(\"{label}\", \"{text}\")`"
            ));
        }
        if field.label != text {
            return None;
        }
        let write = match &element.content {
            Content::OptIn(_) => format!("tick(\"{text}\")"),
            Content::TextInput(_) | Content::TextArea(_) => format!("fill(\"{text}\", \"…\")"),
            Content::CalendarPicker(picker) if picker.end.is_some() => {
                format!("pick_range(\"{text}\", …, …)")
            }
            Content::DatePicker(_) | Content::CalendarPicker(_) => {
                format!("pick(\"{text}\", …)")
            }
            Content::PhotoPicker(_) | Content::DocumentPicker(_) => {
                format!("attach(\"{text}\", …)")
            }
            _ => format!("choose(\"{text}\", \"…\")"),
        };
        Some(format!("“{text}” is a field: write `{write}`"))
    })
}
