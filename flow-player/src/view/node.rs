//! Each component as it is shown. A component that is new in the catalogue does not compile until
//! it has an arm here.

use flow_compiler::catalogue::{ActionKind, ComponentKind};

use super::markdown::{self, Subset};
use super::{
    Attached, CalendarEnd, CalendarPicker, Carousel, Choice, Choices, Content, DatePicker,
    Disabled, Image, Item, ItemEnd, Link, List, OptIn, Paragraph, Picker, Picture, TextArea,
    TextInput, Uploading, field,
};
use crate::dates::Days;
use crate::entry::Entry;
use crate::gesture::{File, Upload, kinds};
use crate::lookup::{self, Occasion, end_of, entries, flag, is_range, text};
use crate::player::Player;
use crate::program::{Node, Screen};
use crate::valid;
use crate::value::Value;

/// Where a phone cuts a heading, a subheading, a text, and the label of an `OptIn`, in characters.
const HEADING: usize = 80;
const BODY: usize = 4096;
const OPT_IN: usize = 300;

/// Height of an image that says none.
const HEIGHT: f64 = 400.0;

/// What a component shows; `None` for what draws nothing in the body.
pub(super) fn content(player: &Player, screen: &Screen, node: &Node) -> Option<Content> {
    let drawn = Drawn { player, screen, node };
    Some(match node.kind {
        ComponentKind::TextHeading => Content::TextHeading(cut(drawn.text("text"), HEADING)),
        ComponentKind::TextSubheading => Content::TextSubheading(cut(drawn.text("text"), HEADING)),
        ComponentKind::TextBody => Content::TextBody(drawn.paragraph()),
        ComponentKind::TextCaption => Content::TextCaption(drawn.paragraph()),
        ComponentKind::RichText => {
            Content::RichText(markdown::read(&drawn.lines().join("\n"), Subset::Rich))
        }
        ComponentKind::TextInput => Content::TextInput(drawn.text_input()),
        ComponentKind::TextArea => Content::TextArea(drawn.text_area()),
        ComponentKind::CheckboxGroup => Content::CheckboxGroup(drawn.choices()),
        ComponentKind::RadioButtonsGroup => Content::RadioButtonsGroup(drawn.choices()),
        ComponentKind::ChipsSelector => Content::ChipsSelector(drawn.choices()),
        ComponentKind::Dropdown => Content::Dropdown(drawn.choices()),
        ComponentKind::OptIn => Content::OptIn(drawn.opt_in()),
        ComponentKind::DatePicker => Content::DatePicker(drawn.date_picker()),
        ComponentKind::CalendarPicker => Content::CalendarPicker(drawn.calendar_picker()),
        ComponentKind::PhotoPicker => Content::PhotoPicker(drawn.picker()),
        ComponentKind::DocumentPicker => Content::DocumentPicker(drawn.picker()),
        ComponentKind::Image => Content::Image(drawn.image()),
        ComponentKind::ImageCarousel => Content::ImageCarousel(drawn.carousel()),
        ComponentKind::EmbeddedLink => Content::EmbeddedLink(drawn.link()),
        ComponentKind::NavigationList => Content::NavigationList(drawn.list()),
        ComponentKind::Footer | ComponentKind::Form | ComponentKind::If | ComponentKind::Switch => {
            return None;
        }
    })
}

/// A component about to be drawn.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    player: &'a Player,
    screen: &'a Screen,
    node: &'a Node,
}

