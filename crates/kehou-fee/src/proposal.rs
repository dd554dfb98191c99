//! Whether a charge that somebody proposes is lawful.

use kehou_policy::CheckId;
use kehou_registry::PayeeKind;
use kehou_units::Fen;

use crate::{Bill, DayTariff, Line, Outcome, Purpose, SchoolBills};

/// What another system means to charge a family for a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProposedCharge {
    /// The amount.
    pub payable: Fen,
    /// To whom the family would pay, if it is known; it must be the designated channel. (F17)
    pub payee: Option<PayeeKind>,
}

/// A proposed charge is refused by a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refusal {
    /// The check.
    pub check: CheckId,
    /// How much of the proposal it refuses; zero where it refuses the act, not an amount.
    pub excess: Fen,
}

/// Reviews a proposed charge against the bill: every check that refuses it, in order of id.
///
/// An amount above what is payable is attributed to what the bill did not charge: waived class
/// hours first (R03), then attended ones that are held or free by their check, then those that
/// nobody attended or recorded (R06); what then remains is above the rate (R01). A proposal at or
/// below the bill is lawful as to its amount.
///
/// # Clauses
///
/// R01, R02, R03, R04, R05, R06, R08, R10, R33.
#[must_use]
pub fn review(
    proposed: &ProposedCharge,
    bill: &Bill<'_>,
    school: &SchoolBills,
    tariff: &DayTariff,
) -> Vec<Refusal> {
    let channel = school.totals.payee.as_ref().map(|payee| payee.kind);
    let mut refusals = Vec::new();
    let mut excess = proposed.payable.minus(bill.amounts.payable).unwrap_or(Fen::ZERO);
    for check in ATTRIBUTED {
        let refused = bill.lines.iter().filter(|line| refused_by(line) == Some(check));
        let at_stake = Fen::sum(refused.map(|line| at_stake(line, tariff))).unwrap_or(excess);
        let refused = at_stake.min(excess);
        if refused > Fen::ZERO {
            refusals.push(Refusal { check, excess: refused });
            excess = excess.minus(refused).unwrap_or(Fen::ZERO);
        }
    }
    if excess > Fen::ZERO {
        add(&mut refusals, CheckId::R01, excess);
    }
    if proposed.payable > Fen::ZERO {
        if school.totals.purpose != Purpose::Bill {
            add(&mut refusals, CheckId::R06, Fen::ZERO);
        }
        if proposed.payee.is_some_and(|kind| channel != Some(kind)) {
            add(&mut refusals, CheckId::R08, Fen::ZERO);
        }
    }
    refusals.sort();
    refusals
}

/// The checks that an amount above the bill is attributed to, in order.
const ATTRIBUTED: [CheckId; 9] = [
    CheckId::R03,
    CheckId::R01,
    CheckId::R02,
    CheckId::R04,
    CheckId::R05,
    CheckId::R08,
    CheckId::R10,
    CheckId::R33,
    CheckId::R06,
];

/// What a line can account for; a free slot has no price, so it is the county's rate.
fn at_stake(line: &Line, tariff: &DayTariff) -> Fen {
    if line.outcome == Outcome::Free { tariff.rate } else { line.rate }
}

fn add(refusals: &mut Vec<Refusal>, check: CheckId, excess: Fen) {
    match refusals.iter_mut().find(|refusal| refusal.check == check) {
        Some(refusal) => refusal.excess = refusal.excess.plus(excess).unwrap_or(excess),
        None => refusals.push(Refusal { check, excess }),
    }
}

/// The check that a charge for a line would break.
const fn refused_by(line: &Line) -> Option<CheckId> {
    Some(match line.outcome {
        Outcome::Waived | Outcome::WaivedProvisionally => CheckId::R03,
        Outcome::HeldPrice => CheckId::R01,
        Outcome::HeldNoApplication => CheckId::R02,
        Outcome::HeldFreeKind | Outcome::HeldNoTeaching | Outcome::Free => CheckId::R04,
        Outcome::OverCap => CheckId::R05,
        Outcome::Cancelled
        | Outcome::CancelledButAttended
        | Outcome::NotRecorded
        | Outcome::Contradicted
        | Outcome::NotAttended => CheckId::R06,
        Outcome::HeldPayee => CheckId::R08,
        Outcome::HeldNotice => CheckId::R10,
        Outcome::HeldShort => CheckId::R33,
        Outcome::Nothing
        | Outcome::Charged
        | Outcome::NotChargeable
        | Outcome::NotScheduled
        | Outcome::NotOnRoll => return None,
    })
}
