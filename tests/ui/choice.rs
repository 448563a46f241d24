//! An option that a list does not have is reported at the list, not at the whole flow.

use flow_runtime::{Context, Reject, flow};

flow! {
    pub flow dentist (version: "7.3", data_api_version: "3.0")

    screen START "Start" -> SUCCESS {
        insured: Dropdown! "Are you insured?" { public: "Public", private: "Private" }
        Footer "Next" => data_exchange { insured }
    }

    success { ticket: String = "A-17" }
}

struct App;

impl dentist::Handler for App {
    async fn init(&self, _: &Context) -> Result<dentist::Init, Reject> {
        Ok(dentist::start::Data {}.into())
    }

    async fn start(
        &self,
        _: &Context,
        form: dentist::start::Exchange,
    ) -> Result<dentist::start::Next, Reject> {
        let ticket = match form.insured {
            dentist::start::Insured::None => "A-1",
            _ => "A-2",
        };
        Ok(dentist::Success { ticket: ticket.to_owned() }.into())
    }
}

fn main() {}
