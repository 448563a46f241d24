//! Names that would be one in Rust.

flow_runtime::flow! {
    flow survey (version: "7.3", allow: [UNUSED])

    struct JSON {}

    screen RATE "Rate" {
        data { document: JSON = {} }
        first_name: TextInput! "First"
        "first-name": TextInput! "Second"
        Footer "Done" => complete { ..form }
    }
}

fn main() {}
