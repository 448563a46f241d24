//! An answer that leads to a screen to which no route is declared.

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

fn next(email: String) -> account::sign_up::Next {
    let _: account::sign_up::Next = account::login::Data { email }.into();
    account::welcome::Data.into()
}

fn closed() -> account::login::Next {
    account::Success.into()
}

fn main() {
    let _ = (next(String::new()), closed());
}
