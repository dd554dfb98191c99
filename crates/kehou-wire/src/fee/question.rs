//! What a caller asks: which month of which pupils, and for what.

use std::collections::HashMap;

use chrono::NaiveDate;
use kehou_attendance::SchoolRolls;
use kehou_fee::{ProposedCharge, Purpose, SchoolFacts};
use kehou_policy::{FeePlace, Policy};
use kehou_registry::{
    Calendar, FeeNotice, Payee, Pupil, PupilNo, School, ServicePlan, WorkingDays,
};
use kehou_units::Month;

use super::{
    calendar::{calendar, entries, terms, working_days},
    pupil::{CodeTables, proposed_charge, pupil, pupil_ref},
    rolls::{BrokenSheets, RollsOfPupils},
    school::{notice, payee, plan, school},
};
use crate::{
    Flaw, Violations, pb,
    place::Place,
    scalar::{choice, date, list, month, named_back},
};

/// The most pupils of one request.
pub const PUPIL_LIMIT: usize = 1_000;
/// The most marks of one request, all pupils together.
pub const MARK_LIMIT: usize = 200_000;

/// The facts of one school, owned.
#[derive(Clone, Debug)]
pub struct FeeFacts {
    school: School,
    calendar: Calendar,
    plan: ServicePlan,
    notices: Vec<FeeNotice>,
    payees: Vec<Payee>,
    pupils: Vec<Pupil>,
    rolls: SchoolRolls,
    working_days: WorkingDays,
}

impl FeeFacts {
    /// The facts as the rules take them.
    #[must_use]
    pub fn as_school_facts(&self) -> SchoolFacts<'_> {
        SchoolFacts {
            school: &self.school,
            calendar: &self.calendar,
            plan: &self.plan,
            notices: &self.notices,
            payees: &self.payees,
            pupils: &self.pupils,
            rolls: &self.rolls,
            working_days: &self.working_days,
        }
    }

    /// Which fee ceiling applies to the school.
    #[must_use]
    pub fn fee_place(&self) -> FeePlace {
        let latest = self.school.profiles.latest();
        latest.map_or(FeePlace::Elsewhere, |(_, profile)| profile.fee_place)
    }
}

/// How much of each bill is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillDetail {
    /// Totals and findings.
    Totals,
    /// One line a slot, too.
    Lines,
}

/// One pupil of a question, apart from the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPupil {
    /// The caller's own id.
    pub pupil_ref: String,
    /// What the caller means to charge.
    pub proposed: Option<ProposedCharge>,
}

/// A question about fees, read and checked.
#[derive(Clone, Debug)]
pub struct FeeQuestion {
    /// The month.
    pub month: Month,
    /// What the price is for.
    pub purpose: Purpose,
    /// The day on which it is asked.
    pub on: NaiveDate,
    /// How much of each bill is answered.
    pub detail: BillDetail,
    /// The pupils in the order of the request; the pupil at place `n` has the number `n`.
    pub pupils: Vec<AskedPupil>,
    /// The facts.
    pub facts: FeeFacts,
}

/// Why a question can't be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// It holds too many pupils.
    #[error("{given} pupils; at most {PUPIL_LIMIT} are taken")]
    Pupils {
        /// How many it holds.
        given: usize,
    },
    /// It holds too many marks.
    #[error("{given} marks; at most {MARK_LIMIT} are taken")]
    Marks {
        /// How many it holds.
        given: usize,
    },
    /// Fields are wrong.
    #[error("{} fields are wrong", .0.count())]
    Fields(Violations),
    /// The sheets made of it don't fit together.
    #[error(transparent)]
    Sheets(#[from] BrokenSheets),
}

impl FeeQuestion {
    /// Reads a question about many pupils.
    ///
    /// # Errors
    ///
    /// - [`QuestionError::Pupils`] and [`QuestionError::Marks`] over the limits.
    /// - [`QuestionError::Fields`] with everything that is wrong with its fields.
    /// - [`QuestionError::Sheets`] never, unless this crate is defective.
    pub fn of_many(
        given: &pb::fee::AssessFeesRequest,
        policy: &Policy,
    ) -> Result<Self, QuestionError> {
        refuse_too_much(&given.pupils)?;
        let mut found = Violations::default();
        let mut at = Place::request(&mut found);
        let Some(frame) = Frame::read(&mut at, (&given.month, given.purpose, given.on)) else {
            return Err(QuestionError::Fields(found));
        };
        let shared = Shared::read(at.field("school"), given.school.as_ref(), frame.month);
        let mut cast = Cast::new(policy, frame.month, given.pupils.len());
        cast.read_all(at.field("pupils"), &given.pupils);
        let detail = detail(at.field("detail"), given.detail);
        assemble(found, frame, shared.zip(detail), cast)
    }

    /// Reads a question about one pupil, to be answered with all lines.
    ///
    /// # Errors
    ///
    /// - [`QuestionError::Fields`] with everything that is wrong with its fields.
    /// - [`QuestionError::Sheets`] never, unless this crate is defective.
    pub fn of_one(
        given: &pb::fee::ExplainFeeRequest,
        policy: &Policy,
    ) -> Result<Self, QuestionError> {
        let mut found = Violations::default();
        let mut at = Place::request(&mut found);
        let Some(frame) = Frame::read(&mut at, (&given.month, given.purpose, given.on)) else {
            return Err(QuestionError::Fields(found));
        };
        let shared = Shared::read(at.field("school"), given.school.as_ref(), frame.month);
        let mut cast = Cast::new(policy, frame.month, 1);
        match &given.pupil {
            Some(pupil) => cast.read(at.field("pupil"), pupil),
            None => at.field("pupil").report(Flaw::Required),
        }
        assemble(found, frame, shared.zip(Some(BillDetail::Lines)), cast)
    }
}

