//! Where customers come from, and the endpoint that they ask.

use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

use flow_player::wander::{End, Walk};
use flow_player::{
    Date, Device, Effect, Gesture, Opening, Profile, Program, Reply, Request, TIMEOUT,
};
use flow_runtime::testing::Client;
use flow_runtime::token::FlowTokens;

use super::super::endpoint;
use super::super::http::Http;
use crate::cli::{self, System};
use crate::failure::Failure;
use crate::terminal::Terminal;

/// So long the signed token of a customer lives.
const LIFETIME: Duration = Duration::from_hours(1);

/// The flow, how it is opened, and by what phones.
pub(super) struct Town {
    pub(super) program: Program,
    pub(super) opening: Opening,
    pub(super) line: Option<Line>,
    pub(super) system: Option<System>,
    /// The document, as a test names it.
    pub(super) document: String,
}

/// An endpoint.
pub(super) struct Line {
    client: Client<Http>,
    token: Option<String>,
    /// Signs the tokens of customers.
    tokens: Option<FlowTokens>,
    /// The flow's name, which is in such a token.
    flow: String,
}

impl Line {
    /// Reads the key, and the app secret from the environment.
    pub(super) fn new(
        arguments: &cli::Play,
        url: &str,
        key: &Path,
        (flow, version): (&str, &str),
        terminal: &Terminal,
    ) -> Result<Self, Failure> {
        let secret = endpoint::app_secret("APP_SECRET");
        let client = endpoint::client(url, key, &arguments.passphrase, secret, terminal)?;
        let client = client.version(version);
        let (token, tokens) = (arguments.token.clone(), endpoint::flow_tokens()?);
        Ok(Self { client, token, tokens, flow: flow.to_owned() })
    }

    /// Sends a request of this customer, and reads what comes as a phone does.
    pub(super) async fn ask(&self, request: &Request, seed: u64) -> Reply {
        let token = self.token.clone().unwrap_or_else(|| {
            let id = format!("customer-{seed}");
            match &self.tokens {
                Some(tokens) => tokens.issue(&self.flow, &id, LIFETIME),
                None => id,
            }
        });
        let mut client = self.client.clone().flow_token(token);
        let data = Some(request.data.clone().into());
        let payload = client.payload(request.action.as_str(), Some(&request.screen), data);
        let exchange = match tokio::time::timeout(TIMEOUT, client.exchange(&payload)).await {
            Err(_) => return Reply::TimedOut,
            Ok(Err(_)) => return Reply::Unreachable,
            Ok(Ok(exchange)) => exchange,
        };
        match (exchange.status.as_u16(), exchange.clear) {
            (200, Some(Ok(clear))) => Reply::Body(clear.to_string()),
            (200, _) => Reply::Unreadable,
            (status, Some(Ok(clear))) => {
                let said = clear.get("error_msg").and_then(|said| said.as_str());
                Reply::Status(status, said.map(str::to_owned))
            }
            (status, _) => Reply::Status(status, None),
        }
    }
}

impl Town {
    /// One customer, to the end.
    pub(super) async fn walk(&self, seed: u64) -> Walk {
        let (mut walk, effects) = self.begin(seed);
        self.carry_out(&mut walk, effects, seed).await;
        while let Some(effects) = walk.step() {
            self.carry_out(&mut walk, effects, seed).await;
        }
        walk
    }

    /// A customer who makes these steps, as far as they can be made, and whether they end so.
    ///
    /// Each step is handed to `before` while its screen is still shown.
    pub(super) async fn again(
        &self,
        seed: u64,
        steps: &[Gesture],
        end: &End,
        mut before: impl FnMut(&Walk, &Gesture),
    ) -> bool {
        let (mut walk, effects) = self.begin(seed);
        self.carry_out(&mut walk, effects, seed).await;
        for step in steps {
            if walk.end().is_some() {
                break;
            }
            before(&walk, step);
            if let Ok(effects) = walk.make(step.clone()) {
                self.carry_out(&mut walk, effects, seed).await;
            }
        }
        if walk.end().is_none() {
            // Whether there is a way on is seen when one is looked for.
            walk.step();
        }
        walk.end() == Some(end)
    }

    fn begin(&self, seed: u64) -> (Walk, Vec<Effect>) {
        let device = Device::new(self.profile(seed), today());
        Walk::begin(&self.program, self.opening.clone(), device, seed)
    }

    /// The kind of phone that a customer has.
    pub(super) fn profile(&self, seed: u64) -> Profile {
        let turn = || Profile::ALL[usize::try_from(seed % 3).unwrap_or_default()];
        self.system.map_or_else(turn, System::profile)
    }

    async fn carry_out(&self, walk: &mut Walk, effects: Vec<Effect>, seed: u64) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Ask(ticket, request) => {
                    let reply = match &self.line {
                        Some(line) => line.ask(&request, seed).await,
                        None => Reply::Unreachable,
                    };
                    queue.extend(walk.answer(ticket, reply));
                }
                Effect::Wait(ticket, pause) => {
                    tokio::time::sleep(pause).await;
                    queue.extend(walk.wake(ticket));
                }
                _ => {}
            }
        }
    }
}

/// What requests are sent by.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(format!("nothing can be sent: {error}")))
}

pub(super) fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date()
}
