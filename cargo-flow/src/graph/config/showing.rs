//! The table `[preview]` of `flow.toml`: what `cargo flow preview` shows and drives.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::cli::{System, Theme};
use crate::failure::Failure;

const KEYS: [&str; 18] = [
    "file",
    "flow",
    "endpoint",
    "key",
    "webhook",
    "app_secret_env",
    "flow_token",
    "command",
    "watch",
    "port",
    "system",
    "theme",
    "header",
    "body",
    "footer",
    "button",
    "record",
    "keep",
];

/// Keys by which a person may try to write the app secret down.
const SECRETS: [&str; 4] = ["app_secret", "appsecret", "secret", "whatsapp_app_secret"];

/// What `[preview]` says; the command line says it anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Showing {
    /// The folder of `flow.toml`: the command runs there.
    pub(crate) root: PathBuf,
    /// What is shown in the place of `flows`.
    pub(crate) file: Option<PathBuf>,
    pub(crate) flow: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) key: Option<PathBuf>,
    pub(crate) webhook: Option<String>,
    pub(crate) app_secret_env: Option<String>,
    pub(crate) flow_token: Option<String>,
    pub(crate) command: Vec<String>,
    /// What starts the command again when it changes, beside its sources.
    pub(crate) watch: Vec<PathBuf>,
    pub(crate) port: Option<u16>,
    pub(crate) system: Option<System>,
    pub(crate) theme: Option<Theme>,
    pub(crate) header: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) footer: Option<String>,
    pub(crate) button: Option<String>,
    pub(crate) record: Option<PathBuf>,
    pub(crate) keep: Option<PathBuf>,
}

impl Reader<'_> {
    pub(super) fn showing(
        &self,
        value: &Spanned<DeValue<'_>>,
        root: &Path,
    ) -> Result<Showing, Failure> {
        let table = value.get_ref().as_table().ok_or_else(|| {
            self.fault(value.span(), "`preview` is a table")
                .help("write `[preview]` with `endpoint = \"…\"` below it")
        })?;
        self.without_secret(table)?;
        self.known(table, &KEYS, "`[preview]`")?;
        let mut showing = Showing { root: root.to_owned(), ..Showing::default() };
        let path = |showing: &Showing, text: String| showing.root.join(text);
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            match key {
                "file" => showing.file = Some(path(&showing, self.text(key, value)?)),
                "key" => showing.key = Some(path(&showing, self.text(key, value)?)),
                "record" => showing.record = Some(path(&showing, self.text(key, value)?)),
                "keep" => showing.keep = Some(path(&showing, self.text(key, value)?)),
                "endpoint" => showing.endpoint = Some(self.address(key, value)?),
                "webhook" => showing.webhook = Some(self.address(key, value)?),
                "app_secret_env" => {
                    showing.app_secret_env = Some(self.variable(key, "APP_SECRET", value)?);
                }
                "command" => showing.command = self.command(value)?,
                "watch" => showing.watch = self.watched(value, root)?,
                "port" => showing.port = Some(self.port(value)?),
                "system" => showing.system = Some(self.word(key, value)?),
                "theme" => showing.theme = Some(self.word(key, value)?),
                _ => {
                    let text = Some(self.text(key, value)?);
                    match key {
                        "flow" => showing.flow = text,
                        "flow_token" => showing.flow_token = text,
                        "header" => showing.header = text,
                        "body" => showing.body = text,
                        "footer" => showing.footer = text,
                        _ => showing.button = text,
                    }
                }
            }
        }
        Ok(showing)
    }

    /// The app secret is not written down.
    fn without_secret(&self, table: &DeTable<'_>) -> Result<(), Failure> {
        let named = |word: &str| SECRETS.contains(&&*word.to_lowercase().replace('-', "_"));
        let Some((key, _)) = table.iter().find(|(key, _)| named(key.get_ref())) else {
            return Ok(());
        };
        let message = format!(
            "`{}` has no place here: the app secret is a secret, and this file is committed",
            key.get_ref()
        );
        Err(self.fault(key.span(), message).help(
            "put the app secret into the environment variable `APP_SECRET`; `app_secret_env = \
             \"NAME\"` names another one. A secret that was committed must be reset in the app's \
             settings",
        ))
    }

    fn address(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Failure> {
        let text = self.text(key, value)?;
        let whole = |uri: http::Uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some()
        };
        if text.parse().is_ok_and(whole) {
            return Ok(text);
        }
        Err(self
            .fault(value.span(), format!("`{key}` is the address of a service that runs"))
            .help(format!(
                "write it whole: `{key} = \"http://127.0.0.1:3000/{}\"`",
                match key {
                    "webhook" => "webhook",
                    _ => "flow",
                }
            )))
    }

    fn command(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Failure> {
        let wrong = |bytes| {
            let words = value.get_ref().as_str().unwrap_or("cargo run");
            let words: Vec<String> =
                words.split_whitespace().map(|word| format!("{word:?}")).collect();
            self.fault(bytes, "`command` is a list of words: a program and its arguments")
                .help(format!("write `command = [{}]`", words.join(", ")))
        };
        let items = value.get_ref().as_array().ok_or_else(|| wrong(value.span()))?;
        if items.is_empty() {
            return Err(wrong(value.span()));
        }
        let word = |item: &Spanned<DeValue<'_>>| {
            item.get_ref().as_str().map(str::to_owned).ok_or_else(|| wrong(item.span()))
        };
        items.iter().map(word).collect()
    }

    fn watched(&self, value: &Spanned<DeValue<'_>>, root: &Path) -> Result<Vec<PathBuf>, Failure> {
        let wrong = |bytes| {
            let path = value.get_ref().as_str().unwrap_or("templates");
            self.fault(bytes, "`watch` is a list of files and folders")
                .help(format!("write `watch = [{path:?}]`"))
        };
        let items = value.get_ref().as_array().ok_or_else(|| wrong(value.span()))?;
        let path = |item: &Spanned<DeValue<'_>>| {
            let text = item.get_ref().as_str().filter(|text| !text.is_empty());
            text.map(|text| root.join(text)).ok_or_else(|| wrong(item.span()))
        };
        items.iter().map(path).collect()
    }

    fn port(&self, value: &Spanned<DeValue<'_>>) -> Result<u16, Failure> {
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        number.ok_or_else(|| {
            self.fault(value.span(), "`port` is a number up to 65535").help("write `port = 8417`")
        })
    }

    /// One of the words that the command line takes.
    fn word<T: clap::ValueEnum>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<T, Failure> {
        let text = self.text(key, value)?;
        T::from_str(&text, false).map_err(|_| {
            let known: Vec<String> = T::value_variants()
                .iter()
                .filter_map(T::to_possible_value)
                .map(|value| value.get_name().to_owned())
                .collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.fault(value.span(), format!("`{key}` cannot be `{text}`")).meant(
                &text,
                &known,
                "it is one of",
            )
        })
    }
}
