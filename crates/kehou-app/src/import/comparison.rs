//! What files would change: the stored school beside the filed one.
//!
//! Pure: what is stored and what the files say come in, changes of items come out, ready to be
//! stored. The same files again change nothing. What an officer wrote or decided stands: it is
//! counted as kept and listed, never overwritten.
//!
//! What is missing in files means something only for kinds that were read whole
//! ([`Stated::whole`]), and not for all:
//!
//! | kind | missing in a whole file |
//! |---|---|
//! | pupils | the placement ends the day before `effective_on`; the pupil stays with all history |
//! | guardians | removed, if the file lists others for the pupil |
//! | applications | kept: an application ends by its withdrawal only (F14) |
//! | waivers | kept: a status ends by its loss only, nothing is re-charged backwards (F11) |
//! | plan, calendar, notices, payees | removed |
//! | rolls | kept: sheets are never removed, a blank says nothing (F8) |

mod applications;
mod change;
mod county;
mod placed;
mod pupils;
mod reconcile;
mod rolls;
mod school;
mod share;
mod stored;
#[cfg(test)]
mod tests;
mod waivers;

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_registry::{
    Application, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement, PlannedSlot,
    SchoolCode, SchoolProfile, Term, Waiver,
};
use kehou_sheets::{Kind, Stated};
use kehou_units::Period;

pub use change::{Change, Changes, Counts, ItemChange};
pub use county::{CountyComparison, Leavers, Transfer, compare_county};
pub use pupils::PupilChanges;
pub use rolls::{FiledRoll, RollChanges, SheetRank};
pub use share::RemovalShare;
pub use stored::{Identity, Kept, Standing, StoredPupil, StoredSchool};

/// What files would change of one school, by kind of fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolComparison {
    /// The school.
    pub school: SchoolCode,
    /// What is true of it when.
    pub profiles: Changes<(Period, SchoolProfile)>,
    /// When it closed or was merged.
    pub closure: Changes<Closure>,
    /// Its terms.
    pub terms: Changes<Term>,
    /// Its calendar.
    pub calendar: Changes<CalendarEntry>,
    /// Its service plan.
    pub plan: Changes<PlannedSlot>,
    /// Its fee notices.
    pub notices: Changes<FeeNotice>,
    /// Its payees.
    pub payees: Changes<Payee>,
    /// What becomes of its pupils as persons.
    pub pupils: PupilChanges,
    /// Who they are.
    pub identities: Changes<Identity>,
    /// Their guardians.
    pub guardians: Changes<Guardian>,
    /// Where they are when.
    pub placements: Changes<(Period, Placement)>,
    /// Their applications.
    pub applications: Changes<Application>,
    /// Their waivers. (F12)
    pub waivers: Changes<Waiver>,
    /// Its rolls.
    pub rolls: RollChanges,
}

/// Compares what is stored of a school with what files say of it.
///
/// `effective_on` is the first day on which what files say without a date holds: a pupil who is
/// in another class without a date changes then, and one who is missing left the day before.
///
/// # Clauses
///
/// C2, C5, C8, F9, F11, F14.
#[must_use]
pub fn compare(
    stored: &StoredSchool,
    filed: &SchoolRecord,
    stated: &Stated,
    effective_on: NaiveDate,
) -> SchoolComparison {
    let mut comparison = SchoolComparison::unchanged(filed.school.code.clone());
    if stated.kinds.holds(Kind::Schools) {
        comparison.profiles = school::profiles(stored, &filed.school, effective_on);
        comparison.closure = school::closure(stored, &filed.school);
    }
    if stated.kinds.holds(Kind::Calendar) {
        let whole = stated.whole.holds(Kind::Calendar);
        comparison.terms = school::terms(stored, &filed.calendar, whole);
        comparison.calendar = school::calendar(stored, &filed.calendar, whole);
    }
    if stated.kinds.holds(Kind::Plans) {
        let whole = stated.whole.holds(Kind::Plans);
        comparison.plan = school::plan(stored, &filed.plan, whole);
    }
    if stated.kinds.holds(Kind::Notices) {
        let whole = stated.whole.holds(Kind::Notices);
        comparison.notices = school::notices(stored, &filed.notices, whole);
    }
    if stated.kinds.holds(Kind::Payees) {
        let whole = stated.whole.holds(Kind::Payees);
        comparison.payees = school::payees(stored, &filed.payees, whole);
    }
    pupils::compare_into(&mut comparison, stored, (&filed.pupils, stated), effective_on);
    if stated.kinds.holds(Kind::Rolls) {
        comparison.rolls = rolls::compare(&stored.rolls, &filed.rolls);
    }
    comparison
}

impl SchoolComparison {
    fn unchanged(school: SchoolCode) -> Self {
        Self {
            school,
            profiles: Changes::default(),
            closure: Changes::default(),
            terms: Changes::default(),
            calendar: Changes::default(),
            plan: Changes::default(),
            notices: Changes::default(),
            payees: Changes::default(),
            pupils: PupilChanges::default(),
            identities: Changes::default(),
            guardians: Changes::default(),
            placements: Changes::default(),
            applications: Changes::default(),
            waivers: Changes::default(),
            rolls: RollChanges::default(),
        }
    }

    /// Whether nothing would be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let items = [
            self.profiles.items.len(),
            self.closure.items.len(),
            self.terms.items.len(),
            self.calendar.items.len(),
            self.plan.items.len(),
            self.notices.items.len(),
            self.payees.items.len(),
            self.identities.items.len(),
            self.guardians.items.len(),
            self.placements.items.len(),
            self.applications.items.len(),
            self.waivers.items.len(),
            self.rolls.new.len(),
        ];
        items.iter().all(|count| *count == 0)
    }
}
