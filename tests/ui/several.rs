//! Three faults in one build, and types beside them.

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        TextHeding "Hello"
        stars: TextInput! "Stars" (min_char: 1)
        Footer "Done" => navigate RAET {}
    }

    screen WHY "Why" {
        why: TextArea! "Why"
        Footer "Done" => complete { why }
    }
}

fn main() {
    let _: survey::Completion;
}
