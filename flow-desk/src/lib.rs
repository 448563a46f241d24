//! WhatsApp on the desk: the Graph API, people with phones and the webhook's reports, in one process.
//!
//! [`WhatsApp`] is all of it, for the tests of a service in any language: what the service sends becomes
//! a message in the chat of a [`Person`], the person opens the flow, and the service hears what became
//! of it. [`Graph`] is the API alone. `cargo flow preview` serves the same below `/graph`, with the
//! chats in the browser.
//!
//! It is for development and tests, and no part of a service. **Its interface follows Meta's and may
//! change in every release**: pin it exactly (`=`).
//!
//! # The Graph API
//!
//! It speaks the part of the WhatsApp Cloud API that flows need, over real HTTP on a port of its own,
//! with threads of its own, so a test may block. What a request asks for happens: a created flow is
//! listed, an uploaded document is checked and can be downloaded, a sent message arrives.
//!
//! Every method, path, query, header and body is held against Meta's reference. A request that no
//! correct client sends (an unknown key, a null, a missing key, a wrong type, a limit that is
//! passed) is refused with code 100 or 131009 *and* noted in [`Graph::complaints`], which a test
//! asserts to be empty. What only the state forbids, such as a second flow of the same name, is
//! refused with Meta's code and is no complaint.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use flow_desk::{Fault, Graph};
//!
//! let graph = Graph::start().await;
//! let flow = graph.add_flow("Sign-up");
//! // … a client that calls `graph.url()` with `graph.access_token()` …
//! assert_eq!(graph.flow(&flow).unwrap().name, "Sign-up");
//!
//! // The second POST to a path with `/messages` does its work, and then the line is cut.
//! graph.inject(Fault::cut_after().method("POST").path("/messages").nth(2));
//! assert!(graph.complaints().is_empty());
//! # });
//! ```

mod answer;
mod builder;
mod call;
mod chat;
mod contact;
mod delivery;
mod document;
mod error;
mod fault;
mod fields;
mod graph;
mod invitation;
mod keep;
mod media;
mod network;
mod object;
mod people;
mod person;
mod ping;
mod reply;
mod report;
mod routes;
mod server;
mod state;
mod whatsapp;

pub use self::builder::Builder;
pub use self::call::{Answered, Body, Part, Recorded};
pub use self::chat::{Entry, Header, Receipt, Said, Saying, Shown, Source};
pub use self::contact::Contact;
pub use self::delivery::{Outcome, Report};
pub use self::document::Document;
pub use self::error::DeskError;
pub use self::fault::Fault;
pub use self::graph::Graph;
pub use self::invitation::Invitation;
pub use self::media::Media;
pub use self::network::Network;
pub use self::people::KEPT_MESSAGES;
pub use self::person::Person;
pub use self::reply::{Cut, Reply};
pub use self::state::{
    ACCESS_TOKEN, Flow, KeyShape, Message, PHONE, Phone, SignatureStatus, Status, Template, WABA,
};
pub use self::whatsapp::{APP_SECRET, WhatsApp};
