//! Adopted policies.

pub(crate) mod adopt;
mod standing;

pub use adopt::{Adopt, Adopted, adopt_policy};
pub(crate) use standing::{Policies, division_of};
