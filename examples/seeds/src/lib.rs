//! Five flows in the old versions of Flow JSON in which they were first written.
//!
//! New flows declare a version that can be published; these show that the old ones can still be
//! said, and what they look like. The build writes each as `flows/NAME.json`.

mod feedback;
mod help;
mod membership;
mod sign_up;

pub use feedback::survey;
pub use help::support_request;
pub use membership::account;
pub use sign_up::{sign_up_dynamic, sign_up_static};
