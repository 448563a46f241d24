//! A survey of two screens.

use flow_runtime::flow;

flow! {
    /// Would you recommend us, and how was it?
    pub flow survey (version: "2.1", allow: [FROZEN_FLOW_JSON_VERSION])

    options Rating [
        "★★★★★ • Excellent (5/5)",
        "★★★★☆ • Good (4/5)",
        "★★★☆☆ • Average (3/5)",
        "★★☆☆☆ • Poor (2/5)",
        "★☆☆☆☆ • Very Poor (1/5)",
    ]

    screen RECOMMEND "Feedback 1 of 2" {
        data {}
        form: Form {
            TextSubheading "Would you recommend us to a friend?"
            recommend_radio: RadioButtonsGroup! "Choose one" ["Yes", "No"]
            TextSubheading "How could we do better?"
            comment_text: TextArea "Leave a comment" (required: false)
            Footer "Continue" => navigate RATE { ..form }
        }
    }

    screen RATE "Feedback 2 of 2" {
        data {
            recommend_radio: String = "Example",
            comment_text: String = "Example",
        }
        form: Form {
            TextSubheading "Rate the following: "
            purchase_rating: Dropdown! "Purchase experience" in Rating
            delivery_rating: Dropdown! "Delivery and setup" in Rating
            cs_rating: Dropdown! "Customer service" in Rating
            Footer "Done" => complete { ..form, ..data }
        }
    }
}
