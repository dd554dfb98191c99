//! Pupils: where they are placed, what their guardians applied for, what is waived.

use chrono::NaiveDate;
use kehou_fee::ProposedCharge;
use kehou_policy::{Policy, WaiverCategory};
use kehou_registry::{
    Application, Boarding, Decision, Placement, Pupil, PupilNo, Waiver, WaiverTrack,
};
use kehou_units::{Dated, Month, Period};

use super::{
    calendar::{class_out, class_ref, weekdays, weekdays_out},
    school::payee_kind,
};
use crate::{
    Flaw,
    pb::{self, fee::waiver::Track},
    place::Place,
    scalar::{
        choice, date, date_if_any, date_out, fen, list, name, named_back, period, period_out,
        slots, slots_out,
    },
};

/// What a waiver's category is looked up in.
#[derive(Clone, Copy)]
pub(crate) struct CodeTables<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) month: Month,
}

impl CodeTables<'_> {
    /// The category of a code on the last day of the month, or else on its first.
    fn category(self, mut at: Place<'_>, given: &str) -> Option<WaiverCategory> {
        if given.is_empty() {
            return at.refuse(Flaw::Required);
        }
        let days = [self.month.last_day(), self.month.first_day()];
        let entry = days.iter().find_map(|on| self.policy.waiver_category(given, *on));
        let category = entry.map(|entry| entry.category().clone());
        let given = named_back(given);
        category.or_else(|| at.refuse(Flaw::UnknownCode { given }))
    }
}

/// A pupil; the request has no names, and fees don't depend on them.
pub(crate) fn pupil(
    at: &mut Place<'_>,
    given: &pb::fee::PupilFacts,
    no: PupilNo,
    tables: CodeTables<'_>,
) -> Option<Pupil> {
    let placements = placements(at.field("placements"), &given.placements);
    let applications = applications(at.field("applications"), &given.applications);
    let read = |at: Place<'_>, given: &pb::fee::Waiver| waiver(at, given, tables);
    let waivers = list(&mut at.field("waivers"), &given.waivers, 0..=40, read);
    Some(Pupil {
        no,
        name: String::new(),
        student_number: None,
        local_id: None,
        guardians: Vec::new(),
        placements: placements?,
        applications: applications?,
        waivers: waivers?,
    })
}

/// The caller's own id of a pupil.
pub(crate) fn pupil_ref(at: Place<'_>, given: &str) -> Option<String> {
    name(at, given.to_owned(), 64)
}

/// Class and boarding over time, at least once.
pub(crate) fn placements(
    mut at: Place<'_>,
    given: &[pb::fee::Placement],
) -> Option<Dated<Placement>> {
    match Dated::new(list(&mut at, given, 1..=40, placement)?) {
        Ok(placements) => Some(placements),
        Err(error) => at.refuse(Flaw::Contradiction { about: error.later.to_string() }),
    }
}

fn placement(mut at: Place<'_>, given: &pb::fee::Placement) -> Option<(Period, Placement)> {
    let days = period(at.field("days"), given.days.as_ref());
    let class = class_ref(at.field("class"), given.class.as_ref());
    let boarding = boarding(at.field("boarding"), given.boarding);
    let placement = Placement { class: class?, boarding: boarding? };
    Some((days?, placement))
}

/// Class and boarding during a period, as messages carry them.
pub(crate) fn placement_out(days: Period, placement: Placement) -> pb::fee::Placement {
    let boarding = match placement.boarding {
        Boarding::Day => pb::fee::Boarding::Day,
        Boarding::Boarder => pb::fee::Boarding::Boarder,
    };
    pb::fee::Placement {
        days: Some(period_out(days)),
        class: Some(class_out(placement.class)),
        boarding: boarding.into(),
    }
}

pub(crate) fn boarding(at: Place<'_>, given: i32) -> Option<Boarding> {
    use pb::fee::Boarding as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Day => Boarding::Day,
        Given::Boarder => Boarding::Boarder,
    })
}

/// A list of applications.
pub(crate) fn applications(
    mut at: Place<'_>,
    given: &[pb::fee::Application],
) -> Option<Vec<Application>> {
    list(&mut at, given, 0..=40, application)
}

/// An application as messages carry it.
pub(crate) fn application_out(application: &Application) -> pb::fee::Application {
    pb::fee::Application {
        applied_on: Some(date_out(application.applied_on)),
        withdrawn_on: application.withdrawn_on.map(date_out),
        slots: slots_out(application.slots),
        weekdays: weekdays_out(application.weekdays),
    }
}

