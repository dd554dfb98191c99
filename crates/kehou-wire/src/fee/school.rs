//! Schools: what they are, plan, publish, and whom families pay.

use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Centrality, Charging, FeeNotice, Payee, PayeeKind, PlanError, PlannedSlot, School,
    SchoolCode, SchoolProfile, SchoolStage, ServicePlan, SlotKind,
};
use kehou_units::{Dated, Month, Period};

use super::calendar::{days, weekdays, weekdays_out};
use crate::{
    Flaw, Form, pb,
    place::Place,
    scalar::{
        choice, code, date, date_out, fen, grades, grades_out, list, name, period, period_out,
        slot, text, time,
    },
};

/// The most bytes of a text of a fee notice.
const NOTICE_TEXT: usize = 400;

/// The school during a month. What the request does not tell does not touch fees.
pub(crate) fn school(
    at: &mut Place<'_>,
    given: &pb::fee::SchoolFacts,
    month: Month,
) -> Option<School> {
    let code: Option<SchoolCode> =
        code(at.field("school_code"), &given.school_code, Form::SchoolCode);
    let affiliation = affiliation(at.field("affiliation"), given.affiliation);
    let stage = stage(at.field("stage"), given.stage);
    let fee_place = fee_place(at.field("fee_place"), given.fee_place);
    let code = code?;
    let profile = SchoolProfile {
        name: code.to_string(),
        affiliation: affiliation?,
        town: None,
        stage: stage?,
        centrality: Centrality::Ordinary,
        fee_place: fee_place?,
        counts_with: None,
    };
    let days = Period::new(month.first_day(), Some(month.last_day())).ok()?;
    Some(School { code, profiles: Dated::single(days, profile), closure: None })
}

pub(crate) fn affiliation(at: Place<'_>, given: i32) -> Option<Affiliation> {
    use pb::fee::Affiliation as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::CountyDirect => Affiliation::CountyDirect,
        Given::Town => Affiliation::Town,
        Given::Private => Affiliation::Private,
    })
}

/// Who runs a school, as messages carry it.
pub(crate) const fn affiliation_out(affiliation: Affiliation) -> pb::fee::Affiliation {
    use pb::fee::Affiliation as Sent;
    match affiliation {
        Affiliation::CountyDirect => Sent::CountyDirect,
        Affiliation::Town => Sent::Town,
        Affiliation::Private => Sent::Private,
    }
}

pub(crate) fn stage(at: Place<'_>, given: i32) -> Option<SchoolStage> {
    use pb::fee::SchoolStage as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Primary => SchoolStage::Primary,
        Given::Junior => SchoolStage::Junior,
        Given::NineYear => SchoolStage::NineYear,
        Given::CompleteMiddle => SchoolStage::CompleteMiddle,
        Given::TwelveYear => SchoolStage::TwelveYear,
        Given::Special => SchoolStage::Special,
    })
}

/// What a school offers, as messages carry it.
pub(crate) const fn stage_out(stage: SchoolStage) -> pb::fee::SchoolStage {
    use pb::fee::SchoolStage as Sent;
    match stage {
        SchoolStage::Primary => Sent::Primary,
        SchoolStage::Junior => Sent::Junior,
        SchoolStage::NineYear => Sent::NineYear,
        SchoolStage::CompleteMiddle => Sent::CompleteMiddle,
        SchoolStage::TwelveYear => Sent::TwelveYear,
        SchoolStage::Special => Sent::Special,
    }
}

pub(crate) fn fee_place(at: Place<'_>, given: i32) -> Option<FeePlace> {
    use pb::fee::FeePlace as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Rural => FeePlace::Rural,
        Given::Elsewhere => FeePlace::Elsewhere,
    })
}

/// Which fee ceiling applies, as messages carry it.
pub(crate) const fn fee_place_out(place: FeePlace) -> pb::fee::FeePlace {
    match place {
        FeePlace::Rural => pb::fee::FeePlace::Rural,
        FeePlace::Elsewhere => pb::fee::FeePlace::Elsewhere,
    }
}

