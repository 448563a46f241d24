//! The flow.

use flow_runtime::flow;

flow! {
    /// Sign up or log in.
    pub flow account (
        version: "7.3",
        data_api_version: "3.0",
        name: "Account",
        categories: [SIGN_UP, SIGN_IN],
    )

    screen START "Home" {
        TextHeading "Welcome to our app"
        EmbeddedLink "Click here to sign up" => navigate SIGN_UP {
            first_name: "",
            last_name: "",
            email: "",
        }
        EmbeddedLink "Click here to log in" => navigate LOGIN { email: "" }
    }

    screen SIGN_UP "Sign up" -> LOGIN {
        data {
            first_name: String = "John",
            last_name: String = "Doe",
            email: String = "john@example.com",
        }
        TextHeading "Please enter your details"
        EmbeddedLink "Already have an account?" => navigate LOGIN { email: ${form.email} }
        first_name: TextInput! "First name" (init_value: ${data.first_name})
        last_name: TextInput! "Last name" (init_value: ${data.last_name})
        email: TextInput! "Email address" (input_type: email, init_value: ${data.email})
        password: TextInput! "Password" (
            input_type: password,
            min_chars: 8,
            max_chars: 64,
            helper_text: "At least 8 characters, with a number",
        )
        confirm_password: TextInput! "Confirm password" (
            input_type: password,
            min_chars: 8,
            max_chars: 64,
        )
        Footer "Done" => data_exchange { ..form }
    }

    screen LOGIN "Log in" -> LOGIN_SUCCESS {
        data { email: String = "john@example.com" }
        TextHeading "Please enter your details"
        email: TextInput! "Email address" (input_type: email, init_value: ${data.email})
        password: TextInput! "Password" (input_type: password)
        Footer "Log in" => data_exchange { ..form }
    }

    screen LOGIN_SUCCESS "Success" {
        TextHeading "Welcome to our app"
        TextSubheading "You are now logged in"
        stay_logged_in: OptIn "Stay logged in"
        Footer "Done" => complete { stay_logged_in }
    }
}
