//! What a test over `Phone` costs, and whether a phone that is used for long grows.
//!
//! `cargo bench -p whatsapp-flow-runtime --bench phone`

use std::hint::black_box;

use criterion::Criterion;
use flow_runtime::testing::{BoxError, Client, KeyPair, Phone};
use flow_runtime::{Context, Dispatch, Endpoint, Reject};

flow_runtime::flow! {
    flow visit (version: "7.3", data_api_version: "3.0")

    screen NAME "Your name" -> DAY {
        data { greeting: String = "Hello" }
        TextHeading "${data.greeting}"
        who: TextInput! "Name"
        when: RadioButtonsGroup! "When?" { am: "In the morning"  pm: "In the afternoon" }
        news: OptIn "Tell me more"
        Footer "Next" => data_exchange { ..form }
    }

    screen DAY "The day" -> SUCCESS {
        data { who: String = "Ada" }
        TextBody "For ${data.who}"
        note: TextArea "A note"
        Footer "Book" => data_exchange { ..form }
    }

    success { ticket: String = "A-17" }
}

struct App;

impl visit::Handler for App {
    async fn init(&self, _: &Context) -> Result<visit::Init, Reject> {
        Ok(visit::name::Data { greeting: "Welcome".to_owned() }.into())
    }

    async fn name(
        &self,
        _: &Context,
        form: visit::name::Exchange,
    ) -> Result<visit::name::Next, Reject> {
        Ok(visit::day::Data { who: form.who }.into())
    }

    async fn day(&self, _: &Context, _: visit::day::Exchange) -> Result<visit::day::Next, Reject> {
        Ok(visit::Success { ticket: "B-2".to_owned() }.into())
    }
}

/// Six gestures and three exchanges: INIT, a screen, the end.
async fn test<D: Dispatch>(client: Client<Endpoint<D>>) -> Result<String, BoxError> {
    let mut phone = Phone::of::<visit::Visit>().endpoint(client).open().await?;
    phone.fill("Name", "Ada").await?;
    phone.choose("When?", "In the morning").await?;
    phone.tick("Tell me more").await?;
    phone.tap("Next").await?.on("DAY")?;
    phone.fill("A note", "None").await?;
    let done: visit::Completion = phone.tap("Book").await?.completed()?;
    Ok(done.ticket)
}

fn main() -> Result<(), BoxError> {
    let mut criterion = Criterion::default().configure_from_args();
    let keys = KeyPair::shared();
    let endpoint = Endpoint::builder(visit::serve(App))
        .private_key(keys.private_key())
        .app_secret("app secret")
        .build()?;
    let client = Client::new(endpoint, keys.public_key_pem())?.app_secret("app secret");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    criterion.bench_function("a test of 6 gestures and 3 encrypted exchanges", |bencher| {
        bencher.iter(|| black_box(runtime.block_on(test(client.clone()))).is_ok());
    });
    runtime.block_on(for_long())?;
    criterion.final_summary();
    Ok(())
}

/// 100,000 gestures on one phone.
async fn for_long() -> Result<(), BoxError> {
    let mut phone = Phone::of::<visit::Visit>().show("NAME").await?;
    let mut early = 0;
    for at in 0..100_000_u32 {
        match at % 4 {
            0 => phone.fill("Name", format!("Ada {at}")).await?,
            1 => {
                phone
                    .choose(
                        "When?",
                        if at % 8 == 1 { "In the morning" } else { "In the afternoon" },
                    )
                    .await?
            }
            2 => phone.tick("Tell me more").await?,
            _ => phone.untick("Tell me more").await?,
        };
        if at == 1_000 {
            early = resident();
        }
    }
    println!("resident memory after 1,000 gestures {early} KiB, after 100,000 {} KiB", resident());
    Ok(())
}

/// The resident memory of this process in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}
