//! `flow.toml`: which flows there are, and where they go.

mod showing;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::{Path, PathBuf};

use flow_compiler::report::Source;
use flow_desk::{PHONE, WABA};
use flow_graph::{ApiVersion, BaseUrl, Id};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(crate) use self::showing::Showing;
use crate::failure::Failure;
use crate::files;
use crate::show::PORT;

/// The file's name.
pub(super) const NAME: &str = "flow.toml";
/// The environment variable of the access token, where `token_env` names no other.
const TOKEN_ENV: &str = "WHATSAPP_ACCESS_TOKEN";

const TOP: [&str; 4] = ["flows", "default", "environments", "preview"];
const ENVIRONMENT: [&str; 7] =
    ["waba", "phone", "endpoint", "application", "token_env", "graph_url", "version"];
/// Keys by which a person may try to write the access token down.
const SECRETS: [&str; 6] =
    ["token", "access_token", "accesstoken", "api_token", "bearer", "whatsapp_access_token"];
/// The environment that is the desk of `cargo flow preview`.
const LOCAL: &str = "local";
/// What to write where there is no environment.
const NO_ENVIRONMENT: &str = "write `[environments.staging]` with `waba = \"…\"` below it";
/// Every access token of Meta's begins so.
const TOKEN_START: &str = "EAA";

/// What `flow.toml` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// The folder of the file; paths are relative to it.
    pub(super) root: PathBuf,
    /// The Rust sources.
    pub(super) flows: Vec<PathBuf>,
    default: Option<String>,
    /// In the order of their names.
    pub(super) environments: Vec<Environment>,
    /// What `cargo flow preview` shows and drives.
    preview: Option<Showing>,
}

/// A WABA and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) waba: Id,
    /// The id of the phone number.
    pub(super) phone: Option<Id>,
    /// The address of the endpoint, for flows that have one.
    pub(super) endpoint: Option<String>,
    /// The id of the Meta app that flows with an endpoint are connected to.
    pub(super) application: Option<Id>,
    /// The environment variable that holds the access token; that of the desk is known, where it is
    /// absent.
    pub(super) token_env: Option<String>,
    pub(super) graph_url: Option<BaseUrl>,
    pub(super) version: Option<ApiVersion>,
}

impl Environment {
    fn at(name: &str, waba: Id) -> Self {
        Self {
            name: name.to_owned(),
            waba,
            phone: None,
            endpoint: None,
            application: None,
            token_env: Some(TOKEN_ENV.to_owned()),
            graph_url: None,
            version: None,
        }
    }

    /// The desk of `cargo flow preview`, which needs no account. Its keys may all be left out.
    fn local() -> Self {
        let id = |text: &str| text.parse().expect("the desk's own id");
        Self { phone: Some(id(PHONE)), token_env: None, ..Self::at(LOCAL, id(WABA)) }
    }
}

impl Config {
    /// Reads the file that is named, or the nearest one at or above the current folder.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => found()?,
        };
        let text = files::read_source(&path)?;
        let root = path.parent().unwrap_or(Path::new(""));
        Self::read(&text, &path.display().to_string(), root)
    }

    fn read(text: &str, shown: &str, root: &Path) -> Result<Self, Failure> {
        let reader = Reader { source: Source::new(shown, text), shown };
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.message().lines().next().unwrap_or_default();
            reader.fault(error.span().unwrap_or(0..0), line)
        })?;
        reader.config(table.get_ref(), root)
    }

    /// The environment of this name; the default or the only one when none is named.
    pub(super) fn environment(&self, named: Option<&str>) -> Result<&Environment, Failure> {
        let known: Vec<&str> =
            self.environments.iter().map(|environment| environment.name.as_str()).collect();
        if self.environments.is_empty() {
            return Err(Failure::new(format!("`{NAME}` has no environment")).help(NO_ENVIRONMENT));
        }
        let Some(name) = named.or(self.default.as_deref()) else {
            return match &*self.environments {
                [one] => Ok(one),
                _ => Err(Failure::new(format!(
                    "`{NAME}` has several environments: `{}`",
                    known.join("`, `")
                ))
                .help(format!(
                    "name one with `--env NAME`, or write `default = \"NAME\"` into `{NAME}`"
                ))),
            };
        };
        self.environments.iter().find(|environment| environment.name == name).ok_or_else(|| {
            Failure::new(format!("`{NAME}` has no environment `{name}`")).meant(
                name,
                &known,
                "its environments are",
            )
        })
    }
}

