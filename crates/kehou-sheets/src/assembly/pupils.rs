//! Pupils from the rows of the roster. [C5]

use std::collections::HashMap;

use kehou_registry::{ClassRef, Guardian, Placement, Pupil, PupilNo, StudentNumber};
use kehou_units::{Dated, Period};

use super::{Desk, matching::PupilIndex};
use crate::{
    Reason, ReasonCode,
    kinds::pupils::{Column, PupilRow},
    sources::{Origin, Sourced},
};

/// A pupil while rows are added.
struct Draft {
    name: Box<str>,
    number: Option<StudentNumber>,
    local_id: Option<Box<str>>,
    guardians: Vec<Guardian>,
    placements: Vec<(Period, Placement, Origin)>,
}

#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    by_number: HashMap<StudentNumber, usize>,
    by_local_id: HashMap<Box<str>, usize>,
    refused: Vec<(crate::fields::PupilKey, Origin)>,
    repeated: Vec<Origin>,
}

/// Makes the pupils of one school; they are numbered by first class, name and number, whatever the
/// order of the rows.
pub(super) fn build(mut rows: Vec<Sourced<PupilRow>>, desk: &mut Desk) -> (Vec<Pupil>, PupilIndex) {
    // Rows that know most of a pupil come first, then those that begin first.
    rows.sort_by(|a, b| {
        let known = |row: &PupilRow| (row.pupil.number.is_none(), row.pupil.local_id.is_none());
        let key = |row: &Sourced<PupilRow>| (row.fact.period, desk.sources.order(row.origin));
        let by_knowledge = known(&a.fact).cmp(&known(&b.fact));
        by_knowledge.then_with(|| key(a).cmp(&key(b)))
    });
    let mut drafts = Drafts::default();
    for row in rows {
        drafts.add(row, desk);
    }
    desk.note_repeated(&drafts.repeated);
    let mut all = drafts.all;
    for draft in &mut all {
        draft.placements.sort_by_key(|(period, ..)| *period);
    }
    all.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let pupils: Vec<Pupil> =
        (1..).zip(all).map(|(no, draft)| draft.finish(PupilNo::new(no))).collect();
    let index = PupilIndex::of(&pupils, drafts.refused);
    (pupils, index)
}

/// What pupils are numbered by; two without any number are told apart by place and guardians.
type SortKey<'a> = (
    Option<ClassRef>,
    &'a str,
    Option<&'a StudentNumber>,
    Option<&'a str>,
    Option<Period>,
    Vec<(&'a str, Option<&'a str>)>,
);

fn sort_key(draft: &Draft) -> SortKey<'_> {
    let first = draft.placements.first();
    let guardians = draft.guardians.iter();
    (
        first.map(|(_, placement, _)| placement.class),
        &draft.name,
        draft.number.as_ref(),
        draft.local_id.as_deref(),
        first.map(|(period, ..)| *period),
        guardians.map(|one| (one.name.as_str(), one.phone.as_deref())).collect(),
    )
}

impl Draft {
    fn finish(self, no: PupilNo) -> Pupil {
        let placements =
            self.placements.into_iter().map(|(period, placement, _)| (period, placement));
        Pupil {
            no,
            name: self.name.into(),
            student_number: self.number,
            local_id: self.local_id.map(Into::into),
            guardians: self.guardians,
            // Rows about the same days were refused.
            placements: Dated::new(placements.collect()).unwrap_or_default(),
            applications: Vec::new(),
            waivers: Vec::new(),
        }
    }
}

impl Drafts {
    fn add(&mut self, row: Sourced<PupilRow>, desk: &mut Desk) {
        if let Err((column, reason)) = self.try_add(&row, desk) {
            desk.sources.refuse(row.origin, Some(column.into()), "", reason);
            self.refused.push((row.fact.pupil, row.origin));
        }
    }

