//! A house to rent: one flow that uses every component, action and form of expression.
//!
//! Read it beside the reference of components; `flows/house.json` is what it becomes.

mod rental;

pub use rental::house;
