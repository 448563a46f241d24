//! The command line of what talks to Meta: flows, keys and messages.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Passphrase;

/// Which WABA is meant.
#[derive(Args, Debug)]
pub(crate) struct Place {
    /// The environment of `flow.toml`; its `default`, or the only one, when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,

    /// The configuration; `flow.toml` in this folder or one above it when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Brings the flows at Meta up to the source.
///
/// Creates what is new, uploads what changed, and does nothing where nothing did. What is to be
/// done is shown first and asked for. `flows.lock`, beside `flow.toml`, keeps which flow is which;
/// a call that was interrupted is finished by the next one.
///
/// A published flow is edited in place: it keeps its id and its name, and is a draft again until it
/// is published, which `--publish` does. Messages that were sent before keep the version that they
/// were sent with. Where Meta does not let a flow be edited, a clone under the next free name, such
/// as `Account (2)`, takes its place; `cargo flow deprecate --replaced` ends the old one.
///
/// The access token is read from the environment variable `WHATSAPP_ACCESS_TOKEN`, or from the one
/// that `token_env` in `flow.toml` names.
#[derive(Args, Debug)]
pub(crate) struct Push {
    /// The flows, by their names in Rust; all when absent
    #[arg(value_name = "FLOW")]
    pub(crate) flows: Vec<String>,

    #[command(flatten)]
    pub(crate) place: Place,

    /// Shows what is to be done, and does nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Does it without asking
    #[arg(long)]
    pub(crate) yes: bool,

    /// Publishes the flows, too; what was published can be deprecated, and never deleted
    #[arg(long)]
    pub(crate) publish: bool,
}

/// Shows the state of the flows at Meta, and whether they differ from the source.
///
/// Each flow is a line; so is a clone that is to take its place, and each flow that it has replaced
/// and that people can still open.
///
/// The exit code is 1 when a flow differs or cannot be sent.
#[derive(Args, Debug)]
pub(crate) struct Status {
    /// The flows, by their names in Rust; all when absent
    #[arg(value_name = "FLOW")]
    pub(crate) flows: Vec<String>,

    /// One environment of `flow.toml`; all when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,

    /// The configuration; `flow.toml` in this folder or one above it when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Writes a flow that is at Meta as `flow!` source, with its name and its categories.
#[derive(Args, Debug)]
pub(crate) struct Pull {
    /// The flow, by its name in Rust, or by its id or its name at Meta
    #[arg(value_name = "FLOW")]
    pub(crate) flow: String,

    #[command(flatten)]
    pub(crate) place: Place,

    /// The flow's name in Rust; made from its name at Meta when absent
    #[arg(long)]
    pub(crate) name: Option<String>,

    /// The Rust file to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Writes over a file that exists
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Writes the Flow JSON as it is at Meta
    #[arg(long, conflicts_with = "name")]
    pub(crate) json: bool,
}

/// Prints the address at which a flow can be looked at in a browser.
///
/// Whoever has the address can see the flow. It lives for 30 days.
#[derive(Args, Debug)]
pub(crate) struct PreviewUrl {
    /// The flow, by its name in Rust, or by its id or its name at Meta
    #[arg(value_name = "FLOW")]
    pub(crate) flow: String,

    #[command(flatten)]
    pub(crate) place: Place,

    /// Lets the buttons of the preview work, and calls the endpoint
    #[arg(long)]
    pub(crate) interactive: bool,

    /// The screen that opens; when absent the endpoint is asked, or, of a flow without one, the
    /// first screen opens
    #[arg(long, value_name = "ID", requires = "interactive")]
    pub(crate) screen: Option<String>,

    /// The data of the first screen, a JSON object
    #[arg(long, value_name = "JSON", requires = "interactive")]
    pub(crate) data: Option<String>,

    /// The phone number with whose key the endpoint is called, with its country code; that of the
    /// environment when absent
    #[arg(long, value_name = "NUMBER", requires = "interactive")]
    pub(crate) phone: Option<String>,

    /// The flow token of an interactive preview
    #[arg(long, value_name = "TOKEN", requires = "interactive")]
    pub(crate) token: Option<String>,

    /// Shows what the preview sends and receives
    #[arg(long, requires = "interactive")]
    pub(crate) debug: bool,

