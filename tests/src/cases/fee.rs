//! Cases about what families owe: a school's month is priced, and everything that comes out is
//! compared. Row F12 has a runner of its own, for published counts.

mod amounts;
mod expectation;
mod policy_change;
mod publication;
mod school;
mod situation;

use anyhow::Result;
use kehou_fee::{Knowledge, SchoolBills, Tariff, corrections_due, price, review};
use kehou_registry::PupilNo;

use self::{expectation::Expect, expectation::Results, situation::Situation};
use super::{file::CaseFile, raw::yuan, stop::Stop, stop::as_expected};

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    if row == "F12" {
        return publication::run(case);
    }
    let (situation, expect) = case.parts::<Situation, Expect>()?;
    let outcome = results(&situation);
    as_expected(outcome, expect.refused.as_deref())?
        .map_or(Ok(()), |results| expect.compare(&results))
}

/// Prices the month, and reviews and compares whatever else the case asks about.
fn results(situation: &Situation) -> Result<Results, Stop> {
    let policy = policy_change::policy(&situation.policy)?;
    let month = situation.month()?;
    let school = school::build(situation, &policy)?;
    let tariff = Tariff::resolve(&policy, month)?;
    let facts = school.facts();
    let knowledge = match situation.preview_on {
        Some(on) => Knowledge::preview(on.0),
        None => Knowledge::at_lock(&tariff, facts.working_days, situation.billed_on(month))?,
    };
    let bills = price(&tariff, &facts, knowledge);
    let corrections = situation.corrected_on.map(|on| {
        let corrected = price(&tariff, &facts, Knowledge::corrected(on.0));
        corrections_due(month, bills.bills(), corrected.bills())
    });
    let refusals = reviewed(situation, &bills, &tariff)?;
    Ok(Results { bills, corrections: corrections.unwrap_or_default(), refusals })
}

/// What each proposed charge is refused for.
fn reviewed(
    situation: &Situation,
    bills: &SchoolBills,
    tariff: &Tariff,
) -> Result<Vec<(PupilNo, kehou_fee::Refusal)>, Stop> {
    let last = tariff.month().days().count() - 1;
    let on_last_day = tariff.day(last, situation.school.place()?);
    let mut refusals = Vec::new();
    for proposal in &situation.proposals {
        let pupil = PupilNo::new(proposal.pupil);
        let bill = bills.of(pupil).ok_or_else(|| anyhow::anyhow!("pupil {pupil} has no bill"))?;
        let proposed = kehou_fee::ProposedCharge {
            payable: yuan(&proposal.payable)?,
            payee: proposal.payee()?,
        };
        let found = review(&proposed, &bill, bills, on_last_day);
        refusals.extend(found.into_iter().map(|refusal| (pupil, refusal)));
    }
    Ok(refusals)
}