pub(crate) fn plan(mut at: Place<'_>, given: &[pb::fee::PlannedSlot]) -> Option<ServicePlan> {
    let slots = list(&mut at, given, 0..=200, planned_slot)?;
    match ServicePlan::new(slots) {
        Ok(plan) => Some(plan),
        Err(PlanError::Collision { slot, first, second }) => {
            let first = at.item(first - 1).path();
            let given = slot.to_string();
            at.item(second - 1).refuse(Flaw::Duplicate { given, first })
        }
        Err(PlanError::EndsBeforeStart { entry, starts, ends }) => {
            let (first, last) = (clock(starts), clock(ends));
            at.item(entry - 1).field("end").refuse(Flaw::Reversed { first, last })
        }
    }
}

fn clock(time: chrono::NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn planned_slot(mut at: Place<'_>, given: &pb::fee::PlannedSlot) -> Option<PlannedSlot> {
    let slot = slot(at.field("slot"), given.slot);
    let kind = slot_kind(at.field("kind"), given.kind);
    let period = period(at.field("days"), given.days.as_ref());
    let weekdays = weekdays(at.field("weekdays"), &given.weekdays);
    let grades = grades(at.field("grades"), &given.grades);
    let starts = time(at.field("start"), &given.start);
    let ends = time(at.field("end"), &given.end);
    let charging = charging(&mut at, given);
    let cancelled = days(at.field("cancelled_on"), &given.cancelled_on);
    Some(PlannedSlot {
        slot: slot?,
        kind: kind?,
        period: period?,
        weekdays: weekdays?,
        grades: grades?,
        starts: starts?,
        ends: ends?,
        charging: charging?,
        cancelled: cancelled?,
    })
}

fn slot_kind(at: Place<'_>, given: i32) -> Option<SlotKind> {
    use pb::fee::SlotKind as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Regular => SlotKind::Regular,
        Given::Early => SlotKind::Early,
        Given::Noon => SlotKind::Noon,
        Given::Evening => SlotKind::Evening,
        Given::LateCare => SlotKind::LateCare,
    })
}

fn charging(at: &mut Place<'_>, given: &pb::fee::PlannedSlot) -> Option<Charging> {
    use pb::fee::Charging as Given;
    let charging = choice(at.field("charging"), given.charging)?;
    let mut price = at.field("price_fen");
    match (charging, given.price_fen) {
        (Given::Unspecified, _) => None,
        (Given::OwnPrice, None) => price.refuse(Flaw::Required),
        (Given::OwnPrice, Some(amount)) => fen(price, amount).map(Charging::Priced),
        (Given::Free | Given::CountyRate, Some(_)) => price.refuse(Flaw::Unexpected),
        (Given::Free, None) => Some(Charging::Free),
        (Given::CountyRate, None) => Some(Charging::CountyRate),
    }
}

/// A slot of a plan as messages carry it.
pub(crate) fn planned_slot_out(planned: &PlannedSlot) -> pb::fee::PlannedSlot {
    use pb::fee::Charging as Sent;
    let (charging, price_fen) = match planned.charging {
        Charging::Free => (Sent::Free, None),
        Charging::CountyRate => (Sent::CountyRate, None),
        Charging::Priced(price) => (Sent::OwnPrice, Some(price.as_fen())),
    };
    pb::fee::PlannedSlot {
        slot: i32::from(planned.slot.number()),
        kind: slot_kind_out(planned.kind).into(),
        days: Some(period_out(planned.period)),
        weekdays: weekdays_out(planned.weekdays),
        grades: grades_out(planned.grades),
        start: clock(planned.starts),
        end: clock(planned.ends),
        charging: charging.into(),
        price_fen,
        cancelled_on: planned.cancelled.iter().copied().map(date_out).collect(),
    }
}

const fn slot_kind_out(kind: SlotKind) -> pb::fee::SlotKind {
    use pb::fee::SlotKind as Sent;
    match kind {
        SlotKind::Regular => Sent::Regular,
        SlotKind::Early => Sent::Early,
        SlotKind::Noon => Sent::Noon,
        SlotKind::Evening => Sent::Evening,
        SlotKind::LateCare => Sent::LateCare,
    }
}

