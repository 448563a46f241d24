//! Sign-up and log-in over four screens, with an endpoint.

use flow_runtime::flow;

flow! {
    /// Sign up or log in.
    pub flow account (version: "3.1", data_api_version: "3.0", allow: [FROZEN_FLOW_JSON_VERSION])

    screen START "Home" {
        TextHeading "Welcome to our app"
        EmbeddedLink "Click here to sign up" => navigate SIGN_UP {
            first_name_initial_value: "",
            last_name_initial_value: "",
            email_initial_value: "",
            password_initial_value: "",
            confirm_password_initial_value: "",
        }
        EmbeddedLink "Click here to login" => navigate LOGIN {
            email_initial_value: "",
            password_initial_value: "",
        }
    }

    screen SIGN_UP "Sign Up" -> LOGIN {
        data {
            first_name_initial_value: String = "John",
            last_name_initial_value: String = "Doe",
            email_initial_value: String = "john@gmail.com",
            password_initial_value: String = "abc123",
            confirm_password_initial_value: String = "abc123",
        }
        TextHeading "Please enter your details"
        form: Form (
            init_values: {
                first_name: ${data.first_name_initial_value},
                last_name: ${data.last_name_initial_value},
                email: ${data.email_initial_value},
                password: ${data.password_initial_value},
                confirm_password: ${data.confirm_password_initial_value},
            },
        ) {
            EmbeddedLink "Already have an account?" => navigate LOGIN {
                email_initial_value: ${form.email},
                password_initial_value: ${form.password},
            }
            first_name: TextInput! "First Name" (input_type: text)
            last_name: TextInput! "Last Name" (input_type: text)
            email: TextInput! "Email Address" (input_type: email)
            password: TextInput! "Password" (
                input_type: password,
                min_chars: 8,
                max_chars: 16,
                helper_text: "Password must contain at least one number",
            )
            confirm_password: TextInput! "Confirm Password" (
                input_type: password,
                min_chars: 8,
                max_chars: 16,
            )
            Footer "Done" => data_exchange { ..form }
        }
    }

    screen LOGIN "Login" -> LOGIN_SUCCESS | SUCCESS {
        data {
            email_initial_value: String = "john@gmail.com",
            password_initial_value: String = "abc123",
        }
        TextHeading "Please enter your details"
        form: Form (
            init_values: {
                email: ${data.email_initial_value},
                password: ${data.password_initial_value},
            },
        ) {
            EmbeddedLink "Don't have an account?" => navigate SIGN_UP {
                email_initial_value: ${form.email},
                password_initial_value: ${form.password},
                confirm_password_initial_value: "",
                first_name_initial_value: "",
                last_name_initial_value: "",
            }
            email: TextInput! "Email Address" (input_type: email)
            password: TextInput! "Password" (input_type: password)
            Footer "Done" => data_exchange { ..form }
        }
    }

    screen LOGIN_SUCCESS "Success" {
        TextHeading "Welcome to our app"
        TextSubheading "You are now logged in"
        form: Form {
            stay_logged_in: OptIn "Stay logged in"
            Footer "Done" => complete { stay_logged_in }
        }
    }
}
