//! Sign-up and log-in over WhatsApp: a whole service, to read and to copy.
//!
//! The flow is [`account`], declared in `src/flow.rs`. [`handler`] answers its screens, [`users`]
//! keeps who has signed up, [`webhook`] takes what arrives when a person is done, and [`server`]
//! puts them behind one address. [`send`] sends the flow to a person, and [`play`] is a customer who
//! tries it all.

pub mod config;
pub mod database;
pub mod development;
mod flow;
pub mod handler;
pub mod play;
pub mod send;
pub mod server;
pub mod users;
pub mod webhook;

pub use self::flow::account;

/// The code of the project's README, compiled: this package has all that it names.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