    /// Makes a new address; the one before no longer works
    #[arg(long)]
    pub(crate) renew: bool,
}

/// Publishes drafts as they are at Meta.
///
/// A published flow can be sent to everybody, and is never deleted. A clone that is published takes
/// the place of the flow that Meta did not let be edited.
#[derive(Args, Debug)]
pub(crate) struct Publish {
    #[command(flatten)]
    pub(crate) named: Named,
}

/// Deprecates published flows: they can no longer be sent or opened.
///
/// With `--replaced` it deprecates the flows whose place a clone has taken. People who have one in a
/// message can open it until then, so wait until they have answered: `--older-than 14d`.
#[derive(Args, Debug)]
pub(crate) struct Deprecate {
    /// The flows, by their names in Rust, or by their ids or names at Meta; with `--replaced` by
    /// their names in Rust, all when absent
    #[arg(value_name = "FLOW", required_unless_present = "replaced")]
    pub(crate) flows: Vec<String>,

    #[command(flatten)]
    pub(crate) place: Place,

    /// Deprecates what the flows have replaced, and not the flows
    #[arg(long)]
    pub(crate) replaced: bool,

    /// Only what was replaced longer ago than this, such as `14d` or `36h`
    #[arg(long, value_name = "TIME", requires = "replaced", value_parser = crate::graph::age)]
    pub(crate) older_than: Option<Duration>,

    /// Does it without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Deletes drafts at Meta.
#[derive(Args, Debug)]
pub(crate) struct Delete {
    #[command(flatten)]
    pub(crate) named: Named,
}

/// The flows that a call is about.
#[derive(Args, Debug)]
pub(crate) struct Named {
    /// The flows, by their names in Rust, or by their ids or names at Meta
    #[arg(value_name = "FLOW", required = true)]
    pub(crate) flows: Vec<String>,

    #[command(flatten)]
    pub(crate) place: Place,

    /// Does it without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Uploads a public key for the phone number of the environment.
///
/// The file holds the public key, or the private key, whose public half is uploaded. What phones
/// send is encrypted with it, so the endpoint must have the private key first.
#[derive(Args, Debug)]
pub(crate) struct UploadKey {
    /// The file of the public or the private key
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,

    #[command(flatten)]
    pub(crate) place: Place,

    /// Replaces another key without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Sends a flow to a person.
#[derive(Args, Debug)]
pub(crate) struct Send {
    /// The person: a phone number with its country code, or a business-scoped user id
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,

    /// The flow, by its name in Rust, or by its id or its name at Meta; the only one when absent
    #[arg(long, value_name = "FLOW")]
    pub(crate) flow: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,

    /// The screen that opens; when absent the endpoint is asked, or, of a flow without one, the
    /// first screen opens
    #[arg(long, value_name = "ID")]
    pub(crate) screen: Option<String>,

    /// The data of the screen, a JSON object
    #[arg(long, value_name = "JSON")]
    pub(crate) data: Option<String>,

    /// What the button says; Meta advises 30 characters and no emoji
    #[arg(long, value_name = "TEXT", default_value = "Open")]
    pub(crate) cta: String,

    /// What the message says; the flow's name when absent
    #[arg(long, value_name = "TEXT")]
    pub(crate) body: Option<String>,

    /// Sends the flow as a draft, which only people of the business can open
    #[arg(long)]
    pub(crate) draft: bool,

    /// The flow token; when absent one is signed with the secret in the environment variable
    /// `FLOW_TOKEN_SECRET`, or made at random where that is not set
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
}

/// Finds what keeps a flow from being published or sent, and says how to fix it.
///
/// One line for each cause of Meta's error 139002. The environment variables `APP_SECRET` (with
/// which the endpoint's ping is signed), `PRIVATE_KEY_FILE` and `PRIVATE_KEY_PASSPHRASE` (whose key
/// is compared with Meta's) are read where they are set. The exit code is 1 when something is
/// broken.
#[derive(Args, Debug)]
pub(crate) struct Doctor {
    /// The flow, by its name in Rust; all when absent
    #[arg(value_name = "FLOW")]
    pub(crate) flow: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,
}
