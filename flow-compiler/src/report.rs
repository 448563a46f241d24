//! Faults as text for a person, as rustc writes them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level as Shown, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Included, Level};

/// How many bytes of a line are shown; a longer one is cut around the fault.
const WINDOW: usize = 120;

/// Characters are counted up to every byte that this divides.
const STRIDE: usize = 4096;

/// Whether a report has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// For a file or a pipe.
    Plain,
    /// For a terminal that knows ANSI codes.
    Ansi,
}

/// A place in a text, for people: lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A fault that another than the compiler has found, such as Meta's validator, in a text that the
/// caller holds.
#[derive(Clone, Debug)]
pub struct Foreign<'f> {
    /// How bad it is.
    pub level: Level,
    /// Its code, as the finder names it.
    pub code: &'f str,
    /// Where it is in the text.
    pub bytes: Range<usize>,
    /// What is wrong.
    pub message: &'f str,
    /// What to write instead.
    pub help: Option<&'f str>,
}

/// A text whose lines have been counted, so that each place in it is found at once.
#[derive(Debug)]
pub struct Source<'t> {
    name: Cow<'t, str>,
    text: &'t str,
    /// The first byte of every line.
    lines: Vec<usize>,
    /// How many characters begin before each stride of the text: a document in one line has many
    /// faults as well.
    strides: Vec<usize>,
}

impl<'t> Source<'t> {
    /// Counts the lines of a text; `name` is the file's, as a person knows it.
    #[must_use]
    pub fn new(name: impl Into<Cow<'t, str>>, text: &'t str) -> Self {
        let starts =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        let mut strides = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut before = 0;
        for stride in text.as_bytes().chunks(STRIDE) {
            strides.push(before);
            before += characters(stride);
        }
        Self { name: name.into(), text, lines, strides }
    }

    /// The file's name, as a person knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is in it.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where a byte lies; a byte after the end lies at the end.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.boundary(byte);
        let line = self.line(byte);
        let column = self.characters_before(byte) - self.characters_before(self.lines[line]) + 1;
        Position { line: line + 1, column }
    }

    /// One fault: its level and code, its place with the text there, and what to write instead.
    #[must_use]
    pub fn render(&self, fault: &Diagnostic, colors: Colors) -> String {
        self.show(
            &Foreign {
                level: fault.level,
                code: fault.code.as_str(),
                bytes: fault.span.bytes(),
                message: &fault.message,
                help: fault.help.as_deref(),
            },
            colors,
        )
    }

    /// A fault that another than the compiler has found, in the same form.
    #[must_use]
    pub fn show(&self, fault: &Foreign<'_>, colors: Colors) -> String {
        let span = fault.bytes.clone();
        let start = self.boundary(span.start);
        let line = self.line(start);
        let first = self.lines[line];
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = end.max(first);
        let shown = first..end - usize::from(self.text[first..end].ends_with('\r'));
        // A span over several lines is told by its first one.
        let marked = start..self.boundary(span.end).clamp(start, shown.end.max(start));
        let (window, marked) = self.window(shown, marked);
        let level = match fault.level {
            Level::Error => Shown::ERROR,
            Level::Warning => Shown::WARNING,
        };
        let position = self.position(start);
        let place = format!("{}:{}:{}", self.name, position.line, position.column);
        let snippet = Snippet::source(window)
            .line_start(position.line)
            .fold(true)
            .annotation(AnnotationKind::Primary.span(marked));
        let title = level.primary_title(fault.message).id(fault.code);
        let mut group = title.element(snippet.path(place));
        if let Some(help) = fault.help {
            group = group.element(Shown::HELP.message(help));
        }
        let renderer = match colors {
            Colors::Plain => Renderer::plain(),
            Colors::Ansi => Renderer::styled(),
        };
        let text = renderer.term_width(WINDOW * 2).render(&[group]);
        self.one_column(text, position)
    }

    /// The library counts the column in the cut line; the true one has been reported in the path.
    fn one_column(&self, text: String, position: Position) -> String {
        let told = format!("{}:{}:{}", self.name, position.line, position.column);
        let Some(at) = text.find(&told) else { return text };
        let behind = at + told.len();
        let more = text[behind..].find(|c: char| c != ':' && !c.is_ascii_digit());
        let end = more.map_or(text.len(), |more| behind + more);
        format!("{}{}", &text[..behind], &text[end..])
    }

    /// A part of a line that can be shown, and the marked bytes in it.
    fn window(&self, line: Range<usize>, marked: Range<usize>) -> (String, Range<usize>) {
        let from = self.boundary(marked.start.saturating_sub(WINDOW / 2).max(line.start));
        let from = if line.len() <= WINDOW { line.start } else { from };
        let to = if line.len() <= WINDOW { line.end } else { line.end.min(from + WINDOW) };
        let to = self.boundary(to).max(self.boundary(marked.start));
        let (before, behind) = (from > line.start, to < line.end);
        let mut shown = String::new();
        if before {
            shown.push('…');
        }
        let offset = shown.len();
        shown.push_str(&self.text[from..to]);
        let marked = marked.start - from + offset..marked.end.min(to) - from + offset;
        if behind {
            shown.push('…');
        }
        (shown, marked)
    }

    fn characters_before(&self, byte: usize) -> usize {
        let stride = byte / STRIDE;
        let counted = self.strides.get(stride).or(self.strides.last()).copied().unwrap_or(0);
        let from = stride.min(self.strides.len().saturating_sub(1)) * STRIDE;
        counted + characters(&self.text.as_bytes()[from..byte])
    }

    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The start of the character that a byte belongs to.
    fn boundary(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte.min(self.text.len()))
    }
}

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}