/// The sources that the nearest `flow.toml` names; `None` where there is none.
pub(super) fn sources() -> Result<Option<Vec<PathBuf>>, Failure> {
    if found().is_err() {
        return Ok(None);
    }
    let config = Config::load(None)?;
    if let Some(file) = config.preview.and_then(|preview| preview.file) {
        return Ok(Some(vec![file]));
    }
    Ok(Some(config.flows.iter().map(|path| config.root.join(path)).collect()))
}

/// What the nearest `flow.toml` says below `[preview]`; nothing where there is none.
pub(super) fn showing() -> Result<Showing, Failure> {
    if found().is_err() {
        return Ok(Showing::default());
    }
    Ok(Config::load(None)?.preview.unwrap_or_default())
}

/// The nearest `flow.toml` at or above the current folder, as a path that is short to show.
fn found() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder cannot be read: {error}")))?;
    let mut shown = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(NAME).is_file() {
            return Ok(shown.join(NAME));
        }
        shown.push("..");
    }
    let help = "write one beside `Cargo.toml`:\n\n    \
                flows = [\"src/lib.rs\"]\n\n    \
                [environments.staging]\n    \
                waba = \"the id of the WhatsApp Business Account\"\n    \
                phone = \"the id of the phone number\"\n";
    Err(Failure::new(format!("there is no `{NAME}` in this folder or above it")).help(help))
}

struct Reader<'t> {
    source: Source<'t>,
    shown: &'t str,
}

