//! What is stored of a school, as a comparison needs it.

use std::fmt;

use kehou_attendance::SchoolRolls;
use kehou_registry::{
    Application, Calendar, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement,
    PlannedSlot, PupilNo, SchoolProfile, StudentNumber, Term, Terms, Waiver,
};
use kehou_units::Period;

/// An item that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// Its number within its owner.
    pub item: u32,
    /// Whose word it is.
    pub standing: Standing,
    /// What it is, or last was.
    pub value: T,
}

/// Whose word a stored item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Files said so last.
    Imported,
    /// An officer wrote it last.
    ByHand,
    /// An officer removed it: it holds no longer, and no file brings it back.
    StruckByHand,
}

/// Everything that is stored of a school; items that an import removed are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredSchool {
    /// What is true of it when.
    pub profiles: Vec<Kept<(Period, SchoolProfile)>>,
    /// When it closed or was merged.
    pub closure: Vec<Kept<Closure>>,
    /// Its terms.
    pub terms: Vec<Kept<Term>>,
    /// Its calendar.
    pub calendar: Vec<Kept<CalendarEntry>>,
    /// Its service plan.
    pub plan: Vec<Kept<PlannedSlot>>,
    /// Its fee notices.
    pub notices: Vec<Kept<FeeNotice>>,
    /// Its payees.
    pub payees: Vec<Kept<Payee>>,
    /// Its pupils by number, those who left included.
    pub pupils: Vec<StoredPupil>,
    /// Its sheets of the month of the files, all revisions.
    pub rolls: SchoolRolls,
}

impl StoredSchool {
    /// What a school says of a filed calendar itself: what the county's own calendar says already is left
    /// to that, unless the school holds it too, so that a school follows the county where it says nothing.
    /// (C8)
    #[must_use]
    pub fn own_of(&self, filed: &Calendar, county: &Calendar) -> Calendar {
        let terms = filed.terms().iter().filter(|term| {
            let is_countys = county.terms().iter().any(|other| other == *term);
            !is_countys || self.terms.iter().any(|kept| kept.value == **term)
        });
        let entries = filed.entries().iter().filter(|entry| {
            let is_countys = county.entries().contains(entry);
            !is_countys || self.calendar.iter().any(|kept| kept.value == **entry)
        });
        let terms = Terms::new(terms.cloned().collect());
        // What does not contradict itself does not without some of it.
        Calendar::new(terms, entries.copied().collect()).unwrap_or_else(|_| filed.clone())
    }
}

/// Everything that is stored of a pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPupil {
    /// The number within the school.
    pub no: PupilNo,
    /// Who it is.
    pub identity: Kept<Identity>,
    /// The guardians.
    pub guardians: Vec<Kept<Guardian>>,
    /// Class and boarding over time.
    pub placements: Vec<Kept<(Period, Placement)>>,
    /// The applications.
    pub applications: Vec<Kept<Application>>,
    /// The waivers.
    pub waivers: Vec<Kept<Waiver>>,
}

/// Who a pupil is; personal data of a child. (C5)
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The national student number, if it has arrived.
    pub student_number: Option<StudentNumber>,
    /// The school's own id while a transfer is pending.
    pub local_id: Option<String>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

impl<T> Kept<T> {
    /// Whether it holds.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.standing != Standing::StruckByHand
    }

    /// Whether an import may change or remove it.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.standing == Standing::Imported
    }
}

/// The number of the next new item of an owner.
pub(super) fn next_item<T>(stored: &[Kept<T>]) -> u32 {
    stored.iter().map(|kept| kept.item.saturating_add(1)).fold(FIRST_ITEM, u32::max)
}

/// The number of the first item of an owner, and of the only one where there is but one.
pub(super) const FIRST_ITEM: u32 = 1;
