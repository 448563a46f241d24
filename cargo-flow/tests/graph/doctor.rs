//! `doctor`: each cause broken once; one line names it and its fix.

use flow_desk::{Fault, SignatureStatus, Status};
use flow_runtime::testing::KeyPair;
use serde_json::json;

use crate::call::Ran;
use crate::world::{ACCOUNT, TWO, World, serve};

const SECRET: &str = "app secret";

/// Everything is as publishing wants it.
fn healthy() -> World {
    let world = World::new(TWO).with("APP_SECRET", SECRET);
    world.configure(&format!("endpoint = \"{}\"\n", serve(SECRET)));
    world.folder.write("public.pem", KeyPair::shared().public_key_pem().as_bytes());
    world.graph.set_app_secret(Some(SECRET));
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.call(&["keys", "upload", "public.pem"]).ends(0, &[]);
    world
}

/// The lines about what is broken.
fn broken(ran: &Ran) -> Vec<String> {
    let lines = ran.out.lines().filter(|line| line.starts_with("  BROKEN"));
    lines.map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")).collect()
}

#[track_caller]
fn finds(world: &World, said: &[&str]) {
    let ran = world.call(&["doctor", "booking"]);
    ran.ends(1, &["cause"]);
    let lines = broken(&ran);
    // Meta repeats what it knows of as the health.
    let own: Vec<&String> = lines.iter().filter(|line| !line.starts_with("health")).collect();
    assert_eq!(own.len(), 1, "{}", ran.out);
    for part in said {
        assert!(own[0].contains(part), "`{part}` is not in `{}`", own[0]);
    }
}

