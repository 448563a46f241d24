//! A view in a terminal, and in the golden of a test.

use std::fmt::{self, Display, Formatter};

use super::{
    Block, Choices, Content, Disabled, Field, Inline, Leading, Paragraph, Picker, Shown, Uploading,
    View,
};

/// The screen as text: one line a thing, so that a test can compare it and a person can read it.
///
/// Secret text is shown as dots.
impl Display for View {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.shown {
            Shown::Loading => writeln!(f, "… the first screen is awaited")?,
            Shown::Screen(id) => self.screen(f, id)?,
            Shown::Failed(failure) => {
                writeln!(f, "✗ {}", failure.message)?;
                writeln!(f, "  {}", failure.detail)?;
                if failure.retry {
                    writeln!(f, "  [Try again]")?;
                }
            }
            Shown::Completed { success, summary } => {
                writeln!(f, "{} the flow is complete", if *success { "✓" } else { "✗" })?;
                for screen in summary {
                    writeln!(f, "  {}", screen.title)?;
                    for (label, value) in &screen.lines {
                        writeln!(f, "    {label}: {value}")?;
                    }
                }
            }
            Shown::Expired(message) => writeln!(f, "✗ expired: {message}")?,
            Shown::Left => writeln!(f, "– the flow is closed")?,
        }
        if let Some(snackbar) = &self.snackbar {
            writeln!(f, "! {}", snackbar.text)?;
        }
        Ok(())
    }
}

impl View {
    fn screen(&self, f: &mut Formatter<'_>, id: &str) -> fmt::Result {
        let leading = match self.header.leading {
            Leading::Close => "×",
            Leading::Back => "←",
        };
        write!(f, "{leading} {} ({id})", self.header.title)?;
        if let Some(percent) = self.header.progress {
            write!(f, " {percent} %")?;
        }
        writeln!(f, "{}", if self.busy { " …" } else { "" })?;
        for element in &self.body {
            content(f, &element.content)?;
        }
        if let Some(footer) = &self.footer {
            let captions = [&footer.left, &footer.center, &footer.right];
            let captions: Vec<&str> = captions.into_iter().flatten().map(String::as_str).collect();
            if !captions.is_empty() {
                writeln!(f, "  {}", captions.join(" | "))?;
            }
            write!(f, "[{}]", footer.label)?;
            disabled(f, footer.disabled)?;
            writeln!(f)?;
            for missing in &footer.missing {
                writeln!(f, "  waits for {missing}")?;
            }
        }
        Ok(())
    }
}

fn content(f: &mut Formatter<'_>, content: &Content) -> fmt::Result {
    match content {
        Content::TextHeading(text) => writeln!(f, "  # {text}"),
        Content::TextSubheading(text) => writeln!(f, "  ## {text}"),
        Content::TextBody(paragraph) => self::paragraph(f, "  ", paragraph),
        Content::TextCaption(paragraph) => self::paragraph(f, "  . ", paragraph),
        Content::RichText(blocks) => self::blocks(f, "  ", blocks),
        Content::TextInput(input) => {
            let text = if input.input_type.is_secret() {
                "•".repeat(input.text.chars().count())
            } else {
                input.text.clone()
            };
            field(f, &input.field, &format!("[{text}]"))
        }
        Content::TextArea(area) => {
            field(f, &area.field, &format!("[{}] {} / {}", area.text, area.used, area.max))
        }
        Content::CheckboxGroup(choices) => options(f, choices, ["[x]", "[ ]"]),
        Content::RadioButtonsGroup(choices) => options(f, choices, ["(o)", "( )"]),
        Content::ChipsSelector(choices) => options(f, choices, ["<x>", "< >"]),
        Content::Dropdown(choices) => {
            let chosen = choices.chosen.as_deref().unwrap_or("");
            field(f, &choices.field, &format!("[{chosen} v] of {}", choices.options.len()))
        }
        Content::OptIn(opt_in) => {
            let ticked = if opt_in.ticked { "[x]" } else { "[ ]" };
            let more = if opt_in.read_more { " (read more)" } else { "" };
            field(f, &opt_in.field, &format!("{ticked}{more}"))
        }
        Content::DatePicker(picker) => {
            let date = picker.date.map(|date| date.to_string()).unwrap_or_default();
            field(f, &picker.field, &format!("[{date}]"))
        }
        Content::CalendarPicker(picker) => {
            let start = picker.start.map(|date| date.to_string()).unwrap_or_default();
            match &picker.end {
                None => field(f, &picker.field, &format!("[{start}]")),
                Some(end) => {
                    let last = end.date.map(|date| date.to_string()).unwrap_or_default();
                    let shown = format!("[{start}] {}: [{last}]", end.label);
                    field(f, &picker.field, &shown)?;
                    match (&end.error, &end.helper) {
                        (Some(error), _) => writeln!(f, "    ! {}", error.text),
                        (None, Some(helper)) => writeln!(f, "    {helper}"),
                        (None, None) => Ok(()),
                    }
                }
            }
        }
        Content::PhotoPicker(picker) | Content::DocumentPicker(picker) => files(f, picker),
        Content::Image(image) => writeln!(f, "  <image {}>", image.picture.alt),
        Content::ImageCarousel(carousel) => {
            let shown: Vec<&str> =
                carousel.pictures.iter().map(|picture| picture.alt.as_str()).collect();
            writeln!(f, "  <images {}>", shown.join(" | "))
        }
        Content::EmbeddedLink(link) => {
            write!(f, "  -> {}{}", link.text, if link.external { " (browser)" } else { "" })?;
            disabled(f, link.disabled)?;
            writeln!(f)
        }
        Content::NavigationList(list) => {
            for text in [&list.label, &list.description].into_iter().flatten() {
                writeln!(f, "  {text}")?;
            }
            for item in &list.items {
                write!(f, "  > {}", item.title)?;
                let lines = [&item.description, &item.metadata];
                for line in lines.into_iter().flatten() {
                    write!(f, ", {line}")?;
                }
                if let Some(end) = &item.end {
                    for line in [&end.title, &end.description, &end.metadata].into_iter().flatten()
                    {
                        write!(f, " | {line}")?;
                    }
                }
                for word in item.badge.iter().chain(&item.tags) {
                    write!(f, " <{word}>")?;
                }
                disabled(f, item.disabled)?;
                writeln!(f)?;
            }
            Ok(())
        }
    }
}

