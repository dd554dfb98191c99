//! Lists from their making to their end: published for objections, frozen, decided, appealed.

mod act;
mod advance;
mod refusal;
mod stage;
mod step;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_units::Instant;

pub use self::{
    act::{ListAct, ListDeed, ListDeedKind, ListRecorded, Outcome, Ruling},
    advance::{ListAdvanced, ListGround},
    refusal::ListRefusal,
    stage::{ListStage, ListStageKind},
};
use crate::{
    card::Card,
    digest::Digest,
    ranking::RankedList,
    written::{Line, Reasoned, Signature, StaffRef},
};

/// What a version of a list says, by its hash, and whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListContent {
    /// The hash of the list's canonical text, which names every card by its hash.
    pub digest: Digest,
    /// Everybody ranked.
    pub ranked: BTreeSet<StaffRef>,
    /// Those about whom a body has something to decide.
    pub proposed: BTreeSet<StaffRef>,
}

impl ListContent {
    /// The content of a ranked list over the cards that it was made from.
    #[must_use]
    pub fn of(list: &RankedList, cards: &[Card]) -> Self {
        let staff = |only_proposed: bool| {
            let entries = list.entries.iter();
            let entries = entries.filter(move |it| !only_proposed || it.standing.is_proposed());
            entries.map(|it| it.staff.clone()).collect()
        };
        Self {
            digest: Digest::of(&list.canonical_text(cards)),
            ranked: staff(false),
            proposed: staff(true),
        }
    }
}

impl RankedList {
    /// The list as text, an entry a line, each with the hash of its card: the same bytes for the
    /// same list.
    #[must_use]
    pub fn canonical_text(&self, cards: &[Card]) -> String {
        let mut text = format!("list\t1\t{}\t{}\t{}\n", self.list, self.term, self.pack);
        for (scope, places) in &self.places {
            let scope = scope.as_ref().map_or("county", |school| school.as_str());
            text.push_str(&format!("places\t{scope}\t{places}\n"));
        }
        for entry in &self.entries {
            let card = cards.get(entry.card).map(Card::digest).unwrap_or_default();
            text.push_str(&format!(
                "entry\t{}\t{}\t{}\t{}\t{}\t{}\t{card}\n",
                entry.school,
                entry.rank,
                entry.staff,
                entry.hundredths,
                entry.title_hundredths,
                entry.standing.code()
            ));
        }
        text
    }
}

/// An objection or an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Who raised it, when, and what it says.
    pub raised: Reasoned,
    /// What became of it, if it is answered.
    pub answer: Option<ComplaintAnswer>,
}

/// What became of an objection or appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintAnswer {
    /// Whether it is upheld.
    pub ruling: Ruling,
    /// Who answered it, when, and why.
    pub answered: Reasoned,
}

/// What a body decided about a person. (S7)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyDecision {
    /// Of which version of the list.
    pub version: u32,
    /// What.
    pub outcome: Outcome,
    /// The body.
    pub body: Line,
    /// The number of the document.
    pub number: Line,
    /// Who recorded it, when, and the body's reason.
    pub recorded: Reasoned,
}

/// A list (公示名单) that is made, published, frozen, decided on and appealed against.
///
/// It is what a list of acts adds up to: [`ScoreList::advance`] judges the next act and gives the
/// record to be kept; [`ScoreList::replay`] makes the same list again from the records alone. The
/// system proposes; who is awarded stands in decisions of a body, never in a rank.
///
/// # Clauses
///
/// S7; O2 reads frozen lists only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreList {
    version: u32,
    content: ListContent,
    stage: ListStage,
    complaints: Vec<Complaint>,
    decisions: BTreeMap<StaffRef, BodyDecision>,
    frozen: Vec<(u32, Digest, Signature)>,
    last: Signature,
}

impl ScoreList {
    /// Its version, from 1.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// What its version says.
    #[must_use]
    pub const fn content(&self) -> &ListContent {
        &self.content
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> &ListStage {
        &self.stage
    }

    /// Objections and appeals against all its versions, numbered from 0.
    #[must_use]
    pub fn complaints(&self) -> &[Complaint] {
        &self.complaints
    }

    /// What the body decided about whom; a later decision takes the place of an earlier one.
    #[must_use]
    pub const fn decisions(&self) -> &BTreeMap<StaffRef, BodyDecision> {
        &self.decisions
    }

    /// Versions that were frozen, with their hashes and who froze them.
    #[must_use]
    pub fn frozen(&self) -> &[(u32, Digest, Signature)] {
        &self.frozen
    }

    /// Proposals of this version about which the body has not decided.
    pub fn undecided(&self) -> impl Iterator<Item = &StaffRef> {
        let decided = |staff: &&StaffRef| {
            self.decisions.get(*staff).is_some_and(|it| it.version == self.version)
        };
        self.content.proposed.iter().filter(move |staff| !decided(staff))
    }

    /// Who did the last act, and when.
    #[must_use]
    pub const fn last(&self) -> &Signature {
        &self.last
    }
}

/// Whether an instant lies after a last day of the county, which ends at 24:00.
fn is_after(at: Instant, last_day: NaiveDate) -> bool {
    at.day() > last_day
}
