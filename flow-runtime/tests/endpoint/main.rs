//! The endpoint, whole: every status, the order of the checks, faults, keys, tokens and HTTP.

mod app;
mod bits;
mod faults;
mod keys;
mod lenient;
mod order;
mod panics;
mod payloads;
mod protocol;
mod service;
mod tokens;
mod twice;
mod vectors;
