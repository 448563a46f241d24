//! The command as a person, an editor and a CI job call it.

mod call;
mod check;
mod convert;
mod diff;
mod fmt;
mod help;
mod keys;
mod play;
mod restart;
mod served;
mod show;
mod showing;
mod steps;
mod teach;
mod walkthrough;
mod watch;
