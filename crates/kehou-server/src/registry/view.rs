//! What use cases of the registry speak of, beside what messages do.

use kehou_app::{
    Stored, Version,
    registry::{Contacts, FactKind, FactOwner, FactValue, PupilEntry, PupilView, WorkingDay},
};
use kehou_registry::{SchoolCode, Waiver};
use kehou_wire::{
    pb,
    registry::{self as wire, ContactsView, VersionView, WaiverView},
};

use crate::audit::change_view;

/// A pupil to be written.
pub(super) fn entry_in(entry: wire::PupilEntry) -> PupilEntry {
    let wire::PupilEntry { no, name, student_number, local_id, guardians, .. } = entry;
    let (placements, applications) = (entry.placements, entry.applications);
    PupilEntry { no, name, student_number, local_id, guardians, placements, applications }
}

/// Whether contacts are asked for.
pub(super) const fn contacts_in(contacts: ContactsView) -> Contacts {
    match contacts {
        ContactsView::Shown => Contacts::Shown,
        ContactsView::Hidden => Contacts::Hidden,
    }
}

/// A pupil, without waivers. (F12)
pub(super) fn pupil_out(
    school: &SchoolCode,
    view: &PupilView,
    contacts: ContactsView,
) -> pb::registry::Pupil {
    let person = view.person.to_string();
    let (pupil, person_id, etag) = (&view.pupil, person.as_str(), view.etag.number());
    wire::PupilView { school, pupil, person_id, etag, contacts }.message()
}

/// Waivers of pupils. (F12)
pub(super) fn waivers_out(
    school: &SchoolCode,
    waivers: &[Stored<Waiver>],
) -> Vec<pb::registry::RecordedWaiver> {
    let recorded = |stored: &Stored<Waiver>| {
        let (waiver_no, etag) = (stored.item, stored.change_no.number());
        let waiver = &stored.value;
        Some(WaiverView { school, pupil: stored.pupil?, waiver_no, waiver, etag }.message())
    };
    waivers.iter().filter_map(recorded).collect()
}

/// A kind of fact.
pub(super) const fn kind_in(kind: wire::FactKind) -> FactKind {
    match kind {
        wire::FactKind::SchoolProfile => FactKind::SchoolProfile,
        wire::FactKind::SchoolClosure => FactKind::SchoolClosure,
        wire::FactKind::Term => FactKind::Term,
        wire::FactKind::CalendarEntry => FactKind::CalendarEntry,
        wire::FactKind::PlannedSlot => FactKind::PlannedSlot,
        wire::FactKind::FeeNotice => FactKind::FeeNotice,
        wire::FactKind::Payee => FactKind::Payee,
        wire::FactKind::WorkingDay => FactKind::WorkingDay,
        wire::FactKind::Person => FactKind::Person,
        wire::FactKind::Guardian => FactKind::Guardian,
        wire::FactKind::Placement => FactKind::Placement,
        wire::FactKind::Application => FactKind::Application,
        wire::FactKind::Waiver => FactKind::Waiver,
    }
}

/// Whose facts.
pub(super) fn owner_in(owner: wire::FactOwner) -> FactOwner {
    match owner {
        wire::FactOwner::County => FactOwner::County,
        wire::FactOwner::School(school) => FactOwner::School(school),
        wire::FactOwner::Pupil(school, pupil) => FactOwner::Pupil(school, pupil),
    }
}

/// A version of a fact.
pub(super) fn version(version: &Version<FactValue>) -> VersionView<'_> {
    VersionView {
        item: version.item.item,
        removed: version.removed,
        value: value(&version.item.value),
        change: change_view(&version.change),
    }
}

const fn value(value: &FactValue) -> wire::FactValue<'_> {
    use wire::FactValue as Sent;
    match value {
        FactValue::SchoolProfile((days, profile)) => Sent::SchoolProfile(*days, profile),
        FactValue::SchoolClosure(closure) => Sent::SchoolClosure(closure),
        FactValue::Term(term) => Sent::Term(term),
        FactValue::CalendarEntry(entry) => Sent::CalendarEntry(entry),
        FactValue::PlannedSlot(planned) => Sent::PlannedSlot(planned),
        FactValue::FeeNotice(notice) => Sent::FeeNotice(notice),
        FactValue::Payee(payee) => Sent::Payee(payee),
        FactValue::WorkingDay(WorkingDay::Holiday(on)) => Sent::Holiday(*on),
        FactValue::WorkingDay(WorkingDay::MakeUp(on)) => Sent::MakeUpDay(*on),
        FactValue::Person(person) => Sent::Person {
            name: person.name.as_str(),
            student_number: person.student_number.as_ref(),
            local_id: match &person.local_id {
                Some(local_id) => Some(local_id.as_str()),
                None => None,
            },
        },
        FactValue::Guardian(guardian) => Sent::Guardian(guardian),
        FactValue::Placement((days, placement)) => Sent::Placement(*days, *placement),
        FactValue::Application(application) => Sent::Application(application),
        FactValue::Waiver(waiver) => Sent::Waiver(waiver),
    }
}
