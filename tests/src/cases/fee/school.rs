//! From a situation to the facts that are priced.

use anyhow::{Context, Result, anyhow, bail};
use chrono::Days;
use kehou_fee::testing::{self, OneSchool};
use kehou_policy::Policy;
use kehou_registry::{
    Affiliation, Application, Boarding, Charging, Closure, Decision, FeeNotice, Payee, Placement,
    PlannedSlot, Pupil, PupilNo, School, SchoolProfile, ServicePlan, SlotKind, SlotNo, SlotSet,
    Waiver, WaiverTrack, WeekdaySet,
};
use kehou_units::{Dated, Period};

use super::situation::{
    RawApplication, RawNotice, RawPayee, RawPupil, RawSchool, RawSlot, RawWaiver, Situation,
};
use crate::cases::{
    facts::{calendar, grades, sheets, term as read_term},
    raw::{class, period, time, weekdays, yuan},
    stop::Stop,
};

/// Builds the school of a situation on top of the ordinary one.
pub(super) fn build(situation: &Situation, policy: &Policy) -> Result<OneSchool, Stop> {
    let term = read_term(situation.term.as_ref())?;
    let pupils: Result<Vec<Pupil>> =
        situation.pupils.iter().map(|raw| pupil(raw, term, policy)).collect();
    let mut school = OneSchool::new(pupils?, Vec::new());
    let others = situation.other_terms.iter().map(|raw| read_term(Some(raw)));
    let terms: Result<Vec<Period>> = [Ok(term)].into_iter().chain(others).collect();
    school.calendar = calendar(&terms?, &situation.calendar)?;
    school.working_days = situation.working_days.build();
    school.school = the_school(school.school, &situation.school, term)?;
    school.plan = plan(situation.slots.as_deref(), term)?;
    school.notices = match &situation.notices {
        Some(raw) => raw.iter().map(|raw| notice(raw, term)).collect::<Result<_>>()?,
        None => vec![notice(&RawNotice::default(), term)?],
    };
    if let Some(raw) = &situation.payees {
        school.payees = raw.iter().map(payee).collect::<Result<_>>()?;
    }
    let numbers: Vec<u32> = situation.pupils.iter().map(RawPupil::number).collect();
    school.rolls = sheets(&situation.sheets, &numbers)?;
    Ok(school)
}

fn the_school(ordinary: School, raw: &RawSchool, term: Period) -> Result<School> {
    let (_, profile) = ordinary.profiles.latest().context("the ordinary school has a profile")?;
    let affiliation = match raw.affiliation.as_deref() {
        None | Some("town") => Affiliation::Town,
        Some("county_direct") => Affiliation::CountyDirect,
        Some("private") => Affiliation::Private,
        Some(other) => bail!("`{other}`: write town, county_direct or private"),
    };
    let profile = SchoolProfile { affiliation, fee_place: raw.place()?, ..profile.clone() };
    let closure = raw.last_day.map(|day| Closure { last_day: day.0, successor: None });
    Ok(School {
        code: ordinary.code,
        profiles: Dated::single(Period::since(term.first()), profile),
        closure,
    })
}

fn plan(raw: Option<&[RawSlot]>, term: Period) -> Result<ServicePlan, Stop> {
    let ordinary = |number| PlannedSlot { period: term, ..testing::slot(number) };
    let slots = match raw {
        Some(raw) => raw.iter().map(|raw| slot(raw, term)).collect::<Result<_>>()?,
        None => vec![ordinary(1), ordinary(2)],
    };
    Ok(ServicePlan::new(slots)?)
}

fn slot(raw: &RawSlot, term: Period) -> Result<PlannedSlot> {
    let number = SlotNo::new(raw.slot)?;
    let ordinary = testing::slot(number.index() + 1);
    let kind = match raw.kind.as_deref() {
        None => SlotKind::Regular,
        Some(code) => SlotKind::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .with_context(|| format!("`{code}` is no kind of slot"))?,
    };
    let first = raw.from.map_or(term.first(), |day| day.0);
    let last = raw.until.map_or(term.last(), |day| Some(day.0));
    Ok(PlannedSlot {
        slot: number,
        kind,
        period: Period::new(first, last)?,
        weekdays: match &raw.weekdays {
            Some(days) => weekdays(days)?,
            None => ordinary.weekdays,
        },
        grades: match &raw.grades {
            Some(numbers) => grades(numbers)?,
            None => ordinary.grades,
        },
        starts: raw.starts.as_deref().map_or(Ok(ordinary.starts), time)?,
        ends: raw.ends.as_deref().map_or(Ok(ordinary.ends), time)?,
        charging: match raw.charged.as_deref() {
            None | Some("county_rate") => Charging::CountyRate,
            Some("free") => Charging::Free,
            Some(price) => Charging::Priced(yuan(price)?),
        },
        cancelled: raw.cancelled.iter().map(|day| day.0).collect(),
    })
}

