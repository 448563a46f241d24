//! What a preview shows and drives: what the command line says, and else `[preview]` of `flow.toml`.

use std::path::PathBuf;

use flow_player::Profile;
use flow_preview::Message;

use super::service::Start;
use crate::cli::{self, System, Theme};
use crate::failure::Failure;
use crate::graph::{self, Showing};

/// The environment variable of the app secret, where nothing names another.
const APP_SECRET: &str = "APP_SECRET";

/// What a preview shows and drives.
pub(super) struct Settings {
    pub(super) shown: cli::Shown,
    /// The address of the endpoint, and the file of its key.
    pub(super) endpoint: Option<(String, PathBuf)>,
    pub(super) webhook: Option<String>,
    pub(super) app_secret_env: String,
    pub(super) token: Option<String>,
    pub(super) port: Option<u16>,
    pub(super) profile: Profile,
    pub(super) dark: bool,
    pub(super) message: Message,
    /// What starts the service; an empty command where nothing does.
    pub(super) service: Start,
    pub(super) record: Option<PathBuf>,
    /// The file that keeps the desk.
    pub(super) keep: Option<PathBuf>,
}

impl Settings {
    pub(super) fn of(arguments: &cli::Preview) -> Result<Self, Failure> {
        let given = graph::showing()?;
        let named = arguments.shown.file.is_some();
        let shown = cli::Shown {
            file: arguments.shown.file.clone(),
            // The flow of another file is not the one that `flow.toml` means.
            flow: arguments.shown.flow.clone().or_else(|| given.flow.clone().filter(|_| !named)),
        };
        let usual = Message::default();
        let text = |argument: &Option<String>, given: &Option<String>, usual: String| {
            argument.clone().or_else(|| given.clone()).unwrap_or(usual)
        };
        let message = Message {
            header: text(&arguments.header, &given.header, usual.header),
            body: text(&arguments.body, &given.body, usual.body),
            footer: text(&arguments.footer, &given.footer, usual.footer),
            button: text(&arguments.button, &given.button, usual.button),
        };
        let theme = arguments.theme.or(given.theme);
        Ok(Self {
            shown,
            endpoint: endpoint(arguments, &given)?,
            webhook: arguments.webhook.clone().or_else(|| given.webhook.clone()),
            app_secret_env: text(
                &arguments.app_secret_env,
                &given.app_secret_env,
                APP_SECRET.to_owned(),
            ),
            token: arguments.token.clone().or_else(|| given.flow_token.clone()),
            port: arguments.port.or(given.port),
            profile: arguments.system.or(given.system).unwrap_or(System::Android).profile(),
            dark: theme == Some(Theme::Dark),
            message,
            service: if arguments.command.is_empty() {
                Start { command: given.command, folder: Some(given.root), watch: given.watch }
            } else {
                let command = arguments.command.clone();
                Start { command, folder: None, watch: given.watch }
            },
            record: arguments.record.clone().or(given.record),
            keep: arguments.keep.clone().or(given.keep),
        })
    }
}

/// The endpoint has a key, and a key is of an endpoint.
fn endpoint(
    arguments: &cli::Preview,
    given: &Showing,
) -> Result<Option<(String, PathBuf)>, Failure> {
    let url = arguments.endpoint.clone().or_else(|| given.endpoint.clone());
    let key = arguments.key.clone().or_else(|| given.key.clone());
    match (url, key) {
        (Some(url), Some(key)) => Ok(Some((url, key))),
        (Some(url), None) => Err(Failure::new(format!("the endpoint `{url}` has no key")).help(
            "name its private key, or the public one that Meta has: --key private.pem, or \
             `key = \"private.pem\"` below `[preview]` in `flow.toml`",
        )),
        (None, Some(key)) => {
            let message = format!("`{}` is the key of no endpoint", key.display());
            Err(Failure::new(message).help(
                "name the endpoint: --endpoint http://127.0.0.1:3000/flow, or `endpoint = \"…\"` \
                 below `[preview]` in `flow.toml`",
            ))
        }
        (None, None) => Ok(None),
    }
}

impl System {
    /// The phone of this system.
    pub(super) fn profile(self) -> Profile {
        match self {
            Self::Android => Profile::Android,
            Self::Ios => Profile::Ios,
            Self::Web => Profile::Web,
        }
    }
}
