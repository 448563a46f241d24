//! What no source says about phones and answers of an endpoint: the second flow, and its endpoint.

use std::time::Duration;

use flow_runtime::{Context, Reject, flow};

flow! {
    /// Questions to a phone about its endpoint.
    pub flow answers (
        version: "7.3",
        data_api_version: "3.0",
        name: "Questions about answers",
        categories: [OTHER],
        allow: [TEXT_LENGTH],
    )

    screen MESSAGES "Messages" -> FIELD {
        data { ask: String = "Did a message appear when this opened?" }
        TextBody ${data.ask}
        first: RadioButtonsGroup! "A message at the opening" { yes: "Yes"  no: "No" }
        TextBody "Tap. A message comes, for the next screen. If you are still here then, say so and tap again."
        stayed: OptIn "I am still here"
        Footer "Next" => data_exchange { ..form }
    }

    screen FIELD "Field" -> SLOW {
        data { problem: String = "Not this one" }
        TextBody "The endpoint finds fault with the field. Leave it as it is: can the button be tapped?"
        name: TextInput "Name" (init_value: "Ada", error_message: ${data.problem})
        Footer "Next" => data_exchange { name: ${form.name} }
    }

    screen SLOW "Slow" -> END {
        TextBody "The endpoint takes five seconds. Tap, and go back at once. Wait. Are you moved to the end?"
        Footer "Wait" => data_exchange {}
    }

    screen END "The end" {
        TextBody "If you went back while it took so long: how did you come here?"
        moved: RadioButtonsGroup! "I was" { moved: "Moved here"  left: "Left there, and tapped again" }
        Footer "Send" => complete { ..form }
    }
}

use answers::{end, field, messages, slow};

/// So long the slow answer takes for a person.
pub const SLOW: Duration = Duration::from_secs(5);

/// Answers the flow, and prints what the phone says.
#[derive(Debug, Clone, Copy)]
pub struct App {
    /// So long the slow answer takes.
    pub slow: Duration,
}

impl answers::Handler for App {
    async fn init(&self, _: &Context) -> Result<answers::Init, Reject> {
        let ask = "Did a message appear when this opened?".to_owned();
        Ok(messages::Data { ask }.error("A message at the opening").into())
    }

    async fn messages(
        &self,
        _: &Context,
        form: messages::Exchange,
    ) -> Result<messages::Next, Reject> {
        let next = field::Data { problem: "Not this one".to_owned() };
        if form.stayed == Some(true) {
            println!("MessageKeepsTheScreen: it does");
            return Ok(next.into());
        }
        println!("MessageOnTheFirstScreen: {:?}", form.first);
        Ok(next.error("A message for the next screen").into())
    }

    async fn field(&self, _: &Context, _: field::Exchange) -> Result<field::Next, Reject> {
        println!("ServerErrorDoesNotBlock: it does not");
        Ok(slow::Data.into())
    }

    async fn slow(&self, _: &Context, _: slow::Exchange) -> Result<slow::Next, Reject> {
        println!("BackWhileWaiting: asked");
        tokio::time::sleep(self.slow).await;
        Ok(end::Data.into())
    }
}
