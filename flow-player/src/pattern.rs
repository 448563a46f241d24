//! `pattern`: an expression of ECMAScript, tested in a time that a text and a pattern cannot stretch.
//!
//! Whether an expression is one is decided by an engine for ECMAScript. That engine backtracks, and a
//! flow or a person could keep it busy for years with thirty characters. So what says the same to an
//! engine that never backtracks is tested by that one: all but what looks around, refers back, or has
//! a rare escape. The rest is tested on texts that are short enough for it; longer ones pass, as
//! those of an expression that does not compile do.

use flow_compiler::ecmascript::linear;

/// A longer pattern is not tested.
const LONGEST: usize = 2_000;

/// Groups that are nested deeper are not tested.
const DEEPEST: usize = 64;

/// So many steps a test by backtracking may take, about: a fraction of a second.
const STEPS: usize = 20_000_000;

/// So long a text may be where each character doubles the time.
const DOUBLED: usize = 20;

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
        let linear = linear(text).and_then(|text| regex_lite::Regex::new(&text).ok());
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
