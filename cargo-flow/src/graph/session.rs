//! What every call to Meta begins with: the configuration, the access token, the lock.

use std::fs::File;

use flow_graph::{
    AccessToken, Client, Error, Field, Fields, Flow, Id, LockedFlow, PhoneNumber, Status,
};
use zeroize::Zeroizing;

use super::config::{Config, Environment, NAME};
use super::lock::{self, LockFile};
use super::plan::Listed;
use crate::cli::Place;
use crate::failure::{Failure, root};
use crate::terminal::Terminal;

/// One environment of `flow.toml`, ready to be talked to.
pub(super) struct Session {
    pub(super) config: Config,
    pub(super) environment: Environment,
    pub(super) client: Client,
    pub(super) lock: LockFile,
    /// Kept as long as the session, by which no other command changes the flows meanwhile.
    _turn: Option<File>,
}

/// A flow at Meta that the caller has named.
pub(super) struct Found {
    pub(super) id: String,
    /// The id of the one that is worked on: a clone's, where the flow has one that is to take its
    /// place, and was not named by an id or a name at Meta.
    pub(super) working: String,
    /// What the lock says of it.
    pub(super) record: Option<LockedFlow>,
}

impl Session {
    pub(super) fn open(place: &Place) -> Result<Self, Failure> {
        let config = Config::load(place.config.as_deref())?;
        let environment = config.environment(place.env.as_deref())?.clone();
        Self::of(config, environment)
    }

    /// For a command that changes the flows at Meta: it waits for its turn, since another one that
    /// works on the same `flows.lock` would plan on what is about to change.
    pub(super) fn alone(place: &Place, terminal: &Terminal) -> Result<Self, Failure> {
        let config = Config::load(place.config.as_deref())?;
        let turn = lock::turn(&config.root, terminal);
        let environment = config.environment(place.env.as_deref())?.clone();
        Ok(Self { _turn: turn, ..Self::of(config, environment)? })
    }

    pub(super) fn of(config: Config, environment: Environment) -> Result<Self, Failure> {
        let client = client(&environment)?;
        let lock = LockFile::load(&config.root)?;
        Ok(Self { config, environment, client, lock, _turn: None })
    }

    /// The id of the phone number.
    pub(super) fn phone(&self) -> Result<&str, Failure> {
        self.environment.phone.as_ref().map(Id::as_str).ok_or_else(|| {
            Failure::new(format!(
                "environment `{}` of `{NAME}` has no phone number",
                self.environment.name
            ))
            .help("write `phone = \"…\"` into it: the id of the phone number, from the app dashboard under WhatsApp, API setup")
        })
    }

    /// The ids of the WABA's phone numbers, with the numbers as they are shown.
    pub(super) async fn phones(&self) -> Result<Vec<(String, String)>, Failure> {
        let phones = self.client.waba(self.environment.waba.as_str()).phone_numbers().all().await?;
        let number =
            |phone: PhoneNumber| (phone.id, phone.display_phone_number.unwrap_or_default());
        Ok(phones.into_iter().map(number).collect())
    }

    /// Every flow of the WABA.
    pub(super) async fn listed(&self) -> Result<Vec<Listed>, Failure> {
        let flows = self.client.waba(self.environment.waba.as_str()).flows();
        let flows = flows.fields(Fields::of([Field::Name, Field::Status])).all();
        let flows = flows.await?;
        Ok(flows.iter().map(listed).collect())
    }

    pub(super) fn record(&self, flow: &str) -> Option<&LockedFlow> {
        self.lock.find(&self.environment.name, flow)
    }

    /// The flow of a name in Rust, or of an id or a name at Meta.
    pub(super) async fn find(&self, named: &str) -> Result<Found, Failure> {
        let records =
            self.lock.flows().iter().filter(|record| record.environment == self.environment.name);
        if let Some(record) = records.clone().find(|record| record.flow == named) {
            let working = record.working_id().to_owned();
            return Ok(Found { id: record.id.clone(), working, record: Some(record.clone()) });
        }
        let of = |id: &str| {
            let mut records = records.clone();
            let is = |record: &&LockedFlow| record.id == id || record.working_id() == id;
            Found { id: id.to_owned(), working: id.to_owned(), record: records.find(is).cloned() }
        };
        if let found @ Found { record: Some(_), .. } = of(named) {
            return Ok(found);
        }
        let listed = self.listed().await?;
        if let Some(flow) = listed.iter().find(|flow| flow.id == named || flow.name == named) {
            return Ok(of(&flow.id));
        }
        let known = records.map(|record| record.flow.as_str());
        let known: Vec<&str> = known.chain(listed.iter().map(|flow| &*flow.name)).collect();
        let environment = &self.environment.name;
        let fault = Failure::new(format!("environment `{environment}` has no flow `{named}`"));
        if known.is_empty() {
            return Err(fault.help("`cargo flow push` creates the flows of the source"));
        }
        Err(fault.meant(named, &known, "`cargo flow push` creates those of the source; there are"))
    }
}

pub(super) fn listed(flow: &Flow) -> Listed {
    let status = flow.status.clone().unwrap_or(Status::Other("unknown".to_owned()));
    Listed { id: flow.id.clone(), name: flow.name.clone().unwrap_or_default(), status }
}

/// Why a call to Meta failed, and what to do.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {}", root(cause)));
        let help = match &error {
            Error::Transport { .. } | Error::Timeout { .. } => Some(
                "look whether this machine reaches the Graph API: a proxy or a firewall may be between",
            ),
            error => error.advice(),
        };
        let message = format!("{error}{}", cause.unwrap_or_default());
        Self { message, help: help.map(str::to_owned) }
    }
}

fn client(environment: &Environment) -> Result<Client, Failure> {
    let token = token(environment)?;
    let mut builder = Client::builder(AccessToken::new(token.as_str()));
    if let Some(url) = &environment.graph_url {
        builder = builder.base_url(url.clone());
    }
    if let Some(version) = &environment.version {
        builder = builder.api_version(version.clone());
    }
    builder.build().map_err(|error| Failure::new(error.to_string()))
}

fn token(environment: &Environment) -> Result<Zeroizing<String>, Failure> {
    let Some(name) = &environment.token_env else {
        return Ok(Zeroizing::new(flow_desk::ACCESS_TOKEN.to_owned()));
    };
    let help = format!(
        "make a token of a system user with the permissions `whatsapp_business_management` and \
         `whatsapp_business_messaging` (Business settings, System users), and set it: `export {name}=…`"
    );
    match std::env::var(name).map(|text| Zeroizing::new(text.trim().to_owned())) {
        Ok(text) if !text.is_empty() => Ok(text),
        Ok(_) | Err(std::env::VarError::NotPresent) => Err(Failure::new(format!(
            "there is no access token: the environment variable `{name}` is not set"
        ))
        .help(help)),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::new(format!("the environment variable `{name}` holds no UTF-8 text"))
                .help(help))
        }
    }
}
