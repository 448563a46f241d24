//! What the tree does not hold: comments, blank lines, how a literal was spelled.

use std::collections::VecDeque;
use std::ops::Range;

use super::layout::Line;
use crate::span::Span;

/// What is in a text between the tokens of a flow.
///
/// The printer takes comments from the front as it passes their places, so none is lost and none
/// is written twice.
#[derive(Default)]
pub(crate) struct Trivia<'t> {
    pub(crate) text: &'t str,
    /// Where the first token begins.
    pub(crate) first: usize,
    /// In the order of the text.
    pub(crate) comments: VecDeque<Comment>,
    /// The brackets and what they hold, by their first byte.
    pub(crate) groups: Vec<Range<usize>>,
}

/// What a comment says before something that stays as it is written.
const SKIP: &str = "rustfmt::skip";

/// `// …` or `/* … */`.
pub(crate) struct Comment {
    pub(crate) place: Range<usize>,
}

impl Trivia<'_> {
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// The comments before a token, each on a line of its own.
    pub(super) fn before(&mut self, token: Span) -> Vec<Line> {
        if self.comments.is_empty() { Vec::new() } else { self.up_to(token.bytes().start) }
    }

    /// The comments before a place.
    pub(super) fn up_to(&mut self, end: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        while let Some(comment) = self.comments.pop_front_if(|comment| comment.place.start < end) {
            lines.push(Line {
                blank: self.blank_before(comment.place.start),
                text: self.text[comment.place].trim_end().to_owned(),
            });
        }
        lines
    }

    /// A node as it is written, where the line before it says so: `// rustfmt::skip`. Its comments
    /// are in it.
    pub(super) fn kept(&mut self, before: &[Line], node: Span) -> Option<String> {
        let last = before.last()?;
        if last.text.trim_start_matches(['/', '*']).trim_end_matches(['/', '*']).trim() != SKIP {
            return None;
        }
        let bytes = node.bytes();
        let written = self.text.get(bytes.clone())?.to_owned();
        self.up_to(bytes.end);
        Some(written)
    }

    /// The comments that nothing follows.
    pub(super) fn rest(&mut self) -> Vec<Line> {
        self.up_to(usize::MAX)
    }

    /// The comment that ends the line on which something ends at `end`.
    pub(super) fn after(&mut self, end: usize) -> Option<String> {
        let mut end = end;
        let mut found: Option<String> = None;
        while let Some(comment) = self.comments.front() {
            let place = comment.place.clone();
            let between = self.text.get(end..place.start)?;
            let follows = between.chars().all(|char| matches!(char, ' ' | '\t' | ',' | ';'));
            // After a comma it is about the next item, unless the line ends with it.
            let own = !between.contains([',', ';']) || self.only_comments_follow(place.end);
            if !follows || !own || self.text[place.clone()].contains('\n') {
                break;
            }
            let text = self.text[place.clone()].trim_end();
            found =
                Some(found.map_or_else(|| text.to_owned(), |before| format!("{before} {text}")));
            end = place.end;
            self.comments.pop_front();
        }
        found
    }

    /// Whether comments, and nothing else, end the line from here on; here the first one ends.
    fn only_comments_follow(&self, first: usize) -> bool {
        let mut end = first;
        for comment in self.comments.iter().skip(1) {
            let Some(between) = self.text.get(end..comment.place.start) else { break };
            let near = between.chars().all(|char| matches!(char, ' ' | '\t'));
            if !near || self.text[comment.place.clone()].contains('\n') {
                break;
            }
            end = comment.place.end;
        }
        self.text[end..].split('\n').next().unwrap_or_default().trim().is_empty()
    }

    /// Whether a blank line is before a token and the documentation above it.
    pub(super) fn blank(&self, token: Span) -> bool {
        if self.text.is_empty() {
            return false;
        }
        let mut start = token.bytes().start.min(self.text.len());
        while let Some((above, line)) = line_above(self.text, start) {
            if !self.text[line..].starts_with("///") {
                break;
            }
            start = line;
            if above == 0 {
                break;
            }
        }
        self.blank_before(start)
    }

    /// Whether a blank line is before the first token.
    pub(super) fn blank_at_start(&self) -> bool {
        self.blank_before(self.first)
    }

    /// The text of a literal as it was written.
    pub(super) fn literal(&self, span: Span) -> Option<&str> {
        self.text.get(span.bytes()).filter(|text| !text.is_empty())
    }

    /// Where the bracket closes that a token is in.
    pub(super) fn close(&self, inside: Span) -> Option<usize> {
        self.around(inside).map(|group| group.end - 1)
    }

    /// Where the bracket opens that a token is in.
    pub(super) fn open(&self, inside: Span) -> Option<usize> {
        self.around(inside).map(|group| group.start)
    }

    /// The first braces from a place on.
    pub(super) fn block(&self, from: usize) -> Option<Range<usize>> {
        let first = self.groups.partition_point(|group| group.start < from);
        self.groups[first..].iter().find(|group| self.text[group.start..].starts_with('{')).cloned()
    }

    /// Where the group opens that ends where `span` ends; its end where there is none.
    pub(super) fn last_block(&self, span: Span) -> usize {
        let Range { start, end } = span.bytes();
        let first = self.groups.partition_point(|group| group.start < start);
        let mut inside = self.groups[first..].iter().take_while(|group| group.start < end);
        inside.find(|group| group.end == end).map_or(end, |group| group.start)
    }

    fn around(&self, inside: Span) -> Option<&Range<usize>> {
        let at = inside.bytes().start;
        let behind = self.groups.partition_point(|group| group.start < at);
        self.groups[..behind].iter().rev().find(|group| group.end > at)
    }

    fn blank_before(&self, at: usize) -> bool {
        let before = &self.text[..at];
        before[before.trim_end().len()..].matches('\n').count() > 1
    }
}

/// Where the line above the one of `at` begins, and where its text does.
fn line_above(text: &str, at: usize) -> Option<(usize, usize)> {
    let line = text[..at].rfind('\n')?;
    let above = text[..line].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = text[above..].len() - text[above..].trim_start_matches([' ', '\t']).len();
    Some((above, above + indent))
}