#[test]
fn a_healthy_flow_is_told_so() {
    let world = healthy();
    let ran = world.call(&["doctor"]);
    ran.ends(0, &[]);
    for part in
        ["booking in staging", "survey in staging", "the endpoint answers", "uploaded and signed"]
    {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    assert_eq!(broken(&ran), Vec::<String>::new());
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.call(&["doctor"]).ends(0, &[]);
}

#[test]
fn the_key() {
    let mut world = healthy();
    let phone = world.graph.phone();
    world.graph.set_signature_status(&phone, SignatureStatus::Mismatch);
    finds(
        &world,
        &["key Meta's signature of the public key is MISMATCH", "`cargo flow keys upload FILE`"],
    );
    world.graph.set_signature_status(&phone, SignatureStatus::Valid);
    let fixture =
        |name: &str| format!("{}/../flow-runtime/fixtures/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    world.set("PRIVATE_KEY_FILE", &fixture("plain.pkcs1.pem"));
    finds(&world, &["own key Meta has another public key", "`cargo flow keys upload FILE`"]);
    world.set("PRIVATE_KEY_FILE", "gone.pem");
    finds(
        &world,
        &["own key the file that `PRIVATE_KEY_FILE` names", "correct `PRIVATE_KEY_FILE`"],
    );
    world.set("PRIVATE_KEY_FILE", "");
    // The other causes are reported although this one cannot be looked at.
    let refusal = Fault::error(403, 200, "Permissions error").method("GET");
    world.graph.inject(refusal.path("/whatsapp_business_encryption"));
    finds(
        &world,
        &["key could not read the public key", "(code 200", "whatsapp_business_messaging"],
    );
    // A larger key than Meta asks for hinders nothing but time.
    let large = fixture("rsa4096.public.pem");
    world.call(&["keys", "upload", &large, "--yes"]).ends(0, &[]);
    let ran = world.call(&["doctor", "booking"]);
    let text =
        "uploaded and signed, but the key has 4096 bits, more than the 2048 that Meta asks for";
    assert!(ran.out.contains(text), "{}", ran.out);
    assert!(!broken(&ran).iter().any(|line| line.starts_with("key")), "{}", ran.out);
    let without = World::new(TWO);
    without.configure("endpoint = \"https://example.com/flow\"\n");
    without.call(&["push", "--yes"]).ends(0, &[]);
    finds(&without, &["key the phone number has no public key", "`cargo flow keys upload FILE`"]);
}

#[test]
fn the_endpoint() {
    let mut world = healthy();
    world.set("APP_SECRET", "");
    finds(&world, &["ping the endpoint answers 432", "set `APP_SECRET` here"]);
    world.set("APP_SECRET", "another secret");
    finds(&world, &["ping the endpoint answers 432", "another app secret"]);
    world.set("APP_SECRET", SECRET);
    // The endpoint has another private key than Meta's public one.
    let other =
        format!("{}/../flow-runtime/fixtures/keys/plain.pkcs1.pem", env!("CARGO_MANIFEST_DIR"));
    world.call(&["keys", "upload", &other, "--yes"]).ends(0, &[]);
    finds(&world, &["ping the endpoint answers 421", "give it the private key"]);
    world.call(&["keys", "upload", "public.pem", "--yes"]).ends(0, &[]);
    let url = serve(SECRET);
    world.configure(&format!("endpoint = \"{url}\"\n"));
    finds(&world, &["endpoint Meta calls http", "`cargo flow push` changes it"]);
    world.configure(&format!("endpoint = \"{url}/gone\"\n"));
    world.call(&["push", "--yes"]).ends(0, &[]);
    finds(&world, &["ping the endpoint answers 404", "nothing takes a POST at that path"]);
    // Nothing listens at a port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
    world.configure(&format!("endpoint = \"http://{}\"\n", free.expect("a port")));
    world.call(&["push", "--yes"]).ends(0, &[]);
    finds(&world, &["ping the endpoint cannot be reached (connection refused)", "start it"]);
}

#[test]
fn what_meta_must_know() {
    let world = healthy();
    let id = world.flow("Booking").id;
    world.graph.set_application(&id, None);
    // Without an app Meta does not speak of the webhook.
    finds(&world, &["app no app is connected", "write `application = "]);
    let toml = world.folder.read("flow.toml");
    world.folder.write("flow.toml", format!("{toml}application = \"17\"\n").as_bytes());
    finds(&world, &["app no app is connected to the flow; `cargo flow push` connects it"]);
    world.folder.write("flow.toml", toml.as_bytes());
    let application = world.graph.application();
    world.graph.set_application(&id, Some(&application));
    world.graph.set_webhook_subscribed(false);
    finds(
        &world,
        &["webhook The application is not subscribed", "subscribe the app to the fields `flows`"],
    );
    world.graph.set_webhook_subscribed(true);
    world.graph.set_health(&id, json!({ "can_send_message": "AVAILABLE", "entities": [] }));
    let ran = world.call(&["doctor", "booking"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("webhook   Meta does not say"), "{}", ran.out);
    let blocked = json!({ "entity_type": "WABA", "id": "1", "can_send_message": "BLOCKED", "errors": [
        { "error_code": 141_006, "error_description": "No payment method.", "possible_solution": "Add one." },
    ]});
    world.graph.set_health(&id, json!({ "can_send_message": "BLOCKED", "entities": [blocked] }));
    let ran = world.call(&["doctor", "booking"]);
    ran.ends(1, &["1 cause found"]);
    assert!(
        broken(&ran)[0].contains("health Meta says BLOCKED; WABA 1: No payment method. Add one")
    );
}

#[test]
fn the_phone_number() {
    let world = healthy();
    let toml = world.folder.read("flow.toml");
    let phone = world.graph.phone();
    let with = |line: &str| toml.replace(&format!("phone = \"{phone}\""), line);
    world.folder.write("flow.toml", with("").as_bytes());
    let ran = world.call(&["doctor", "booking"]);
    assert!(
        broken(&ran)
            .iter()
            .any(|line| line
                .contains("phone environment `staging` names no phone number; write `phone")),
        "{}",
        ran.out
    );
    world.folder.write("flow.toml", with("phone = \"17\"").as_bytes());
    let ran = world.call(&["doctor", "survey"]);
    let text = format!("has no phone number 17; correct `phone` in `flow.toml`; there are {phone}");
    assert!(broken(&ran)[0].contains(&text), "{}", ran.out);
    world.folder.write("flow.toml", toml.as_bytes());
    world.graph.remove_phones();
    let ran = world.call(&["doctor", "survey"]);
    assert!(broken(&ran)[0].contains("has no phone number; add and register one"), "{}", ran.out);
}

#[test]
fn the_flow_itself() {
    let world = healthy();
    let id = world.flow("Booking").id;
    world.graph.set_status(&id, Status::Blocked);
    finds(&world, &["flow `Booking` (", "is BLOCKED", "fix the endpoint"]);
    world.graph.set_status(&id, Status::Draft);
    world.graph.set_json(&id, "{}");
    finds(&world, &["json Meta's validator finds", "`cargo flow push` shows each"]);
    world.edit("TextBody", "TextBdy");
    let ran = world.call(&["doctor", "survey"]);
    assert!(broken(&ran)[0].contains("json the flow is faulty; `cargo flow check`"), "{}", ran.out);
    let old = World::new(&ACCOUNT.replace("7.3", "5.0"));
    let ran = old.call(&["doctor"]);
    let lines = broken(&ran);
    assert!(
        lines[0].contains("version Flow JSON 5.0 can no longer be published; declare a newer one"),
        "{lines:?}"
    );
    assert!(lines[1].contains("flow it is not at Meta; `cargo flow push`"), "{lines:?}");
}
