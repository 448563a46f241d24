//! `cargo flow explain`: the rule behind a code, and what it says, by the compiler itself.

mod examples;

use flow_compiler::code::OTHER_NAMES;
use flow_compiler::diagnostic::{Code, nearest};
use flow_compiler::door::{Checked, check_json, check_source};
use flow_compiler::report::{Colors, render};

use crate::Outcome;
use crate::cli::Explain;
use crate::failure::Failure;
use crate::terminal::{Terminal, print};
use examples::{EXAMPLES, Example, Folder};

pub(crate) fn run(arguments: &Explain, terminal: &Terminal) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.code else {
        let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
        let lines =
            Code::ALL.iter().map(|code| format!("{:width$}  {}\n", code.as_str(), code.rule()));
        print(&lines.collect::<String>())?;
        return Ok(Outcome::Fine);
    };
    let written = name.trim_matches(['[', ']', '`']).replace('-', "_").to_uppercase();
    if let Some(code) = Code::from_other_name(&written) {
        let said = format!(
            "Meta's pages call a fault {written}. It is reported as {}:\n\n",
            code.as_str()
        );
        print(&(said + &text(code, terminal.output_colors)))?;
        return Ok(Outcome::Fine);
    }
    let Some(code) = Code::from_name(&written) else {
        let others = OTHER_NAMES.iter().map(|(name, _)| *name);
        let near = nearest(&written, Code::ALL.iter().map(|code| code.as_str()).chain(others));
        return Err(Failure::new(format!("there is no code `{name}`")).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`cargo flow explain` lists every code".to_owned(),
        }));
    };
    print(&text(code, terminal.output_colors))?;
    Ok(Outcome::Fine)
}

fn text(code: Code, colors: Colors) -> String {
    let rule = format!("{}\n\n{}\n", code.as_str(), code.rule());
    let Some(example) = EXAMPLES.iter().find(|example| example.code == code.as_str()) else {
        return rule;
    };
    let mut faults = check(example, example.broken).diagnostics;
    faults.retain(|fault| fault.code == code);
    let name = if example.json { "flow.json" } else { "flow!" };
    let told = indented(&render(&faults, name, example.broken, colors));
    let (broken, fixed) = (indented(example.broken), indented(example.fixed));
    format!(
        "{rule}\nThis breaks it:\n\n{broken}\nThe compiler says:\n\n{told}\nThis does not:\n\n{fixed}"
    )
}

fn check(example: &Example, text: &str) -> Checked {
    if example.json { check_json(text.as_bytes()) } else { check_source(text, &Folder) }
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_end().lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{Code, Colors, EXAMPLES, check, render, text};

    #[test]
    fn every_code_has_an_example_that_breaks_it_and_one_that_does_not() {
        let mut faults = Vec::new();
        for code in Code::ALL {
            let Some(example) = EXAMPLES.iter().find(|example| example.code == code.as_str())
            else {
                faults.push(format!("{}: no example", code.as_str()));
                continue;
            };
            let broken = check(example, example.broken);
            let told = |found: &[_]| render(found, code.as_str(), example.broken, Colors::Plain);
            if !broken.diagnostics.iter().any(|fault| fault.code == *code) {
                faults.push(format!(
                    "{}: the example breaks another rule\n{}",
                    code.as_str(),
                    told(&broken.diagnostics)
                ));
            }
            let fixed = check(example, example.fixed);
            if !fixed.diagnostics.is_empty() {
                let told = render(&fixed.diagnostics, code.as_str(), example.fixed, Colors::Plain);
                faults.push(format!("{}: the fixed example is faulty\n{told}", code.as_str()));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
        assert_eq!(EXAMPLES.len(), Code::ALL.len());
    }

    #[test]
    fn every_other_name_is_of_no_code() {
        for (name, _) in flow_compiler::code::OTHER_NAMES {
            assert_eq!(Code::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn an_explanation_shows_what_the_compiler_says() {
        let text = text(Code::DuplicateScreenIds, Colors::Plain);
        assert!(text.starts_with("DUPLICATE_SCREEN_IDS\n\n"), "{text}");
        assert!(text.contains("    error[DUPLICATE_SCREEN_IDS]"), "{text}");
    }
}