fn refuse_too_much(pupils: &[pb::fee::PupilFacts]) -> Result<(), QuestionError> {
    let given = pupils.len();
    if given > PUPIL_LIMIT {
        return Err(QuestionError::Pupils { given });
    }
    let days = pupils.iter().flat_map(|pupil| &pupil.days);
    let given = days.map(|day| day.marks.len()).sum();
    if given > MARK_LIMIT {
        return Err(QuestionError::Marks { given });
    }
    Ok(())
}

fn assemble(
    found: Violations,
    frame: Frame,
    rest: Option<(Shared, BillDetail)>,
    cast: Cast<'_>,
) -> Result<FeeQuestion, QuestionError> {
    let (shared, detail) = found.or(rest).map_err(QuestionError::Fields)?;
    Ok(FeeQuestion {
        month: frame.month,
        purpose: frame.purpose,
        on: frame.on,
        detail,
        pupils: cast.asked,
        facts: FeeFacts {
            school: shared.school,
            calendar: shared.calendar,
            plan: shared.plan,
            notices: shared.notices,
            payees: shared.payees,
            pupils: cast.pupils,
            rolls: cast.rolls.into_rolls()?,
            working_days: shared.working_days,
        },
    })
}

/// What a question is about; without it nothing else can be checked.
#[derive(Clone, Copy)]
struct Frame {
    month: Month,
    purpose: Purpose,
    on: NaiveDate,
}

impl Frame {
    fn read(
        at: &mut Place<'_>,
        (given_month, given_purpose, given_on): (&str, i32, Option<pb::Date>),
    ) -> Option<Self> {
        let month = month(at.field("month"), given_month);
        let purpose = purpose(at.field("purpose"), given_purpose);
        let on = date(at.field("on"), given_on);
        Some(Self { month: month?, purpose: purpose?, on: on? })
    }
}

fn purpose(at: Place<'_>, given: i32) -> Option<Purpose> {
    use pb::fee::Purpose as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Bill => Purpose::Bill,
        Given::Preview => Purpose::Preview,
        Given::Correction => Purpose::Correction,
    })
}

fn detail(at: Place<'_>, given: i32) -> Option<BillDetail> {
    use pb::fee::BillDetail as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Totals => BillDetail::Totals,
        Given::Lines => BillDetail::Lines,
    })
}

/// What the pupils of a question share.
struct Shared {
    school: School,
    calendar: Calendar,
    plan: ServicePlan,
    notices: Vec<FeeNotice>,
    payees: Vec<Payee>,
    working_days: WorkingDays,
}

impl Shared {
    fn read(mut at: Place<'_>, given: Option<&pb::fee::SchoolFacts>, month: Month) -> Option<Self> {
        let Some(given) = given else {
            return at.refuse(Flaw::Required);
        };
        let school = school(&mut at, given, month);
        let terms = terms(at.field("terms"), &given.terms, 1..=40);
        let entries = entries(at.field("calendar"), &given.calendar);
        let calendar = terms
            .zip(entries)
            .and_then(|(terms, entries)| calendar(at.field("calendar"), terms, entries));
        let working_days =
            working_days(at.field("public_calendar"), given.public_calendar.as_ref());
        let plan = plan(at.field("plan"), &given.plan);
        let notices = list(&mut at.field("fee_notices"), &given.fee_notices, 0..=40, notice);
        let payees = list(&mut at.field("payees"), &given.payees, 0..=40, payee);
        Some(Self {
            school: school?,
            calendar: calendar?,
            plan: plan?,
            notices: notices?,
            payees: payees?,
            working_days: working_days?,
        })
    }
}

/// The pupils of a question while they are read. Of a pupil with mistakes only parts are kept; the
/// question is refused then.
struct Cast<'a> {
    tables: CodeTables<'a>,
    asked: Vec<AskedPupil>,
    pupils: Vec<Pupil>,
    rolls: RollsOfPupils,
}

impl<'a> Cast<'a> {
    fn new(policy: &'a Policy, month: Month, pupils: usize) -> Self {
        Self {
            tables: CodeTables { policy, month },
            asked: Vec::with_capacity(pupils),
            pupils: Vec::with_capacity(pupils),
            rolls: RollsOfPupils::new(month, pupils),
        }
    }

    fn read_all(&mut self, mut at: Place<'_>, given: &[pb::fee::PupilFacts]) {
        if given.is_empty() {
            at.report(Flaw::Required);
        }
        let mut places: HashMap<&str, usize> = HashMap::with_capacity(given.len());
        for (index, given) in given.iter().enumerate() {
            if let Some(first) = places.insert(&given.pupil_ref, index) {
                let first = at.item(first).field("pupil_ref").path();
                let given = named_back(&given.pupil_ref);
                let flaw = Flaw::Duplicate { given, first };
                at.item(index).field("pupil_ref").report(flaw);
            }
            self.read(at.item(index), given);
        }
    }

    fn read(&mut self, mut at: Place<'_>, given: &pb::fee::PupilFacts) {
        let no = PupilNo::new(u32::try_from(self.pupils.len()).unwrap_or(u32::MAX));
        let pupil_ref = pupil_ref(at.field("pupil_ref"), &given.pupil_ref);
        let pupil = pupil(&mut at, given, no, self.tables);
        self.rolls.read(at.field("days"), &given.days, no);
        let proposed = proposed_charge(at.field("proposed_charge"), given.proposed_charge.as_ref());
        if let (Some(pupil_ref), Some(proposed)) = (pupil_ref, proposed) {
            self.asked.push(AskedPupil { pupil_ref, proposed });
        }
        self.pupils.extend(pupil);
    }
}
