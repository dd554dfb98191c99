//! Pupils from the rows of the roster. [C5]

use std::collections::HashMap;

use kehou_registry::{ClassRef, Guardian, Placement, Pupil, PupilNo, StudentNumber};
use kehou_units::{Dated, Period};

use super::{Desk, matching::PupilIndex};
use crate::{
    Reason, ReasonCode,
    fields::PupilKey,
    kinds::pupils::{Column, PupilRow},
    limits,
    sources::{Origin, Sourced},
};

/// A pupil while rows are added.
struct Draft {
    name: Box<str>,
    number: Option<StudentNumber>,
    local_ids: Vec<Box<str>>,
    guardians: Vec<Guardian>,
    placements: Vec<Placed>,
}

/// Where a pupil is during a period, and the rows that say so.
struct Placed {
    period: Period,
    placement: Placement,
    origins: Vec<Origin>,
}

/// All that a row without any number says; a row that says the same is about the same pupil.
type Nameless = (Box<str>, Period, Placement, Option<(String, Option<String>)>);

#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    by_number: HashMap<StudentNumber, usize>,
    by_local_id: HashMap<Box<str>, usize>,
    nameless: HashMap<Nameless, usize>,
    refused: Vec<(PupilKey, Origin)>,
}

/// Makes the pupils of one school; they are numbered by first class, name and number, whatever the
/// order of the rows. `refused` are rows that were refused before.
pub(super) fn build(
    mut rows: Vec<Sourced<PupilRow>>,
    refused: Vec<(PupilKey, Origin)>,
    desk: &mut Desk,
) -> (Vec<Pupil>, PupilIndex) {
    // Rows that know most of a pupil come first, then those that begin first.
    rows.sort_by(|a, b| {
        let known = |row: &PupilRow| (row.pupil.number.is_none(), row.pupil.local_id.is_none());
        let key = |row: &Sourced<PupilRow>| (row.fact.period, desk.sources.order(row.origin));
        let by_knowledge = known(&a.fact).cmp(&known(&b.fact));
        by_knowledge.then_with(|| key(a).cmp(&key(b)))
    });
    let mut drafts = Drafts { refused, ..Drafts::default() };
    for row in rows {
        drafts.add(row, desk);
    }
    let mut all = drafts.all;
    for draft in &mut all {
        drafts.refused.extend(draft.refuse_contested(desk));
        for placed in &draft.placements {
            desk.note_repeated(placed.origins.get(1..).unwrap_or_default());
        }
    }
    all.retain(|draft| !draft.placements.is_empty());
    all.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let mut index = PupilIndex::of_refused(drafts.refused);
    let mut pupils = Vec::with_capacity(all.len());
    for (no, draft) in (1..).zip(all) {
        let local_ids = draft.local_ids.clone();
        let pupil = draft.finish(PupilNo::new(no));
        index.add(pupils.len(), &pupil, local_ids);
        pupils.push(pupil);
    }
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
        first.map(|placed| placed.placement.class),
        &draft.name,
        draft.number.as_ref(),
        draft.local_ids.first().map(|id| &**id),
        first.map(|placed| placed.period),
        guardians.map(|one| (one.name.as_str(), one.phone.as_deref())).collect(),
    )
}

impl Draft {
    fn finish(self, no: PupilNo) -> Pupil {
        let placements =
            self.placements.into_iter().map(|placed| (placed.period, placed.placement));
        Pupil {
            no,
            name: self.name.into(),
            student_number: self.number,
            local_id: self.local_ids.into_iter().next().map(Into::into),
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
        let known = self.find(key).map_err(|other| {
            let reason = Reason::new(ReasonCode::PupilIdsDiffer);
            (Column::LocalId, reason.with("other", self.all[other].place(desk)))
        })?;
        let nameless = nameless(&row.fact, placement);
        let twin = nameless.as_ref().and_then(|all| self.nameless.get(all)).copied();
        let at = match known.or(twin) {
            None => {
                self.all.push(Draft::of(key.name.clone()));
                self.all.len() - 1
            }
            Some(at) => at,
        };
        self.all[at].place_at(row, placement, desk)?;
        self.all[at].learn(&row.fact);
        self.by_number.extend(key.number.clone().map(|number| (number, at)));
        self.by_local_id.extend(key.local_id.clone().map(|id| (id, at)));
        self.nameless.extend(nameless.map(|all| (all, at)));
        Ok(())
    }

    /// The place of the pupil that the numbers of a row name; an error is the place of another
    /// pupil who has the row's local id.
    fn find(&self, key: &PupilKey) -> Result<Option<usize>, usize> {
        let by_number = key.number.as_ref().and_then(|number| self.by_number.get(number)).copied();
        let by_local = key.local_id.as_ref().and_then(|id| self.by_local_id.get(id)).copied();
        match (by_number, by_local) {
            (Some(number), Some(local)) if number != local => Err(local),
            (None, Some(local)) if key.number.is_some() && self.all[local].number.is_some() => {
                Err(local)
            }
            (number, local) => Ok(number.or(local)),
        }
    }
}

fn nameless(row: &PupilRow, placement: Placement) -> Option<Nameless> {
    let has_numbers = row.pupil.number.is_some() || row.pupil.local_id.is_some();
    let guardian = row.guardian.as_ref().map(|one| (one.name.clone(), one.phone.clone()));
    (!has_numbers).then(|| (row.pupil.name.clone(), row.period, placement, guardian))
}

impl Draft {
    fn of(name: Box<str>) -> Self {
        let (local_ids, guardians, placements) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, number: None, local_ids, guardians, placements }
    }