    fn try_add(&mut self, row: &Sourced<PupilRow>, desk: &Desk) -> Result<(), (Column, Reason)> {
        let key = &row.fact.pupil;
        let Some(class) = key.class else { return Ok(()) };
        let placement = Placement { class, boarding: row.fact.boarding };
        let place = |at: &Draft| {
            at.placements
                .first()
                .map_or_else(String::new, |(.., origin)| desk.sources.place(*origin))
        };
        let at = self.draft_of(row, placement).map_err(|other| {
            let reason = Reason::new(ReasonCode::PupilIdsDiffer);
            (Column::LocalId, reason.with("other", place(&self.all[other])))
        })?;
        let draft = &mut self.all[at];
        if draft.name != key.name {
            let roster = format!("{} ({})", draft.name, place(draft));
            let reason = Reason::new(ReasonCode::PupilNameDiffers).with("roster", roster);
            return Err((Column::Name, reason));
        }
        let period = row.fact.period;
        match draft.placements.iter().find(|(other, ..)| other.overlaps(&period)) {
            None => draft.placements.push((period, placement, row.origin)),
            Some((other, same, origin)) if *other == period && *same == placement => {
                if *origin != row.origin {
                    self.repeated.push(row.origin);
                }
            }
            Some((_, other, origin)) => {
                let reason = Reason::new(ReasonCode::PlacementOverlap).with("class", other.class);
                return Err((Column::From, reason.with("other", desk.sources.place(*origin))));
            }
        }
        draft.learn(row.fact.clone());
        Ok(())
    }

    /// The place of the pupil that a row is about, made if the row is the first; an error is the
    /// place of another pupil with the row's local id.
    fn draft_of(&mut self, row: &Sourced<PupilRow>, placement: Placement) -> Result<usize, usize> {
        let key = &row.fact.pupil;
        let by_number = key.number.as_ref().and_then(|number| self.by_number.get(number)).copied();
        let by_local = key.local_id.as_ref().and_then(|id| self.by_local_id.get(id)).copied();
        let found = match (by_number, by_local) {
            (Some(number), Some(local)) if number != local => return Err(local),
            (None, Some(local)) => {
                let other = self.all[local].number.as_ref();
                if key.number.is_some() && other.is_some() {
                    return Err(local);
                }
                Some(local)
            }
            (number, _) => number,
        };
        let is_same = |draft: &Draft| draft.is_nameless_twin(&row.fact, placement);
        let is_nameless = key.number.is_none() && key.local_id.is_none();
        let twin = || self.all.iter().rposition(is_same).filter(|_| is_nameless);
        let at = found.or_else(twin).unwrap_or_else(|| {
            let (name, number, local_id) = (key.name.clone(), None, None);
            let (guardians, placements) = (Vec::new(), Vec::new());
            self.all.push(Draft { name, number, local_id, guardians, placements });
            self.all.len() - 1
        });
        if let Some(number) = &key.number {
            self.by_number.insert(number.clone(), at);
        }
        if let Some(id) = &key.local_id {
            self.by_local_id.insert(id.clone(), at);
        }
        Ok(at)
    }
}

impl Draft {
    /// Whether a row without any number says what this pupil's row said already.
    fn is_nameless_twin(&self, row: &PupilRow, placement: Placement) -> bool {
        let has_no_number = self.number.is_none() && self.local_id.is_none();
        let is_there = |(period, other, _): &(Period, Placement, Origin)| {
            *period == row.period && *other == placement
        };
        has_no_number
            && self.name == row.pupil.name
            && self.placements.iter().any(is_there)
            && self.guardians.iter().eq(row.guardian.iter())
    }

    fn learn(&mut self, row: PupilRow) {
        self.number = self.number.take().or(row.pupil.number);
        self.local_id = self.local_id.take().or(row.pupil.local_id);
        if let Some(guardian) = row.guardian
            && !self.guardians.contains(&guardian)
        {
            self.guardians.push(guardian);
        }
    }
}
