//! `cargo flow components`.

use flow_compiler::catalogue::{self, COMPONENTS};
use flow_compiler::diagnostic::nearest;
use flow_compiler::reference;

use crate::Outcome;
use crate::cli::Components;
use crate::failure::Failure;
use crate::terminal::print;

pub(crate) fn run(arguments: &Components) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.name else {
        let width = COMPONENTS.iter().map(|row| row.name.len()).max().unwrap_or_default();
        let lines = COMPONENTS.iter().map(|row| format!("{:width$}  {}\n", row.name, row.doc));
        print(&lines.collect::<String>())?;
        return Ok(Outcome::Fine);
    };
    let row = catalogue::component(name)
        .or_else(|| COMPONENTS.iter().copied().find(|row| row.name.eq_ignore_ascii_case(name)));
    let Some(row) = row else {
        let near = nearest(name, COMPONENTS.iter().map(|row| row.name));
        return Err(Failure::new(format!("there is no component `{name}`")).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`cargo flow components` lists them".to_owned(),
        }));
    };
    print(&reference::component(row))?;
    Ok(Outcome::Fine)
}
