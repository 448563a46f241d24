//! The screens of a flow and the ways between them, as a picture (SVG) and as Mermaid.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use flow_player::Program;

const WIDTH: usize = 190;
const HEIGHT: usize = 44;
const GAP_X: usize = 36;
const GAP_Y: usize = 56;
const EDGE: usize = 24;
/// So many characters of an id fit into its box.
const SHOWN: usize = 21;

/// The screens of a flow and their routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    nodes: Vec<Node>,
    edges: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    id: String,
    entry: bool,
    terminal: bool,
    /// No way leads to it from where a flow may open.
    lost: bool,
    row: usize,
    column: usize,
}

/// How a node is marked: where a person has been, and where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) seen: bool,
    pub(crate) here: bool,
}

impl Map {
    /// The map of a flow.
    ///
    /// ```
    /// let program = flow_player::Program::from_json(br#"{ "version": "7.3", "screens": [{ "id": "ONLY",
    ///     "title": "A", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [
    ///     { "type": "Footer", "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } } ] } }] }"#)?;
    /// let map = flow_preview::ScreenMap::of(&program);
    /// assert!(map.svg().contains("ONLY"));
    /// assert!(map.mermaid().starts_with("flowchart TD"));
    /// # Ok::<(), flow_player::Faulty>(())
    /// ```
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let ids: Vec<&str> = program.screens().collect();
        let at: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let entries: Vec<usize> = program.entries().filter_map(|id| at.get(id).copied()).collect();
        let mut edges = Vec::new();
        for (from, id) in ids.iter().enumerate() {
            edges.extend(program.routes(id).filter_map(|to| Some((from, *at.get(to)?))));
        }
        let rows = rows(ids.len(), &entries, &edges);
        let last = rows.iter().flatten().max().map_or(0, |row| row + 1);
        let mut used: BTreeMap<usize, usize> = BTreeMap::new();
        let nodes = ids.iter().enumerate().map(|(index, id)| {
            let row = rows[index].unwrap_or(last);
            let column = used.entry(row).or_default();
            *column += 1;
            Node {
                id: (*id).to_owned(),
                entry: entries.contains(&index),
                terminal: program.is_terminal(id),
                lost: rows[index].is_none(),
                row,
                column: *column - 1,
            }
        });
        Self { nodes: nodes.collect(), edges }
    }

    /// A picture that is complete on its own.
    #[must_use]
    pub fn svg(&self) -> String {
        self.draw(|_| Mark::default())
    }

    /// A `flowchart` of [Mermaid](https://mermaid.js.org), as Markdown of many hosts shows it.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut text = "flowchart TD\n".to_owned();
        for (at, node) in self.nodes.iter().enumerate() {
            // Ids of screens are letters and `_`; a faulty flow may have others.
            let label = escaped(&node.id);
            let (open, close) = if node.terminal { ("([", "])") } else { ("[", "]") };
            // Writing to a text cannot fail.
            let _ = writeln!(text, "    s{at}{open}\"{label}\"{close}");
        }
        for (from, to) in &self.edges {
            let _ = writeln!(text, "    s{from} --> s{to}");
        }
        text
    }

    /// The picture, each screen marked.
    pub(crate) fn draw(&self, mark: impl Fn(&str) -> Mark) -> String {
        let columns = self.nodes.iter().map(|node| node.column + 1).max().unwrap_or(1);
        let rows = self.nodes.iter().map(|node| node.row + 1).max().unwrap_or(1);
        // Routes that go back or past a row bow out to the right, and need room there.
        let width = EDGE * 2 + columns * (WIDTH + GAP_X) + GAP_X;
        let height = EDGE * 2 + rows * (HEIGHT + GAP_Y) - GAP_Y;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\
             <title>Screens and routes</title><defs><marker id=\"map-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
             markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#6b757b\"/></marker></defs>"
        );
        for (from, to) in &self.edges {
            self.edge(&mut svg, *from, *to);
        }
        for node in &self.nodes {
            let mark = mark(&node.id);
            let (x, y) = node.corner();
            let class = [("lost", node.lost), ("seen", mark.seen), ("here", mark.here)]
                .into_iter()
                .filter(|(_, on)| *on)
                .fold("node".to_owned(), |all, (word, _)| format!("{all} {word}"));
            let radius = if node.terminal { HEIGHT / 2 } else { 8 };
            let shown: String = node.id.chars().take(SHOWN).collect();
            let cut = if node.id.chars().count() > SHOWN { "…" } else { "" };
            let dash = if node.lost { " stroke-dasharray=\"4 3\"" } else { "" };
            let first = if node.entry { "▸ " } else { "" };
            let _ = write!(
                svg,
                "<g><title>{}{}{}</title><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
                 rx=\"{radius}\" fill=\"#f4f6f7\" stroke=\"#6b757b\"{dash}/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" \
                 fill=\"#14181b\">{first}{}{cut}</text></g>",
                escaped(&node.id),
                if node.terminal { ", ends the flow" } else { "" },
                if node.lost { ", cannot be reached" } else { "" },
                x + WIDTH / 2,
                y + HEIGHT / 2 + 5,
                escaped(&shown),
            );
        }
        svg.push_str("</svg>");
        svg
    }

    fn edge(&self, svg: &mut String, from: usize, to: usize) {
        let (from, to) = (&self.nodes[from], &self.nodes[to]);
        let ((fx, fy), (tx, ty)) = (from.corner(), to.corner());
        let path = if to.row == from.row + 1 {
            let (x1, y1, x2, y2) = (fx + WIDTH / 2, fy + HEIGHT, tx + WIDTH / 2, ty - 2);
            let middle = usize::midpoint(y1, y2);
            format!("M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}")
        } else {
            let (x1, y1, x2, y2) = (fx + WIDTH, fy + HEIGHT / 2, tx + WIDTH + 2, ty + HEIGHT / 2);
            let bow = x1.max(x2) + GAP_X;
            format!("M{x1} {y1}C{bow} {y1} {bow} {y2} {x2} {y2}")
        };
        let _ = write!(
            svg,
            "<path class=\"way\" d=\"{path}\" fill=\"none\" stroke=\"#6b757b\" marker-end=\"url(#map-arrow)\"/>"
        );
    }

    /// The ids of the screens to which no way leads.
    pub(crate) fn lost(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter(|node| node.lost).map(|node| &*node.id)
    }
}

impl Node {
    fn corner(&self) -> (usize, usize) {
        (EDGE + self.column * (WIDTH + GAP_X), EDGE + self.row * (HEIGHT + GAP_Y))
    }
}

/// How many steps each screen is from where a flow may open; `None` where no way leads.
fn rows(count: usize, entries: &[usize], edges: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to) in edges {
        next[*from].push(*to);
    }
    let mut rows = vec![None; count];
    let mut open: VecDeque<usize> = VecDeque::new();
    for &entry in entries {
        rows[entry] = Some(0);
        open.push_back(entry);
    }
    while let Some(at) = open.pop_front() {
        for &to in &next[at] {
            if rows[to].is_none() {
                rows[to] = rows[at].map(|row| row + 1);
                open.push_back(to);
            }
        }
    }
    rows
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
