//! The commands that talk to Meta, against a Graph API that keeps state and checks every request.

#[path = "../cli/call.rs"]
mod call;
mod configuration;
mod doctor;
mod interruption;
mod keys;
mod lifecycle;
mod local;
mod push;
mod send;
mod walkthrough;
mod world;
