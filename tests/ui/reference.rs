//! A reference to a field that does not exist.

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        stars: TextInput! "Stars"
        Footer "Done" => complete { stars: ${form.star} }
    }
}

fn main() {}
