//! The binary that `cargo flow` runs.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_flow::run(std::env::args_os())
}
