//! A phone before its flow is opened.

use bytes::Bytes;
use flow_player::{Date, Opening, Player, Profile, Program, Reply};
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower_service::Service;

use super::line::Line;
use super::{Over, Phone, PhoneError};
use crate::flow::Flow;
use crate::message::Opens;
use crate::testing::Client;
use crate::testing::client::BoxError;
use crate::testing::media::Cdn;
use crate::value::IntoFields;

/// A phone before its flow is opened; [`Phone::of`] makes it.
///
/// Unless it is told otherwise it is an Android phone, on the day on which the test runs.
#[must_use = "the flow is not opened yet"]
pub struct Setup {
    program: Result<Program, String>,
    line: Option<Box<dyn Line>>,
    answers: Option<Vec<Reply>>,
    profile: Profile,
    today: Date,
    notices: bool,
    cdn: Cdn,
    over: Option<Hook>,
}

/// Told when nothing more can be done with the message.
pub(super) type Hook = Box<dyn Fn(&Over) + Send + Sync>;

impl Setup {
    pub(super) fn new(json: &[u8]) -> Self {
        Self {
            program: Program::from_json(json).map_err(|faulty| faulty.to_string()),
            line: None,
            answers: None,
            profile: Profile::Android,
            today: jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date(),
            notices: false,
            cdn: Cdn::default(),
            over: None,
        }
    }

