//! Endpoints that are served over HTTP, as a user's own is.

use flow_runtime::testing::KeyPair;
use flow_runtime::{Context, Endpoint, Reject};

flow_runtime::flow! {
    pub(crate) flow hello (version: "7.3", data_api_version: "3.0")

    screen HELLO "Hello" -> SUCCESS {
        data { greeting: String = "Example" }
        TextHeading "${data.greeting}"
        Footer "Bye" => data_exchange {}
    }
}

/// Greets a customer with this.
struct App(&'static str);

impl hello::Handler for App {
    async fn init(&self, _: &Context) -> Result<hello::Init, Reject> {
        Ok(hello::hello::Data { greeting: self.0.to_owned() }.into())
    }

    async fn hello(
        &self,
        _: &Context,
        _: hello::hello::Exchange,
    ) -> Result<hello::hello::Next, Reject> {
        Ok(hello::Success.into())
    }
}

/// Serves the endpoint for as long as the test runs, and gives its address.
pub(crate) fn start() -> String {
    greeting("From the endpoint")
}

/// An endpoint that greets with this, served for as long as the test runs.
pub(crate) fn greeting(greeting: &'static str) -> String {
    let endpoint = Endpoint::builder(hello::serve(App(greeting)))
        .private_key(KeyPair::shared().private_key())
        .app_secret("app secret")
        .build()
        .expect("an endpoint");
    let router = axum::Router::new().route_service("/flow", endpoint);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let any = tokio::net::TcpListener::bind(("127.0.0.1", 0));
    let listener = runtime.block_on(any).expect("a port");
    let address = format!("http://{}/flow", listener.local_addr().expect("an address"));
    std::thread::spawn(move || runtime.block_on(async { axum::serve(listener, router).await }));
    address
}
