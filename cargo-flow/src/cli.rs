//! The command line.

mod graph;
mod play;
mod show;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use graph::{
    Delete, Deprecate, Doctor, Named, Place, PreviewUrl, Publish, Pull, Push, Send, Status,
    UploadKey,
};
pub(crate) use play::Play;
pub(crate) use show::{Map, MapFormat, Preview, Screenshot, Shown, System, Theme};

/// Checks, converts, formats, publishes and sends WhatsApp Flows.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-flow",
    bin_name = "cargo flow",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 when all is well, 1 when a flow or a key is faulty, 2 when the call is wrong or Meta \
                  cannot be asked."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to write in colours; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto, global = true)]
    pub(crate) color: When,
}

/// When to do something that suits a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(visible_alias = "c")]
    Check(Check),
    Import(Import),
    Export(Export),
    Diff(Diff),
    Fmt(Fmt),
    Explain(Explain),
    Components(Components),
    Schema(Schema),
    Lsp(Lsp),
    New(New),
    Preview(Box<Preview>),
    Screenshot(Screenshot),
    Map(Map),
    Play(Play),
    Push(Push),
    Status(Status),
    Pull(Pull),
    PreviewUrl(PreviewUrl),
    Publish(Publish),
    Deprecate(Deprecate),
    Delete(Delete),
    Send(Send),
    Doctor(Doctor),
    /// Makes, reads and uploads the key pair of an endpoint
    #[command(subcommand)]
    Keys(Keys),
    Completions(Completions),
    Man(Man),
}

/// Finds every fault of flows, in Flow JSON and in Rust sources.
///
/// A Rust source is searched for `flow! { … }`, and so are the modules that it declares. In a
/// folder every `.json` and `.rs` file is read, except hidden ones and those below `target`; JSON
/// that is not a flow (it has no `screens`) is passed over there.
///
/// People read the faults on standard error. JSON and SARIF go to standard output.
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// Flow JSON (`.json`), Rust sources (`.rs`), and folders of them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Ends with exit code 1 for warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// How faults are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,

    /// Writes what a help says letter for letter into the files, and then checks what is left
    #[arg(long, conflicts_with = "watch")]
    pub(crate) fix: bool,

    /// Checks again whenever a file changes
    #[arg(long)]
    pub(crate) watch: bool,
}

/// How faults are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// As rustc writes them
    Human,
    /// One JSON object for each, in a line of its own
    Json,
    /// One SARIF 2.1.0 document, for code scanning
    Sarif,
}

/// Writes Flow JSON as `flow!` source.
///
/// The source means the same document: exporting it gives the document back. A faulty document is
/// imported as far as it can be, and its faults are reported on standard error; the exit code is 1
/// then.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("from").required(true).args(["file", "tree"]))]
pub(crate) struct Import {
    /// A Flow JSON document; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// The flow's name in Rust; made from the file's name when absent
    #[arg(long, conflicts_with = "tree")]
    pub(crate) name: Option<String>,

    /// Imports every Flow JSON document below a folder
    #[arg(long, value_name = "DIR")]
    pub(crate) tree: Option<PathBuf>,

    /// The Rust file to write, with `--tree` the folder for one file each and a `mod.rs`; standard
    /// output when absent
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,

    /// Writes over files that exist
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

/// Writes the Flow JSON of every `flow!` in a Rust source.
///
/// The modules that the source declares are searched as well. `file!` and `text!` are read
/// relative to the folder of the nearest `Cargo.toml`.
#[derive(Args, Debug)]
pub(crate) struct Export {
    /// A Rust source
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The flow to export, by its name
    #[arg(long, value_name = "NAME")]
    pub(crate) flow: Option<String>,

    /// The folder to write `NAME.json` to; standard output when absent
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Writes no white space
    #[arg(long)]
    pub(crate) minified: bool,

    /// Exports again whenever a file changes
    #[arg(long, requires = "out")]
    pub(crate) watch: bool,
}

/// Says what is different between two versions of a flow, and what breaks older phones.
///
/// Messages that were sent keep the version that they were sent with, so your endpoint answers older
/// versions as well. A difference breaks older phones where the endpoint of the new version would not read
/// what they send, or could answer with what they cannot show.
///
/// The exit code is 0 where none does, 1 where one does, and 2 where a version is faulty or cannot be read.
#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The older version: Flow JSON, or a Rust source
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The newer version
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// The flow to compare, by its name, where a Rust source has several
    #[arg(long, value_name = "NAME")]
    pub(crate) flow: Option<String>,

    /// How the differences are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Human)]
    pub(crate) message_format: DiffFormat,
}

/// How differences are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// In words
    Human,
    /// One JSON object for each, in a line of its own
    Json,
}

