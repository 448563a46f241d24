//! A file that is not there.

flow_runtime::flow! {
    flow survey (version: "7.3")

    screen RATE "Rate" {
        TextBody text!("no/such/file.md")
        Footer "Done" => complete {}
    }
}

fn main() {}