fn field(f: &mut Formatter<'_>, field: &Field, shown: &str) -> fmt::Result {
    let optional = if field.required { "" } else { " (optional)" };
    write!(f, "  {}{optional}: {shown}", field.label)?;
    disabled(f, field.disabled)?;
    writeln!(f)?;
    for text in [&field.description, &field.helper].into_iter().flatten() {
        writeln!(f, "    {text}")?;
    }
    match &field.error {
        Some(error) => writeln!(f, "    ! {}", error.text),
        None => Ok(()),
    }
}

fn options(f: &mut Formatter<'_>, choices: &Choices, marks: [&str; 2]) -> fmt::Result {
    field(f, &choices.field, choices.hint.as_deref().unwrap_or(""))?;
    for option in &choices.options {
        let mark = if option.chosen { marks[0] } else { marks[1] };
        write!(f, "    {mark} {}", option.title)?;
        for line in [&option.description, &option.metadata].into_iter().flatten() {
            write!(f, ", {line}")?;
        }
        let marked = option.image.as_ref().map(|image| format!("image {}", image.alt));
        for mark in marked.iter().chain(&option.color) {
            write!(f, " <{mark}>")?;
        }
        disabled(f, option.disabled)?;
        writeln!(f)?;
    }
    Ok(())
}

fn files(f: &mut Formatter<'_>, picker: &Picker) -> fmt::Result {
    field(
        f,
        &picker.field,
        &format!("{} of {} to {}", picker.files.len(), picker.min, picker.max),
    )?;
    for file in &picker.files {
        let state = match file.upload {
            Uploading::Pending => ", uploading",
            Uploading::Failed => ", failed",
            Uploading::Done => "",
        };
        writeln!(f, "    - {}, {} bytes · {}{state}", file.name, file.size, file.extension)?;
        if let Some(error) = &file.error {
            writeln!(f, "      ! {error}")?;
        }
    }
    Ok(())
}

fn disabled(f: &mut Formatter<'_>, why: Option<Disabled>) -> fmt::Result {
    match why {
        None => Ok(()),
        Some(Disabled::Property) => write!(f, " (disabled)"),
        Some(Disabled::Busy) => write!(f, " (busy)"),
        Some(Disabled::AtMaximum) => write!(f, " (no more)"),
        Some(Disabled::NotReady) => write!(f, " (not ready)"),
    }
}

fn paragraph(f: &mut Formatter<'_>, start: &str, paragraph: &Paragraph) -> fmt::Result {
    blocks(f, start, &paragraph.blocks)
}

fn blocks(f: &mut Formatter<'_>, start: &str, blocks: &[Block]) -> fmt::Result {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => writeln!(f, "{start}{}", Runs(runs))?,
            Block::Heading(runs) => writeln!(f, "{start}# {}", Runs(runs))?,
            Block::Subheading(runs) => writeln!(f, "{start}## {}", Runs(runs))?,
            Block::List { start: first, items } => {
                for (at, item) in (0_u64..).zip(items) {
                    match first {
                        Some(first) => {
                            writeln!(f, "{start}{}. {}", first.saturating_add(at), Runs(item))?;
                        }
                        None => writeln!(f, "{start}- {}", Runs(item))?,
                    }
                }
            }
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> =
                        row.iter().map(|cell| Runs(cell).to_string()).collect();
                    writeln!(f, "{start}| {} |", cells.join(" | "))?;
                }
            }
            Block::Image { alt, .. } => writeln!(f, "{start}<image {alt}>")?,
        }
    }
    Ok(())
}

struct Runs<'a>(&'a [Inline]);

impl Display for Runs<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for run in self.0 {
            let text = run.text.replace('\n', " / ");
            match &run.link {
                Some(link) => write!(f, "{text} ({link})")?,
                None => f.write_str(&text)?,
            }
        }
        Ok(())
    }
}
