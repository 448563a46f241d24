//! What a person enters in secret is in no `Debug` of what `flow!` emits.

use flow_runtime::value::{Fields, FromFields};
use serde_json::json;

flow_runtime::flow! {
    pub flow bank (version: "7.3", data_api_version: "3.0")

    screen PAY "Pay" (sensitive: [iban, plan]) -> PAY_AGAIN | SUCCESS {
        name: TextInput! "Name"
        iban: TextInput! "Account"
        pin: TextInput! "PIN" (input_type: passcode)
        plan: RadioButtonsGroup! "Plan" ["Now", "Later"]
        Footer "Pay" => data_exchange {
            name, plan, by: { pin: ${form.pin}, name: ${form.name} }, note: "from ${form.iban}",
        }
    }

    screen PAY_AGAIN "Pay" -> DONE | SUCCESS {
        name: TextInput! "Name"
        secret: TextInput! "Password" (input_type: password)
        EmbeddedLink "Forgotten" => data_exchange { trigger: "forgotten", name }
        Footer "Pay" => data_exchange { trigger: "pay", name, secret }
    }

    screen DONE "Done" {
        code: TextInput! "Code" (input_type: passcode)
        Footer "Done" => complete { code }
    }
}

flow_runtime::flow! {
    flow handed_on (version: "7.3", data_api_version: "3.0")

    screen ENTER "Password" {
        pw: TextInput! "Password" (input_type: password)
        name: TextInput! "Name"
        Footer "Next" => navigate CONFIRM { word: ${form.pw}, name }
    }

    screen CONFIRM "Is it right?" {
        data { word: String = "…", name: String = "Ada" }
        Footer "Yes" => navigate SEND { text: "It is ${data.word}", name: ${data.name} }
    }

    screen SEND "Send" -> SUCCESS {
        data { text: String = "…", name: String = "Ada" }
        Footer "Send" => data_exchange { ..data, first: ${screen.CONFIRM.data.word} }
    }
}

fn shown<T: FromFields + std::fmt::Debug>(value: serde_json::Value) -> String {
    let mut fields = Fields::object(value).expect("an object");
    format!("{:?}", T::from_fields(&mut fields).expect("it fits"))
}

#[test]
fn what_holds_a_secret_is_not_shown() {
    let pay = shown::<bank::pay::Exchange>(json!({
        "name": "Ada", "plan": "1", "by": { "pin": "4711", "name": "Ada" }, "note": "from DE02",
    }));
    assert_eq!(
        pay,
        r#"Exchange { name: "Ada", plan: [redacted], by: [redacted], note: [redacted] }"#
    );
}

#[test]
fn a_variant_with_a_secret_hides_it_alone() {
    let forgotten =
        shown::<bank::pay_again::Exchange>(json!({ "trigger": "forgotten", "name": "Ada" }));
    assert_eq!(forgotten, r#"Forgotten { name: Some("Ada") }"#, "a link waits for no field");
    let pay = json!({ "trigger": "pay", "name": "Ada", "secret": "horse" });
    assert_eq!(
        shown::<bank::pay_again::Exchange>(pay),
        r#"Pay { name: "Ada", secret: [redacted] }"#
    );
}

#[test]
fn a_completion_hides_it_too() {
    assert_eq!(
        shown::<bank::Completion>(json!({ "code": "0815", "flow_token": "t" })),
        "Completion { code: [redacted], flow_token: [redacted] }"
    );
}

#[test]
fn a_secret_that_screens_hand_on_stays_one() {
    assert_eq!(
        shown::<handed_on::send::Exchange>(json!({ "text": "a", "name": "Ada", "first": "b" })),
        r#"Exchange { text: [redacted], name: "Ada", first: [redacted] }"#
    );
}
