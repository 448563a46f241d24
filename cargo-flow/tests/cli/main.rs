//! The command as a person, an editor and a CI job call it.

mod call;
mod check;
mod convert;
mod fmt;
mod help;
mod keys;
mod play;
mod show;
mod teach;
mod walkthrough;
mod watch;
