//! `pattern`: an expression of ECMAScript, tested in a time that a text and a pattern cannot stretch.
//!
//! Whether an expression is one is decided by an engine for ECMAScript. That engine backtracks, and a
//! flow or a person could keep it busy for years with thirty characters. So what says the same to an
//! engine that never backtracks is tested by that one: all but what looks around, refers back, or has
//! a rare escape. The rest is tested on texts that are short enough for it; longer ones pass, as
//! those of an expression that does not compile do.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

/// A longer pattern is not tested.
const LONGEST: usize = 2_000;

/// Groups that are nested deeper are not tested.
const DEEPEST: usize = 64;

/// So many steps a test by backtracking may take, about: a fraction of a second.
const STEPS: usize = 20_000_000;

/// So long a text may be where each character doubles the time.
const DOUBLED: usize = 20;

/// White space of ECMAScript, as it is written in a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// A compiled `pattern`.
#[derive(Debug)]
pub(crate) struct Pattern(Engine);

#[derive(Debug)]
enum Engine {
    /// Takes time that is linear in the text.
    Linear(regex_lite::Regex),
    /// Backtracks; texts of at most so many characters are tested.
    Backtracking(Box<regress::Regex>, usize),
}

impl Pattern {
    /// Reads an expression; `None` for one that is none, or that is too large to be tested.
    pub(crate) fn new(text: &str) -> Option<Self> {
        if text.len() > LONGEST || depth(text) > DEEPEST {
            return None;
        }
        let regex = regress::Regex::new(text).ok()?;
        let linear =
            Translator::translate(text).and_then(|text| regex_lite::Regex::new(&text).ok());
        Some(Self(match linear {
            Some(linear) => Engine::Linear(linear),
            None => Engine::Backtracking(Box::new(regex), longest(text)),
        }))
    }

    /// Whether it matches somewhere in the text: phones test it without anchors.
    pub(crate) fn is_found_in(&self, text: &str) -> bool {
        match &self.0 {
            Engine::Linear(regex) => regex.is_match(text),
            Engine::Backtracking(_, longest) if text.chars().count() > *longest => true,
            Engine::Backtracking(regex, _) => regex.find(text).is_some(),
        }
    }
}

