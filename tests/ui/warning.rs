//! A label that the phone cuts is a warning, which this crate does not let pass.
#![deny(warnings)]

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        stars: TextInput! "How many stars would you give us?"
        Footer "Done" => complete { stars }
    }
}

fn main() {}
