//! Names that would be one in Rust.

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        first_name: TextInput! "First"
        "first-name": TextInput! "Second"
        Footer "Done" => complete { ..form }
    }
}

fn main() {}
