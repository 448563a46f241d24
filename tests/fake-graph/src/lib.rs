//! A Graph API for tests: it keeps state, checks every request, and fails on demand.
//!
//! It speaks the part of the WhatsApp Cloud API that flows need, over real HTTP on a port of its
//! own, with threads of its own, so a test may block. What a request asks for happens: a created
//! flow is listed, an uploaded document is checked and can be downloaded, a sent message is kept.
//!
//! Every method, path, query, header and body is held against Meta's reference. A request that no
//! correct client sends (an unknown key, a null, a missing key, a wrong type, a limit that is
//! passed) is refused with code 100 or 131009 *and* noted in [`Graph::complaints`], which a test
//! asserts to be empty. What only the state forbids, such as a second flow of the same name, is
//! refused with Meta's code and is not a complaint.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use fake_graph::{Fault, Graph};
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
mod call;
mod document;
mod fault;
mod fields;
mod graph;
mod object;
mod ping;
mod reply;
mod routes;
mod server;
mod state;

pub use self::call::{Body, Part, Recorded};
pub use self::document::Document;
pub use self::fault::Fault;
pub use self::graph::{Builder, Graph};
pub use self::state::{Flow, KeyShape, Message, Phone, SignatureStatus, Status, Template};
