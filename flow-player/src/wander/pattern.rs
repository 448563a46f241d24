//! A text that matches a regular expression, for the plain ones.

use super::random::Random;

/// How deep groups may be nested.
const DEPTH: usize = 32;
/// How often something without a limit is repeated at the most.
const REPEATED: usize = 6;
/// The longest text that is made.
const LONGEST: usize = 4096;

/// A text that should match; whoever asks looks whether it does. `None` where the pattern cannot
/// be read here: what looks around, refers back, or names a class by Unicode.
pub(super) fn matching(pattern: &str, random: &mut Random) -> Option<String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut maker = Maker { chars: &chars, at: 0, random, depth: 0 };
    let node = maker.choice()?;
    if maker.at < chars.len() {
        return None;
    }
    let mut text = String::new();
    write(&node, &mut text, maker.random);
    Some(text)
}

enum Node {
    /// One of these characters.
    Class(Vec<char>),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, usize, usize),
}

struct Maker<'p> {
    chars: &'p [char],
    at: usize,
    random: &'p mut Random,
    depth: usize,
}

fn write(node: &Node, text: &mut String, random: &mut Random) {
    if text.len() > LONGEST {
        return;
    }
    match node {
        Node::Class(chars) => text.extend(random.of(chars)),
        Node::Sequence(nodes) => nodes.iter().for_each(|node| write(node, text, random)),
        Node::Choice(nodes) => {
            let at = random.below(nodes.len());
            if let Some(node) = nodes.get(at) {
                write(node, text, random);
            }
        }
        Node::Repeat(node, least, most) => {
            for _ in 0..random.between(*least, *most) {
                if text.len() > LONGEST {
                    return;
                }
                write(node, text, random);
            }
        }
    }
}

impl Maker<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn takes(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn choice(&mut self) -> Option<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.takes('|') {
            nodes.push(self.sequence()?);
        }
        Some(Node::Choice(nodes))
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(next) = self.peek() {
            if next == '|' || next == ')' {
                break;
            }
            if let Atom::Taking(node) = self.atom()? {
                nodes.push(self.repeated(node)?);
            }
        }
        Some(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Option<Atom> {
        let next = self.peek()?;
        self.at += 1;
        Some(Atom::Taking(match next {
            '^' | '$' => return Some(Atom::Nothing),
            '(' => {
                if self.takes('?') && !self.takes(':') {
                    return None;
                }
                self.depth += 1;
                if self.depth > DEPTH {
                    return None;
                }
                let inner = self.choice()?;
                self.depth -= 1;
                self.takes(')').then_some(inner)?
            }
            '[' => self.class()?,
            '.' => Node::Class(('a'..='z').collect()),
            '\\' => match self.escape()? {
                Escape::Boundary => return Some(Atom::Nothing),
                Escape::Chars(chars) => Node::Class(chars),
            },
            '*' | '+' | '?' | '{' => return None,
            other => Node::Class(vec![other]),
        }))
    }

    fn repeated(&mut self, atom: Node) -> Option<Node> {
        let (least, most) = match self.peek() {
            Some('*') => (0, REPEATED),
            Some('+') => (1, REPEATED),
            Some('?') => (0, 1),
            Some('{') => {
                self.at += 1;
                let least = self.number()?;
                let most = if self.takes(',') {
                    if self.peek() == Some('}') { least.max(REPEATED) } else { self.number()? }
                } else {
                    least
                };
                if self.peek() != Some('}') || least > most || most > LONGEST {
                    return None;
                }
                (least, most.min(least.saturating_add(REPEATED)))
            }
            _ => return Some(atom),
        };
        self.at += 1;
        self.takes('?');
        Some(Node::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().collect();
        digits.parse().ok()
    }

    fn class(&mut self) -> Option<Node> {
        let not = self.takes('^');
        let mut chars: Vec<char> = Vec::new();
        loop {
            let next = self.peek()?;
            self.at += 1;
            let first = match next {
                ']' => break,
                '\\' => match self.escape()? {
                    Escape::Chars(more) if more.len() > 1 => {
                        chars.extend(more);
                        continue;
                    }
                    Escape::Chars(one) => *one.first()?,
                    Escape::Boundary => '\u{8}',
                },
                other => other,
            };
            let ranges = self.peek() == Some('-')
                && self.chars.get(self.at + 1).is_some_and(|after| *after != ']');
            if !ranges {
                chars.push(first);
                continue;
            }
            self.at += 1;
            let last = match self.peek()? {
                '\\' => {
                    self.at += 1;
                    match self.escape()? {
                        Escape::Chars(one) if one.len() == 1 => *one.first()?,
                        _ => return None,
                    }
                }
                other => {
                    self.at += 1;
                    other
                }
            };
            chars.extend((first..=last).take(256));
        }
        if not {
            chars = (' '..='~').filter(|c| !chars.contains(c)).collect();
        }
        (!chars.is_empty()).then_some(Node::Class(chars))
    }

    fn escape(&mut self) -> Option<Escape> {
        let next = self.peek()?;
        self.at += 1;
        let word = || ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['_']);
        Some(Escape::Chars(match next {
            'd' => ('0'..='9').collect(),
            'w' => word().collect(),
            's' => vec![' '],
            'D' | 'S' => ('a'..='z').collect(),
            'W' => vec!['-', '.', '/'],
            't' => vec!['\t'],
            'n' => vec!['\n'],
            'b' | 'B' => return Some(Escape::Boundary),
            other if other.is_alphanumeric() => return None,
            other => vec![other],
        }))
    }
}

/// One atom of a pattern.
enum Atom {
    /// It takes no character: a start, an end, a boundary of a word.
    Nothing,
    Taking(Node),
}

enum Escape {
    Boundary,
    Chars(Vec<char>),
}

#[cfg(test)]
mod tests {
    use super::{Random, matching};

    #[test]
    fn what_is_made_matches() {
        let mut random = Random::new(1);
        for pattern in [
            "^[A-Z]{2}\\d{3,5}$",
            "(?:abc|de+f)?x",
            "^[^0-9]{4}$",
            "[a-f0-9-]{8}",
            "^\\d{2}/\\d{2}/\\d{4}$",
            "^[\\w.]+@[\\w]+\\.(com|org)$",
            "a{2,}b*?",
        ] {
            let regex = regress::Regex::new(pattern).expect("a pattern");
            for _ in 0..50 {
                let text = matching(pattern, &mut random).expect(pattern);
                assert!(regex.find(&text).is_some(), "{pattern}: {text}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed() {
        let mut random = Random::new(1);
        for pattern in ["(?=a)a", "(a)\\1", "\\p{L}", "(", "[a", "a{3,1}", "*"] {
            assert_eq!(matching(pattern, &mut random), None, "{pattern}");
        }
    }
}
