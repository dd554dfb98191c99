//! Deeds, openings and their codes, in both directions.

use kehou_inspection::{Deed, FindingNo, Gravity, Opening, Problem, Rung, StageKind, Verdict};
use kehou_registry::SchoolCode;

use crate::{
    Flaw, Form,
    inspection::written::{evidence, evidence_out, line, passage},
    pb::inspection as pb,
    place::Place,
    scalar::{choice, code, date, date_out, number},
};

/// The most working days that a request can name; what is allowed is less and dated.
const DAYS_LIMIT: u32 = 366;

/// The number of a finding, which must be named.
pub(super) fn finding_no(mut at: Place<'_>, given: i32) -> Option<FindingNo> {
    if given == 0 {
        return at.refuse(Flaw::Required);
    }
    let number = number(at, given, 1..=i32::MAX)?;
    u32::try_from(number).ok().map(FindingNo::new)
}

/// The number of a finding as messages carry it.
pub(super) fn finding_no_out(number: FindingNo) -> i32 {
    i32::try_from(number.get()).unwrap_or(i32::MAX)
}

/// What was found at a school.
pub(super) fn opening(
    mut at: Place<'_>,
    given: Option<&pb::FindingOpening>,
    school: Option<SchoolCode>,
) -> Option<Opening> {
    let Some(given) = given else {
        return at.refuse(Flaw::Required);
    };
    let problem = problem(at.field("problem"), given.problem.as_ref());
    let gravity = gravity(at.field("gravity"), given.gravity);
    let what = passage(at.field("what"), &given.what);
    let observed_on = date(at.field("observed_on"), given.observed_on);
    Some(Opening {
        school: school?,
        problem: problem?,
        gravity: gravity?,
        what: what?,
        observed_on: observed_on?,
        repeats: None,
    })
}

fn problem(mut at: Place<'_>, given: Option<&pb::FindingProblem>) -> Option<Problem> {
    use pb::finding_problem::Problem as Given;
    match given.and_then(|given| given.problem.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Given::Item(item)) => line(at.field("item"), item).map(Problem::Item),
        Some(Given::Check(check)) => {
            code(at.field("check"), check, Form::Check).map(Problem::Check)
        }
        Some(Given::NoSelfCheck(pb::NoSelfCheck {})) => Some(Problem::NoSelfCheck),
    }
}

pub(super) fn opening_out(opening: &Opening) -> pb::FindingOpening {
    use pb::finding_problem::Problem as Out;
    let problem = match &opening.problem {
        Problem::Item(item) => Out::Item(item.to_string()),
        Problem::Check(check) => Out::Check(check.to_string()),
        Problem::NoSelfCheck => Out::NoSelfCheck(pb::NoSelfCheck {}),
    };
    pb::FindingOpening {
        problem: Some(pb::FindingProblem { problem: Some(problem) }),
        gravity: gravity_out(opening.gravity).into(),
        what: opening.what.to_string(),
        observed_on: Some(date_out(opening.observed_on)),
    }
}

pub(super) fn gravity(at: Place<'_>, given: i32) -> Option<Gravity> {
    Some(match choice(at, given)? {
        pb::Gravity::Unspecified => return None,
        pb::Gravity::Ordinary => Gravity::Ordinary,
        pb::Gravity::Safety => Gravity::Safety,
        pb::Gravity::IllegalCharging => Gravity::IllegalCharging,
    })
}

const fn gravity_out(gravity: Gravity) -> pb::Gravity {
    match gravity {
        Gravity::Ordinary => pb::Gravity::Ordinary,
        Gravity::Safety => pb::Gravity::Safety,
        Gravity::IllegalCharging => pb::Gravity::IllegalCharging,
    }
}

pub(super) fn stage(at: Place<'_>, given: i32) -> Option<StageKind> {
    use pb::FindingStage as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Draft => StageKind::Draft,
        Given::AwaitingStatement => StageKind::AwaitingStatement,
        Given::Answered => StageKind::Answered,
        Given::Withdrawn => StageKind::Withdrawn,
        Given::Confirmed => StageKind::Confirmed,
        Given::Ordered => StageKind::Ordered,
        Given::Submitted => StageKind::Submitted,
        Given::Verified => StageKind::Verified,
        Given::Closed => StageKind::Closed,
    })
}

