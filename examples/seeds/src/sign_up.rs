//! A sign-up on one screen, without and with an endpoint.

use flow_runtime::flow;

flow! {
    /// Finish your sign-up.
    pub flow sign_up_static (version: "3.0", allow: [FROZEN_FLOW_JSON_VERSION])

    screen SIGN_UP "Finish Sign Up" {
        form: Form {
            first_name: TextInput! "First Name" (input_type: text)
            last_name: TextInput! "Last Name" (input_type: text)
            email: TextInput! "Email Address" (input_type: email)
            Footer "Done" (enabled: true) => complete { ..form }
        }
    }
}

flow! {
    /// Finish your sign-up; the server decides what is asked.
    pub flow sign_up_dynamic (
        version: "3.0",
        data_api_version: "3.0",
        allow: [FROZEN_FLOW_JSON_VERSION],
    )

    screen SIGN_UP "Finish Sign Up" {
        data {
            first_name_helper_text: String = "Enter your first name",
            is_last_name_required: bool = true,
            is_email_enabled: bool = false,
        }
        form: Form {
            first_name: TextInput! "First Name" (
                input_type: text,
                helper_text: ${data.first_name_helper_text},
            )
            last_name: TextInput "Last Name" (
                input_type: text,
                required: ${data.is_last_name_required},
            )
            email: TextInput "Email Address" (input_type: email, enabled: ${data.is_email_enabled})
            Footer "Done" => complete { ..form }
        }
    }
}
