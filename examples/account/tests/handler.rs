//! The handler, in one process with a phone: how to test a flow.

use example_account::account;
use example_account::database::Database;
use example_account::handler::{
    ADDRESS_TAKEN, App, NO_ADDRESS, PASSWORD_TOO_WEAK, PASSWORDS_DIFFER, WRONG_PASSWORD,
};
use example_account::users::Users;
use flow_runtime::Endpoint;
use flow_runtime::testing::{Answer, Client, KeyPair, Screen};
use serde_json::{Value, json};

type Phone = Client<Endpoint<account::Served<App>>>;

fn phone() -> Phone {
    let keys = KeyPair::shared();
    let users = Users::new(Database::in_memory().unwrap());
    let endpoint = Endpoint::builder(account::serve(App::new(users)))
        .private_key(keys.private_key())
        .app_secret("app secret")
        .build()
        .unwrap();
    Client::new(endpoint, keys.public_key_pem())
        .unwrap()
        .app_secret("app secret")
        .flow_token("token-1")
}

async fn sign_up(phone: &mut Phone, email: &str, password: &str, again: &str) -> Screen {
    let form = json!({
        "first_name": "Grace",
        "last_name": "Hopper",
        "email": email,
        "password": password,
        "confirm_password": again,
    });
    let answer = phone.data_exchange("SIGN_UP", form).await.unwrap();
    match answer {
        Answer::Screen(screen) => screen,
        other => panic!("{other:?}"),
    }
}

async fn log_in(phone: &mut Phone, email: &str, password: &str) -> Answer {
    let form = json!({ "email": email, "password": password });
    phone.data_exchange("LOGIN", form).await.unwrap()
}

#[tokio::test]
async fn the_flow_opens_with_its_first_screen() {
    let screen = phone().init().await.unwrap().screen("START").unwrap();
    assert!(screen.data.is_empty());
    assert_eq!(screen.error_message, None);
}

#[tokio::test]
async fn who_has_signed_up_can_log_in() {
    let mut phone = phone();
    let screen = sign_up(&mut phone, " Grace@example.com ", "compiler-1952", "compiler-1952").await;
    assert_eq!(screen.screen, "LOGIN");
    assert_eq!(Value::Object(screen.data), json!({ "email": "Grace@example.com" }));
    for email in ["Grace@example.com", "grace@EXAMPLE.com"] {
        let answer = log_in(&mut phone, email, "compiler-1952").await;
        answer.screen("LOGIN_SUCCESS").unwrap();
    }
}

#[tokio::test]
async fn who_cannot_sign_up_keeps_what_was_entered() {
    let mut phone = phone();
    for (password, again, message) in [
        ("compiler-1952", "compiler-1925", PASSWORDS_DIFFER),
        ("compiler", "compiler", PASSWORD_TOO_WEAK),
        ("1952", "1952", PASSWORD_TOO_WEAK),
    ] {
        let screen = sign_up(&mut phone, "grace@example.com", password, again).await;
        assert_eq!(screen.screen, "SIGN_UP");
        assert_eq!(screen.error_message.as_deref(), Some(message));
        assert_eq!(
            Value::Object(screen.data),
            json!({ "first_name": "Grace", "last_name": "Hopper", "email": "grace@example.com" })
        );
    }
    let screen = sign_up(&mut phone, " ", "compiler-1952", "compiler-1952").await;
    assert_eq!(screen.error_message.as_deref(), Some(NO_ADDRESS));
    let answer = log_in(&mut phone, "grace@example.com", "compiler").await;
    let message = answer.screen("LOGIN").unwrap().error_message;
    assert_eq!(message.as_deref(), Some(WRONG_PASSWORD));
}

#[tokio::test]
async fn an_address_is_taken_once_in_whatever_case() {
    let mut phone = phone();
    let screen = sign_up(&mut phone, "grace@example.com", "compiler-1952", "compiler-1952").await;
    assert_eq!(screen.screen, "LOGIN");
    let screen = sign_up(&mut phone, "GRACE@example.com", "another-1", "another-1").await;
    assert_eq!(screen.screen, "SIGN_UP");
    assert_eq!(screen.error_message.as_deref(), Some(ADDRESS_TAKEN));
    log_in(&mut phone, "grace@example.com", "compiler-1952").await.screen("LOGIN_SUCCESS").unwrap();
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let mut phone = phone();
    sign_up(&mut phone, "grace@example.com", "compiler-1952", "compiler-1952").await;
    // The third is what an unknown address is compared with.
    for (email, password) in [
        ("grace@example.com", "compiler-1925"),
        ("ada@example.com", "compiler-1952"),
        ("ada@example.com", "nobody"),
    ] {
        let screen = log_in(&mut phone, email, password).await.screen("LOGIN").unwrap();
        assert_eq!(screen.error_message.as_deref(), Some(WRONG_PASSWORD));
        assert_eq!(screen.data["email"], email);
    }
}

#[tokio::test]
async fn what_the_flow_does_not_declare_is_refused() {
    let mut phone = phone();
    for (screen, form) in [
        ("START", json!({})),
        ("LOGIN", json!({ "email": "grace@example.com" })),
        ("LOGIN", json!({ "email": "grace@example.com", "password": 1952 })),
    ] {
        let answer = phone.data_exchange(screen, form).await.unwrap();
        assert_eq!(answer.status().as_u16(), 500, "{screen}");
    }
}