/// Every fault of a text, an empty line after each.
#[must_use]
pub fn render(faults: &[Diagnostic], name: &str, text: &str, colors: Colors) -> String {
    let sources = Sources::new(name, text, faults);
    faults.iter().map(|fault| sources.of(fault).render(fault, colors) + "\n\n").collect()
}

/// The texts that faults are in: a source, and the files that its flows include.
#[derive(Debug)]
pub struct Sources<'t> {
    home: Source<'t>,
    files: Vec<(&'t Arc<Included>, Source<'t>)>,
}

impl<'t> Sources<'t> {
    /// The source of this name, and the files that faults of it are in.
    #[must_use]
    pub fn new(name: &'t str, text: &'t str, faults: &'t [Diagnostic]) -> Self {
        let mut files: Vec<(&Arc<Included>, Source<'_>)> = Vec::new();
        for file in faults.iter().filter_map(|fault| fault.file.as_ref()) {
            if !files.iter().any(|(known, _)| Arc::ptr_eq(known, file)) {
                files.push((file, Source::new(file.shown(), &file.text)));
            }
        }
        Self { home: Source::new(name, text), files }
    }

    /// The text that a fault is in.
    #[must_use]
    pub fn of(&self, fault: &Diagnostic) -> &Source<'t> {
        let file = fault.file.as_ref();
        let found = file.and_then(|file| self.files.iter().find(|(of, _)| Arc::ptr_eq(of, file)));
        found.map_or(&self.home, |(_, source)| source)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colors, Position, Source, WINDOW, render};
    use crate::diagnostic::{Code, Diagnostics};
    use crate::span::Span;

    fn report(text: &str, part: &str, colors: Colors) -> String {
        let start = text.find(part).expect("it is there");
        let mut cx = Diagnostics::new();
        cx.error(
            Code::InvalidPropertyKey,
            Span::text(start, start + part.len()),
            "`lable` is unknown",
        )
        .help("did you mean `label`?");
        render(&cx.into_vec(), "flow.json", text, colors)
    }

    #[test]
    fn a_fault_is_told_as_rustc_tells_it() {
        let text = "{\n  \"type\": \"Footer\",\n  \"lable\": \"Go\"\n}\n";
        assert_eq!(
            report(text, "\"lable\"", Colors::Plain),
            "\
error[INVALID_PROPERTY_KEY]: `lable` is unknown
 --> flow.json:3:3
  |
3 |   \"lable\": \"Go\"
  |   ^^^^^^^
  |
  = help: did you mean `label`?

"
        );
    }

    #[test]
    fn the_end_of_a_line_is_not_shown() {
        let text = "{\r\n  \"lable\": 1\r\n}\r\n";
        let report = report(text, "\"lable\"", Colors::Plain);
        assert!(report.contains("2 |   \"lable\": 1\n  |   ^^^^^^^\n"), "{report}");
    }

    #[test]
    fn colours_are_asked_for() {
        assert!(!report("{x}", "x", Colors::Plain).contains('\u{1b}'));
        assert!(report("{x}", "x", Colors::Ansi).contains('\u{1b}'));
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let text = format!("{{{}\"lable\": 1{}}}", "é".repeat(3_000_000), "ü".repeat(3_000_000));
        let report = report(&text, "\"lable\"", Colors::Plain);
        assert!(report.contains("flow.json:1:3000002\n"), "{}", &report[..200]);
        assert!(report.len() < 10 * WINDOW, "{}", report.len());
        let lines: Vec<&str> = report.lines().collect();
        let shown: Vec<char> = lines[3].chars().collect();
        let mark = lines[4].chars().position(|c| c == '^').expect("a mark");
        assert_eq!(shown[mark..mark + 7].iter().collect::<String>(), "\"lable\"");
    }

    #[test]
    fn every_place_can_be_told() {
        let text = "{\n\"é\": [\n1,\r\n2]}";
        let source = Source::new("x.json", text);
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 3 });
        assert_eq!(source.position(1_000), Position { line: 4, column: 4 });
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                let mut cx = Diagnostics::new();
                cx.warning(Code::TextLength, Span::text(start, end), "long");
                let report = render(&cx.into_vec(), "x.json", text, Colors::Plain);
                assert!(report.starts_with("warning[TEXT_LENGTH]: long\n --> x.json:"), "{report}");
            }
        }
    }
}
