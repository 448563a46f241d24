//! A handler that does not answer every screen.

flow_runtime::flow! {
    pub flow account (version: "7.3", data_api_version: "3.0")

    screen SIGN_UP "Sign up" -> LOGIN {
        data { email: String = "a@example.com" }
        email: TextInput! "Email" (init_value: ${data.email})
        Footer "Done" => data_exchange { ..form }
    }

    screen LOGIN "Log in" -> WELCOME {
        data { email: String = "a@example.com" }
        email: TextInput! "Email" (init_value: ${data.email})
        Footer "Done" => data_exchange { ..form }
    }

    screen WELCOME "Welcome" -> SUCCESS {
        again: OptIn "Stay"
        Footer "Done" => data_exchange { ..form }
    }
}

struct App;

impl account::Handler for App {
    async fn init(&self, _: &flow_runtime::Context) -> Result<account::Init, flow_runtime::Reject> {
        Ok(account::sign_up::Data { email: String::new() }.into())
    }
}

fn main() {}
