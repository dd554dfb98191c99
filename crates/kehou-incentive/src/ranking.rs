//! Ranked lists: who stands where, who is proposed, and what decided between equals.

mod error;
mod lever;
mod places;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kehou_draw::Sampler;
use kehou_registry::SchoolCode;
use kehou_units::Period;

pub use self::{
    error::RankError,
    lever::{Lever, LeverKind, Standpoint, standpoint},
};
use crate::{
    card::Card,
    digest::Digest,
    kind::StaffGroup,
    pack::{LastResort, ListOutcome, ListRule, Scope, ScorePack},
    quantity::Points,
    written::{Line, StaffRef},
};

/// What is proposed about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Proposed: within the places by points or declared ties.
    Proposed,
    /// Proposed beyond the places, level with the last of them. ([`LastResort::All`])
    ProposedLevel,
    /// Proposed by draw among those who are level.
    Drawn,
    /// Level at the last place: the body chooses among them. ([`LastResort::Body`])
    ForTheBody,
    /// Not proposed.
    Ranked,
}

impl Standing {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "STANDING_PROPOSED",
            Self::ProposedLevel => "STANDING_PROPOSED_LEVEL",
            Self::Drawn => "STANDING_DRAWN",
            Self::ForTheBody => "STANDING_FOR_THE_BODY",
            Self::Ranked => "STANDING_RANKED",
        }
    }

    /// Whether a body has something to decide about the person.
    #[must_use]
    pub const fn is_proposed(self) -> bool {
        !matches!(self, Self::Ranked)
    }
}

/// One person of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub staff: StaffRef,
    /// The school where the person serves.
    pub school: SchoolCode,
    /// The group by post.
    pub group: StaffGroup,
    /// The rank within the scope, from 1; those who are level share one, and the next is skipped.
    pub rank: u32,
    /// Hundredths of a point, rounded half up: what ranks are made of.
    pub hundredths: u64,
    /// Points of the components that decide between equal ones, in their order.
    pub ties: Vec<Points>,
    /// What is proposed.
    pub standing: Standing,
    /// Hundredths of a point for title appraisal, rounded half up; 0 on other lists.
    pub title_hundredths: u32,
    /// Its place among the cards given.
    pub card: usize,
}

/// A ranked list with what is proposed; a body decides. (S7)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedList {
    /// The key of its rule.
    pub list: Line,
    /// The hash of the county's pack.
    pub pack: Digest,
    /// The term.
    pub term: Period,
    /// Places of each scope: of each school, or of the county under no school.
    pub places: BTreeMap<Option<SchoolCode>, u32>,
    /// Its entries, by scope, rank and id.
    pub entries: Vec<Entry>,
}

/// Ranks cards by a list's rule: by points rounded to hundredths, then by the declared ties, and
/// never by anything else; who is level on all of them shares a rank.
///
/// The draw takes its tickets from `draw` over ids of staff; it is asked only when it is needed.
///
/// # Errors
///
/// - [`RankError::Twice`] for two cards of one person.
/// - [`RankError::Mixed`] for cards of another term, or of another version of the pack.
/// - [`RankError::NeedsDraw`] when the rule wants a draw and none is given.
///
/// # Clauses
///
/// S1, S7.
pub fn rank(
    pack: &ScorePack,
    rule: &ListRule,
    cards: &[Card],
    draw: Option<&Sampler>,
) -> Result<RankedList, RankError> {
    let term = one_term(pack, cards)?;
    let mut scopes: BTreeMap<Option<&SchoolCode>, Vec<Entry>> = BTreeMap::new();
    for (at, card) in cards.iter().enumerate() {
        if rule.groups.contains(&card.group) {
            let scope = (rule.scope == Scope::School).then_some(&card.school);
            scopes.entry(scope).or_default().push(entry(rule, card, at));
        }
    }
    let sizes: Vec<usize> = scopes.values().map(Vec::len).collect();
    let counts = places::places(rule.places, &sizes);
    let mut list = RankedList {
        list: rule.key.clone(),
        pack: pack.digest(),
        term,
        places: BTreeMap::new(),
        entries: Vec::new(),
    };
    for ((scope, mut entries), places) in scopes.into_iter().zip(counts) {
        entries.sort_by(|a, b| order(b).cmp(&order(a)).then_with(|| a.staff.cmp(&b.staff)));
        number(&mut entries);
        propose(rule, &mut entries, places, draw)?;
        list.places.insert(scope.cloned(), places);
        list.entries.extend(entries);
    }
    Ok(list)
}

