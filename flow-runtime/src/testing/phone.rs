//! A phone in a test: a person's gestures, on a real player, against a real endpoint.

mod error;
mod find;
mod gestures;
mod line;
mod look;
mod mischief;
mod setup;

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use flow_player::{Completion, Device, Effect, Opening, Player, Profile, Reply};
use serde_json::{Map, Value};

pub use self::error::PhoneError;
pub use self::find::{Find, named};
pub use self::line::Round;
pub use self::mischief::Mischief;
pub use self::setup::Setup;

use self::line::Line;
use super::client::BoxError;
use super::media::Cdn;
use super::{Answer, Sent};
use crate::flow::Flow;
use crate::value::{DecodeError, Fields, FromFields};

/// A phone that plays a flow, for tests: it does what a person does, and shows what a person sees.
///
/// [`Phone::of`] takes the flow. What a person taps and fills in is named by its label, as it is
/// read on the screen, or by its name in the flow. Gestures are refused, with the reason, where a
/// person could not make them: the field is hidden, the button disabled, the text too long, the
/// option not there. Requests go to the endpoint really encrypted, through a
/// [`Client`](super::Client), and the answers are judged as WhatsApp judges them.
///
/// ```
/// use flow_runtime::testing::{Client, KeyPair, Phone};
/// use flow_runtime::{Context, Endpoint, Reject};
///
/// flow_runtime::flow! {
///     pub flow survey (version: "7.3", data_api_version: "3.0")
///
///     screen RATE "How was it?" -> THANKS {
///         data { name: String = "Ada" }
///         TextHeading "Hello ${data.name}"
///         stars: TextInput! "Stars" (input_type: number)
///         again: RadioButtonsGroup! "Would you come again?" { yes: "Yes", no: "No" }
///         if ${form.again} == "no" {
///             why: TextInput "What was wrong?"
///         }
///         Footer "Send" => data_exchange { stars: ${form.stars}, again: ${form.again} }
///     }
///
///     screen THANKS "Thank you" {
///         data { ticket: String = "A-17" }
///         TextBody "Your ticket is ${data.ticket}."
///         Footer "Done" => complete { ticket: ${data.ticket} }
///     }
/// }
///
/// use survey::{rate, thanks};
///
/// struct App;
///
/// impl survey::Handler for App {
///     async fn init(&self, _: &Context) -> Result<survey::Init, Reject> {
///         Ok(rate::Data { name: "Ada".to_owned() }.into())
///     }
///
///     async fn rate(&self, _: &Context, form: rate::Exchange) -> Result<rate::Next, Reject> {
///         if form.stars > 5.0 {
///             return Ok(rate::Data { name: "Ada".to_owned() }.error("Five is the most").into());
///         }
///         Ok(thanks::Data { ticket: "A-17".to_owned() }.into())
///     }
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// // In a test: #[tokio::test] async fn the_survey() { … }
/// let keys = KeyPair::shared();
/// let endpoint = Endpoint::builder(survey::serve(App))
///     .private_key(keys.private_key())
///     .app_secret("app secret")
///     .build()?;
/// let client = Client::new(endpoint, keys.public_key_pem())?
///     .app_secret("app secret")
///     .flow_token("token-1");
///
/// let mut phone = Phone::of::<survey::Survey>().endpoint(client).open().await?;
/// phone.on("RATE")?.sees("Hello Ada")?;
/// phone.fill("Stars", "6").await?;
/// let error = phone.tap("Send").await.unwrap_err();
/// assert!(error.reason().contains("Would you come again? is required"), "{error}");
///
/// phone.choose("Would you come again?", "No").await?.sees("What was wrong?")?;
/// phone.choose("Would you come again?", "Yes").await?.hides("What was wrong?")?;
/// phone.tap("Send").await?.on("RATE")?.says("Five is the most")?;
/// phone.fill("Stars", "5").await?;
/// let shown: thanks::Data = phone.tap("Send").await?.on("THANKS")?.data()?;
/// assert_eq!(shown.ticket, "A-17");
/// let done: survey::Completion = phone.tap("Done").await?.completed()?;
/// assert_eq!(done.ticket, "A-17");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
///
/// `to_string()` gives the screen as text, for a golden. A [`PhoneError`] shows the screen and the
/// last exchange, with the endpoint's own cause where it answered `500`.
///
/// No gesture fails because the endpoint does: the phone then shows an error, as it would, and what
/// the test looks for next is not there.
pub struct Phone {
    player: Player,
    over: Option<setup::Hook>,
    opening: Opening,
    line: Option<Box<dyn Line>>,
    /// What is answered in the place of an endpoint.
    answers: Option<VecDeque<Reply>>,
    rounds: Vec<Round>,
    mischief: VecDeque<Mischief>,
    browser: Vec<String>,
    cdn: Cdn,
}