/// A fee notice; texts may be empty, which is for the rules to judge.
pub(crate) fn notice(mut at: Place<'_>, given: &pb::fee::FeeNotice) -> Option<FeeNotice> {
    let mut part = |name, given: &String| text(at.field(name), given.clone(), NOTICE_TEXT);
    let item = part("item", &given.item);
    let basis_issuer = part("basis_issuer", &given.basis_issuer);
    let basis_document = part("basis_document", &given.basis_document);
    let unit = part("unit", &given.unit);
    let scope = part("scope", &given.scope);
    let waiver_policy = part("waiver_policy", &given.waiver_policy);
    let complaint_phone = part("complaint_phone", &given.complaint_phone);
    let published_on = date(at.field("published_on"), given.published_on);
    let covers = period(at.field("covers"), given.covers.as_ref());
    let rate = fen(at.field("rate_fen"), given.rate_fen);
    Some(FeeNotice {
        published_on: published_on?,
        covers: covers?,
        rate: rate?,
        item: item?,
        basis_issuer: basis_issuer?,
        basis_document: basis_document?,
        unit: unit?,
        scope: scope?,
        waiver_policy: waiver_policy?,
        complaint_phone: complaint_phone?,
    })
}

/// A fee notice as messages carry it.
pub(crate) fn notice_out(notice: &FeeNotice) -> pb::fee::FeeNotice {
    pb::fee::FeeNotice {
        published_on: Some(date_out(notice.published_on)),
        covers: Some(period_out(notice.covers)),
        rate_fen: notice.rate.as_fen(),
        item: notice.item.clone(),
        basis_issuer: notice.basis_issuer.clone(),
        basis_document: notice.basis_document.clone(),
        unit: notice.unit.clone(),
        scope: notice.scope.clone(),
        waiver_policy: notice.waiver_policy.clone(),
        complaint_phone: notice.complaint_phone.clone(),
    }
}

pub(crate) fn payee(mut at: Place<'_>, given: &pb::fee::PayeeChannel) -> Option<Payee> {
    let kind = payee_kind(at.field("kind"), given.kind);
    let name = name(at.field("name"), given.name.clone(), 200);
    let account = text(at.field("account"), given.account.clone(), 80);
    let period = period(at.field("days"), given.days.as_ref());
    Some(Payee { kind: kind?, name: name?, account: account?, period: period? })
}

pub(crate) fn payee_kind(at: Place<'_>, given: i32) -> Option<PayeeKind> {
    use pb::fee::PayeeKind as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Treasury => PayeeKind::Treasury,
        Given::UnitAccount => PayeeKind::UnitAccount,
        Given::SchoolAccount => PayeeKind::SchoolAccount,
        Given::NontaxPlatform => PayeeKind::NontaxPlatform,
        Given::ParentsCommittee => PayeeKind::ParentsCommittee,
        Given::Agency => PayeeKind::Agency,
        Given::Person => PayeeKind::Person,
    })
}

/// A payee as messages carry it.
pub(crate) fn payee_out(payee: &Payee) -> pb::fee::PayeeChannel {
    use pb::fee::PayeeKind as Sent;
    let kind = match payee.kind {
        PayeeKind::Treasury => Sent::Treasury,
        PayeeKind::UnitAccount => Sent::UnitAccount,
        PayeeKind::SchoolAccount => Sent::SchoolAccount,
        PayeeKind::NontaxPlatform => Sent::NontaxPlatform,
        PayeeKind::ParentsCommittee => Sent::ParentsCommittee,
        PayeeKind::Agency => Sent::Agency,
        PayeeKind::Person => Sent::Person,
    };
    pb::fee::PayeeChannel {
        kind: kind.into(),
        name: payee.name.clone(),
        account: payee.account.clone(),
        days: Some(period_out(payee.period)),
    }
}