impl Reader<'_> {
    fn fault(&self, bytes: Range<usize>, message: impl AsRef<str>) -> Failure {
        let place = self.source.position(bytes.start);
        let message = message.as_ref();
        Failure::new(format!("{}:{}:{}: {message}", self.shown, place.line, place.column))
    }

    fn config(&self, table: &DeTable<'_>, root: &Path) -> Result<Config, Failure> {
        self.known(table, &TOP, "`flow.toml`")?;
        let mut config = Config {
            root: root.to_owned(),
            flows: Vec::new(),
            default: None,
            environments: Vec::new(),
            preview: None,
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "flows" => config.flows = self.flows(value)?,
                "default" => config.default = Some(self.text("default", value)?),
                "preview" => config.preview = Some(self.showing(value, root)?),
                _ => config.environments = self.environments(value)?,
            }
        }
        let port = config.preview.as_ref().and_then(|preview| preview.port).unwrap_or(PORT);
        let desk = format!("http://127.0.0.1:{port}/graph").parse::<BaseUrl>().ok();
        for local in config.environments.iter_mut().filter(|one| one.name == LOCAL) {
            local.graph_url = local.graph_url.take().or_else(|| desk.clone());
        }
        let shown = config.preview.as_ref().is_some_and(|preview| preview.file.is_some());
        if config.flows.is_empty() && !shown {
            return Err(self.fault(0..0, "`flows` names no Rust source").help(
                "write `flows = [\"src/lib.rs\"]`; the modules that a source declares are searched as well",
            ));
        }
        if config.environments.is_empty() && config.preview.is_none() {
            return Err(self.fault(0..0, "there is no environment").help(NO_ENVIRONMENT));
        }
        if config.default.is_some() {
            config.environment(None)?;
        }
        Ok(config)
    }

    fn flows(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<PathBuf>, Failure> {
        let wrong = |bytes| {
            self.fault(bytes, "`flows` is a list of Rust sources")
                .help("write `flows = [\"src/lib.rs\"]`")
        };
        let items = value.get_ref().as_array().ok_or_else(|| wrong(value.span()))?;
        items
            .iter()
            .map(|item| {
                item.get_ref().as_str().map(PathBuf::from).ok_or_else(|| wrong(item.span()))
            })
            .collect()
    }

    fn environments(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Environment>, Failure> {
        let wrong = |bytes, name: &str| {
            self.fault(bytes, "an environment is a table")
                .help(format!("write `[environments.{name}]` with `waba = \"…\"` below it"))
        };
        let tables = value.get_ref().as_table().ok_or_else(|| wrong(value.span(), "staging"))?;
        let mut environments = Vec::new();
        for (name, value) in tables {
            let word = name.get_ref().as_ref();
            let table = match value.get_ref().as_table() {
                Some(table) => table,
                // `[environments]` with the keys of one environment right below it.
                None if ENVIRONMENT.contains(&word) => {
                    return Err(self
                        .fault(name.span(), format!("`{word}` belongs to one environment"))
                        .help("write `[environments.staging]` above it"));
                }
                None => return Err(wrong(value.span(), word)),
            };
            environments.push(self.environment(word, name.span(), table)?);
        }
        environments.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(environments)
    }

    fn environment(
        &self,
        name: &str,
        place: Range<usize>,
        table: &DeTable<'_>,
    ) -> Result<Environment, Failure> {
        self.known(table, &ENVIRONMENT, "an environment")?;
        let given = table.iter().find(|(key, _)| key.get_ref().as_ref() == "waba");
        let mut environment = match (given, name) {
            (_, LOCAL) => Environment::local(),
            (Some((_, waba)), _) => Environment::at(name, self.id("waba", waba)?),
            (None, _) => {
                return Err(self
                    .fault(place, format!("environment `{name}` has no `waba`"))
                    .help("write `waba = \"…\"`, the id of the WhatsApp Business Account"));
            }
        };
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            match key {
                "waba" => environment.waba = self.id(key, value)?,
                "phone" => environment.phone = Some(self.id(key, value)?),
                "application" => environment.application = Some(self.id(key, value)?),
                "endpoint" => environment.endpoint = Some(self.endpoint(value)?),
                "token_env" => {
                    environment.token_env = Some(self.variable(key, TOKEN_ENV, value)?);
                }
                "graph_url" => environment.graph_url = Some(self.graph_url(value)?),
                _ => environment.version = Some(self.version(value)?),
            }
        }
        Ok(environment)
    }

    /// Every key is one of these, and none holds the access token.
    fn known(&self, table: &DeTable<'_>, known: &[&str], owner: &str) -> Result<(), Failure> {
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            let told = value.get_ref().as_str().is_some_and(|text| text.starts_with(TOKEN_START));
            if told || SECRETS.contains(&&*word.to_lowercase().replace('-', "_")) {
                return Err(self
                    .fault(key.span(), format!("`{word}` has no place here: the access token is a secret, and this file is committed"))
                    .help(format!("put the token into the environment variable `{TOKEN_ENV}`; `token_env = \"NAME\"` names another one. A token that was committed must be revoked")));
            }
            if !known.contains(&word) {
                let fault = self.fault(key.span(), format!("{owner} has no key `{word}`"));
                return Err(fault.meant(word, known, "its keys are"));
            }
        }
        Ok(())
    }

    fn text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Failure> {
        let text = value.get_ref().as_str().map(str::to_owned);
        text.ok_or_else(|| {
            self.fault(value.span(), format!("`{key}` is a text"))
                .help(format!("write `{key} = \"…\"`"))
        })
    }

    fn id(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Id, Failure> {
        if let Some(number) = value.get_ref().as_integer() {
            return Err(self
                .fault(value.span(), format!("`{key}` is a text"))
                .help(format!("write `{key} = \"{}\"`", number.as_str())));
        }
        self.text(key, value)?.parse().map_err(|error| {
            self.fault(value.span(), format!("`{key}` is not an id: {error}"))
                .help("copy it from the app dashboard, under WhatsApp, API setup")
        })
    }

    fn endpoint(&self, value: &Spanned<DeValue<'_>>) -> Result<String, Failure> {
        let text = self.text("endpoint", value)?;
        if ["https://", "http://"].iter().any(|start| text.starts_with(start)) {
            return Ok(text);
        }
        Err(self
            .fault(value.span(), "`endpoint` is an `https://` address")
            .help("write `endpoint = \"https://…\"`"))
    }

    fn graph_url(&self, value: &Spanned<DeValue<'_>>) -> Result<BaseUrl, Failure> {
        self.text("graph_url", value)?.parse().map_err(|error| {
            self.fault(value.span(), format!("`graph_url`: {error}"))
                .help("leave it out for Meta; `http://127.0.0.1:…` is taken, for tests")
        })
    }

    fn version(&self, value: &Spanned<DeValue<'_>>) -> Result<ApiVersion, Failure> {
        self.text("version", value)?.parse().map_err(|error| {
            self.fault(value.span(), format!("`version`: {error}"))
                .help("write `version = \"v25.0\"`, a version of the Graph API")
        })
    }

    /// The name of an environment variable; a secret that is there by mistake is not repeated.
    fn variable(
        &self,
        key: &str,
        usual: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<String, Failure> {
        let text = self.text(key, value)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if !text.is_empty() && text.len() <= 80 && text.bytes().all(plain) {
            return Ok(text);
        }
        Err(self
            .fault(value.span(), format!("`{key}` is the name of an environment variable"))
            .help(format!(
                "write `{key} = \"{usual}\"`, and the secret itself nowhere but in that variable"
            )))
    }
}