/// Why nothing more can be done with the message that opened a flow; see [`Setup::when_over`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Over {
    /// The flow is complete: the chat shows it, and the webhook hears of it. Its button is dead.
    Completed(Completion),
    /// The endpoint has closed the flow with status 427: the button is dead, and this is said.
    Disabled(String),
}

impl Phone {
    /// Gets a phone ready for a flow of `flow!`.
    pub fn of<F: Flow>() -> Setup {
        Setup::new(F::JSON.as_bytes())
    }

    /// Gets a phone ready for any Flow JSON document.
    ///
    /// A document that the check finds faulty is not opened; its faults are the error then.
    pub fn from_json(json: impl AsRef<[u8]>) -> Setup {
        Setup::new(json.as_ref())
    }

    /// Runs a test on every kind of phone.
    ///
    /// ```
    /// use flow_runtime::testing::{BoxError, Phone, Profile};
    ///
    /// flow_runtime::flow! {
    ///     flow ask (version: "7.3")
    ///     screen AGE "Age" {
    ///         age: TextInput! "Your age" (input_type: number)
    ///         Footer "Send" => complete { ..form }
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// // Some phones send a number as a text. Whoever reads the completion has to take both.
    /// Phone::each_profile(async |profile| {
    ///     let mut phone = Phone::of::<ask::Ask>().profile(profile).show("AGE").await?;
    ///     phone.fill("Your age", "36").await?;
    ///     let done: ask::Completion = phone.tap("Send").await?.completed()?;
    ///     assert_eq!(done.age, 36.0);
    ///     Ok::<_, BoxError>(())
    /// })
    /// .await?;
    /// # Ok::<(), BoxError>(())
    /// # }).unwrap();
    /// ```
    ///
    /// The test makes its phone, its endpoint and what the endpoint keeps anew each time, so that one
    /// run does not see what another has done.
    ///
    /// # Errors
    ///
    /// The first error of the test, with the kind of phone.
    pub async fn each_profile<E>(
        test: impl AsyncFn(Profile) -> Result<(), E>,
    ) -> Result<(), BoxError>
    where
        E: Into<BoxError>,
    {
        for profile in Profile::ALL {
            test(profile).await.map_err(|error| format!("on {profile}: {}", error.into()))?;
        }
        Ok(())
    }

    /// Lets something go wrong with the next request. Several go wrong in their order.
    ///
    /// ```no_run
    /// # async fn on(mut phone: flow_runtime::testing::Phone) -> Result<(), flow_runtime::testing::PhoneError> {
    /// use flow_runtime::testing::Mischief;
    ///
    /// phone.mischief(Mischief::TimesOut);
    /// phone.tap("Book").await?.on("DETAILS")?; // with an error over the screen
    /// phone.tap("Book").await?.on("DONE")?; // the endpoint is asked twice: is it booked twice?
    /// # Ok(()) }
    /// ```
    pub fn mischief(&mut self, mischief: Mischief) -> &mut Self {
        self.mischief.push_back(mischief);
        self
    }

    /// Sends a screen's `data_exchange` in the flow's own types, whatever the phone shows, and gives
    /// the answer: for a test of one handler. The screen stays as it is.
    ///
    /// ```no_run
    /// # flow_runtime::flow! {
    /// #     flow account (version: "7.3", data_api_version: "3.0")
    /// #     screen LOGIN "Log in" -> SUCCESS {
    /// #         email: TextInput! "Email address"
    /// #         Footer "Log in" => data_exchange { ..form }
    /// #     }
    /// # }
    /// # async fn on(mut phone: flow_runtime::testing::Phone) -> Result<(), Box<dyn std::error::Error>> {
    /// use account::login;
    ///
    /// let answer = phone.exchange(login::Exchange { email: "ada@example.com".to_owned() }).await?;
    /// answer.closed()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When the phone has no endpoint, or the endpoint cannot be reached or read.
    pub async fn exchange<E: Sent>(&mut self, form: E) -> Result<Answer, PhoneError> {
        let Some(line) = &mut self.line else {
            return Err(
                self.stuck("the phone has no endpoint; give it one with `.endpoint(client)`")
            );
        };
        let data = form.into_fields().into();
        let payload = line.payload(flow_player::Asked::DataExchange.as_str(), E::SCREEN, data);
        let answer = line.submit(&payload).await;
        answer.map_err(|error| self.stuck(error.to_string()))
    }

    /// Closes the flow and opens it again from the same message, so much later.
    ///
    /// A phone keeps what was entered for 15 days, without passwords and ticks, and goes on where it
    /// was without asking the endpoint. After that, and where nothing was kept, it begins anew.
    ///
    /// # Errors
    ///
    /// As [`Setup::open`].
    pub async fn reopen(&mut self, after: Duration) -> Result<&mut Self, PhoneError> {
        let (program, device) = (self.player.program().clone(), self.player.device());
        let saved = self.player.save(&self.opening);
        let kept =
            saved.and_then(|saved| Player::reopen(&program, saved, &self.opening, after, device));
        if let Some(player) = kept {
            self.player = player;
            return Ok(self);
        }
        let (player, effects) = Player::open(&program, self.opening.clone(), device);
        self.player = player;
        self.carry_out(effects).await?;
        Ok(self)
    }

