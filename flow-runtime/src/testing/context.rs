//! A context for a handler that is called without an endpoint.

use crate::exchange::{Action, Context};
use crate::token::Claims;

impl Context {
    /// A context for a test that calls a handler's method itself. Feature `testing`.
    ///
    /// It speaks Data API 3.0, and has no screen and no flow token until it is given one.
    ///
    /// ```
    /// use flow_runtime::{Action, Context};
    ///
    /// let cx = Context::for_test(Action::DataExchange).on_screen("LOGIN").with_token("token-1");
    /// assert_eq!(cx.screen(), Some("LOGIN"));
    /// assert_eq!(cx.flow_token(), Some("token-1"));
    /// ```
    #[must_use]
    pub fn for_test(action: Action) -> Self {
        Self { action, screen: None, version: "3.0".to_owned(), flow_token: None, claims: None }
    }

    /// With the screen that the request names. Feature `testing`.
    #[must_use]
    pub fn on_screen(mut self, screen: impl Into<String>) -> Self {
        self.screen = Some(screen.into());
        self
    }

    /// With a flow token. Feature `testing`.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.flow_token = Some(token.into());
        self
    }

    /// With what a signed flow token says: [`FlowTokens::verify`](crate::token::FlowTokens::verify)
    /// gives it for one that [`FlowTokens::issue`](crate::token::FlowTokens::issue) has made. Feature
    /// `testing`.
    #[must_use]
    pub fn with_claims(mut self, claims: Claims) -> Self {
        self.claims = Some(claims);
        self
    }
}
