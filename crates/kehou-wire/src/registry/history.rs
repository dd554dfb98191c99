//! Versions of facts: what was said, by whom, when and why.

use chrono::NaiveDate;
use kehou_registry::{
    Application, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement, PlannedSlot,
    PupilNo, SchoolCode, SchoolProfile, StudentNumber, Term, Waiver,
};
use kehou_units::{Instant, Period};

use super::{
    pupil::{guardian_out, number_out},
    school::{closure_out, profile_out},
};
use crate::{
    Flaw, Page, Violations,
    audit::ChangeView,
    fee::{
        application_out, entry_out, notice_out, payee_out, placement_out, planned_slot_out,
        term_out, waiver_out,
    },
    naming::{known_at, pupil_no_if_any, school_code_if_any, timestamp_out},
    paging::page,
    pb::{self, registry::version::Value},
    place::{Place, reading},
    scalar::{choice, date_out},
};

/// A kind of fact that keeps all its versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// What is true of a school when.
    SchoolProfile,
    /// The end of a school.
    SchoolClosure,
    /// Terms.
    Term,
    /// Days that differ from teaching on Monday to Friday.
    CalendarEntry,
    /// Slots of the service plan.
    PlannedSlot,
    /// Fee notices.
    FeeNotice,
    /// Channels of payment.
    Payee,
    /// Days of the public calendar.
    WorkingDay,
    /// Names and numbers of pupils.
    Person,
    /// Guardians.
    Guardian,
    /// Classes and boarding of pupils.
    Placement,
    /// Applications of guardians.
    Application,
    /// Waivers.
    Waiver,
}

impl FactKind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::SchoolProfile,
        Self::SchoolClosure,
        Self::Term,
        Self::CalendarEntry,
        Self::PlannedSlot,
        Self::FeeNotice,
        Self::Payee,
        Self::WorkingDay,
        Self::Person,
        Self::Guardian,
        Self::Placement,
        Self::Application,
        Self::Waiver,
    ];

    /// Whether its facts belong to pupils.
    #[must_use]
    pub const fn is_about_pupils(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Guardian | Self::Placement | Self::Application | Self::Waiver
        )
    }
}

/// Whose facts are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactOwner {
    /// The county's own.
    County,
    /// A school's own.
    School(SchoolCode),
    /// A pupil's.
    Pupil(SchoolCode, PupilNo),
}

/// Versions of one kind of fact are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVersionsQuestion {
    /// The kind; it fits the owner.
    pub kind: FactKind,
    /// Whose facts.
    pub owner: FactOwner,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListVersionsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::ListVersionsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let kind = kind(at.field("kind"), given.kind);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let pupil = pupil_no_if_any(given.pupil_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let (kind, school) = (kind?, school?);
            let owner = owner(at, kind, (school, pupil));
            Some(Self { kind, owner: owner?, known_at: known_at?, page: page? })
        })
    }
}

fn kind(at: Place<'_>, given: i32) -> Option<FactKind> {
    use pb::registry::FactKind as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::SchoolProfile => FactKind::SchoolProfile,
        Given::SchoolClosure => FactKind::SchoolClosure,
        Given::Term => FactKind::Term,
        Given::CalendarEntry => FactKind::CalendarEntry,
        Given::PlannedSlot => FactKind::PlannedSlot,
        Given::FeeNotice => FactKind::FeeNotice,
        Given::Payee => FactKind::Payee,
        Given::WorkingDay => FactKind::WorkingDay,
        Given::Person => FactKind::Person,
        Given::Guardian => FactKind::Guardian,
        Given::Placement => FactKind::Placement,
        Given::Application => FactKind::Application,
        Given::Waiver => FactKind::Waiver,
    })
}

/// Whose facts are meant: working days are the county's, calendars may be, all else is a school's
/// or a pupil's.
fn owner(
    at: &mut Place<'_>,
    kind: FactKind,
    named: (Option<SchoolCode>, Option<PupilNo>),
) -> Option<FactOwner> {
    match (kind, named) {
        (kind, (_, Some(_))) if !kind.is_about_pupils() => {
            at.field("pupil_no").refuse(Flaw::Unexpected)
        }
        (kind, (_, None)) if kind.is_about_pupils() => at.field("pupil_no").refuse(Flaw::Required),
        (FactKind::WorkingDay, (Some(_), _)) => at.field("school_code").refuse(Flaw::Unexpected),
        (FactKind::WorkingDay | FactKind::Term | FactKind::CalendarEntry, (None, _)) => {
            Some(FactOwner::County)
        }
        (_, (None, _)) => at.field("school_code").refuse(Flaw::Required),
        (_, (Some(school), None)) => Some(FactOwner::School(school)),
        (_, (Some(school), Some(pupil))) => Some(FactOwner::Pupil(school, pupil)),
    }
}