    /// The player that the phone drives.
    #[must_use]
    pub fn player(&self) -> &Player {
        &self.player
    }

    /// Every exchange with the endpoint so far, oldest first.
    #[must_use]
    pub fn exchanges(&self) -> &[Round] {
        &self.rounds
    }

    /// The addresses that were opened in the browser, oldest first.
    #[must_use]
    pub fn browser(&self) -> &[String] {
        &self.browser
    }

    /// Where the phone uploads files to.
    #[must_use]
    pub fn cdn(&self) -> &Cdn {
        &self.cdn
    }

    /// How the flow ended, as the webhook's `response_json` has it: with the flow token, where this
    /// kind of phone sends it. [`Delivery::completion`](super::Delivery::completion) reports it.
    ///
    /// # Errors
    ///
    /// When the flow is not complete.
    pub fn response(&self) -> Result<Map<String, Value>, PhoneError> {
        let Some(done) = self.player.completion() else {
            return Err(self.stuck("the flow is not complete"));
        };
        let mut response = done.response.clone();
        let token = self.line.as_ref().and_then(|line| line.token());
        if let Some(token) = token.filter(|_| done.flow_token_in_response) {
            response.entry("flow_token").or_insert_with(|| token.into());
        }
        Ok(response)
    }

    /// How the flow ended, as its typed `Completion`.
    ///
    /// # Errors
    ///
    /// When the flow is not complete, or the response is not one of the type.
    pub fn completed<T: FromFields>(&self) -> Result<T, PhoneError> {
        self.read(self.response()?, "the response is not of the type that the test asks for")
    }

    /// The data of the screen that is shown, as its typed `Data`.
    ///
    /// # Errors
    ///
    /// When no screen is shown, or its data is not of the type.
    pub fn data<T: FromFields>(&self) -> Result<T, PhoneError> {
        let Some(screen) = self.player.screen() else {
            return Err(self.stuck("no screen is shown"));
        };
        let data = self.player.data(screen);
        self.read(data, "the data of the screen is not of the type that the test asks for")
    }

    fn read<T: FromFields>(&self, map: Map<String, Value>, what: &str) -> Result<T, PhoneError> {
        T::from_fields(&mut Fields::from(map))
            .map_err(|error: DecodeError| self.stuck(format!("{what}: {error}")))
    }

    fn stuck(&self, reason: impl Into<String>) -> PhoneError {
        PhoneError::on(self, reason)
    }

    /// Does what the player wants done, until nothing is left.
    async fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), PhoneError> {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Ask(ticket, request) => {
                    let reply = self.ask(&request).await?;
                    queue.extend(self.player.answer(ticket, reply));
                }
                // Nobody answers a notice.
                Effect::Tell(_) if self.answers.is_some() => {}
                Effect::Tell(request) => {
                    self.ask(&request).await?;
                }
                // The key of a test's client does not change, and its pauses need not be waited for.
                Effect::Wait(ticket, _) => queue.extend(self.player.wake(ticket)),
                Effect::Open(address) => self.browser.push(address),
                Effect::Closed(completion) => self.tell(&Over::Completed(completion)),
                Effect::Disabled { message } => self.tell(&Over::Disabled(message)),
                // The player remembers what the others mean.
                _ => {}
            }
        }
        Ok(())
    }

    fn tell(&self, over: &Over) {
        if let Some(told) = &self.over {
            told(over);
        }
    }

    async fn ask(&mut self, request: &flow_player::Request) -> Result<Reply, PhoneError> {
        let mischief = self.mischief.pop_front();
        if let Some(answers) = &mut self.answers {
            let Some(reply) = mischief.map(|one| one.reply()).or_else(|| answers.pop_front())
            else {
                return Err(self.stuck("the answers that the test gives are used up"));
            };
            self.rounds.push(Round::given(request, self.player.program(), &reply));
            return Ok(reply);
        }
        let Some(line) = &mut self.line else {
            return Err(self.stuck(
                "the flow asks its endpoint, and the phone has none; \
                 give it one with `.endpoint(client)`",
            ));
        };
        let (round, reply) = Round::send(line.as_mut(), request, mischief).await;
        self.rounds.push(round);
        Ok(reply)
    }

    fn device(profile: Profile, today: flow_player::Date, notices: bool) -> Device {
        Device { notices, ..Device::new(profile, today) }
    }
}

/// The screen as text: one line a thing. Secret text is shown as dots.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.player.view().fmt(f)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phone")
            .field("screen", &self.player.screen())
            .field("exchanges", &self.rounds.len())
            .finish_non_exhaustive()
    }
}
