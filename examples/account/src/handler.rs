//! What the service answers to each screen.

use flow_runtime::{Context, Reject};

use crate::account::{self, login, login_success, sign_up, start};
use crate::users::{self, NewUser, Users};

/// What a person reads who signs up with an address that somebody has.
pub const ADDRESS_TAKEN: &str = "This address is taken. Log in, or use another one.";
/// What a person reads whose address is none.
pub const NO_ADDRESS: &str = "Please enter an email address.";
/// What a person reads whose passwords differ.
pub const PASSWORDS_DIFFER: &str = "The passwords do not match.";
/// What a person reads whose password is too easy to guess.
pub const PASSWORD_TOO_WEAK: &str = "The password needs at least 8 characters, with a number.";
/// What a person reads who cannot be logged in.
pub const WRONG_PASSWORD: &str = "The address or the password is wrong.";

/// Answers the flow.
#[derive(Debug, Clone)]
pub struct App {
    users: Users,
}

impl App {
    /// Answers from these users.
    #[must_use]
    pub fn new(users: Users) -> Self {
        Self { users }
    }
}

impl account::Handler for App {
    async fn init(&self, _: &Context) -> Result<account::Init, Reject> {
        Ok(start::Data.into())
    }

    async fn sign_up(&self, _: &Context, form: sign_up::Exchange) -> Result<sign_up::Next, Reject> {
        let email = form.email.trim().to_owned();
        let again = sign_up::Data {
            first_name: form.first_name.clone(),
            last_name: form.last_name.clone(),
            email: email.clone(),
        };
        // The phone checks the address and the length too, but the phone is not ours.
        if !email.contains('@') {
            return Ok(again.error(NO_ADDRESS).into());
        }
        if form.password != form.confirm_password {
            return Ok(again.error(PASSWORDS_DIFFER).into());
        }
        if form.password.chars().count() < 8 || !form.password.contains(char::is_numeric) {
            return Ok(again.error(PASSWORD_TOO_WEAK).into());
        }
        let user = NewUser {
            first_name: form.first_name,
            last_name: form.last_name,
            email: email.clone(),
            password: form.password,
        };
        match self.users.sign_up(user).await {
            Ok(()) => Ok(login::Data { email }.into()),
            Err(users::Error::AddressTaken) => Ok(again.error(ADDRESS_TAKEN).into()),
            Err(error) => Err(error.into()),
        }
    }

    async fn login(&self, _: &Context, form: login::Exchange) -> Result<login::Next, Reject> {
        let email = form.email.trim().to_owned();
        match self.users.log_in(email.clone(), form.password).await {
            Ok(()) => Ok(login_success::Data.into()),
            Err(users::Error::WrongPassword) => {
                Ok(login::Data { email }.error(WRONG_PASSWORD).into())
            }
            Err(error) => Err(error.into()),
        }
    }
}
