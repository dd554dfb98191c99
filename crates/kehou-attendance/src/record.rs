//! Everything that is known about one school.

use kehou_registry::{Calendar, FeeNotice, Payee, Pupil, School, ServicePlan};

use crate::SchoolRolls;

/// One school with everything that belongs to it: what files say, what is stored, what is priced.
#[derive(Clone, Debug)]
pub struct SchoolRecord {
    /// The school.
    pub school: School,
    /// Its calendar, the county's entries included.
    pub calendar: Calendar,
    /// Its service plan.
    pub plan: ServicePlan,
    /// Its fee notices.
    pub notices: Vec<FeeNotice>,
    /// Its payees.
    pub payees: Vec<Payee>,
    /// Its pupils, by number.
    pub pupils: Vec<Pupil>,
    /// Its rolls; the group of a class is a thousand times its grade plus its number.
    pub rolls: SchoolRolls,
}
