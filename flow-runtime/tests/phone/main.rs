//! The phone of the tests: what it does, what it refuses, and what its errors say.

mod clinic;
mod entered;
mod faults;
mod gestures;
mod words;
