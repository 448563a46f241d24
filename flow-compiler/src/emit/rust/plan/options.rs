//! What each option of a list is called.

use std::collections::{HashMap, HashSet};
use std::iter;

use crate::emit::rust::ident::camel;

/// The names of the variants of an options enum, in the order of the options, each of its own.
///
/// A variant is named after its id; an id that begins with a digit gets `Option` in front, one
/// without a letter or digit gives way to its title. Ids that differ in signs alone (`A+`, `A-`)
/// have their signs spelled, and what is the same even then has a number. Where the ids are mere
/// positions (`["Yes", "No"]`) the titles name the variants, if each gives a name of its own.
pub(crate) fn variants<I: AsRef<str>, T: AsRef<str>>(options: &[(I, T)]) -> Vec<String> {
    let positions = options.iter().enumerate().all(|(at, (id, _))| id.as_ref() == at.to_string());
    if positions {
        let titles: Vec<String> = options
            .iter()
            .filter_map(|(_, title)| camel(title.as_ref(), "Option").filter(|name| name.len() < 40))
            .collect();
        if titles.len() == options.len() && repeated(&titles).is_empty() {
            return titles;
        }
    }
    let name = |(at, (id, title)): (usize, &(I, T))| {
        camel(id.as_ref(), "Option")
            .or_else(|| camel(title.as_ref(), "Option"))
            .unwrap_or_else(|| format!("Option{}", at + 1))
    };
    let mut names: Vec<String> = options.iter().enumerate().map(name).collect();
    for at in repeated(&names) {
        if let Some(name) = camel(&spelled(options[at].0.as_ref()), "Option") {
            names[at] = name;
        }
    }
    let again = repeated(&names);
    let mut taken: HashSet<String> =
        (0..names.len()).filter(|at| !again.contains(at)).map(|at| names[at].clone()).collect();
    for at in again {
        let id = |at: usize| options[at].0.as_ref();
        if let Some(first) = (0..at).find(|first| id(*first) == id(at)) {
            // Two options of one id have a fault of their own.
            let same = names[first].clone();
            names[at] = same;
            continue;
        }
        let name = &names[at];
        let between = if name.ends_with(char::is_numeric) { "_" } else { "" };
        let numbered = (2..).map(|number| format!("{name}{between}{number}"));
        let mut free = iter::once(name.clone()).chain(numbered);
        if let Some(name) = free.find(|name| taken.insert(name.clone())) {
            names[at] = name;
        }
    }
    names
}

/// Where the names are that occur more than once.
fn repeated(names: &[String]) -> Vec<usize> {
    let mut times: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    for name in names {
        *times.entry(name).or_default() += 1;
    }
    (0..names.len()).filter(|at| times[names[*at].as_str()] > 1).collect()
}

/// A text with the names of its signs.
fn spelled(text: &str) -> String {
    let name = |sign: char| match sign {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "more",
        '=' => "equal",
        '*' => "star",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '/' => "slash",
        '.' => "dot",
        _ => "",
    };
    let mut out = String::new();
    for letter in text.chars() {
        match name(letter) {
            "" => out.push(letter),
            sign => out.extend([" ", sign, " "]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_named_after_their_ids() {
        assert_eq!(variants(&[("free", "Free"), ("pro-plan", "Pro")]), ["Free", "ProPlan"]);
        assert_eq!(variants(&[("5", "★★★★★"), ("4", "★★★★")]), ["Option5", "Option4"]);
        assert_eq!(variants(&[("+", "More"), ("-", "★")]), ["More", "Option2"]);
    }

    #[test]
    fn every_option_has_a_name_of_its_own() {
        assert_eq!(variants(&[("A+", ""), ("A-", ""), ("AB+", "")]), ["APlus", "AMinus", "Ab"],);
        assert_eq!(
            variants(&[("<10", ""), ("10", ""), (">10", "")]),
            ["Less10", "Option10", "More10"]
        );
        assert_eq!(variants(&[("a", ""), ("A", ""), ("a_2", "")]), ["A", "A3", "A2"]);
        assert_eq!(variants(&[("\"", ""), ("1", "")]), ["Option1", "Option1_2"]);
    }

    #[test]
    fn positions_are_named_after_their_titles() {
        assert_eq!(variants(&[("0", "Yes"), ("1", "No")]), ["Yes", "No"]);
        assert_eq!(variants(&[("0", "Yes"), ("1", "yes")]), ["Option0", "Option1"]);
    }
}
