//! A screen that is being typed.

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        stars: TextInput! "Stars" (
            min_chars:
        )
        Footer "Done" =>
    }
}

fn main() {}
