//! A flow that cannot open with this screen.

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

fn main() {
    let _: account::Init = account::welcome::Data.error("Sorry").into();
}