/// How deep groups are nested, at the most.
fn depth(pattern: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for sign in pattern.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A group of a pattern, while it is read.
#[derive(Default)]
struct Group {
    /// How many repetitions are in it.
    repeated: u32,
    /// Whether it takes the same text in several ways.
    varies: bool,
    /// Whether it only looks at what is around.
    looks: bool,
}

/// The longest text on which a backtracking engine cannot take more than [`STEPS`], about.
///
/// Each repetition multiplies the time by the length of the text; one inside of another, or a choice
/// inside of one, doubles it with each character. What looks around is done with once it has looked.
fn longest(pattern: &str) -> usize {
    let mut groups = vec![Group::default()];
    let (mut looking, mut doubles, mut escaped, mut class) = (0, false, false, false);
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match sign {
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            _ if class => {}
            '(' => {
                let mut ahead = signs.clone().skip_while(|sign| "?<".contains(*sign));
                let looks = signs.peek() == Some(&'?') && matches!(ahead.next(), Some('=' | '!'));
                groups.push(Group { looks, ..Group::default() });
            }
            ')' if groups.len() > 1 => {
                let Some(group) = groups.pop() else { break };
                doubles |= group.varies && matches!(signs.peek(), Some('*' | '+' | '{'));
                if group.looks {
                    looking = looking.max(group.repeated);
                } else if let Some(outer) = groups.last_mut() {
                    outer.repeated += group.repeated;
                    outer.varies |= group.varies;
                }
            }
            '|' | '*' | '+' | '{' | '?' => {
                if let Some(group) = groups.last_mut() {
                    group.varies = true;
                    group.repeated += u32::from(!"|?".contains(sign));
                }
            }
            _ => {}
        }
    }
    if doubles {
        return DOUBLED;
    }
    let repeated = 1 + looking + groups.iter().map(|group| group.repeated).sum::<u32>();
    let mut longest = STEPS;
    while longest.checked_pow(repeated).is_none_or(|steps| steps > STEPS) {
        longest = longest * 9 / 10;
    }
    longest
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn is_linear(pattern: &str) -> bool {
        matches!(Pattern::new(pattern), Some(Pattern(Engine::Linear(_))))
    }

    #[test]
    fn what_people_write_takes_linear_time() {
        for pattern in [
            "^[A-Z]{2}\\d{3,5}$",
            "^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$",
            "^\\+?\\d[\\d\\s()-]{6,}$",
            "^(?:[01]\\d|2[0-3]):[0-5]\\d$",
            "^(?<year>\\d{4})-\\d\\d$",
            "^[^\\s@]+$",
            "[\\u00C0-\\u017F]",
            "^a{,3}$",
            "\\$\\/\\-\\x41",
        ] {
            assert!(is_linear(pattern), "{pattern}");
        }
        for pattern in ["(?=a)a", "(a)\\1", "(?<!a)b", "[]", "[\\S]", "\\cJ", "\\k"] {
            assert!(!is_linear(pattern), "{pattern}");
        }
        for pattern in ["(", "[b-a]", "a{3,1}", "*"] {
            assert!(Pattern::new(pattern).is_none(), "{pattern}");
        }
    }

    #[test]
    fn hostile_patterns_come_to_an_end() {
        let text = format!("{}!", "a".repeat(5_000));
        let nested = |times: usize| format!("{}a{}", "(".repeat(times), "+)".repeat(times));
        let mut patterns: Vec<String> = [
            "^(a+)+$",
            "^(a|a)*$",
            "^(a|aa)+$",
            "^(.*a){20}$",
            "^a*a*a*a*a*a*a*a*a*a*$",
            "^(a+)+\\1$",
            "^(?=(a+)+$)b",
            "^(?=a*a*a*a*a*a*$)b",
            "^((a{1,100}){1,100}){1,100}$",
            "^(?:(?=a)(a|a))*$",
            "(?=.*a)(?=.*b)(?=.*c)(?=.*d).*",
        ]
        .map(str::to_owned)
        .to_vec();
        patterns.extend([
            nested(10),
            nested(60),
            nested(100_000),
            "(".repeat(100_000),
            "a{1000}".repeat(100),
        ]);
        for pattern in patterns {
            let shown: String = pattern.chars().take(60).collect();
            let begun = Instant::now();
            if let Some(regex) = Pattern::new(&pattern) {
                for length in [1, 10, 22, 40, 80, 600, 5_001] {
                    regex.is_found_in(&text[text.len() - length..]);
                }
            }
            let took = begun.elapsed();
            assert!(took < Duration::from_secs(20), "{shown} took {took:?}");
        }
    }

    #[test]
    fn rules_of_passwords_are_tested_on_passwords() {
        let regex = Pattern::new("^(?=.*[A-Z])(?=.*\\d).{8,}$").expect("a pattern");
        assert!(regex.is_found_in("Engine1843") && !regex.is_found_in("engine1843"));
        assert!(!regex.is_found_in(&"a".repeat(60)));
    }

    fn pattern() -> impl Strategy<Value = String> {
        let atom = prop_oneof![
            "[ab01 _-]",
            Just("\\d".to_owned()),
            Just("\\W".to_owned()),
            Just("\\s".to_owned()),
            Just("\\b".to_owned()),
            Just(".".to_owned()),
            Just("[a-b1]".to_owned()),
            Just("[^\\s0]".to_owned()),
            Just("[\\w-]".to_owned()),
            Just("^".to_owned()),
            Just("$".to_owned()),
            Just("{".to_owned()),
            Just("\\x61".to_owned()),
        ];
        atom.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
                (inner.clone(), inner.clone())
                    .prop_map(|(one, other)| format!("(?:{one}|{other})")),
                (inner, "[*+?]|\\{1,2\\}|\\{0\\}")
                    .prop_map(|(part, times)| format!("({part}){times}")),
            ]
        })
    }

    proptest! {
        #[test]
        fn both_engines_say_the_same(pattern in pattern(), text in "[ab01 _\\-\n\u{a0}é{]{0,6}") {
            let Ok(regex) = regress::Regex::new(&pattern) else { return Ok(()) };
            if let Some(Pattern(Engine::Linear(linear))) = Pattern::new(&pattern) {
                prop_assert_eq!(linear.is_match(&text), regex.find(&text).is_some(), "{} in {:?}", pattern, text);
            }
        }

        #[test]
        fn no_pattern_panics(pattern in "[a-c0-9\\\\\\[\\](){}|?*+^$.,:<>=!-]{0,20}", text in ".{0,12}") {
            if let Some(pattern) = Pattern::new(&pattern) {
                pattern.is_found_in(&text);
            }
        }
    }
}
