//! A gesture as a line of a test.

use std::fmt::Write as _;

use crate::gesture::{Gesture, Target};
use crate::player::Player;
use crate::view::{Choice, Content, View};

impl Player {
    /// The gesture as a line of Rust for `flow_runtime::testing::Phone`, on the screen that is shown
    /// now: things are named by what they say, and by their names where two say the same.
    ///
    /// `None` for what no line is needed for, such as the end of an upload.
    ///
    /// ```
    /// use flow_player::{Date, Device, Gesture, Opening, Player, Profile, Program, Target};
    ///
    /// let program = Program::from_json(br#"{
    ///     "version": "7.3",
    ///     "screens": [{
    ///         "id": "ASK", "title": "Ask", "terminal": true,
    ///         "layout": { "type": "SingleColumnLayout", "children": [
    ///             { "type": "TextInput", "name": "who", "label": "Your name" },
    ///             { "type": "Footer", "label": "Send",
    ///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
    ///         ] }
    ///     }]
    /// }"#)?;
    /// let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
    /// let (player, _) = Player::open(&program, Opening::example(&program, "ASK"), phone);
    /// let line = player.line(&Gesture::Fill { name: "who".into(), text: "Ada".into() });
    /// assert_eq!(line.as_deref(), Some(r#"phone.fill("Your name", "Ada").await?;"#));
    /// let line = player.line(&Gesture::Tap(Target::Footer));
    /// assert_eq!(line.as_deref(), Some(r#"phone.tap("Send").await?;"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn line(&self, gesture: &Gesture) -> Option<String> {
        let view = self.view();
        let field = |name: &str| named(&view, name);
        let call = match gesture {
            Gesture::Fill { name, text } | Gesture::Type { name, text } if text.is_empty() => {
                format!("clear({})", field(name))
            }
            Gesture::Fill { name, text } | Gesture::Type { name, text } => {
                format!("fill({}, {text:?})", field(name))
            }
            Gesture::Choose { name, id } => {
                format!("choose({}, {:?})", field(name), option(&view, name, id))
            }
            Gesture::Unchoose { name, id } => {
                format!("unchoose({}, {:?})", field(name), option(&view, name, id))
            }
            Gesture::Tick { name, on: true } => format!("tick({})", field(name)),
            Gesture::Tick { name, on: false } => format!("untick({})", field(name)),
            Gesture::Date { name, date } => format!("pick({}, {})", field(name), day(*date)),
            Gesture::Range { name, start, end } => {
                let end = end.map_or_else(|| "None".to_owned(), day);
                format!("pick_range({}, {}, {end})", field(name), day(*start))
            }
            Gesture::Attach { name, files } => {
                let mut lines = String::new();
                for file in files {
                    let made = format!(
                        "File::new({:?}, {:?}, vec![0; {}])",
                        file.name, file.mime_type, file.size
                    );
                    // Writing to a String cannot fail.
                    let _ = writeln!(lines, "phone.attach({}, {made}).await?;", field(name));
                }
                return (!lines.is_empty()).then(|| lines.trim_end().to_owned());
            }
            Gesture::Detach { name, at } => {
                format!("detach({}, {:?})", field(name), file(&view, name, *at)?)
            }
            Gesture::Tap(target) => tap(&view, target),
            Gesture::Back => "back()".to_owned(),
            Gesture::Close => "close()".to_owned(),
            Gesture::Uploaded { .. } | Gesture::Leave | Gesture::Dismiss => return None,
        };
        Some(format!("phone.{call}.await?;"))
    }
}

/// How a test names a field.
fn named(view: &View, name: &str) -> String {
    let label = view.body.iter().find_map(|element| {
        let field = element.content.field().filter(|field| field.name == name)?;
        Some(field.label.as_str())
    });
    let alike = |label: &str| {
        let fields = view.body.iter().filter_map(|element| element.content.field());
        fields.filter(|field| field.label == label).count()
    };
    match label {
        Some(label) if !label.is_empty() && alike(label) == 1 => format!("{label:?}"),
        _ => format!("named({name:?})"),
    }
}

fn tap(view: &View, target: &Target) -> String {
    let said = match target {
        Target::Footer => view.footer.as_ref().map(|footer| footer.label.clone()),
        Target::Retry => Some("Try again".to_owned()),
        Target::ReadMore(name) => return format!("read_more({})", named(view, name)),
        Target::Link(id) => view.body.iter().find_map(|element| match &element.content {
            Content::EmbeddedLink(link) if element.id == *id => Some(link.text.clone()),
            _ => None,
        }),
        Target::Item { name, id } => view.body.iter().find_map(|element| match &element.content {
            Content::NavigationList(list) if list.name == *name => {
                let item = list.items.iter().find(|item| item.id == *id)?;
                Some(item.title.clone())
            }
            _ => None,
        }),
    };
    match said.filter(|said| taps(view, said) == 1) {
        Some(said) => format!("tap({said:?})"),
        None => match target {
            Target::Link(id) | Target::Item { id, .. } => format!("tap(named({id:?}))"),
            _ => "tap(\"\")".to_owned(),
        },
    }
}
/// How many things that can be tapped say this.
fn taps(view: &View, said: &str) -> usize {
    let on_screen = view.body.iter().map(|element| match &element.content {
        Content::EmbeddedLink(link) => usize::from(link.text == said),
        Content::NavigationList(list) => {
            list.items.iter().filter(|item| item.title == said).count()
        }
        _ => 0,
    });
    let footer = view.footer.as_ref().is_some_and(|footer| footer.label == said);
    (on_screen.sum::<usize>() + usize::from(footer)).max(1)
}

/// How a test names an option: by its title, where that is of this option alone.
fn option<'v>(view: &'v View, name: &str, id: &'v str) -> &'v str {
    let options = view.body.iter().find_map(|element| match &element.content {
        Content::CheckboxGroup(choices)
        | Content::RadioButtonsGroup(choices)
        | Content::ChipsSelector(choices)
        | Content::Dropdown(choices)
            if choices.field.name == name =>
        {
            Some(&choices.options)
        }
        _ => None,
    });
    let options: &[Choice] = options.map_or(&[], |options| options);
    let Some(option) = options.iter().find(|option| option.id == id) else { return id };
    let alike = options.iter().filter(|other| other.title == option.title).count();
    if alike == 1 { &option.title } else { id }
}

fn file(view: &View, name: &str, at: usize) -> Option<String> {
    view.body.iter().find_map(|element| match &element.content {
        Content::PhotoPicker(picker) | Content::DocumentPicker(picker)
            if picker.field.name == name =>
        {
            Some(picker.files.get(at)?.name.clone())
        }
        _ => None,
    })
}

fn day(date: jiff::civil::Date) -> String {
    format!("Date::constant({}, {}, {})", date.year(), date.month(), date.day())
}
