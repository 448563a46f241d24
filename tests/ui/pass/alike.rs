//! Screens that are spelled alike.
#![deny(warnings)]

flow_runtime::flow! {
    pub flow shop (version: "6.3", data_api_version: "3.0", allow: [UNUSED])

    screen SIGN_UP "First" -> SignUp {
        data { email: String = "" }
        plan: RadioButtonsGroup! "Plan" { free: "Free" }
        Footer "Next" => data_exchange { ..form }
    }

    screen SignUp "Second" -> INIT {
        data { email: String = "" }
        plan: RadioButtonsGroup! "Plan" { paid: "Paid" }
        Footer "Next" => data_exchange { ..form }
    }

    screen INIT "Third" -> INIT_SCREEN {
        TextBody "Third"
        Footer "Next" => data_exchange {}
    }

    screen INIT_SCREEN "Fourth" -> SUCCESS {
        TextBody "Fourth"
        Footer "Next" => data_exchange {}
    }
}

use flow_runtime::{Context, Reject};
use shop::{init, init_screen_2, sign_up, sign_up_2};

struct App;

impl shop::Handler for App {
    async fn init(&self, _: &Context) -> Result<shop::Init, Reject> {
        Ok(sign_up::Data { email: String::new() }.into())
    }

    async fn sign_up(&self, _: &Context, _: sign_up::Exchange) -> Result<sign_up::Next, Reject> {
        Ok(sign_up_2::Data { email: String::new() }.into())
    }

    async fn sign_up_2(
        &self,
        _: &Context,
        form: sign_up_2::Exchange,
    ) -> Result<sign_up_2::Next, Reject> {
        let sign_up_2::Plan::Paid = form.plan;
        Ok(init::Data.into())
    }

    async fn init_screen(&self, _: &Context, _: init::Exchange) -> Result<init::Next, Reject> {
        Ok(init_screen_2::Data.into())
    }

    async fn init_screen_2(
        &self,
        _: &Context,
        _: init_screen_2::Exchange,
    ) -> Result<init_screen_2::Next, Reject> {
        Ok(shop::Success.into())
    }
}

fn main() {
    let _ = shop::serve(App);
    assert_eq!(shop::Screen::from_id("SignUp"), Some(shop::Screen::SignUp2));
}
