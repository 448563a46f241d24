//! Places in a text as editors count them: lines, and in a line units of UTF-16.

use std::ops::Range;

use lsp_types::{Position, Range as Span};

/// Where the lines of a text begin, and where its characters are shorter in UTF-16 than in UTF-8.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The first byte of every line.
    starts: Vec<usize>,
    /// The end of every character beyond ASCII, and how many units fewer UTF-16 has up to there.
    narrow: Vec<(u32, u32)>,
}

impl Lines {
    /// A line ends with `\n`, `\r\n` or `\r`, as the protocol says.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        let mut narrow = Vec::new();
        let mut fewer = 0;
        if !text.is_ascii() {
            for (at, char) in text.char_indices().filter(|(_, char)| !char.is_ascii()) {
                fewer += char.len_utf8() - char.len_utf16();
                narrow.push((small(at + char.len_utf8()), small(fewer)));
            }
        }
        Self { starts, narrow }
    }

    /// The byte of a position. One beyond the end of its line is that end, one beyond the text the
    /// end of the text, and one inside a character its start.
    pub(crate) fn offset(&self, text: &str, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
        let units = start - self.fewer(start) + position.character as usize;
        let known = self.narrow.partition_point(|(end, fewer)| (end - fewer) as usize <= units);
        let fewer = known.checked_sub(1).map_or(0, |at| self.narrow[at].1 as usize);
        text.floor_char_boundary((units + fewer).min(end))
    }

    /// The position of a byte.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let units = (byte - start) - (self.fewer(byte) - self.fewer(start));
        Position::new(small(line), small(units))
    }

    pub(crate) fn range(&self, bytes: &Range<usize>) -> Span {
        Span::new(self.position(bytes.start), self.position(bytes.end))
    }

    /// The bytes of a range; empty where its end is before its start.
    pub(crate) fn bytes(&self, text: &str, range: Span) -> Range<usize> {
        let start = self.offset(text, range.start);
        start..self.offset(text, range.end).max(start)
    }

    /// How many units fewer UTF-16 has than UTF-8 before a byte.
    fn fewer(&self, byte: usize) -> usize {
        let known = self.narrow.partition_point(|(end, _)| *end as usize <= byte);
        known.checked_sub(1).map_or(0, |at| self.narrow[at].1 as usize)
    }
}

/// No text that is read has four thousand million of anything.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use lsp_types::Position;

    use super::Lines;

    #[test]
    fn units_are_those_of_utf_16() {
        let text = "aé😀b\r\n中\rx\n";
        let lines = Lines::of(text);
        let place = |part: &str| text.find(part).expect("it is there");
        for (part, line, character) in
            [("a", 0, 0), ("é", 0, 1), ("😀", 0, 2), ("b", 0, 4), ("中", 1, 0), ("x", 2, 0)]
        {
            let position = Position::new(line, character);
            assert_eq!(lines.position(place(part)), position, "{part}");
            assert_eq!(lines.offset(text, position), place(part), "{part}");
        }
        assert_eq!(lines.position(text.len()), Position::new(3, 0));
    }

    #[test]
    fn positions_that_are_not_there_are_near_ones() {
        let text = "a😀\r\nb";
        let lines = Lines::of(text);
        assert_eq!(lines.offset(text, Position::new(0, 2)), 1, "inside a character");
        assert_eq!(lines.offset(text, Position::new(0, 99)), 5, "before the line break");
        assert_eq!(lines.offset(text, Position::new(9, 0)), text.len());
        assert_eq!(lines.offset(text, Position::new(u32::MAX, u32::MAX)), text.len());
        assert_eq!(lines.offset(text, Position::new(1, u32::MAX)), text.len());
    }

    #[test]
    fn every_byte_of_a_text_comes_back() {
        let text = "{\"t\": \"🎉 é\",\r\n\"中文\": [\"𝒳\", 1]}\n\n";
        let lines = Lines::of(text);
        for (byte, char) in text.char_indices().filter(|(_, char)| !matches!(char, '\r' | '\n')) {
            assert_eq!(lines.offset(text, lines.position(byte)), byte, "{char:?} at {byte}");
        }
    }
}
