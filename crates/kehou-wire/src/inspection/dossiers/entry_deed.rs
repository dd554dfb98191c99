//! Deeds on entries of principals' files, in both directions.

use kehou_inspection::{EntryDeed, EntryGround, EntryStageKind, Key};

use crate::{
    Flaw,
    inspection::written::{line, number_out, passage},
    pb::inspection as pb,
    place::Place,
    scalar::{choice, date_out},
};

pub(super) fn stage(at: Place<'_>, given: i32) -> Option<EntryStageKind> {
    Some(match choice(at, given)? {
        pb::EntryStage::Unspecified => return None,
        pb::EntryStage::Proposed => EntryStageKind::Proposed,
        pb::EntryStage::Heard => EntryStageKind::Heard,
        pb::EntryStage::HalfTurned => EntryStageKind::HalfTurned,
        pb::EntryStage::Entered => EntryStageKind::Entered,
        pb::EntryStage::Declined => EntryStageKind::Declined,
        pb::EntryStage::Revoked => EntryStageKind::Revoked,
    })
}

pub(super) const fn stage_out(stage: EntryStageKind) -> pb::EntryStage {
    match stage {
        EntryStageKind::Proposed => pb::EntryStage::Proposed,
        EntryStageKind::Heard => pb::EntryStage::Heard,
        EntryStageKind::HalfTurned => pb::EntryStage::HalfTurned,
        EntryStageKind::Entered => pb::EntryStage::Entered,
        EntryStageKind::Declined => pb::EntryStage::Declined,
        EntryStageKind::Revoked => pb::EntryStage::Revoked,
    }
}

fn key(at: Place<'_>, given: i32) -> Option<Key> {
    Some(match choice(at, given)? {
        pb::EntryKey::Unspecified => return None,
        pb::EntryKey::LeadingGroup => Key::LeadingGroup,
        pb::EntryKey::Discipline => Key::Discipline,
        pb::EntryKey::Personnel => Key::Personnel,
    })
}

pub(super) const fn key_out(key: Key) -> pb::EntryKey {
    match key {
        Key::LeadingGroup => pb::EntryKey::LeadingGroup,
        Key::Discipline => pb::EntryKey::Discipline,
        Key::Personnel => pb::EntryKey::Personnel,
    }
}

pub(super) fn ground_out(ground: &EntryGround) -> pb::EntryGround {
    use pb::entry_ground::Ground as Out;
    let ground = match ground {
        EntryGround::PoorService(number) => Out::FindingNo(number_out(number.get())),
        EntryGround::Violation(number) => Out::CaseDocument(number.to_string()),
    };
    pb::EntryGround { ground: Some(ground) }
}

/// The next deed on an entry that was proposed already.
pub(super) fn deed(mut at: Place<'_>, given: Option<&pb::EntryDeed>) -> Option<EntryDeed> {
    use pb::entry_deed::Deed as Given;
    let Some(given) = given.and_then(|given| given.deed.as_ref()) else {
        return at.refuse(Flaw::Required);
    };
    match given {
        Given::Propose(_) => at.field("propose").refuse(Flaw::Unexpected),
        Given::State(given) => {
            passage(at.field("state").field("text"), &given.text).map(EntryDeed::State)
        }
        Given::Lapse(pb::LapseStatementDeed {}) => Some(EntryDeed::Lapse),
        Given::Turn(given) => {
            let mut at = at.field("turn");
            let key = key(at.field("key"), given.key);
            let number = line(at.field("number"), &given.number);
            Some(EntryDeed::Turn { key: key?, number: number? })
        }
        Given::Decline(given) => {
            line(at.field("decline").field("why"), &given.why).map(EntryDeed::Decline)
        }
        Given::Revoke(given) => {
            let mut at = at.field("revoke");
            let number = line(at.field("number"), &given.number);
            let why = line(at.field("why"), &given.why);
            Some(EntryDeed::Revoke { number: number?, why: why? })
        }
    }
}

pub(super) fn deed_out(deed: &EntryDeed) -> pb::EntryDeed {
    use pb::entry_deed::Deed as Out;
    let deed = match deed {
        EntryDeed::Propose { person, school, fact_on, ground, statement_due, corrects } => {
            Out::Propose(pb::ProposeDeed {
                person: person.to_string(),
                school_code: school.to_string(),
                fact_on: Some(date_out(*fact_on)),
                ground: Some(ground_out(ground)),
                statement_due: Some(date_out(statement_due.day())),
                corrects: corrects.as_ref().map(ToString::to_string).unwrap_or_default(),
            })
        }
        EntryDeed::State(text) => Out::State(pb::StateDeed { text: text.to_string() }),
        EntryDeed::Lapse => Out::Lapse(pb::LapseStatementDeed {}),
        EntryDeed::Turn { key, number } => {
            let (key, number) = (key_out(*key).into(), number.to_string());
            Out::Turn(pb::TurnKeyDeed { key, number })
        }
        EntryDeed::Decline(why) => Out::Decline(pb::DeclineDeed { why: why.to_string() }),
        EntryDeed::Revoke { number, why } => {
            Out::Revoke(pb::RevokeDeed { number: number.to_string(), why: why.to_string() })
        }
    };
    pb::EntryDeed { deed: Some(deed) }
}
