//! Stays of adults: one place at a time, without a break, within what they can and may.

use super::breach::{Breach, Violation};
use crate::late_hours::{Adult, AdultNo, Day, Minute, Place, Plan, Span, Stretch, Tie, Vetting};

pub(super) fn check(day: &Day, plan: &Plan) -> Result<(), Violation> {
    let mut stretches: Vec<&Stretch> = plan.stretches.iter().collect();
    stretches.sort_unstable_by_key(|it| (it.adult, it.during.from));
    for it in &stretches {
        place(day, it)?;
    }
    for stay in stretches.chunk_by(|a, b| a.adult == b.adult) {
        unbroken(day, stay)?;
    }
    for no in (0..day.adults().len()).map(AdultNo::at) {
        let adult = &day.adults()[no.index()];
        if let Some(stay) = plan.stay(no) {
            within(day, adult, stay)?;
        }
        held(day, plan, no)?;
    }
    Ok(())
}

fn place(day: &Day, it: &Stretch) -> Result<(), Violation> {
    let room_exists = match it.place {
        Place::Away => false,
        Place::OnSite => true,
        Place::Room(room) => room.index() < day.rooms().len(),
    };
    let sound = room_exists && !it.during.is_empty() && it.adult.index() < day.adults().len();
    let at = it.during.from;
    if sound { Ok(()) } else { Err(Violation { at, breach: Breach::Shape {} }) }
}

fn unbroken(day: &Day, stay: &[&Stretch]) -> Result<(), Violation> {
    let gap = stay.windows(2).find(|pair| pair[0].during.until != pair[1].during.from);
    let Some(gap) = gap else { return Ok(()) };
    let adult = day.adults()[gap[0].adult.index()].name().clone();
    let (until, from) = (gap[0].during.until, gap[1].during.from);
    let breach =
        if from < until { Breach::TwoPlaces { adult } } else { Breach::ComesBack { adult } };
    Err(Violation { at: until.min(from), breach })
}

/// Why the limit stands is never told: statutory, care and plain absence read alike (S3, S4).
fn within(day: &Day, adult: &Adult, stay: Span) -> Result<(), Violation> {
    let name = || adult.name().clone();
    if adult.tie() == Tie::Outside(Vetting::NotValid) {
        return Err(Violation { at: stay.from, breach: Breach::NotValid { adult: name() } });
    }
    let until = latest(day, adult, stay.from);
    match until {
        Some(until) if stay.until <= until => Ok(()),
        Some(until) => Err(Violation { at: until, breach: Breach::Limit { adult: name() } }),
        None => Err(Violation { at: stay.from, breach: Breach::Limit { adult: name() } }),
    }
}

/// Until when who begins at a minute may stay; none when they can't begin then.
fn latest(day: &Day, adult: &Adult, from: Minute) -> Option<Minute> {
    let span = adult.available().iter().find(|it| it.holds(from))?;
    let standard = day.settings().standard_end;
    let late = adult.care().most_late.map(|most| standard.max(from).plus(most));
    let limits = [adult.statutory_end(), adult.care().latest, adult.lost_at(), late];
    Some(limits.into_iter().flatten().fold(span.until, Minute::min))
}

fn held(day: &Day, plan: &Plan, adult: AdultNo) -> Result<(), Violation> {
    let bands = &day.bands()[..day.held().bands()];
    let (Some(first), Some(last)) = (bands.first(), bands.last()) else { return Ok(()) };
    for minute in (first.starts.count()..last.ends.count()).filter_map(|it| Minute::new(it).ok()) {
        if plan.place(adult, minute) != day.held().plan().place(adult, minute) {
            let adult = day.adults()[adult.index()].name().clone();
            return Err(Violation { at: minute, breach: Breach::Running { adult } });
        }
    }
    Ok(())
}
