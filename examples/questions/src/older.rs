//! What an older version of Flow JSON decides: two flows that can be sent as drafts.

use flow_runtime::flow;

flow! {
    /// What a date is before Flow JSON 5.0.
    pub flow days (
        version: "4.0",
        name: "Questions about days",
        categories: [OTHER],
        allow: [FROZEN_FLOW_JSON_VERSION],
    )

    screen DAY "Day" {
        TextBody "Choose the second of January 2030, and send it."
        day: DatePicker! "Day"
        Footer "Send" => complete { day }
    }
}

flow! {
    /// Whether an action on choosing runs for what is chosen from the beginning.
    pub flow renders (version: "6.3", name: "Questions about choices", categories: [OTHER])

    screen START "Start" {
        TextBody "Go on."
        Footer "Next" => navigate WORD { word: "untouched" }
    }

    screen WORD "A word" {
        data { word: String = "untouched" }
        TextBody "Choose nothing, and send."
        choice: RadioButtonsGroup "Chosen already" (init_value: "a") { a: "A"  b: "B" }
            => update_data { word: "run" }
        TextBody ${data.word}
        Footer "Send" => complete { word: ${data.word} }
    }
}