    /// The client that encrypts, signs and sends the requests, with the flow token that they carry.
    /// It is set to the Data API version of the flow.
    pub fn endpoint<S, B>(mut self, client: Client<S>) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        let version = self.program.as_ref().ok().and_then(Program::data_api_version);
        let client = match version {
            Some(version) => client.version(version),
            None => client,
        };
        self.line = Some(Box::new(client));
        self
    }

    /// What the phone gets in the place of an endpoint's answers, in their order, such as those that
    /// `cargo flow preview` recorded: for a test of the flow without its service.
    ///
    /// ```
    /// use flow_runtime::testing::{Phone, Reply};
    ///
    /// flow_runtime::flow! {
    ///     flow visit (version: "7.3", data_api_version: "3.0")
    ///     screen NAME "Your name" -> SUCCESS {
    ///         name: TextInput! "Name"
    ///         Footer "Send" => data_exchange { ..form }
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let answers = [
    ///     Reply::Body(r#"{ "screen": "NAME", "data": {} }"#.to_owned()),
    ///     Reply::Status(427, Some("This link has expired".to_owned())),
    /// ];
    /// let mut phone = Phone::of::<visit::Visit>().answers(answers).open().await?;
    /// phone.fill("Name", "Ada").await?;
    /// phone.tap("Send").await?.says("This link has expired")?.expired()?;
    /// # Ok::<(), flow_runtime::testing::PhoneError>(())
    /// # }).unwrap();
    /// ```
    pub fn answers(mut self, answers: impl IntoIterator<Item = Reply>) -> Self {
        self.answers = Some(answers.into_iter().collect());
        self
    }

    /// The kind of phone.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The day on the phone, from which the limits of calendars are counted.
    pub fn today(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Tells the endpoint of answers that the phone cannot use. Few phones do.
    pub fn error_notices(mut self) -> Self {
        self.notices = true;
        self
    }

    /// The place to which files are uploaded, where the handler downloads them.
    pub fn cdn(mut self, cdn: Cdn) -> Self {
        self.cdn = cdn;
        self
    }

    /// Tells what became of the message that opened the flow, when nothing more can be done with it:
    /// for whoever plays the chat around the phone.
    ///
    /// ```
    /// use std::sync::mpsc;
    ///
    /// use flow_runtime::testing::{Over, Phone};
    ///
    /// # let json = r#"{ "version": "7.3", "screens": [{ "id": "HELLO", "title": "Hello", "terminal": true,
    /// #     "layout": { "type": "SingleColumnLayout", "children": [{ "type": "Footer", "label": "Bye",
    /// #     "on-click-action": { "name": "complete", "payload": { "n": 1 } } }] } }] }"#;
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let (tell, told) = mpsc::channel();
    /// let setup = Phone::from_json(json).when_over(move |over| tell.send(over.clone()).unwrap());
    /// setup.show("HELLO").await?.tap("Bye").await?;
    /// let Over::Completed(completion) = told.recv().unwrap() else { panic!("it is complete") };
    /// assert_eq!(completion.response["n"], 1);
    /// # Ok::<(), flow_runtime::testing::PhoneError>(())
    /// # }).unwrap();
    /// ```
    pub fn when_over(mut self, told: impl Fn(&Over) + Send + Sync + 'static) -> Self {
        self.over = Some(Box::new(told));
        self
    }

    /// Opens the flow as a message with `data_exchange` does: the endpoint is asked for the first
    /// screen.
    ///
    /// # Errors
    ///
    /// When the document is faulty, or there is no endpoint to ask. Whatever the endpoint answers is
    /// shown by the phone.
    pub async fn open(self) -> Result<Phone, PhoneError> {
        self.begin(Opening::data_exchange()).await
    }

    /// As [`open`](Self::open), with the screen that the message names.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn open_asking_for(self, screen: &str) -> Result<Phone, PhoneError> {
        self.begin(Opening::DataExchange { screen: Some(screen.to_owned()) }).await
    }

    /// Opens the flow as a message with `navigate` does: on a screen, with the typed data that the
    /// message brings.
    ///
    /// ```
    /// use flow_runtime::testing::Phone;
    ///
    /// flow_runtime::flow! {
    ///     flow invitation (version: "7.3")
    ///     screen YOU "You" {
    ///         data { name: String = "Ada" }
    ///         TextHeading "Hello ${data.name}"
    ///         Footer "Come" => complete { come: true }
    ///     }
    /// }
    ///
    /// use invitation::{Completion, Invitation, you};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let guest = you::Data { name: "Grace".to_owned() };
    /// let mut phone = Phone::of::<Invitation>().open_with(guest).await?;
    /// phone.sees("Hello Grace")?;
    /// let done: Completion = phone.tap("Come").await?.completed()?;
    /// assert!(done.come);
    /// # Ok::<(), flow_runtime::testing::PhoneError>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// When the document is faulty.
    pub async fn open_with<F: Flow, D: Opens<F>>(self, data: D) -> Result<Phone, PhoneError> {
        self.open_at(D::SCREEN, data).await
    }

    /// Opens the flow on a screen, with data of any kind.
    ///
    /// # Errors
    ///
    /// When the document is faulty. A screen or data that no phone takes is shown as an error.
    pub async fn open_at(self, screen: &str, data: impl IntoFields) -> Result<Phone, PhoneError> {
        self.begin(Opening::navigate(screen, data.into_fields())).await
    }

    /// Shows any screen, with the examples of its data, wherever it is in the flow.
    ///
    /// # Errors
    ///
    /// When the document is faulty.
    pub async fn show(self, screen: &str) -> Result<Phone, PhoneError> {
        let opening = match &self.program {
            Ok(program) => Opening::example(program, screen),
            Err(faults) => return Err(PhoneError::before(faults)),
        };
        self.begin(opening).await
    }

    /// Shows any screen, with this data.
    ///
    /// ```
    /// use flow_runtime::testing::{Phone, json_object};
    ///
    /// flow_runtime::flow! {
    ///     flow invitation (version: "7.3")
    ///     screen YOU "You" {
    ///         data { name: String = "Ada" }
    ///         TextHeading "Hello ${data.name}"
    ///         Footer "Come" => complete { come: true }
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let data = json_object(r#"{ "name": "Grace" }"#)?;
    /// let mut phone = Phone::of::<invitation::Invitation>().show_with("YOU", data).await?;
    /// phone.sees("Hello Grace")?;
    /// # Ok::<(), flow_runtime::testing::BoxError>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// When the document is faulty.
    pub async fn show_with(self, screen: &str, data: impl IntoFields) -> Result<Phone, PhoneError> {
        let opening = Opening::Shown { screen: screen.to_owned(), data: data.into_fields() };
        self.begin(opening).await
    }

    /// Opens the flow in any way that a player knows.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn begin(self, opening: Opening) -> Result<Phone, PhoneError> {
        let program = self.program.map_err(PhoneError::before)?;
        let device = Phone::device(self.profile, self.today, self.notices);
        let (player, effects) = Player::open(&program, opening.clone(), device);
        let mut phone = Phone {
            player,
            opening,
            line: self.line,
            answers: self.answers.map(Into::into),
            rounds: Vec::new(),
            mischief: std::collections::VecDeque::new(),
            browser: Vec::new(),
            cdn: self.cdn,
            over: self.over,
        };
        phone.carry_out(effects).await?;
        Ok(phone)
    }
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup")
            .field("profile", &self.profile)
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}