/// What a version of a fact says.
#[derive(Clone, Copy, Debug)]
pub enum FactValue<'a> {
    /// What is true of a school when.
    SchoolProfile(Period, &'a SchoolProfile),
    /// The end of a school.
    SchoolClosure(&'a Closure),
    /// A term.
    Term(&'a Term),
    /// Days that differ.
    CalendarEntry(&'a CalendarEntry),
    /// A slot of the plan.
    PlannedSlot(&'a PlannedSlot),
    /// A fee notice.
    FeeNotice(&'a FeeNotice),
    /// A channel of payment.
    Payee(&'a Payee),
    /// A public holiday.
    Holiday(NaiveDate),
    /// A Saturday or Sunday that is worked.
    MakeUpDay(NaiveDate),
    /// Name and numbers of a pupil.
    Person {
        /// The name.
        name: &'a str,
        /// The national student number.
        student_number: Option<&'a StudentNumber>,
        /// The school's own id.
        local_id: Option<&'a str>,
    },
    /// A guardian.
    Guardian(&'a Guardian),
    /// Class and boarding.
    Placement(Period, Placement),
    /// An application.
    Application(&'a Application),
    /// A waiver.
    Waiver(&'a Waiver),
}

impl FactValue<'_> {
    fn message(self) -> Value {
        match self {
            Self::SchoolProfile(days, profile) => Value::SchoolProfile(profile_out(days, profile)),
            Self::SchoolClosure(closure) => Value::SchoolClosure(closure_out(closure)),
            Self::Term(term) => Value::Term(term_out(term)),
            Self::CalendarEntry(entry) => Value::CalendarEntry(entry_out(entry)),
            Self::PlannedSlot(planned) => Value::PlannedSlot(planned_slot_out(planned)),
            Self::FeeNotice(notice) => Value::FeeNotice(notice_out(notice)),
            Self::Payee(payee) => Value::Payee(payee_out(payee)),
            Self::Holiday(on) => working_day(on, pb::registry::WorkingDayKind::Holiday),
            Self::MakeUpDay(on) => working_day(on, pb::registry::WorkingDayKind::MakeUp),
            Self::Person { name, student_number, local_id } => {
                Value::Person(pb::registry::Person {
                    name: name.to_owned(),
                    student_number: number_out(student_number),
                    local_id: local_id.unwrap_or_default().to_owned(),
                })
            }
            Self::Guardian(guardian) => Value::Guardian(guardian_out(guardian)),
            Self::Placement(days, placement) => Value::Placement(placement_out(days, placement)),
            Self::Application(application) => Value::Application(application_out(application)),
            Self::Waiver(waiver) => Value::Waiver(waiver_out(waiver)),
        }
    }
}

fn working_day(on: NaiveDate, kind: pb::registry::WorkingDayKind) -> Value {
    Value::WorkingDay(pb::registry::WorkingDay { date: Some(date_out(on)), kind: kind.into() })
}

/// A version of a fact to be answered.
#[derive(Clone, Copy, Debug)]
pub struct VersionView<'a> {
    /// Which fact of its kind and owner.
    pub item: u32,
    /// Whether it was removed by this version.
    pub removed: bool,
    /// What it says, or said last when it was removed.
    pub value: FactValue<'a>,
    /// The change that wrote it.
    pub change: ChangeView<'a>,
}

impl VersionView<'_> {
    /// The version as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::registry::Version {
        pb::registry::Version {
            item_no: self.item,
            change_no: self.change.change_no,
            recorded_at: Some(timestamp_out(self.change.recorded_at)),
            actor: self.change.actor.to_owned(),
            reason: self.change.reason.to_owned(),
            removed: self.removed,
            value: Some(self.value.message()),
        }
    }
}
