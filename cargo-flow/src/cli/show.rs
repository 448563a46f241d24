//! The command line of what shows a flow: in a browser, as pictures, as a map.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Passphrase;

/// Which flows are shown.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shown {
    /// A Flow JSON document (`.json`) or a Rust source (`.rs`); the sources of `flow.toml`, or else
    /// `src/lib.rs` or `src/main.rs`, when absent
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// The flow, by its name; the first when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) flow: Option<String>,
}

/// Opens a phone in the browser that shows flows and plays them.
///
/// It runs on this machine alone, and needs neither an account nor the internet. While it runs, every
/// change of the source is shown at once: the phone goes on where it was, and the faults of the flow
/// lie over it.
///
/// With `--endpoint` and `--key` it drives your own endpoint, encrypted and signed as WhatsApp does,
/// and shows every request and answer in clear. The app secret is read from the environment variable
/// `APP_SECRET`, or from the one that `--app-secret-env` names. Without an endpoint the answers are
/// made up from the examples of the flow.
///
/// Below `/graph` it serves a Graph API: a service that is pointed at it, as printed, sends into the chats
/// of the page, and hears at `--webhook` what became of it, signed with the app secret. The environment
/// `local` of `flow.toml` is this one, for `cargo flow push`, `send` and the rest.
///
/// `[preview]` in `flow.toml` may say all of this, so that `cargo flow preview` is enough; what the
/// command line says goes first.
#[derive(Args, Debug)]
pub(crate) struct Preview {
    #[command(flatten)]
    pub(crate) shown: Shown,

    /// The screen that opens; the endpoint is asked when absent, or, without one, the first screen
    /// opens
    #[arg(long, value_name = "ID")]
    pub(crate) screen: Option<String>,

    /// The data of the screen that opens, a JSON object; the rest is as in the examples of the flow
    #[arg(long, value_name = "JSON")]
    pub(crate) data: Option<String>,

    /// The address of the endpoint
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,

    /// The key of the endpoint: its private key, or the public one that Meta has
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,

    /// The address of the webhook, which gets the response when a flow is complete
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,

    /// The environment variable that holds the app secret; `APP_SECRET` when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) app_secret_env: Option<String>,

    /// The flow token; a new one for each page when absent, signed where the environment variable
    /// `FLOW_TOKEN_SECRET` holds the secret of the endpoint's tokens
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,

    /// The system of the phone; Android when absent
    #[arg(long, value_enum, value_name = "SYSTEM")]
    pub(crate) system: Option<System>,

    /// The colours of the phone; light when absent
    #[arg(long, value_enum, value_name = "THEME")]
    pub(crate) theme: Option<Theme>,

    /// The heading of the message in the chat
    #[arg(long, value_name = "TEXT")]
    pub(crate) header: Option<String>,

    /// The text of the message in the chat
    #[arg(long, value_name = "TEXT")]
    pub(crate) body: Option<String>,

    /// The small text below the message in the chat
    #[arg(long, value_name = "TEXT")]
    pub(crate) footer: Option<String>,

    /// What the button of the message in the chat says
    #[arg(long, value_name = "TEXT")]
    pub(crate) button: Option<String>,

    /// The file to write what you do on the phone to, as you do it: `.rs` for a test in Rust, `.steps`
    /// for the steps alone. It begins anew where the flow is opened anew
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    /// The file that keeps the Graph API over a restart: flows, keys, chats and what was not yet reported;
    /// in memory when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) keep: Option<PathBuf>,

    /// The port; 8417, or any that is free, when absent
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,

    /// Prints the address and opens no browser
    #[arg(long)]
    pub(crate) no_open: bool,

    /// A command that starts your service; it is started again after every change of its sources and the
    /// flow's. `watch` below `[preview]` in `flow.toml` names what else it reads
    #[arg(last = true, value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}

/// Writes a picture of each screen of a flow, as a phone shows it with the examples of its data.
///
/// A Chromium on this machine draws them: the one that the environment variable `CHROME` names, or
/// one in `PATH` or a usual place. A faulty flow is drawn as far as it is sound; its faults are
/// reported, and the exit code is 0.
#[derive(Args, Debug)]
pub(crate) struct Screenshot {
    #[command(flatten)]
    pub(crate) shown: Shown,

    /// The folder to write `FLOW-SCREEN.png` to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// Writes one picture of all screens, `FLOW.png`
    #[arg(long)]
    pub(crate) sheet: bool,

    /// The colours of the phone
    #[arg(long, value_enum, value_name = "THEME", default_value_t = Theme::Light)]
    pub(crate) theme: Theme,

    /// The system of the phone
    #[arg(long, value_enum, value_name = "SYSTEM", default_value_t = System::Android)]
    pub(crate) system: System,

    /// Pixels of the picture for one of the page
    #[arg(long, value_name = "NUMBER", default_value_t = 2.0)]
    pub(crate) scale: f64,

    /// The screen to draw; all when absent
    #[arg(long, value_name = "ID")]
    pub(crate) screen: Option<String>,

    /// Right to left
    #[arg(long)]
    pub(crate) rtl: bool,

    /// The day on the phone, such as 2026-01-15: pictures of calendars stay the same
    #[arg(long, value_name = "DATE", default_value = "2026-01-15")]
    pub(crate) today: String,
}

/// The colours of the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Theme {
    Light,
    Dark,
}

/// The system of the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum System {
    Android,
    Ios,
    Web,
}

/// Prints the screens of a flow and the ways between them.
///
/// A faulty flow is drawn as far as it is sound; its faults are reported, and the exit code is 0.
#[derive(Args, Debug)]
pub(crate) struct Map {
    #[command(flatten)]
    pub(crate) shown: Shown,

    /// How the map is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MapFormat::Mermaid)]
    pub(crate) format: MapFormat,

    /// The file to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapFormat {
    /// A flowchart that Markdown shows
    Mermaid,
    /// A picture
    Svg,
}
