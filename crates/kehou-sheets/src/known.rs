//! What is known of a county before its files are read.

use chrono::NaiveDate;
use kehou_registry::{Calendar, Pupil, School};

/// The first day of what a file does not say to begin: an empty 入班日期 or 生效日期 reads as
/// "since ever".
pub const BEGINNING: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A school that is known already, so that files need not say again what they refer to.
///
/// # Clauses
///
/// C2, C5, C8.
#[derive(Clone, Debug)]
pub struct KnownSchool {
    /// The school.
    pub school: School,
    /// Its calendar, the county's entries included.
    pub calendar: Calendar,
    /// Its pupils, those who left included; applications and waivers are not looked at.
    pub pupils: Vec<Pupil>,
    /// The number that its next new pupil gets at least; numbers are never used twice.
    pub next_pupil_no: u32,
}
