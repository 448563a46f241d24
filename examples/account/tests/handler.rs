//! The handler, in one process with a phone: how to test a flow.

use example_account::account::{self, Account, login, sign_up};
use example_account::database::Database;
use example_account::handler::{
    ADDRESS_TAKEN, App, NO_ADDRESS, PASSWORD_TOO_WEAK, PASSWORDS_DIFFER, WRONG_PASSWORD,
};
use example_account::users::Users;
use flow_runtime::Endpoint;
use flow_runtime::testing::{Answer, BoxError, Client, KeyPair, Phone, Screen};
use serde_json::json;

fn client() -> Client<Endpoint<account::Served<App>>> {
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

async fn phone() -> Phone {
    Phone::of::<Account>().endpoint(client()).open().await.unwrap()
}

/// What a phone sends of the screen, whatever it would let a person enter there.
async fn sign_up(phone: &mut Phone, email: &str, password: &str, again: &str) -> Screen {
    let form = sign_up::Exchange {
        first_name: "Grace".to_owned(),
        last_name: "Hopper".to_owned(),
        email: email.to_owned(),
        password: password.to_owned(),
        confirm_password: again.to_owned(),
    };
    match phone.exchange(form).await.unwrap() {
        Answer::Screen(screen) => screen,
        other => panic!("{other:?}"),
    }
}

async fn log_in(phone: &mut Phone, email: &str, password: &str) -> Answer {
    let form = login::Exchange { email: email.to_owned(), password: password.to_owned() };
    phone.exchange(form).await.unwrap()
}

#[tokio::test]
async fn who_has_signed_up_can_log_in() -> Result<(), BoxError> {
    let mut phone = phone().await;
    phone.on("START")?.tap("Click here to sign up").await?.on("SIGN_UP")?;
    phone.fill("First name", "Grace").await?.fill("Last name", "Hopper").await?;
    phone.fill("Email address", " Grace@example.com ").await?;
    phone.fill("Password", "compiler-1952").await?;
    phone.fill("Confirm password", "compiler-1952").await?;
    let shown: login::Data = phone.tap("Done").await?.on("LOGIN")?.data()?;
    assert_eq!(shown, login::Data { email: "Grace@example.com".to_owned() });
    phone.fill("Password", "compiler-1952").await?.tap("Log in").await?.on("LOGIN_SUCCESS")?;
    let done: account::Completion = phone.tap("Done").await?.completed()?;
    assert_eq!(done.stay_logged_in, None, "nobody touched it");
    log_in(&mut phone, "grace@EXAMPLE.com", "compiler-1952").await.screen("LOGIN_SUCCESS")?;
    Ok(())
}

#[tokio::test]
async fn who_cannot_sign_up_keeps_what_was_entered() -> Result<(), BoxError> {
    let mut phone = phone().await;
    for (password, again, message) in [
        ("compiler-1952", "compiler-1925", PASSWORDS_DIFFER),
        ("compiler", "compiler", PASSWORD_TOO_WEAK),
        ("1952", "1952", PASSWORD_TOO_WEAK),
    ] {
        let screen = sign_up(&mut phone, "grace@example.com", password, again).await;
        assert_eq!(screen.screen, "SIGN_UP");
        assert_eq!(screen.error_message.as_deref(), Some(message));
        let same = sign_up::Data {
            first_name: "Grace".to_owned(),
            last_name: "Hopper".to_owned(),
            email: "grace@example.com".to_owned(),
        };
        assert_eq!(screen.typed::<sign_up::Data>()?, same);
    }
    let screen = sign_up(&mut phone, " ", "compiler-1952", "compiler-1952").await;
    assert_eq!(screen.error_message.as_deref(), Some(NO_ADDRESS));
    let answer = log_in(&mut phone, "grace@example.com", "compiler").await;
    let message = answer.screen("LOGIN")?.error_message;
    assert_eq!(message.as_deref(), Some(WRONG_PASSWORD));
    Ok(())
}

#[tokio::test]
async fn an_address_is_taken_once_in_whatever_case() {
    let mut phone = phone().await;
    let screen = sign_up(&mut phone, "grace@example.com", "compiler-1952", "compiler-1952").await;
    assert_eq!(screen.screen, "LOGIN");
    let screen = sign_up(&mut phone, "GRACE@example.com", "another-1", "another-1").await;
    assert_eq!(screen.screen, "SIGN_UP");
    assert_eq!(screen.error_message.as_deref(), Some(ADDRESS_TAKEN));
    log_in(&mut phone, "grace@example.com", "compiler-1952").await.screen("LOGIN_SUCCESS").unwrap();
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let mut phone = phone().await;
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

/// No phone sends these, so they are written by hand.
#[tokio::test]
async fn what_the_flow_does_not_declare_is_refused() {
    let mut client = client();
    for (screen, form) in [
        ("START", json!({})),
        ("LOGIN", json!({ "email": "grace@example.com" })),
        ("LOGIN", json!({ "email": "grace@example.com", "password": 1952 })),
    ] {
        let answer = client.data_exchange(screen, form).await.unwrap();
        assert_eq!(answer.status().as_u16(), 500, "{screen}");
    }
}
