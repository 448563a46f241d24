//! Markdown as a small tree: what phones show of it, and nothing else.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading: `#`. Deeper ones than the second are paragraphs.
    Heading(Vec<Inline>),
    /// A smaller heading: `##`.
    Subheading(Vec<Inline>),
    /// A list of one level.
    List {
        /// The number of its first item; `None` for a list of dots.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// A table.
    Table {
        /// The cells of its head.
        head: Vec<Vec<Inline>>,
        /// The cells of its rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture inside the text: PNG, JPEG or WebP as a `data:` address.
    Image {
        /// The address.
        url: String,
        /// What it shows.
        alt: String,
    },
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Inline {
    /// The text; `\n` is a line break.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is in italics.
    pub italic: bool,
    /// Whether a line runs through it.
    pub strikethrough: bool,
    /// The https address that it leads to.
    pub link: Option<String>,
}

/// How much of Markdown a component knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Subset {
    /// `TextBody` and `TextCaption`: styles, links, lists.
    #[default]
    Text,
    /// RichText: headings, pictures and tables as well.
    Rich,
}

/// A plain paragraph.
pub(crate) fn plain(text: &str) -> Block {
    Block::Paragraph(vec![Inline { text: text.to_owned(), ..Inline::default() }])
}

/// Reads Markdown. HTML in it stays text.
pub(crate) fn read(text: &str, subset: Subset) -> Vec<Block> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut reader = Reader { subset, ..Reader::default() };
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.end_paragraph();
    reader.blocks
}

/// The cells of a row of a table.
type Row = Vec<Vec<Inline>>;

#[derive(Default)]
struct Reader {
    subset: Subset,
    blocks: Vec<Block>,
    /// The text of the paragraph, item or cell that is open.
    runs: Vec<Inline>,
    bold: usize,
    italic: usize,
    strike: usize,
    links: Vec<Option<String>>,
    heading: Option<HeadingLevel>,
    /// How many lists are open; the first holds the items of all.
    lists: usize,
    list: Option<(Option<u64>, Vec<Vec<Inline>>)>,
    table: Option<(Row, Vec<Row>)>,
    row: Row,
    image: Option<(String, String)>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text);
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => {
                let secure = dest_url.starts_with("https://");
                self.links.push(secure.then(|| dest_url.to_string()));
            }
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.to_string(), String::new())),
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                self.heading = Some(level);
            }
            Tag::List(start) => {
                self.lists += 1;
                if self.lists == 1 {
                    self.end_paragraph();
                    self.list = Some((start, Vec::new()));
                } else {
                    // Lists have one level: an inner one goes on with the outer.
                    self.end_item();
                }
            }
            Tag::Table(_) if self.subset == Subset::Rich => {
                self.end_paragraph();
                self.table = Some((Vec::new(), Vec::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Paragraph if self.list.is_none() && self.table.is_none() => {
                self.end_paragraph();
            }
            TagEnd::Heading(_) => {
                self.end_paragraph();
                self.heading = None;
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.end_item();
                self.lists = self.lists.saturating_sub(1);
                if let (0, Some((start, items))) =
                    (self.lists, self.list.take_if(|_| self.lists == 0))
                {
                    self.blocks.push(Block::List { start, items });
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.runs);
                if self.table.is_some() {
                    self.row.push(cell);
                }
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some((head, _)) = &mut self.table {
                    *head = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some((_, rows)) = &mut self.table {
                    rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some((head, rows)) = self.table.take() {
                    self.blocks.push(Block::Table { head, rows });
                }
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock if self.list.is_none() => self.end_paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
            return;
        }
        let run = Inline {
            text: text.to_owned(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            strikethrough: self.strike > 0,
            link: self.links.iter().flatten().next_back().cloned(),
        };
        match self.runs.last_mut() {
            Some(last) if last.same_style(&run) => last.text.push_str(text),
            _ => self.runs.push(run),
        }
    }

    /// Pictures inside the text alone are shown, and in `RichText` alone; of others, what they show.
    fn end_image(&mut self) {
        let Some((url, alt)) = self.image.take() else { return };
        let kinds = ["data:image/png;", "data:image/jpeg;", "data:image/jpg;", "data:image/webp;"];
        if self.subset == Subset::Rich && kinds.iter().any(|kind| url.starts_with(kind)) {
            self.end_paragraph();
            self.blocks.push(Block::Image { url, alt });
        } else {
            self.text(&alt);
        }
    }

    fn end_item(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        match &mut self.list {
            Some((_, items)) if !runs.is_empty() => items.push(runs),
            _ => self.runs = runs,
        }
    }

    fn end_paragraph(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        self.blocks.push(match (self.subset, self.heading) {
            (Subset::Rich, Some(HeadingLevel::H1)) => Block::Heading(runs),
            (Subset::Rich, Some(HeadingLevel::H2)) => Block::Subheading(runs),
            _ => Block::Paragraph(runs),
        });
    }
}

impl Inline {
    fn same_style(&self, other: &Self) -> bool {
        (self.bold, self.italic, self.strikethrough, &self.link)
            == (other.bold, other.italic, other.strikethrough, &other.link)
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Inline, Subset, read};

    fn run(text: &str) -> Inline {
        Inline { text: text.to_owned(), ..Inline::default() }
    }

    #[test]
    fn styles_nest() {
        let blocks =
            read("a **b *c*** ~~d~~ [e](https://e.example) [f](http://f.example)", Subset::Text);
        let [Block::Paragraph(runs)] = blocks.as_slice() else { panic!("{blocks:?}") };
        let expected = [
            run("a "),
            Inline { bold: true, ..run("b ") },
            Inline { bold: true, italic: true, ..run("c") },
            run(" "),
            Inline { strikethrough: true, ..run("d") },
            run(" "),
            Inline { link: Some("https://e.example".to_owned()), ..run("e") },
            run(" f"),
        ];
        assert_eq!(runs, &expected);
    }

    #[test]
    fn html_stays_text() {
        let blocks = read("<b>x</b> <script>alert(1)</script>", Subset::Rich);
        let [Block::Paragraph(runs)] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(runs, &[run("<b>x</b> <script>alert(1)</script>")]);
    }

    #[test]
    fn lists_have_one_level() {
        let blocks = read("1. a\n   - b\n2. c", Subset::Text);
        let items = vec![vec![run("a")], vec![run("b")], vec![run("c")]];
        assert_eq!(blocks, [Block::List { start: Some(1), items }]);
    }

    #[test]
    fn headings_and_tables_are_rich() {
        let text = "# A\n## B\n### C\n\n| x | y |\n|---|---|\n| 1 | 2 |";
        let blocks = read(text, Subset::Rich);
        let expected = [
            Block::Heading(vec![run("A")]),
            Block::Subheading(vec![run("B")]),
            Block::Paragraph(vec![run("C")]),
            Block::Table {
                head: vec![vec![run("x")], vec![run("y")]],
                rows: vec![vec![vec![run("1")], vec![run("2")]]],
            },
        ];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn pictures_are_inside_the_text() {
        let inside = read("![dot](data:image/png;base64,AA==)", Subset::Rich);
        let dot = "data:image/png;base64,AA==".to_owned();
        assert_eq!(inside, [Block::Image { url: dot, alt: "dot".to_owned() }]);
        let outside = read("![dot](https://example.com/a.png)", Subset::Rich);
        assert_eq!(outside, [Block::Paragraph(vec![run("dot")])]);
    }
}
