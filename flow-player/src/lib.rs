//! A phone for WhatsApp Flows, without a phone.
//!
//! A [`Program`] is a flow made ready to be played. A [`Player`] plays it: it takes what a person
//! does ([`Gesture`]) and what comes back from the endpoint ([`Reply`]), and says what is to be done
//! ([`Effect`]) and what is shown ([`view::View`]). It does no I/O, has no clock and no randomness,
//! and panics for no flow and no gesture. Whoever drives it (a test, a preview in a browser, a
//! random customer) carries out its effects.
//!
//! What phones do was observed or is documented by Meta, wherever it is known. Systems that differ
//! are [profiles](Profile). Where nothing is known, the player assumes something, in one named
//! function each, and says so in its view: see [`Assumption`].
//!
//! # Bounds
//!
//! A `pattern` is tested in a time that neither a flow nor a person can stretch: by an engine that never
//! backtracks, wherever that one says the same. What looks around or refers back is tested on texts of
//! a length for which a backtracking engine needs a fraction of a second: some 270 characters for most,
//! 20 where repetitions are nested. A longer text passes, and so does every text where the pattern has more
//! than 2,000 characters or 64 nested groups: a phone may refuse it.
//!
//! # Assumptions
//!
//! | assumption | what this phone does |
//! | --- | --- |
//! | [`NumbersOnTheWire`](Assumption::NumbersOnTheWire) | Android sends an entered number as a number, iOS and Web as a text |
//! | [`CommasInNumbers`](Assumption::CommasInNumbers) | a comma before each three digits separates thousands, any other is the decimal point |
//! | [`TextAsTyped`](Assumption::TextAsTyped) | a text is sent as it was typed, spaces included |
//! | [`EmptiedText`](Assumption::EmptiedText) | a text field that was emptied sends an empty text |
//! | [`ChoiceTakenBack`](Assumption::ChoiceTakenBack) | a choice that was taken back is left out of what is sent |
//! | [`HourOfMilliseconds`](Assumption::HourOfMilliseconds) | a date in milliseconds is midnight in UTC |
//! | [`StopsTyping`](Assumption::StopsTyping) | a TextArea stops at its limit, a TextInput reports an error |
//! | [`MessageKeepsTheScreen`](Assumption::MessageKeepsTheScreen) | an answer with an `error_message` for another screen keeps the person here |
//! | [`MessageOnTheFirstScreen`](Assumption::MessageOnTheFirstScreen) | an `error_message` in the first answer is shown over the first screen |
//! | [`MessageFillsWhatItBrings`](Assumption::MessageFillsWhatItBrings) | an answer with an `error_message` replaces only input whose data it brings |
//! | [`UpdateKeepsInput`](Assumption::UpdateKeepsInput) | `update_data` does not fill in initial values anew |
//! | [`ChoiceAtFirstRender`](Assumption::ChoiceAtFirstRender) | an action on choosing runs at the first rendering where the field has a value |
//! | [`ServerErrorDoesNotBlock`](Assumption::ServerErrorDoesNotBlock) | an error that the server put on a field does not disable the button |
//! | [`BackWhileWaiting`](Assumption::BackWhileWaiting) | going back while a request is under way forgets the request |
//! | [`ActionsInData`](Assumption::ActionsInData) | references in an item's action that came with data are resolved |
//! | [`LengthOfHistory`](Assumption::LengthOfHistory) | the history holds 256 screens |
//! | [`AnswerWithoutScreen`](Assumption::AnswerWithoutScreen) | an answer that names no screen is a fault of the answer |
//! | [`Wordings`](Assumption::Wordings) | the words of errors are not WhatsApp's |
//! | [`AnyDocument`](Assumption::AnyDocument) | a DocumentPicker without a list of kinds takes every kind |
//! | [`FilesInResponse`](Assumption::FilesInResponse) | a response names files by id, kind, hash and name |
//! | [`EmailShape`](Assumption::EmailShape) | an email address is `x@y.z` without spaces |
//! | [`DaysOfRange`](Assumption::DaysOfRange) | the limits of a range count the nights between its ends |
//! | [`ReplacedChoice`](Assumption::ReplacedChoice) | choosing another option first runs what taking the former back does |
//! | [`AbsentFlag`](Assumption::AbsentFlag) | a flag that is bound to nothing counts as not written |

mod act;
mod answer;
mod assume;
mod condition;
mod dates;
mod device;
mod effect;
mod entry;
mod eval;
mod find;
mod gesture;
mod lookup;
mod moves;
mod pattern;
mod player;
mod program;
mod record;
mod resume;
mod schema;
mod script;
mod state;
pub mod steps;
mod summary;
mod valid;
mod value;
pub mod view;
pub mod wander;

pub use jiff::civil::Date;

pub use crate::answer::{Reply, TIMEOUT};
pub use crate::assume::Assumption;
pub use crate::device::{Device, Profile, Traits};
pub use crate::effect::{Asked, Completion, Effect, Request, Summary, Ticket};
pub use crate::find::Labelled;
pub use crate::gesture::{File, Gesture, Media, Refused, Target, Upload};
pub use crate::moves::Adopted;
pub use crate::player::{Opening, Player, Snapshot};
pub use crate::program::{Faulty, Program};
pub use crate::record::{Document, Recording};
pub use crate::resume::{KEPT, Saved};