/// The one term of all cards, all by versions of one pack.
fn one_term(pack: &ScorePack, cards: &[Card]) -> Result<Period, RankError> {
    let term = cards.first().map_or(pack.period(), |card| card.term);
    let mut seen: Vec<&StaffRef> = cards.iter().map(|card| &card.staff).collect();
    seen.sort_unstable();
    if let Some(pair) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(RankError::Twice { staff: pair[0].clone() });
    }
    let fits = |card: &Card| {
        let pack_fits = (&card.pack.key, card.pack.version) == (pack.key(), pack.version());
        card.term == term && pack_fits
    };
    match cards.iter().find(|card| !fits(card)) {
        Some(card) => Err(RankError::Mixed { staff: card.staff.clone() }),
        None => Ok(term),
    }
}

fn entry(rule: &ListRule, card: &Card, at: usize) -> Entry {
    let tie = |at: &usize| card.lines.get(*at).map_or(Points::ZERO, |line| line.points);
    let title_hundredths = match rule.outcome {
        ListOutcome::Award => 0,
        ListOutcome::Title { most } => {
            let (whole, most) = (u128::from(Points::WHOLE.units()), u128::from(most));
            let exact = u128::from(card.total.units()) * most;
            u32::try_from((2 * exact + whole) / (2 * whole)).unwrap_or(u32::MAX)
        }
    };
    Entry {
        staff: card.staff.clone(),
        school: card.school.clone(),
        group: card.group,
        rank: 0,
        hundredths: card.total.hundredths(),
        ties: rule.ties.iter().map(tie).collect(),
        standing: Standing::Ranked,
        title_hundredths,
        card: at,
    }
}

/// By what entries are ranked.
fn order(entry: &Entry) -> (u64, &[Points]) {
    (entry.hundredths, &entry.ties)
}

/// Gives ranks; who is level shares one.
fn number(entries: &mut [Entry]) {
    for at in 0..entries.len() {
        let shared =
            at.checked_sub(1).filter(|before| order(&entries[*before]) == order(&entries[at]));
        entries[at].rank = match shared {
            Some(before) => entries[before].rank,
            None => u32::try_from(at + 1).unwrap_or(u32::MAX),
        };
    }
}

/// Proposes as many as there are places, and decides between those who are level at the last one.
fn propose(
    rule: &ListRule,
    entries: &mut [Entry],
    places: u32,
    draw: Option<&Sampler>,
) -> Result<(), RankError> {
    let places = places as usize;
    let edge = entries.get(places).map(|first_out| first_out.rank);
    let is_split = places > 0 && edge == entries.get(places - 1).map(|last_in| last_in.rank);
    let split_rank = edge.filter(|_| is_split);
    for (at, entry) in entries.iter_mut().enumerate() {
        if at < places && Some(entry.rank) != split_rank {
            entry.standing = Standing::Proposed;
        }
    }
    let Some(rank) = split_rank else { return Ok(()) };
    let first = entries.partition_point(|entry| entry.rank < rank);
    let level = entries[first..].partition_point(|entry| entry.rank == rank);
    let level = &mut entries[first..first + level];
    match rule.last_resort {
        LastResort::All => level.iter_mut().for_each(|it| it.standing = Standing::ProposedLevel),
        LastResort::Body => level.iter_mut().for_each(|it| it.standing = Standing::ForTheBody),
        LastResort::Draw => {
            let draw = draw.ok_or(RankError::NeedsDraw { level: level.len() })?;
            let mut tickets: Vec<_> =
                (0..level.len()).map(|at| (draw.number(level[at].staff.as_str()), at)).collect();
            tickets.sort();
            for (_, at) in tickets.into_iter().take(places - first) {
                level[at].standing = Standing::Drawn;
            }
        }
    }
    Ok(())
}