/// Formats every `flow!` in Rust sources.
///
/// Comments and blank lines stay, and nothing outside `flow!` is touched. A flow that cannot be
/// read stays as it is, and its faults are reported.
///
/// Width and indentation are those of the project's `rustfmt.toml` (`max_width`, `hard_tabs`,
/// `tab_spaces`). `#[rustfmt::skip]` on a `flow!`, or on what it is in, leaves it as it is; inside, a line
/// `// rustfmt::skip` does so for the screen, the component or the field below it.
#[derive(Args, Debug)]
pub(crate) struct Fmt {
    /// Rust sources, and folders of them; what their flows include is formatted as well
    #[arg(value_name = "PATH", required_unless_present = "stdin")]
    pub(crate) paths: Vec<PathBuf>,

    /// Writes nothing, shows what would change, and ends with exit code 1 if something would
    #[arg(long)]
    pub(crate) check: bool,

    /// Reads a Rust source from standard input and writes it to standard output
    #[arg(long, conflicts_with = "paths")]
    pub(crate) stdin: bool,

    /// Lets rustfmt format the rest of the source first, so that an editor can use this as its
    /// format command
    #[arg(long)]
    pub(crate) rustfmt: bool,

    /// The edition that rustfmt reads
    #[arg(long, value_name = "YEAR", default_value = "2024", requires = "rustfmt")]
    pub(crate) edition: String,
}

/// Tells what a fault's code means, with an example and its cure.
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The code, as it is in brackets after `error`; every code is listed when absent
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// Tells what components exist, and what each takes.
#[derive(Args, Debug)]
pub(crate) struct Components {
    /// The component, such as `TextInput`; all are listed when absent
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Writes the JSON Schema of Flow JSON, for editors.
///
/// An editor that maps it to the flows of a project completes their keys and words, explains them and marks
/// what is wrong within one object, while a document is written. `cargo flow check` finds the rest.
/// The page docs/editors.md shows the settings.
#[derive(Args, Debug)]
pub(crate) struct Schema {
    /// The Flow JSON version, such as 7.3; one schema for documents of every version when absent
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,

    /// The file to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Serves an editor: faults while typing, completion, hover, renaming, fixes.
///
/// It speaks the Language Server Protocol over standard input and output, so an editor starts it; the
/// page docs/editors.md shows the settings. Flow JSON is served in full. In Rust sources it does what
/// rust-analyzer does not do inside `flow!`, and all of it where the editor sets
/// `"rustAnalyzer": false` in the initialization options.
#[derive(Args, Debug)]
pub(crate) struct Lsp {
    /// The only way to talk; taken because many editors write it
    #[arg(long)]
    pub(crate) stdio: bool,
}

/// Makes a service: a flow, its endpoint and webhook, a test, and what runs it elsewhere.
///
/// `cargo run` in its folder serves it, with nothing to set first. It has a key for development, which git
/// passes over, a Dockerfile and a CI workflow.
#[derive(Args, Debug)]
pub(crate) struct New {
    /// The crate's name, or the path of the folder to make
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,

    /// Makes a library alone: a flow, a handler and a test
    #[arg(long)]
    pub(crate) lib: bool,

    /// Uses the crates of the checkout in this folder; of the one that the command was built from
    /// when absent
    #[arg(long, value_name = "DIR", conflicts_with = "git")]
    pub(crate) path: Option<PathBuf>,

    /// Uses the crates of the repository at this address
    #[arg(long, value_name = "URL")]
    pub(crate) git: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    New(NewKey),
    Check(CheckKey),
    Public(PublicKey),
    Upload(UploadKey),
}

/// Makes an RSA key pair of 2048 bits and writes the private key, encrypted.
///
/// The public key is printed, for upload to Meta. The private key is written to a file that only
/// its owner can read, and never over another. A service that reads no encrypted key has one for
/// development with `--unencrypted`.
#[derive(Args, Debug)]
pub(crate) struct NewKey {
    /// The file to write the private key to
    #[arg(long, value_name = "FILE", default_value = "private.pem")]
    pub(crate) out: PathBuf,

    /// Writes the private key without a passphrase: for a service under development, with the preview and
    /// the desk
    #[arg(long, conflicts_with_all = ["passphrase_env", "passphrase_file"])]
    pub(crate) unencrypted: bool,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

/// Tells what a key file holds, and whether an endpoint can use it.
#[derive(Args, Debug)]
pub(crate) struct CheckKey {
    #[command(flatten)]
    pub(crate) key: KeyFile,
}

/// Prints the public key, for upload to Meta.
#[derive(Args, Debug)]
pub(crate) struct PublicKey {
    #[command(flatten)]
    pub(crate) key: KeyFile,
}

#[derive(Args, Debug)]
pub(crate) struct KeyFile {
    /// The file of the private key
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

#[derive(Args, Debug)]
pub(crate) struct Passphrase {
    /// The environment variable that holds the passphrase; asked for on a terminal when absent
    #[arg(long, value_name = "NAME", conflicts_with = "passphrase_file")]
    pub(crate) passphrase_env: Option<String>,

    /// The file whose first line is the passphrase
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Prints a completion script for a shell.
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Prints the manual page.
#[derive(Args, Debug)]
pub(crate) struct Man {
    /// The folder to write one page for each command to; one page on standard output when absent
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
