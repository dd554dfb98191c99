//! The registry: schools, pupils, applications, waivers, calendars, plans, notices, payees.

mod papers;
mod replace;

pub use papers::{PutPapers, put_papers};
pub(crate) use replace::replace as replace_all;
