//! Asking before something is done that cannot be undone.

use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// Whether the person agrees; `yes` is said beforehand. Where nobody can be asked it is a fault of
/// the call.
pub(super) fn agreed(question: &str, yes: bool) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::new("nobody can be asked whether to go on, and nothing was done")
            .help("`--yes` says so beforehand"));
    }
    let fail = |error: io::Error| Failure::new(format!("the answer cannot be read: {error}"));
    let mut terminal = io::stderr().lock();
    write!(terminal, "{question} [y/N] ").and_then(|()| terminal.flush()).map_err(fail)?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).map_err(fail)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