impl Drawn<'_> {
    fn scope(&self) -> crate::eval::Scope<'_> {
        self.player.scope(&self.screen.id)
    }

    fn text(&self, property: &str) -> String {
        text(&self.scope(), self.node, property).unwrap_or_default()
    }

    fn filled(&self, property: &str) -> Option<String> {
        text(&self.scope(), self.node, property).filter(|text| !text.is_empty())
    }

    fn number(&self, property: &str) -> Option<f64> {
        self.scope().value(self.node.property(property)?)?.to_number()
    }

    fn held(&self) -> Option<&Entry> {
        field::held(self.player, self.screen, self.node)
    }

    fn busy(&self) -> Option<Disabled> {
        self.player.state.awaited.is_some().then_some(Disabled::Busy)
    }

    /// The text, or its lines.
    fn lines(&self) -> Vec<String> {
        let value = self.node.property("text").and_then(|formula| self.scope().value(formula));
        match value {
            Some(Value::List(lines)) => lines.iter().map(Value::spelled).collect(),
            Some(value) => vec![value.spelled()],
            None => Vec::new(),
        }
    }

    fn paragraph(&self) -> Paragraph {
        let scope = self.scope();
        let lines = self.lines();
        let blocks = if flag(&scope, self.node, "markdown", false) {
            markdown::read(&cut(lines.join("\n"), BODY), Subset::Text)
        } else {
            lines.into_iter().map(|line| markdown::plain(&cut(line, BODY))).collect()
        };
        let weight = self.text("font-weight");
        Paragraph {
            blocks,
            bold: weight.starts_with("bold"),
            italic: weight.ends_with("italic"),
            strikethrough: flag(&scope, self.node, "strikethrough", false),
        }
    }

    fn text_input(&self) -> TextInput {
        let (min, max) = valid::lengths(&self.scope(), self.node);
        TextInput {
            field: field::of(self.player, self.screen, self.node),
            input_type: self.node.input_type(),
            text: self.typed(),
            min,
            max,
        }
    }

    fn text_area(&self) -> TextArea {
        let (_, max) = valid::lengths(&self.scope(), self.node);
        let text = self.typed();
        let used = text.chars().count();
        TextArea { field: field::of(self.player, self.screen, self.node), text, used, max }
    }

    fn typed(&self) -> String {
        match self.held() {
            Some(Entry::Text(text)) => text.to_string(),
            _ => String::new(),
        }
    }

    fn choices(&self) -> Choices {
        let scope = self.scope();
        let field = field::of(self.player, self.screen, self.node);
        let listed = entries(&scope, self.node);
        let several =
            matches!(self.node.kind, ComponentKind::CheckboxGroup | ComponentKind::ChipsSelector);
        let (min, max) =
            if several { valid::choices(&scope, self.node, listed.len()) } else { (0, 1) };
        let held: &[crate::value::Text] = match self.held() {
            Some(Entry::Many(ids)) => ids,
            Some(Entry::One(id)) => std::slice::from_ref(id),
            _ => &[],
        };
        let full = several && held.len() >= max;
        let options: Vec<Choice> = listed
            .iter()
            .map(|option| {
                let chosen = held.contains(&option.id);
                Choice {
                    id: option.id.to_string(),
                    title: option.text("title").unwrap_or_default(),
                    description: option.text("description"),
                    metadata: option.text("metadata"),
                    image: picture(option, "image", "alt-text"),
                    color: option.text("color"),
                    chosen,
                    disabled: field
                        .disabled
                        .or((!option.enabled()).then_some(Disabled::Property))
                        .or((full && !chosen).then_some(Disabled::AtMaximum)),
                }
            })
            .collect();
        let chosen = held.first().filter(|_| !several).map(|id| {
            let option = options.iter().find(|option| *option.id == **id);
            option.map_or_else(|| id.to_string(), |option| option.title.clone())
        });
        let written = |property| self.node.property(property).is_some();
        let hint = (several && (written("min-selected-items") || written("max-selected-items")))
            .then(|| match (min, max) {
                (0, max) => format!("Choose up to {max}"),
                (min, max) if min == max => format!("Choose {min}"),
                (min, max) if max >= options.len() => format!("Choose {min} or more"),
                (min, max) => format!("Choose {min} to {max}"),
            });
        Choices {
            clearable: !several && !field.required,
            large_images: self.text("media-size") == "large",
            field,
            options,
            min,
            max,
            hint,
            chosen,
        }
    }

    fn opt_in(&self) -> OptIn {
        let mut field = field::of(self.player, self.screen, self.node);
        field.label = cut(field.label, OPT_IN);
        OptIn {
            field,
            ticked: matches!(self.held(), Some(Entry::Flag(true))),
            read_more: self.node.click.is_some(),
        }
    }

    fn date_picker(&self) -> DatePicker {
        let today = self.player.state.device.today;
        let days = Days::of(&self.scope(), self.node, today);
        DatePicker {
            field: field::of(self.player, self.screen, self.node),
            date: match self.held() {
                Some(Entry::Date(day)) => Some(*day),
                _ => None,
            },
            begins: if days.first <= days.last {
                today.clamp(days.first, days.last)
            } else {
                today
            },
            first: days.first,
            last: days.last,
            unavailable: days.unavailable,
        }
    }

    fn calendar_picker(&self) -> CalendarPicker {
        let scope = self.scope();
        let days = Days::of(&scope, self.node, self.player.state.device.today);
        let range = is_range(&scope, self.node);
        let field = field::of(self.player, self.screen, self.node);
        let (start, last) = match self.held() {
            Some(Entry::Date(day)) => (Some(*day), None),
            Some(Entry::Range(start, end)) => (Some(*start), *end),
            _ => (None, None),
        };
        let end = range.then(|| {
            let said = |property| {
                end_of(&scope, self.node, property, "end-date")
                    .map(|value| value.spelled())
                    .filter(|text| !text.is_empty())
            };
            let label = said("label").unwrap_or_default();
            let error = field::error(
                self.player,
                self.screen,
                self.node,
                &label,
                None,
                field.focused,
                Some("end-date"),
            );
            CalendarEnd {
                helper: field::helper(self.player, said("helper-text"), error.as_ref()),
                required: valid::ends_required(&scope, self.node).1,
                label,
                error,
                date: last,
            }
        });
        CalendarPicker {
            field,
            title: self.filled("title"),
            start,
            end,
            first: days.first,
            last: days.last,
            unavailable: days.unavailable,
            weekdays: days.weekdays.iter().map(|day| day.to_monday_one_offset()).collect(),
            min_days: days.fewest,
            max_days: days.most,
        }
    }

    fn picker(&self) -> Picker {
        let scope = self.scope();
        let field = field::of(self.player, self.screen, self.node);
        let limits = valid::files(&scope, self.node);
        let photos = self.node.kind == ComponentKind::PhotoPicker;
        let source = self.text("photo-source");
        let files: &[File] = match self.held() {
            Some(Entry::Files(files)) => files,
            _ => &[],
        };
        let page = self.player.state.store.page(&self.screen.id);
        let said = page.and_then(|page| page.errors.get(&self.node.name));
        Picker {
            files: files.iter().map(|file| self.attached(file, said)).collect(),
            min: limits.fewest,
            max: limits.most,
            max_kb: limits.kb,
            camera: photos && source != "gallery",
            gallery: !photos || source != "camera",
            accepts: if photos { vec!["image/*".to_owned()] } else { kinds(&scope, self.node) },
            more: field.disabled.is_none() && files.len() < limits.most,
            field,
        }
    }

    fn attached(&self, file: &File, said: Option<&Value>) -> Attached {
        let extension = file.name.rsplit_once('.').map(|(_, end)| end).unwrap_or_default();
        let capitals = self.player.state.device.profile.traits().extension_in_capitals;
        let (upload, error) = match &file.upload {
            Upload::Pending => (Uploading::Pending, None),
            Upload::Failed => (Uploading::Failed, None),
            Upload::Done(media) => {
                let error = said.and_then(|said| said.get(&media.media_id)).map(Value::spelled);
                (Uploading::Done, error)
            }
        };
        Attached {
            name: file.name.clone(),
            extension: if capitals { extension.to_uppercase() } else { extension.to_lowercase() },
            size: file.size,
            upload,
            error,
        }
    }

    fn image(&self) -> Image {
        let source = self.node.property("src").and_then(|formula| self.scope().value(formula));
        Image {
            picture: Picture {
                base64: source.as_ref().and_then(Value::as_text).cloned().unwrap_or_default(),
                alt: self.text("alt-text"),
            },
            width: self.number("width"),
            height: self.number("height").unwrap_or(HEIGHT),
            cover: self.text("scale-type") == "cover",
            aspect_ratio: self.number("aspect-ratio"),
        }
    }

    fn carousel(&self) -> Carousel {
        let slides = lookup::slides(&self.scope(), self.node);
        Carousel {
            pictures: slides
                .iter()
                .map(|slide| Picture {
                    base64: slide.get("src").and_then(Value::as_text).cloned().unwrap_or_default(),
                    alt: slide.get("alt-text").map(Value::spelled).unwrap_or_default(),
                })
                .collect(),
            wide: self.text("aspect-ratio") == "16:9",
            cover: self.text("scale-type") == "cover",
        }
    }

    fn link(&self) -> Link {
        let action = self.player.action_of(self.screen, self.node, None, Occasion::Click);
        Link {
            text: self.text("text"),
            external: action.is_some_and(|action| action.kind == ActionKind::OpenUrl),
            disabled: self.busy(),
        }
    }

    fn list(&self) -> List {
        let items = entries(&self.scope(), self.node)
            .into_iter()
            .map(|item| {
                let main = |key: &str| item.get("main-content").and_then(|main| main.get(key));
                let line = |value: Option<&Value>| {
                    value.map(Value::spelled).filter(|text| !text.is_empty())
                };
                let start = item.get("start");
                let end = item.get("end");
                let of_end = |key: &str| line(end.and_then(|end| end.get(key)));
                let tags = item.get("tags").map(Value::items).unwrap_or_default();
                Item {
                    title: line(main("title")).unwrap_or_default(),
                    description: line(main("description")),
                    metadata: line(main("metadata")),
                    image: start.and_then(|start| {
                        let base64 = start.get("image").and_then(Value::as_text)?.clone();
                        let alt = start.get("alt-text").map(Value::spelled).unwrap_or_default();
                        (!base64.is_empty()).then_some(Picture { base64, alt })
                    }),
                    end: end.is_some().then(|| ItemEnd {
                        title: of_end("title"),
                        description: of_end("description"),
                        metadata: of_end("metadata"),
                    }),
                    badge: item.text("badge"),
                    tags: tags.iter().map(Value::spelled).collect(),
                    disabled: self.busy().or((!item.enabled()).then_some(Disabled::Property)),
                    id: item.id.to_string(),
                }
            })
            .collect();
        List {
            name: self.node.name.to_string(),
            label: self.filled("label"),
            description: self.filled("description"),
            items,
            large_images: self.text("media-size") == "large",
        }
    }
}

fn picture(option: &lookup::Entry, image: &str, alt: &str) -> Option<Picture> {
    let base64 = option.picture(image)?;
    Some(Picture { base64, alt: option.text(alt).unwrap_or_default() })
}

/// Cuts a text where a phone does.
fn cut(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
