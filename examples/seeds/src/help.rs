//! A request for help, with an endpoint.

use flow_runtime::flow;

flow! {
    /// Tell us what went wrong.
    pub flow support_request (
        version: "2.1",
        data_api_version: "3.0",
        data_channel_uri: "https://example.com/support_request_flow",
        allow: [FROZEN_FLOW_JSON_VERSION],
    )

    screen DETAILS "Get help" {
        data {
            name_help: String = "request for full name",
            is_order_num_required: bool = true,
            is_desc_enabled: bool = false,
        }
        form: Form {
            name: TextInput! "Name" (input_type: text, helper_text: ${data.name_help})
            order_number: TextInput "Order number" (
                input_type: number,
                required: ${data.is_order_num_required},
                helper_text: "",
            )
            topic_radio: RadioButtonsGroup! "Choose a topic" [
                "Orders and payments",
                "Maintenance",
                "Delivery",
                "Returns",
                "Other",
            ]
            description: TextArea "Description of issue" (
                required: false,
                enabled: ${data.is_desc_enabled},
            )
            Footer "Done" => complete {
                topic: ${form.topic_radio},
                name,
                order_number,
                description,
            }
        }
    }
}
