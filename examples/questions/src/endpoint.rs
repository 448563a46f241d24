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

    screen FIELD "Field" -> FILLS {
        data { problem: String = "Not this one" }
        TextBody "The endpoint finds fault with the field. Leave it as it is: can the button be tapped?"
        name: TextInput "Name" (init_value: "Ada", error_message: ${data.problem})
        Footer "Next" => data_exchange { name: ${form.name} }
    }

    screen FILLS "Two fields" -> ITEMS {
        data { brought: String = "from the endpoint" }
        TextBody "Write something else into both, and tap. A message comes, with new data for the first. Read both, say so, and tap again."
        first: TextInput "The first" (init_value: ${data.brought})
        second: TextInput "The second" (init_value: "as written")
        read: OptIn "I have read both"
        Footer "Next" => data_exchange { ..form }
    }

    screen ITEMS "Tap it" -> SLOW {
        data {
            word: String = "a word",
            list = [
                {
                    id: "one",
                    "main-content": { title: "Tap me" },
                    "on-click-action": {
                        name: "data_exchange",
                        payload: { word: "$${data.word}" },
                    },
                },
            ],
        }
        list: NavigationList in ${data.list} (label: "Its action came with ${data.word}")
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

use answers::{end, field, fills, items, messages, slow};

/// So long the slow answer takes for a person.
pub const SLOW: Duration = Duration::from_secs(5);

/// What the endpoint puts into the first of two fields, with a message.
const BROUGHT: &str = "brought with the message";

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
        Ok(fills::Data { brought: "from the endpoint".to_owned() }.into())
    }

    async fn fills(&self, _: &Context, form: fills::Exchange) -> Result<fills::Next, Reject> {
        if form.read != Some(true) {
            let brought = fills::Data { brought: BROUGHT.to_owned() };
            return Ok(brought.error("Read both fields").into());
        }
        println!("MessageFillsWhatItBrings: {:?}, {:?}", form.first, form.second);
        let tapped = items::ListItemOnClickAction {
            name: "data_exchange".to_owned(),
            // The phone has to read this as it reads a document.
            payload: items::ListItemOnClickActionPayload { word: "${data.word}".to_owned() },
        };
        let item = items::ListItem {
            id: "one".to_owned(),
            main_content: items::ListItemMainContent { title: "Tap me".to_owned() },
            on_click_action: tapped,
        };
        Ok(items::Data { word: "a word".to_owned(), list: vec![item] }.into())
    }

    async fn items(&self, _: &Context, item: items::Exchange) -> Result<items::Next, Reject> {
        println!("ActionsInData: {}", item.word);
        Ok(slow::Data.into())
    }

    async fn slow(&self, _: &Context, _: slow::Exchange) -> Result<slow::Next, Reject> {
        println!("BackWhileWaiting: asked");
        tokio::time::sleep(self.slow).await;
        Ok(end::Data.into())
    }
}
