//! A flow with one field of each kind, and its endpoint.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use flow_runtime::testing::media::Cdn;
use flow_runtime::testing::{Client, KeyPair, Phone, Setup};
use flow_runtime::{Context, Endpoint, Reject};

flow_runtime::flow! {
    pub flow visit (version: "7.3", data_api_version: "3.0")

    screen ASK "Your visit" -> DONE {
        data { greeting: String = "Hello Ada" }
        TextHeading ${data.greeting}
        name: TextInput! "Name" (max_chars: 5)
        kind: RadioButtonsGroup! "Kind" { new: "New", old: "Old" }
        if ${form.kind} == "new" {
            city: TextInput "City"
            EmbeddedLink "Where we are" => open_url "https://example.com/map"
        }
        home: TextInput "Phone" (input_type: phone)
        work: TextInput "Phone" (input_type: phone)
        when: DatePicker "Day" (min_date: "2026-12-01", max_date: "2026-12-31")
        stay: CalendarPicker (
            mode: range,
            title: "Stay",
            label: { start_date: "From", end_date: "To" },
        )
        wishes: CheckboxGroup "Wishes" (max_selected_items: 2) { a: "Tea", b: "Milk", c: "Water" }
        photo: PhotoPicker "Photo" (max_uploaded_photos: 1, max_file_size_kb: 10)
        terms: OptIn "Terms" => navigate SMALL {}
        news: OptIn "News"
        Footer "Send" => data_exchange { ..form }
    }

    screen SMALL "Small print" {
        TextBody "All of it"
    }

    screen DONE "Thank you" (refresh_on_back: true) {
        data { number: String = "V-1" }
        TextBody "Number ${data.number}"
        Footer "Close" => complete { number: ${data.number} }
    }
}

use visit::{ask, done};

/// What the endpoint has seen.
#[derive(Clone, Default)]
pub(crate) struct App {
    pub(crate) asked: Arc<AtomicUsize>,
    pub(crate) got: Arc<Mutex<Option<ask::Exchange>>>,
    pub(crate) photo: Arc<Mutex<Vec<u8>>>,
    pub(crate) cdn: Cdn,
}

fn greeting() -> ask::Data {
    ask::Data { greeting: "Hello Ada".to_owned() }
}

impl visit::Handler for App {
    async fn init(&self, _: &Context) -> Result<visit::Init, Reject> {
        Ok(greeting().into())
    }

    async fn ask(&self, _: &Context, form: ask::Exchange) -> Result<ask::Next, Reject> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        match form.name.as_str() {
            "fails" => return Err(Reject::fault("the database is away")),
            "taken" => return Ok(greeting().error("This name is taken").into()),
            "over" => return Err(Reject::flow_token_invalid("It is over")),
            _ => {}
        }
        if let Some([photo]) = form.photo.as_deref() {
            let bytes = photo.download(|url| self.cdn.get(url), 10 * 1024, Vec::new()).await?;
            *self.photo.lock().unwrap() = bytes;
        }
        *self.got.lock().unwrap() = Some(form);
        Ok(done::Data { number: format!("V-{number}") }.into())
    }

    async fn back(&self, _: &Context, _: visit::Screen) -> Result<visit::Back, Reject> {
        Ok(ask::Data { greeting: "Hello again".to_owned() }.into())
    }
}

/// A phone for this endpoint.
pub(crate) fn phone(app: &App) -> Setup {
    let keys = KeyPair::shared();
    let endpoint = Endpoint::builder(visit::serve(app.clone()))
        .private_key(keys.private_key())
        .app_secret("app secret")
        .build()
        .unwrap();
    let client = Client::new(endpoint, keys.public_key_pem())
        .unwrap()
        .app_secret("app secret")
        .flow_token("token-1");
    Phone::of::<visit::Visit>().endpoint(client).cdn(app.cdn.clone())
}
