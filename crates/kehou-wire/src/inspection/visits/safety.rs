//! Safety registers.

use chrono::NaiveDate;
use kehou_inspection::{SafetyEntry, SafetyGap, SafetyItem, SafetyKind, SafetyLack};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::{evidence, evidence_out, signature_out},
    naming::{known_at, school_code},
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{choice, date, date_if_any, date_out, list},
    write::write_head,
};

/// The most entries of a register.
const ITEM_LIMIT: usize = 200;

/// Each kind with the one that messages have.
const KINDS: [(SafetyKind, pb::SafetyKind); 9] = [
    (SafetyKind::Rule, pb::SafetyKind::Rule),
    (SafetyKind::DutyRoster, pb::SafetyKind::DutyRoster),
    (SafetyKind::Guards, pb::SafetyKind::Guards),
    (SafetyKind::Gates, pb::SafetyKind::Gates),
    (SafetyKind::Lights, pb::SafetyKind::Lights),
    (SafetyKind::FirstAid, pb::SafetyKind::FirstAid),
    (SafetyKind::Cameras, pb::SafetyKind::Cameras),
    (SafetyKind::Alarm, pb::SafetyKind::Alarm),
    (SafetyKind::Drill, pb::SafetyKind::Drill),
];

/// A safety register is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutSafetyRegisterQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The entries; the whole list.
    pub items: Vec<SafetyItem>,
}

impl PutSafetyRegisterQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::PutSafetyRegisterRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let items = list(&mut at.field("items"), &given.items, 0..=ITEM_LIMIT, item);
            Some(Self { write: write?, school: school?, items: items? })
        })
    }
}

fn item(mut at: Place<'_>, given: &pb::SafetyItem) -> Option<SafetyItem> {
    let kind = choice::<pb::SafetyKind>(at.field("kind"), given.kind);
    let evidence_on = date(at.field("evidence_on"), given.evidence_on);
    let expires_on = date_if_any(at.field("expires_on"), given.expires_on);
    let evidence = evidence(at.field("evidence"), &given.evidence);
    if given.signed.is_some() {
        at.field("signed").report(Flaw::Unexpected);
    }
    let kind = kind?;
    let kind = KINDS.iter().find(|(_, sent)| *sent == kind).map(|(kind, _)| *kind)?;
    let (evidence_on, expires_on) = (evidence_on?, expires_on?);
    Some(SafetyItem { kind, evidence_on, expires_on, evidence: evidence? })
}

/// A safety register is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetSafetyRegisterQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The day that gaps are told for; that of the answer when none.
    pub on: Option<NaiveDate>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetSafetyRegisterQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetSafetyRegisterRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let on = date_if_any(at.field("on"), given.on);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, on: on?, known_at: known_at? })
        })
    }
}

/// A safety register that is answered.
#[derive(Clone, Copy, Debug)]
pub struct SafetyLook<'a> {
    /// The entries.
    pub entries: &'a [SafetyEntry],
    /// The day that gaps are told for.
    pub on: NaiveDate,
    /// What is lacking.
    pub gaps: &'a [SafetyGap],
    /// The tag of the register.
    pub etag: i64,
}

impl SafetyLook<'_> {
    /// The register as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::GetSafetyRegisterResponse {
        pb::GetSafetyRegisterResponse {
            items: self.entries.iter().map(entry_out).collect(),
            on: Some(date_out(self.on)),
            gaps: self.gaps.iter().map(gap_out).collect(),
            etag: self.etag,
        }
    }
}

fn kind_out(kind: SafetyKind) -> pb::SafetyKind {
    let sent = KINDS.iter().find(|(known, _)| *known == kind);
    sent.map_or(pb::SafetyKind::Unspecified, |(_, sent)| *sent)
}

fn entry_out(entry: &SafetyEntry) -> pb::SafetyItem {
    pb::SafetyItem {
        kind: kind_out(entry.item.kind).into(),
        evidence_on: Some(date_out(entry.item.evidence_on)),
        expires_on: entry.item.expires_on.map(date_out),
        evidence: evidence_out(&entry.item.evidence),
        signed: Some(signature_out(&entry.signed)),
    }
}

fn gap_out(gap: &SafetyGap) -> pb::SafetyGap {
    let (lack, expired_on) = match gap.lack {
        SafetyLack::Missing => (pb::SafetyLack::Missing, None),
        SafetyLack::Expired { on } => (pb::SafetyLack::Expired, Some(date_out(on))),
    };
    pb::SafetyGap { kind: kind_out(gap.kind).into(), lack: lack.into(), expired_on }
}
