//! The configuration, from environment variables.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use flow_runtime::AppSecret;
use flow_runtime::token::FlowTokens;

/// The port that is taken where `PORT` says nothing.
const PORT: u16 = 8080;

/// What the environment says. A variable that is empty counts as unset.
#[derive(Debug)]
pub struct Config {
    /// The port on 127.0.0.1: `PORT`. 0 is any that is free.
    pub port: u16,
    /// The private key of the endpoint: `PRIVATE_KEY_FILE`. Without it a development key is made.
    pub key_file: Option<KeyFile>,
    /// The SQLite file: `DATABASE`. Without it one for development is made.
    pub database: Option<PathBuf>,
    /// What the service and its callers share.
    pub secrets: Secrets,
}

/// A private key in a file.
#[derive(Clone)]
pub struct KeyFile {
    /// Where it is.
    pub path: PathBuf,
    /// What opens it, where it is encrypted: `PRIVATE_KEY_PASSPHRASE`.
    pub passphrase: Option<String>,
}

/// What the service and its callers share.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Meta signs with it: `APP_SECRET`. Without it nothing is checked, which only development
    /// allows.
    pub app_secret: Option<AppSecret>,
    /// The text that Meta repeats when the webhook is set up: `VERIFY_TOKEN`. An empty one lets no
    /// webhook be set up.
    pub verify_token: String,
    /// Takes only flow tokens that are signed with `FLOW_TOKEN_SECRET`; without it, any.
    pub flow_tokens: Option<FlowTokens>,
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    ///
    /// As [`Config::read`].
    pub fn from_env() -> anyhow::Result<Self> {
        Self::read(|name| std::env::var_os(name))
    }

    /// Reads the variables that a function gives.
    ///
    /// # Errors
    ///
    /// When a value is not what the variable takes.
    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> anyhow::Result<Self> {
        let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let text = |name| self::variable(&variable, name);

        let port = match text("PORT")? {
            None => PORT,
            Some(port) => port.parse().with_context(|| {
                format!("`PORT` is `{port}`; it must be a number from 0 to 65535")
            })?,
        };
        let passphrase = text("PRIVATE_KEY_PASSPHRASE")?;
        let key_file = path("PRIVATE_KEY_FILE").map(|path| KeyFile { path, passphrase });
        let app_secret = text("APP_SECRET")?.map(AppSecret::from);
        let flow_tokens = text("FLOW_TOKEN_SECRET")?
            .map(FlowTokens::new)
            .transpose()
            .context("`FLOW_TOKEN_SECRET`")?;
        Ok(Self {
            port,
            key_file,
            database: path("DATABASE"),
            secrets: Secrets {
                app_secret,
                verify_token: text("VERIFY_TOKEN")?.unwrap_or_default(),
                flow_tokens,
            },
        })
    }
}

/// A variable's text, as a function gives it; an empty one counts as unset.
///
/// # Errors
///
/// When it is not UTF-8 text.
pub fn variable(
    read: impl Fn(&str) -> Option<OsString>,
    name: &str,
) -> anyhow::Result<Option<String>> {
    match read(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
        Some(Err(_)) => bail!("`{name}` is not UTF-8 text"),
    }
}

/// Shows where the key is, never what opens it.
impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyFile").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Shows nothing of them.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").finish_non_exhaustive()
    }
}
