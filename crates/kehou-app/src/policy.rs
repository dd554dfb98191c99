//! Adopted policies.

pub(crate) mod adopt;
mod adopted;
mod standing;

pub use adopt::{Adopt, Adopted, adopt_policy};
pub use adopted::{Asked, adopted};
pub(crate) use standing::{Policies, division_of};