fn notice(raw: &RawNotice, term: Period) -> Result<FeeNotice> {
    let first = raw.from.map_or(term.first(), |day| day.0);
    let last = raw.until.map_or(term.last(), |day| Some(day.0));
    let mut notice = FeeNotice {
        published_on: raw.published_on.map_or(term.first() - Days::new(3), |day| day.0),
        covers: Period::new(first, last)?,
        ..testing::notice()
    };
    if let Some(rate) = &raw.rate {
        notice.rate = yuan(rate)?;
    }
    for part in &raw.lacks {
        match part.as_str() {
            "item" => notice.item.clear(),
            "basis_issuer" => notice.basis_issuer.clear(),
            "basis_document" => notice.basis_document.clear(),
            "unit" => notice.unit.clear(),
            "scope" => notice.scope.clear(),
            "waiver_policy" => notice.waiver_policy.clear(),
            "complaint_phone" => notice.complaint_phone.clear(),
            other => bail!("`{other}` is no part of a fee notice"),
        }
    }
    Ok(notice)
}

fn payee(raw: &RawPayee) -> Result<Payee> {
    let ordinary = testing::payee(raw.kind()?);
    let first = raw.from.map_or(ordinary.period.first(), |day| day.0);
    Ok(Payee { period: Period::new(first, raw.until.map(|day| day.0))?, ..ordinary })
}

fn pupil(raw: &RawPupil, term: Period, policy: &Policy) -> Result<Pupil> {
    let placement = |name: &str, boarder| {
        let boarding = if boarder { Boarding::Boarder } else { Boarding::Day };
        class(name).map(|class| Placement { class, boarding })
    };
    let mut placements = Vec::new();
    for raw in &raw.placements {
        let held = period(raw.from, raw.until)?;
        placements.push((held, placement(&raw.class, raw.boarder)?));
    }
    if placements.is_empty() {
        let name = raw.class.as_deref().unwrap_or("3-1");
        placements.push((term, placement(name, raw.boarder)?));
    } else if raw.class.is_some() || raw.boarder {
        bail!("`placements` stands in the place of `class` and `boarder`");
    }
    let applications = match &raw.applications {
        Some(raw) => raw.iter().map(application).collect::<Result<_>>()?,
        None => {
            vec![Application { applied_on: term.first() - Days::new(3), ..testing::application() }]
        }
    };
    let waivers: Result<Vec<Waiver>> = raw.waivers.iter().map(|raw| waiver(raw, policy)).collect();
    Ok(Pupil {
        no: PupilNo::new(raw.number()),
        placements: Dated::new(placements)?,
        applications,
        waivers: waivers?,
        ..testing::pupil(raw.number())
    })
}

fn application(raw: &RawApplication) -> Result<Application> {
    let slots = match &raw.slots {
        Some(numbers) => {
            let slots: Result<Vec<SlotNo>, _> =
                numbers.iter().map(|number| SlotNo::new(*number)).collect();
            SlotSet::of(slots?)
        }
        None => SlotSet::ALL,
    };
    Ok(Application {
        applied_on: raw.on.0,
        withdrawn_on: raw.withdrawn_on.map(|day| day.0),
        slots,
        weekdays: match &raw.weekdays {
            Some(days) => weekdays(days)?,
            None => WeekdaySet::ALL,
        },
    })
}

fn waiver(raw: &RawWaiver, policy: &Policy) -> Result<Waiver> {
    let (known_from, track) = match (raw.approved_on, raw.listed_on) {
        (Some(approved), None) => {
            (approved.0, WaiverTrack::Application { approved_on: approved.0 })
        }
        (None, Some(listed)) => {
            let decision = match (raw.confirmed_on, raw.rejected_on) {
                (None, None) => Decision::Pending,
                (Some(on), None) => Decision::Confirmed { on: on.0 },
                (None, Some(on)) => Decision::Rejected { on: on.0, reason: "同名异人".into() },
                _ => bail!("a list match is confirmed or rejected, not both"),
            };
            let listed_on = listed.0;
            (listed_on, WaiverTrack::ListMatch { listed_on, decision })
        }
        _ => bail!("a waiver has `approved_on` or `listed_on`"),
    };
    let code = raw.category.as_deref().unwrap_or("dibao");
    let entry = policy
        .waiver_category(code, known_from)
        .ok_or_else(|| anyhow!("no waiver category `{code}` on {known_from}"))?;
    Ok(Waiver { category: entry.category().clone(), track, lost_on: raw.lost_on.map(|day| day.0) })
}