fn application(mut at: Place<'_>, given: &pb::fee::Application) -> Option<Application> {
    let applied_on = date(at.field("applied_on"), given.applied_on);
    let withdrawn_on = date_if_any(at.field("withdrawn_on"), given.withdrawn_on);
    let slots = slots(at.field("slots"), &given.slots);
    let weekdays = weekdays(at.field("weekdays"), &given.weekdays);
    let (applied_on, withdrawn_on) = (applied_on?, withdrawn_on?);
    if let Some(withdrawn_on) = withdrawn_on.filter(|withdrawn| *withdrawn < applied_on) {
        return at.field("withdrawn_on").refuse(Flaw::Reversed {
            first: applied_on.to_string(),
            last: withdrawn_on.to_string(),
        });
    }
    Some(Application { applied_on, withdrawn_on, slots: slots?, weekdays: weekdays? })
}

fn waiver(mut at: Place<'_>, given: &pb::fee::Waiver, tables: CodeTables<'_>) -> Option<Waiver> {
    let category = tables.category(at.field("category"), &given.category);
    let track = match &given.track {
        None => at.field("track").refuse(Flaw::Required),
        Some(Track::ListMatch(matched)) => list_match(at.field("list_match"), matched),
        Some(Track::ApprovedApplication(approved)) => {
            let mut at = at.field("approved_application");
            date(at.field("approved_on"), approved.approved_on)
                .map(|approved_on| WaiverTrack::Application { approved_on })
        }
    };
    let lost_on = date_if_any(at.field("lost_on"), given.lost_on);
    Some(Waiver { category: category?, track: track?, lost_on: lost_on? })
}

/// A waiver as messages carry it.
pub(crate) fn waiver_out(waiver: &Waiver) -> pb::fee::Waiver {
    let track = match &waiver.track {
        WaiverTrack::ListMatch { listed_on, decision } => {
            Track::ListMatch(list_match_out(*listed_on, decision))
        }
        WaiverTrack::Application { approved_on } => {
            let approved_on = Some(date_out(*approved_on));
            Track::ApprovedApplication(pb::fee::ApprovedApplication { approved_on })
        }
    };
    pb::fee::Waiver {
        category: waiver.category.to_string(),
        track: Some(track),
        lost_on: waiver.lost_on.map(date_out),
    }
}

fn list_match_out(listed_on: NaiveDate, decision: &Decision) -> pb::fee::ListMatch {
    use pb::fee::ListDecision as Sent;
    let (sent, decided_on, reason) = match decision {
        Decision::Pending => (Sent::Pending, None, ""),
        Decision::Confirmed { on } => (Sent::Confirmed, Some(*on), ""),
        Decision::Rejected { on, reason } => (Sent::Rejected, Some(*on), reason.as_str()),
    };
    pb::fee::ListMatch {
        listed_on: Some(date_out(listed_on)),
        decision: sent.into(),
        decided_on: decided_on.map(date_out),
        rejection_reason: reason.to_owned(),
    }
}

fn list_match(mut at: Place<'_>, given: &pb::fee::ListMatch) -> Option<WaiverTrack> {
    let listed_on = date(at.field("listed_on"), given.listed_on);
    let decision = decision(&mut at, given);
    Some(WaiverTrack::ListMatch { listed_on: listed_on?, decision: decision? })
}

fn decision(at: &mut Place<'_>, given: &pb::fee::ListMatch) -> Option<Decision> {
    use pb::fee::ListDecision as Given;
    let decision = choice(at.field("decision"), given.decision)?;
    if decision != Given::Rejected && !given.rejection_reason.is_empty() {
        return at.field("rejection_reason").refuse(Flaw::Unexpected);
    }
    match decision {
        Given::Unspecified => None,
        Given::Pending if given.decided_on.is_some() => {
            at.field("decided_on").refuse(Flaw::Unexpected)
        }
        Given::Pending => Some(Decision::Pending),
        Given::Confirmed => {
            let on = date(at.field("decided_on"), given.decided_on)?;
            Some(Decision::Confirmed { on })
        }
        Given::Rejected => {
            let on = date(at.field("decided_on"), given.decided_on);
            let reason = name(at.field("rejection_reason"), given.rejection_reason.clone(), 400);
            Some(Decision::Rejected { on: on?, reason: reason? })
        }
    }
}

/// What the caller means to charge; absent stays absent.
pub(crate) fn proposed_charge(
    mut at: Place<'_>,
    given: Option<&pb::fee::ProposedCharge>,
) -> Option<Option<ProposedCharge>> {
    let Some(given) = given else {
        return Some(None);
    };
    let payable = fen(at.field("payable_fen"), given.payable_fen);
    let payee = match given.payee {
        0 => Some(None),
        given => payee_kind(at.field("payee"), given).map(Some),
    };
    Some(Some(ProposedCharge { payable: payable?, payee: payee? }))
}

/// A waiver read on its own, for tests of what is answered.
#[cfg(test)]
pub(crate) fn read_waiver(
    given: &pb::fee::Waiver,
    policy: &Policy,
    month: Month,
) -> Option<Waiver> {
    crate::place::reading(|at| waiver(at.here(), given, CodeTables { policy, month })).ok()
}
