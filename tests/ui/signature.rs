//! A handler whose methods are not those of the flow.

use flow_runtime::{Context, Reject};

flow_runtime::flow! {
    pub flow survey (version: "7.3", data_api_version: "3.0")

    screen RATE "Rate" -> REASON {
        stars: TextInput! "Stars"
        Footer "Next" => data_exchange { ..form }
    }

    screen REASON "Why" -> THANKS {
        reason: TextInput! "Reason"
        Footer "Next" => data_exchange { ..form }
    }

    screen THANKS "Thank you" {
        TextBody "That was it"
        Footer "Done" => complete {}
    }
}

struct App;

impl survey::Handler for App {
    async fn init(&self) -> Result<survey::Init, Reject> {
        Ok(survey::rate::Data.into())
    }

    async fn rate(
        &self,
        _: Context,
        _: survey::rate::Exchange,
    ) -> Result<survey::rate::Next, Reject> {
        Ok(survey::reason::Data.into())
    }

    fn reason(
        &self,
        _: &Context,
        _: survey::reason::Exchange,
    ) -> Result<survey::reason::Next, Reject> {
        Ok(survey::thanks::Data.into())
    }

    async fn thanks(&self, _: &Context) -> Result<survey::Init, Reject> {
        Ok(survey::rate::Data.into())
    }
}

fn main() {}
