//! The program sends its flow, and takes what the person answers.

use std::path::Path;
use std::process::{Command, Output};

use example_account::account::{self, Account, login, sign_up};
use flow_desk::Graph;
use flow_graph::{Category, Client as GraphClient, Lock, LockedFlow, NewFlow, Status};
use flow_runtime::testing::{Answer, Client, Delivery};
use flow_runtime::token::FlowTokens;
use flow_runtime::{Flow as _, PrivateKey};
use serde_json::json;

use crate::{ENCRYPTED_KEY, Started, error, folder, program};

const APP_SECRET: &str = "app secret";
const TOKEN_SECRET: &str = "0123456789abcdef";
const PERSON: &str = "31600000000";

/// The service as for customers.
fn service(folder: &Path) -> Started {
    std::fs::write(folder.join("own.pem"), ENCRYPTED_KEY).unwrap();
    Started::new(
        program(folder)
            .env("PRIVATE_KEY_FILE", "own.pem")
            .env("PRIVATE_KEY_PASSPHRASE", "correct-horse")
            .env("APP_SECRET", APP_SECRET)
            .env("VERIFY_TOKEN", "verify token")
            .env("FLOW_TOKEN_SECRET", TOKEN_SECRET)
            .env("DATABASE", "own.sqlite3"),
    )
}

fn sender(folder: &Path, graph: &Graph) -> Command {
    let mut program = program(folder);
    program
        .args(["send", PERSON])
        .env("WHATSAPP_ACCESS_TOKEN", graph.access_token())
        .env("PHONE_NUMBER_ID", graph.phone())
        .env("FLOW_TOKEN_SECRET", TOKEN_SECRET)
        .env("GRAPH_URL", graph.url());
    program
}

/// Writes what `cargo flow push` keeps of the flow.
fn write_lock(folder: &Path, file: &str, environment: &str, id: &str) {
    let mut lock = Lock::default();
    lock.put(LockedFlow::new(environment, Account::NAME, id, "Account", Status::Draft));
    std::fs::write(folder.join(file), lock.to_string()).unwrap();
}

#[tokio::test]
async fn from_nothing_to_an_answer() {
    let folder = folder("send");
    let graph = Graph::start().await;
    graph.set_app_secret(Some(APP_SECRET));
    let service = service(&folder);
    let key = PrivateKey::from_pem(ENCRYPTED_KEY, Some("correct-horse")).unwrap().public_key_pem();

    let client = GraphClient::builder(graph.access_token()).base_url(graph.url()).build().unwrap();
    let flow = NewFlow::new("Account", [Category::SignUp, Category::SignIn])
        .flow_json(account::JSON)
        .endpoint_uri(&service.url);
    let created = client.waba(graph.waba()).create(&flow).await.unwrap();
    assert!(created.validation_errors.is_empty(), "{:?}", created.validation_errors);

    write_lock(&folder, "flows.lock", "production", &created.id);
    // A draft goes to nobody but the business's own people.
    let told = error(&mut sender(&folder, &graph));
    assert!(told.contains("131009") && told.contains("\nhelp: "), "{told}");
    assert!(!told.contains(&graph.access_token()), "{told}");

    client.phone(graph.phone()).set_public_key(&key).await.unwrap();
    client.flow(&created.id).publish().await.unwrap();
    let Output { status, stdout, stderr } = sender(&folder, &graph).output().unwrap();
    let told = String::from_utf8(stdout).unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let message = graph.messages().pop().unwrap();
    assert!(told.starts_with(&format!("Sent the flow to {PERSON}: message {}", message.id)));
    assert_eq!(message.flow.as_deref(), Some(created.id.as_str()));
    assert_eq!(message.screen.as_deref(), Some("START"));
    assert!(!message.is_draft);

    // The person signs up and logs in with the token of the message.
    let token = message.token.unwrap();
    let tokens = FlowTokens::new(TOKEN_SECRET).unwrap();
    assert_eq!(tokens.verify(&token, Account::NAME).unwrap().id(), PERSON);
    let mut phone =
        Client::http(&service.url, &key).unwrap().app_secret(APP_SECRET).flow_token(&token);
    let email = "grace@example.com";
    let form = json!({
        "first_name": "Grace", "last_name": "Hopper", "email": email,
        "password": "compiler-1952", "confirm_password": "compiler-1952",
    });
    let answer = phone.data_exchange("SIGN_UP", form).await.unwrap();
    let expected: sign_up::Next = login::Data { email: email.to_owned() }.into();
    assert_eq!(answer, Answer::of(expected));
    let form = json!({ "email": email, "password": "compiler-1952" });
    phone.data_exchange("LOGIN", form).await.unwrap().screen("LOGIN_SUCCESS").unwrap();

    let response = json!({ "stay_logged_in": true, "flow_token": token });
    let webhook = service.url.replace("/flow", "/webhook").parse().unwrap();
    let delivery = Delivery::completion(APP_SECRET, "wamid.1", &response);
    let answer = phone.call(delivery.request(&webhook).unwrap()).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let database = rusqlite::Connection::open(folder.join("own.sqlite3")).unwrap();
    let select = "SELECT stay_logged_in FROM completions";
    let kept: Vec<bool> = database
        .prepare(select)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(kept, [true]);
    assert_eq!(graph.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn a_draft_is_sent_as_one() {
    let folder = folder("send-draft");
    let graph = Graph::start().await;
    let id = graph.add_flow("Another name");
    graph.set_json(&id, account::JSON);
    write_lock(&folder, "other.lock", "staging", &id);
    let mut sender = sender(&folder, &graph);
    sender.arg("--draft").env("FLOWS_LOCK", "other.lock").env("FLOW_ENVIRONMENT", "staging");
    let told = sender.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let message = graph.messages().pop().unwrap();
    assert_eq!((message.is_draft, message.flow.as_deref()), (true, Some(&*id)));
    assert!(message.token.is_some_and(|token| !token.is_empty()));
    assert_eq!(graph.complaints(), Vec::<String>::new());
}

#[test]
fn what_sending_lacks_is_told() {
    let folder = folder("send-lacks");
    let told = error(program(&folder).args(["send", PERSON]));
    assert!(told.starts_with("error: `WHATSAPP_ACCESS_TOKEN` is not set"), "{told}");
    let told = error(program(&folder).args(["send", PERSON]).env("WHATSAPP_ACCESS_TOKEN", "EAA"));
    assert!(told.starts_with("error: `PHONE_NUMBER_ID` is not set"), "{told}");

    let ready = || {
        let mut program = program(&folder);
        program.args(["send", PERSON]).env("WHATSAPP_ACCESS_TOKEN", "EAA");
        program.env("PHONE_NUMBER_ID", "1").env("GRAPH_URL", "http://127.0.0.1:1");
        program
    };
    let told = error(&mut ready());
    assert!(
        told.starts_with("error: `flows.lock` cannot be read; `cargo flow push` writes"),
        "{told}"
    );
    write_lock(&folder, "flows.lock", "staging", "17");
    let told = error(&mut ready());
    assert!(
        told.contains(
            "no flow `account` in the environment `production`; it has `account` in `staging`"
        ),
        "{told}"
    );
    let told = error(ready().env("FLOW_ENVIRONMENT", "staging"));
    assert!(told.starts_with("error: could not send the message: the connection to"), "{told}");
    assert!(told.contains("Connection refused") && !told.contains(PERSON), "{told}");
}
