//! A message opens a flow only on a screen to which no other leads, and with that screen's data.

flow_runtime::flow! {
    flow account (version: "7.3")

    screen SIGN_UP "Sign up" {
        data { first_name: String = "John" }
        TextHeading "Hello ${data.first_name}"
        Footer "Next" => navigate WELCOME { name: ${data.first_name} }
    }

    screen WELCOME "Welcome" {
        data { name: String = "John" }
        TextHeading "Welcome ${data.name}"
        Footer "Done" => complete {}
    }
}

struct Welcome;

fn main() {
    let _ = account::message("Open").navigate(account::sign_up::Data { first_name: "Ada".into() });
    let _ = account::message("Open").navigate(Welcome);
    let _ = account::message("Open").data_exchange();
}
