//! The threads of the private key operation live as long as what holds them.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use flow_runtime::crypto::KeyPool;
use flow_runtime::testing::{Answer, Client, KeyPair};
use flow_runtime::{Context, Dispatch, Endpoint, Flow, Reject, Request, Response};
use serde_json::{Map, Value};

struct Silent;

impl Flow for Silent {
    const NAME: &'static str = "silent";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Map<String, Value>;
}

impl Dispatch for Silent {
    type Flow = Self;

    async fn dispatch(&self, _: &Context, request: Request) -> Result<Response, Reject> {
        Err(Reject::unhandled(request.action, request.screen))
    }
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .filter(|name| name.starts_with("flow-rsa-"))
        .count()
}

fn wait_for(count: usize) {
    let patience = Instant::now() + Duration::from_secs(10);
    while threads() != count {
        assert!(Instant::now() < patience, "{} threads, not {count}", threads());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn they_start_and_end_with_what_holds_them() {
    assert_eq!(threads(), 0);
    let endpoint = Endpoint::builder(Silent)
        .private_key(KeyPair::shared().private_key())
        .without_signatures()
        .threads(3)
        .build()
        .unwrap();
    wait_for(3);
    let clone = endpoint.clone();
    drop(endpoint);
    wait_for(3);
    drop(clone);
    wait_for(0);

    let keys = KeyPool::builder().private_key(KeyPair::shared().private_key()).threads(2);
    let keys = keys.build().unwrap();
    let endpoint = || {
        let endpoint = Endpoint::builder(Silent).decrypt_with(keys.clone()).without_signatures();
        Client::new(endpoint.build().unwrap(), KeyPair::shared().public_key_pem()).unwrap()
    };
    let endpoints = [endpoint(), endpoint()];
    wait_for(2);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for mut endpoint in endpoints {
        assert_eq!(runtime.block_on(endpoint.ping()).unwrap(), Answer::Active);
    }
    wait_for(2);
    drop(keys);
    wait_for(0);
}