pub(super) const fn stage_out(stage: StageKind) -> pb::FindingStage {
    use pb::FindingStage as Out;
    match stage {
        StageKind::Unopened => Out::Unspecified,
        StageKind::Draft => Out::Draft,
        StageKind::AwaitingStatement => Out::AwaitingStatement,
        StageKind::Answered => Out::Answered,
        StageKind::Withdrawn => Out::Withdrawn,
        StageKind::Confirmed => Out::Confirmed,
        StageKind::Ordered => Out::Ordered,
        StageKind::Submitted => Out::Submitted,
        StageKind::Verified => Out::Verified,
        StageKind::Closed => Out::Closed,
    }
}

fn rung(at: Place<'_>, given: i32) -> Option<Rung> {
    Some(match choice(at, given)? {
        pb::Rung::Unspecified => return None,
        pb::Rung::Announcement => Rung::Announcement,
        pb::Rung::Interview => Rung::Interview,
        pb::Rung::ToDiscipline => Rung::ToDiscipline,
        pb::Rung::ToPersonnel => Rung::ToPersonnel,
    })
}

pub(super) fn rungs_out(rungs: impl IntoIterator<Item = Rung>) -> Vec<i32> {
    rungs.into_iter().map(|rung| rung_out(rung).into()).collect()
}

const fn rung_out(rung: Rung) -> pb::Rung {
    match rung {
        Rung::Announcement => pb::Rung::Announcement,
        Rung::Interview => pb::Rung::Interview,
        Rung::ToDiscipline => pb::Rung::ToDiscipline,
        Rung::ToPersonnel => pb::Rung::ToPersonnel,
    }
}

fn verdict(at: Place<'_>, given: i32) -> Option<Verdict> {
    Some(match choice(at, given)? {
        pb::CorrectionVerdict::Unspecified => return None,
        pb::CorrectionVerdict::Accepted => Verdict::Accepted,
        pb::CorrectionVerdict::Rejected => Verdict::Rejected,
    })
}

const fn verdict_out(verdict: Verdict) -> pb::CorrectionVerdict {
    match verdict {
        Verdict::Accepted => pb::CorrectionVerdict::Accepted,
        Verdict::Rejected => pb::CorrectionVerdict::Rejected,
    }
}

/// The next deed on a finding that is open already.
pub(super) fn deed(mut at: Place<'_>, given: Option<&pb::FindingDeed>) -> Option<Deed> {
    use pb::finding_deed::Deed as Given;
    let Some(given) = given.and_then(|given| given.deed.as_ref()) else {
        return at.refuse(Flaw::Required);
    };
    match given {
        Given::Open(_) => at.field("open").refuse(Flaw::Unexpected),
        Given::Notify(pb::NotifyDeed {}) => Some(Deed::Notify),
        Given::Measure(given) => {
            let what = passage(at.field("measure").field("what"), &given.what);
            Some(Deed::Measure { what: what? })
        }
        Given::Respond(given) => {
            let text = passage(at.field("respond").field("text"), &given.text);
            Some(Deed::Respond { text: text? })
        }
        Given::Lapse(pb::LapseDeed {}) => Some(Deed::Lapse),
        Given::Confirm(given) => {
            let why = line(at.field("confirm").field("why"), &given.why);
            Some(Deed::Confirm { why: why? })
        }
        Given::Withdraw(given) => {
            let why = line(at.field("withdraw").field("why"), &given.why);
            Some(Deed::Withdraw { why: why? })
        }
        Given::Order(given) => order(at.field("order"), given),
        Given::Announce(given) => {
            let number = line(at.field("announce").field("number"), &given.number);
            Some(Deed::Announce { number: number? })
        }
        Given::Extend(given) => extend(at.field("extend"), given),
        Given::Submit(given) => submit(at.field("submit"), given),
        Given::Verify(given) => verify(at.field("verify"), given),
        Given::Close(pb::CloseDeed {}) => Some(Deed::Close),
        Given::Reopen(given) => {
            let why = line(at.field("reopen").field("why"), &given.why);
            Some(Deed::Reopen { why: why? })
        }
        Given::Escalate(given) => escalate(at.field("escalate"), given),
    }
}

