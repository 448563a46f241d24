//! Expressions of ECMAScript, as `pattern` and data schemas have them, for an engine of another language
//! that takes linear time.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

/// White space of ECMAScript, as it is written in a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// An expression that means to [`regex-lite`](https://docs.rs/regex-lite) what this one means to
/// ECMAScript, as far as it decides whether a text has a match.
///
/// `None` for what that engine cannot say, or not in the same sense: what looks around, refers back to a
/// group, or has a rare escape. Whether the expression is one at all is not looked at.
///
/// ```
/// use flow_compiler::ecmascript::linear;
///
/// assert_eq!(linear("^\\d{4}$").as_deref(), Some("^\\d{4}$"));
/// // A group has no number there, and `/` needs no escape.
/// assert_eq!(linear("(a)\\/").as_deref(), Some("(?:a)\\x{2F}"));
/// assert_eq!(linear("(?=a)b"), None);
/// ```
#[must_use]
pub fn linear(pattern: &str) -> Option<String> {
    Translator::translate(pattern)
}

/// Writes an expression of ECMAScript for an engine that takes linear time.
struct Translator<'p> {
    signs: Peekable<Chars<'p>>,
    out: String,
}

/// What a class holds.
enum Item {
    /// A character, which may begin or end a range.
    One(char),
    /// Several, as the engine writes them in a class.
    Set(&'static str),
}

impl<'p> Translator<'p> {
    /// `None` for what that engine cannot say, or not in the same sense.
    fn translate(pattern: &'p str) -> Option<String> {
        let mut translator = Self { signs: pattern.chars().peekable(), out: String::new() };
        while let Some(sign) = translator.signs.next() {
            translator.sign(sign)?;
        }
        Some(translator.out)
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        match sign {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '.' => self.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '(' => self.group()?,
            '{' => self.braces(),
            '^' | '$' | ')' | '|' | '*' | '+' | '?' => self.out.push(sign),
            _ => self.literal(sign),
        }
        Some(())
    }

    fn literal(&mut self, sign: char) {
        if sign.is_ascii_alphanumeric() || !sign.is_ascii() || sign == ' ' || sign == '_' {
            self.out.push(sign);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(self.out, r"\x{{{:X}}}", u32::from(sign));
        }
    }

    /// Whether a group matches is all that matters: no group has a number or a name.
    fn group(&mut self) -> Option<()> {
        self.out.push_str("(?:");
        if self.signs.next_if_eq(&'?').is_none() {
            return Some(());
        }
        match self.signs.next()? {
            ':' => Some(()),
            '<' => {
                let first = self.signs.next()?;
                if first == '=' || first == '!' {
                    return None;
                }
                self.signs.find(|sign| *sign == '>').map(drop)
            }
            _ => None,
        }
    }

    /// A repetition, or a brace that is nothing but a brace.
    fn braces(&mut self) {
        let rest: String = self.signs.clone().take_while(|sign| *sign != '}').collect();
        let closed = self.signs.clone().nth(rest.chars().count()) == Some('}');
        let numbers: Vec<&str> = rest.split(',').collect();
        let counts =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let repeats = match numbers[..] {
            [times] => counts(times),
            [least, most] => counts(least) && (most.is_empty() || counts(most)),
            _ => false,
        };
        if repeats && closed {
            let _ = write!(self.out, "{{{rest}}}");
            self.signs.nth(rest.chars().count());
        } else {
            self.literal('{');
        }
    }

    fn escape(&mut self) -> Option<()> {
        match self.signs.next()? {
            's' => {
                let _ = write!(self.out, "[{SPACE}]");
            }
            'S' => {
                let _ = write!(self.out, "[^{SPACE}]");
            }
            kind @ ('b' | 'B' | 'd' | 'D' | 'w' | 'W') => {
                self.out.push('\\');
                self.out.push(kind);
            }
            sign => {
                let sign = self.character(sign)?;
                self.literal(sign);
            }
        }
        Some(())
    }

    /// The character that an escape stands for.
    fn character(&mut self, sign: char) -> Option<char> {
        Some(match sign {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'x' => self.number(2)?,
            'u' => self.number(4)?,
            '0' if !self.signs.peek().is_some_and(char::is_ascii_digit) => '\0',
            sign if sign.is_ascii_alphanumeric() => return None,
            sign => sign,
        })
    }

    fn number(&mut self, digits: usize) -> Option<char> {
        let text: String = self.signs.by_ref().take(digits).collect();
        let hexadecimal = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(&text, 16).ok().filter(|_| hexadecimal)?;
        char::from_u32(number)
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.signs.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        // An empty class matches nothing or everything, and is said in another way there.
        if self.signs.peek() == Some(&']') {
            return None;
        }
        while self.signs.peek()? != &']' {
            let item = self.item()?;
            let mut ahead = self.signs.clone();
            let ranges = ahead.next() == Some('-') && ahead.next().is_some_and(|sign| sign != ']');
            match item {
                Item::One(first) if ranges => {
                    self.signs.next();
                    match self.item()? {
                        Item::One(last) if first <= last => {
                            self.literal(first);
                            self.out.push('-');
                            self.literal(last);
                        }
                        _ => return None,
                    }
                }
                Item::One(sign) => self.literal(sign),
                // A sign between a set and something else is read in two ways.
                Item::Set(_) if ranges => return None,
                Item::Set(set) => self.out.push_str(set),
            }
        }
        self.signs.next();
        self.out.push(']');
        Some(())
    }

    fn item(&mut self) -> Option<Item> {
        let sign = self.signs.next()?;
        if sign != '\\' {
            return Some(Item::One(sign));
        }
        Some(match self.signs.next()? {
            's' => Item::Set(SPACE),
            'd' => Item::Set(r"\d"),
            'D' => Item::Set(r"\D"),
            'w' => Item::Set(r"\w"),
            'W' => Item::Set(r"\W"),
            'b' => Item::One('\u{8}'),
            sign => Item::One(self.character(sign)?),
        })
    }
}