    /// Where the first row about the pupil stands.
    fn place(&self, desk: &Desk) -> String {
        let first = self.placements.first();
        let origin = first.and_then(|placed| placed.origins.first());
        origin.map_or_else(String::new, |origin| desk.sources.place(*origin))
    }

    fn place_at(
        &mut self,
        row: &Sourced<PupilRow>,
        placement: Placement,
        desk: &Desk,
    ) -> Result<(), (Column, Reason)> {
        if self.name != row.fact.pupil.name {
            let roster = format!("{} ({})", self.name, self.place(desk));
            let reason = Reason::new(ReasonCode::PupilNameDiffers).with("roster", roster);
            return Err((Column::Name, reason));
        }
        let most = self.placements.len().max(self.guardians.len()).max(self.local_ids.len());
        if most >= limits::PUPIL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany);
            return Err((Column::Name, reason.with("limit", limits::PUPIL_ROWS)));
        }
        let period = row.fact.period;
        let says_the_same =
            |placed: &&mut Placed| (placed.period, placed.placement) == (period, placement);
        match self.placements.iter_mut().find(says_the_same) {
            Some(placed) => placed.origins.push(row.origin),
            None => self.placements.push(Placed { period, placement, origins: vec![row.origin] }),
        }
        Ok(())
    }

    /// Takes away all rows that say different things about the same days, and gives them: which of
    /// them is right is for a person to say, never for their order.
    fn refuse_contested(&mut self, desk: &mut Desk) -> Vec<(PupilKey, Origin)> {
        self.placements.sort_by_key(|placed| {
            (placed.period, placed.origins.first().map(|origin| desk.sources.order(*origin)))
        });
        let rivals: Vec<Option<(ClassRef, Origin)>> =
            (0..self.placements.len()).map(|at| self.rival(at)).collect();
        if rivals.iter().all(Option::is_none) {
            return Vec::new();
        }
        let mut refused = Vec::new();
        let mut kept = Vec::new();
        for (placed, rival) in std::mem::take(&mut self.placements).into_iter().zip(rivals) {
            let Some((class, other)) = rival else {
                kept.push(placed);
                continue;
            };
            let reason = Reason::new(ReasonCode::PlacementOverlap).with("class", class);
            let reason = reason.with("other", desk.sources.place(other));
            for origin in placed.origins {
                desk.sources.refuse(origin, Some(Column::From.into()), "", reason.clone());
                refused.push((self.key_in(placed.placement.class), origin));
            }
        }
        self.placements = kept;
        refused
    }

    /// Another placement that shares a day with the one at a place.
    fn rival(&self, at: usize) -> Option<(ClassRef, Origin)> {
        let period = self.placements[at].period;
        let mut others = self.placements.iter().enumerate().filter(|(other, _)| *other != at);
        let (_, other) = others.find(|(_, other)| other.period.overlaps(&period))?;
        Some((other.placement.class, *other.origins.first()?))
    }

    /// How rows may name this pupil in a class.
    fn key_in(&self, class: ClassRef) -> PupilKey {
        PupilKey {
            class: Some(class),
            name: self.name.clone(),
            number: self.number.clone(),
            local_id: self.local_ids.first().cloned(),
        }
    }

    fn learn(&mut self, row: &PupilRow) {
        if self.number.is_none() {
            self.number.clone_from(&row.pupil.number);
        }
        if let Some(id) = &row.pupil.local_id
            && !self.local_ids.contains(id)
        {
            self.local_ids.push(id.clone());
        }
        if let Some(guardian) = &row.guardian
            && !self.guardians.contains(guardian)
        {
            self.guardians.push(guardian.clone());
        }
    }
}
