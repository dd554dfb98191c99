//! What schools are and publish, beside what is stored.

use chrono::NaiveDate;
use kehou_registry::{
    Calendar, CalendarEntry, Closure, FeeNotice, Payee, PlannedSlot, School, SchoolProfile,
    ServicePlan, Term, Terms,
};
use kehou_units::Period;

use super::{
    change::Changes,
    placed,
    reconcile::{Manner, Silence, reconcile},
    stored::{FIRST_ITEM, StoredSchool, next_item},
};

/// What is true of the school when. (C2)
pub(super) fn profiles(
    stored: &StoredSchool,
    filed: &School,
    on: NaiveDate,
) -> Changes<(Period, SchoolProfile)> {
    let filed: Vec<(Period, SchoolProfile)> =
        filed.profiles.iter().map(|(period, profile)| (period, profile.clone())).collect();
    placed::compare(None, &stored.profiles, &filed, on)
}

/// The end of the school; a list without one leaves a stored end. (C2)
pub(super) fn closure(stored: &StoredSchool, filed: &School) -> Changes<Closure> {
    let mut changes = Changes::default();
    let Some(filed) = &filed.closure else { return changes };
    match stored.closure.first() {
        None => changes.add(None, FIRST_ITEM, filed.clone()),
        Some(kept) if kept.is_alive() && kept.value == *filed => changes.leave(),
        Some(kept) if kept.is_imported() => changes.change(None, kept.item, filed.clone()),
        Some(kept) => changes.keep(None, kept.item),
    }
    changes
}

/// The terms. (C8)
pub(super) fn terms(stored: &StoredSchool, filed: &Calendar, whole: bool) -> Changes<Term> {
    let filed: Vec<Term> = filed.terms().iter().cloned().collect();
    let same = |a: &Term, b: &Term| a.name == b.name || a.period.first() == b.period.first();
    let clash = |a: &Term, b: &Term| a.period.overlaps(&b.period);
    let (silence, next) = (Silence::of(whole), next_item(&stored.terms));
    reconcile(None, &stored.terms, &filed, &Manner { same: &same, clash: &clash, silence, next })
}

/// The days that differ from ordinary ones. (C8)
pub(super) fn calendar(
    stored: &StoredSchool,
    filed: &Calendar,
    whole: bool,
) -> Changes<CalendarEntry> {
    let same = |a: &CalendarEntry, b: &CalendarEntry| (a.period, a.scope) == (b.period, b.scope);
    let clash = |a: &CalendarEntry, b: &CalendarEntry| {
        Calendar::new(Terms::default(), vec![*a, *b]).is_err()
    };
    let (silence, next) = (Silence::of(whole), next_item(&stored.calendar));
    let manner = Manner { same: &same, clash: &clash, silence, next };
    reconcile(None, &stored.calendar, filed.entries(), &manner)
}

/// The service plan. (P2)
pub(super) fn plan(
    stored: &StoredSchool,
    filed: &ServicePlan,
    whole: bool,
) -> Changes<PlannedSlot> {
    let same = |a: &PlannedSlot, b: &PlannedSlot| {
        (a.slot, a.period.first(), a.weekdays, a.grades)
            == (b.slot, b.period.first(), b.weekdays, b.grades)
    };
    let clash = |a: &PlannedSlot, b: &PlannedSlot| {
        a.slot == b.slot && ServicePlan::new(vec![a.clone(), b.clone()]).is_err()
    };
    let (silence, next) = (Silence::of(whole), next_item(&stored.plan));
    let manner = Manner { same: &same, clash: &clash, silence, next };
    reconcile(None, &stored.plan, filed.slots(), &manner)
}

/// The fee notices. (F15)
pub(super) fn notices(
    stored: &StoredSchool,
    filed: &[FeeNotice],
    whole: bool,
) -> Changes<FeeNotice> {
    let same = |a: &FeeNotice, b: &FeeNotice| {
        (a.published_on, a.covers.first()) == (b.published_on, b.covers.first())
    };
    let (silence, next) = (Silence::of(whole), next_item(&stored.notices));
    let manner = Manner { same: &same, clash: &|_, _| false, silence, next };
    reconcile(None, &stored.notices, filed, &manner)
}

/// The payees. (F17)
pub(super) fn payees(stored: &StoredSchool, filed: &[Payee], whole: bool) -> Changes<Payee> {
    let same = |a: &Payee, b: &Payee| {
        (a.kind, &a.account, a.period.first()) == (b.kind, &b.account, b.period.first())
    };
    let (silence, next) = (Silence::of(whole), next_item(&stored.payees));
    let manner = Manner { same: &same, clash: &|_, _| false, silence, next };
    reconcile(None, &stored.payees, filed, &manner)
}
