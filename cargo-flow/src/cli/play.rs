//! The command line of random customers.

use std::path::PathBuf;

use clap::Args;

use super::{Passphrase, Shown, System};

/// Lets random customers play a flow, or plays recorded steps, and reports what they ran into.
///
/// Each customer fills in what can be filled in and taps what can be tapped, by a number: the same
/// `--seed` gives the same customers. Requests to the endpoint are encrypted as WhatsApp does, and
/// signed where the environment variable `APP_SECRET` is set; the endpoint may be written in any
/// language, and should be one for tests, since customers order, book and sign up.
///
/// The exit code is 1 when no customer finished, when a screen has neither a way on nor a way back,
/// and when the endpoint answered with a fault or with what no phone takes. Each such fault is
/// printed as a test: the shortest steps that lead to it.
///
/// With `--steps` one person comes, and does what a `.steps` file says, such as a recording of
/// `cargo flow preview --record`. With `--endpoint` your endpoint answers, and the answers in the file are what
/// it is expected to say; without it they are the endpoint's. What happened is printed; wherever it is not
/// what the file says, the line is reported with both, and the exit code is 1.
#[derive(Args, Debug)]
pub(crate) struct Play {
    #[command(flatten)]
    pub(crate) shown: Shown,

    /// The address of the endpoint, for a flow that has one
    #[arg(long, value_name = "URL", requires = "key")]
    pub(crate) endpoint: Option<String>,

    /// The key of the endpoint: its private key, or the public one that Meta has
    #[arg(long, value_name = "FILE", requires = "endpoint")]
    pub(crate) key: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,

    /// The steps to play in the place of random customers: the flow, a line `---`, and the steps. Another flow
    /// plays them where `FILE` names one
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["customers", "seed", "screen", "data", "system"]
    )]
    pub(crate) steps: Option<PathBuf>,

    /// How many customers come, one after the other
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub(crate) customers: u32,

    /// The number of the first customer
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,

    /// The screen of the message that opens the flow; the endpoint is asked when absent, or, without
    /// one, the first screen opens
    #[arg(long, value_name = "ID")]
    pub(crate) screen: Option<String>,

    /// The data that the message brings, a JSON object; the examples of the flow when absent
    #[arg(long, value_name = "JSON")]
    pub(crate) data: Option<String>,

    /// The flow token of every customer; `customer-SEED` when absent, signed where the environment
    /// variable `FLOW_TOKEN_SECRET` holds the secret of the endpoint's tokens
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,

    /// The system of every phone; all of them in turn when absent
    #[arg(long, value_enum, value_name = "SYSTEM")]
    pub(crate) system: Option<System>,
}