fn order(mut at: Place<'_>, given: &pb::OrderDeed) -> Option<Deed> {
    let number = line(at.field("number"), &given.number);
    let demands = passage(at.field("demands"), &given.demands);
    let days = match given.days {
        0 => Some(None),
        days => self::number(at.field("days"), days, 0..=i64::from(DAYS_LIMIT)).map(Some),
    };
    let days = days.map(|days| days.and_then(|days| u32::try_from(days).ok()));
    Some(Deed::Order { number: number?, demands: demands?, days: days? })
}

fn extend(mut at: Place<'_>, given: &pb::ExtendDeed) -> Option<Deed> {
    let days = number(at.field("days"), given.days, 1..=i64::from(DAYS_LIMIT));
    let why = line(at.field("why"), &given.why);
    Some(Deed::Extend { days: u32::try_from(days?).ok()?, why: why? })
}

fn submit(mut at: Place<'_>, given: &pb::SubmitDeed) -> Option<Deed> {
    if given.evidence.is_empty() {
        return at.field("evidence").refuse(Flaw::Required);
    }
    let evidence = evidence(at.field("evidence"), &given.evidence);
    Some(Deed::Submit { evidence: evidence? })
}

fn verify(mut at: Place<'_>, given: &pb::VerifyDeed) -> Option<Deed> {
    let verdict = verdict(at.field("verdict"), given.verdict);
    let why = line(at.field("why"), &given.why);
    Some(Deed::Verify { verdict: verdict?, why: why? })
}

fn escalate(mut at: Place<'_>, given: &pb::EscalateDeed) -> Option<Deed> {
    let rung = rung(at.field("rung"), given.rung);
    let number = line(at.field("number"), &given.number);
    Some(Deed::Escalate { rung: rung?, number: number? })
}

/// A deed as messages carry it.
pub(super) fn deed_out(deed: &Deed) -> pb::FindingDeed {
    use pb::finding_deed::Deed as Out;
    let days_out = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
    let deed = match deed {
        Deed::Open { opening } => Out::Open(opening_out(opening)),
        Deed::Notify => Out::Notify(pb::NotifyDeed {}),
        Deed::Measure { what } => Out::Measure(pb::MeasureDeed { what: what.to_string() }),
        Deed::Respond { text } => Out::Respond(pb::RespondDeed { text: text.to_string() }),
        Deed::Lapse => Out::Lapse(pb::LapseDeed {}),
        Deed::Confirm { why } => Out::Confirm(pb::ConfirmDeed { why: why.to_string() }),
        Deed::Withdraw { why } => Out::Withdraw(pb::WithdrawDeed { why: why.to_string() }),
        Deed::Order { number, demands, days } => Out::Order(pb::OrderDeed {
            number: number.to_string(),
            demands: demands.to_string(),
            days: days.map_or(0, days_out),
        }),
        Deed::Announce { number } => Out::Announce(pb::AnnounceDeed { number: number.to_string() }),
        Deed::Extend { days, why } => {
            Out::Extend(pb::ExtendDeed { days: days_out(*days), why: why.to_string() })
        }
        Deed::Submit { evidence } => {
            Out::Submit(pb::SubmitDeed { evidence: evidence_out(evidence) })
        }
        Deed::Verify { verdict, why } => Out::Verify(pb::VerifyDeed {
            verdict: verdict_out(*verdict).into(),
            why: why.to_string(),
        }),
        Deed::Close => Out::Close(pb::CloseDeed {}),
        Deed::Reopen { why } => Out::Reopen(pb::ReopenDeed { why: why.to_string() }),
        Deed::Escalate { rung, number } => Out::Escalate(pb::EscalateDeed {
            rung: rung_out(*rung).into(),
            number: number.to_string(),
        }),
    };
    pb::FindingDeed { deed: Some(deed) }
}
