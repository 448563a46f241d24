//! The fake against a plain HTTP client: every check has a request that breaks it.

mod client;
mod faults;
mod flow;
mod keys;
mod lists;
mod migrate;
mod publish;
mod refusals;
mod requests;
mod send;
mod templates;
mod upload;
