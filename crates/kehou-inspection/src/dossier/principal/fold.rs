//! What the acts on an entry add up to, and what readers see of it.

use super::{
    entry::{EntryAct, EntryDeed, EntryGround, PrincipalStatement},
    refusal::EntryRefusal,
    stage::EntryStage,
};
use crate::{
    deadline::Deadline,
    written::{Line, PersonRef, Reasoned},
};
use chrono::NaiveDate;
use kehou_registry::SchoolCode;

/// An entry of a principal's file: proposed → the person heard → two keys of two persons → entered;
/// corrected by a later entry, or revoked, which seals it. Nothing is ever deleted.
///
/// # Clauses
///
/// I10 [嘉教体字〔2023〕4号 五·人事科, 五·机关纪委].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    person: PersonRef,
    school: SchoolCode,
    fact_on: NaiveDate,
    ground: EntryGround,
    statement_due: Deadline,
    corrects: Option<Line>,
    stage: EntryStage,
}

/// What a reader of the file sees of an entry in it; sealed entries show nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryView<'a> {
    /// It stands in the file.
    Standing(&'a FileEntry),
    /// A later entry corrects it; both are shown.
    Corrected(&'a FileEntry, &'a FileEntry),
    /// It was revoked; only the number of the revoking document is shown.
    Sealed(&'a Line),
}

impl FileEntry {
    /// The entry that a list of acts adds up to.
    ///
    /// # Errors
    ///
    /// [`EntryRefusal`] for the first act that is not possible, and for an empty list.
    pub fn replay(acts: &[EntryAct]) -> Result<Self, EntryRefusal> {
        let illegal = |attempted| EntryRefusal::Illegal { from: "ENTRY_STAGE_NONE", attempted };
        let (first, rest) = acts.split_first().ok_or_else(|| illegal("ENTRY_PROPOSE"))?;
        let EntryDeed::Propose { person, school, fact_on, ground, statement_due, corrects } =
            &first.deed
        else {
            return Err(illegal(first.deed.code()));
        };
        let proposed = Self {
            person: person.clone(),
            school: school.clone(),
            fact_on: *fact_on,
            ground: ground.clone(),
            statement_due: *statement_due,
            corrects: corrects.clone(),
            stage: EntryStage::Proposed,
        };
        rest.iter().try_fold(proposed, Self::advance)
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// [`EntryRefusal`]: not possible where the entry stands; a statement by somebody else or
    /// after its deadline, a lapse before it; a key out of turn; one person with both keys; a
    /// decision of the person concerned.
    pub fn advance(mut self, act: &EntryAct) -> Result<Self, EntryRefusal> {
        let signed = act.signed.clone();
        let due = self.statement_due;
        let has_passed = due.has_passed(signed.at);
        let illegal = EntryRefusal::Illegal { from: self.stage.code(), attempted: act.deed.code() };
        let [first_key, second_key] = self.ground.keys();
        if signed.by == self.person && !matches!(act.deed, EntryDeed::State(_)) {
            return Err(EntryRefusal::OwnFile);
        }
        self.stage = match (self.stage, &act.deed) {
            (EntryStage::Proposed, EntryDeed::State(_)) if signed.by != self.person => {
                return Err(EntryRefusal::NotTheirs);
            }
            (EntryStage::Proposed, EntryDeed::State(text)) if !has_passed => {
                EntryStage::Heard(PrincipalStatement::Stated(signed, text.clone()))
            }
            (EntryStage::Proposed, EntryDeed::Lapse) if has_passed => {
                EntryStage::Heard(PrincipalStatement::Lapsed(signed, due))
            }
            (EntryStage::Proposed, EntryDeed::State(_) | EntryDeed::Lapse) => {
                return Err(EntryRefusal::Statement { due });
            }
            (EntryStage::Heard(statement), EntryDeed::Turn { key, number }) => {
                if *key != first_key {
                    return Err(EntryRefusal::WrongKey { needed: first_key });
                }
                EntryStage::HalfTurned(statement, signed, number.clone())
            }
            (EntryStage::HalfTurned(statement, by, first), EntryDeed::Turn { key, number }) => {
                if *key != second_key {
                    return Err(EntryRefusal::WrongKey { needed: second_key });
                }
                if by.by == signed.by {
                    return Err(EntryRefusal::SamePerson);
                }
                let second = (signed, number.clone());
                EntryStage::Entered { statement, first: (by, first), second }
            }
            (
                EntryStage::Proposed | EntryStage::Heard(_) | EntryStage::HalfTurned(..),
                EntryDeed::Decline(why),
            ) => EntryStage::Declined(Reasoned { signed, why: why.clone() }),
            (EntryStage::Entered { second, .. }, EntryDeed::Revoke { number, why }) => {
                let revoked = Reasoned { signed, why: why.clone() };
                EntryStage::Revoked { revoked, number: number.clone(), entered: second.1 }
            }
            _ => return Err(illegal),
        };
        Ok(self)
    }

    /// The entry that it corrects, by its document number.
    #[must_use]
    pub const fn corrects(&self) -> Option<&Line> {
        self.corrects.as_ref()
    }

    /// Whose file it is.
    #[must_use]
    pub const fn person(&self) -> &PersonRef {
        &self.person
    }

    /// The school and the date of the fact.
    #[must_use]
    pub const fn fact(&self) -> (&SchoolCode, NaiveDate) {
        (&self.school, self.fact_on)
    }

    /// On what it rests.
    #[must_use]
    pub const fn ground(&self) -> &EntryGround {
        &self.ground
    }

    /// Until when the person may state their view.
    #[must_use]
    pub const fn statement_due(&self) -> Deadline {
        self.statement_due
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> &EntryStage {
        &self.stage
    }

    /// The number of the document under which it stands in the file.
    #[must_use]
    pub const fn number(&self) -> Option<&Line> {
        match &self.stage {
            EntryStage::Entered { second: (_, number), .. } => Some(number),
            _ => None,
        }
    }

    /// What readers see of one person's file: entries that stand, those corrected beside what
    /// corrects them, and the mark of those that are sealed; proposals are not in the file.
    #[must_use]
    pub fn file_of<'a>(person: &PersonRef, entries: &'a [Self]) -> Vec<EntryView<'a>> {
        let of_person = |entry: &&Self| entry.person == *person;
        let later = |number: &Line| {
            let corrects = |entry: &&Self| entry.corrects.as_ref() == Some(number);
            entries.iter().filter(of_person).find(|e| corrects(e) && e.number().is_some())
        };
        let view = |entry: &'a Self| match &entry.stage {
            EntryStage::Entered { second: (_, number), .. } => Some(match later(number) {
                Some(correction) => EntryView::Corrected(entry, correction),
                None => EntryView::Standing(entry),
            }),
            EntryStage::Revoked { number, .. } => Some(EntryView::Sealed(number)),
            _ => None,
        };
        entries.iter().filter(of_person).filter_map(view).collect()
    }
}
