//! Pupils from the rows of the roster. [C5]

use std::collections::{BTreeSet, HashMap};

use kehou_registry::{ClassRef, Guardian, Placement, Pupil, PupilNo, StudentNumber};
use kehou_units::{Dated, Period};

use super::{
    Desk,
    matching::{self, PupilIndex},
    recognised::{Recognised, recognise},
};
use crate::{
    Reason, ReasonCode,
    fields::PupilKey,
    kinds::pupils::{Column, PupilRow},
    limits,
    sources::{Origin, Sourced},
};

/// A pupil of the roster, of whom rows are taken.
pub(super) struct Listed {
    pub(super) name: Box<str>,
    pub(super) number: Option<StudentNumber>,
    pub(super) local_ids: Vec<Box<str>>,
    pub(super) guardians: Vec<Guardian>,
    placements: Vec<Placed>,
}

/// The pupils of one school.
pub(super) struct SchoolPupils {
    /// All of them by number: those of the roster, and those who were known before.
    pub(super) all: Vec<Pupil>,
    pub(super) index: PupilIndex,
    /// Those who were known before and are not on the roster.
    pub(super) absent: BTreeSet<PupilNo>,
    /// Those who were not known before.
    pub(super) new: BTreeSet<PupilNo>,
}

/// What is known of the pupils of a school before its roster is read.
#[derive(Default)]
pub(super) struct KnownPupils {
    pub(super) pupils: Vec<Pupil>,
    /// The number that the next new pupil gets at least.
    pub(super) next: u32,
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
struct Roster {
    all: Vec<Listed>,
    by_number: HashMap<StudentNumber, usize>,
    by_local_id: HashMap<Box<str>, usize>,
    nameless: HashMap<Nameless, usize>,
    refused: Vec<(PupilKey, Origin)>,
}

/// Makes the pupils of one school. Those who are known keep their numbers; the others are numbered
/// above them by first class, name and number, whatever the order of the rows. `refused` are rows
/// that were refused before.
pub(super) fn build(
    mut rows: Vec<Sourced<PupilRow>>,
    refused: Vec<(PupilKey, Origin)>,
    known: KnownPupils,
    desk: &mut Desk,
) -> SchoolPupils {
    // Rows that know most of a pupil come first, then those that begin first.
    rows.sort_by(|a, b| {
        let known = |row: &PupilRow| (row.pupil.number.is_none(), row.pupil.local_id.is_none());
        let key = |row: &Sourced<PupilRow>| (row.fact.period, desk.sources.order(row.origin));
        let by_knowledge = known(&a.fact).cmp(&known(&b.fact));
        by_knowledge.then_with(|| key(a).cmp(&key(b)))
    });
    let mut roster = Roster { refused, ..Roster::default() };
    for row in rows {
        roster.add(row, desk);
    }
    let mut all = roster.all;
    for listed in &mut all {
        roster.refused.extend(listed.refuse_contested(desk));
        for placed in &listed.placements {
            desk.note_repeated(placed.origins.get(1..).unwrap_or_default());
        }
    }
    all.retain(|listed| !listed.placements.is_empty());
    all.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let recognised = recognise(&all, &known.pupils);
    for (listed, recognised) in all.iter().zip(&recognised) {
        if let Recognised::Ambiguous(candidates) = recognised {
            roster.refused.extend(listed.refuse_ambiguous(candidates, &known.pupils, desk));
        }
    }
    numbered(all.into_iter().zip(recognised).collect(), known, roster.refused)
}

/// Gives every pupil of the roster a number, and finds those who are not on it.
fn numbered(
    listed: Vec<(Listed, Recognised)>,
    known: KnownPupils,
    refused: Vec<(PupilKey, Origin)>,
) -> SchoolPupils {
    let KnownPupils { pupils: known, next } = known;
    let above = known.iter().map(|pupil| pupil.no.number().saturating_add(1));
    let mut next = above.fold(next.max(1), u32::max);
    let mut known: Vec<Option<Pupil>> = known.into_iter().map(Some).collect();
    let mut new = BTreeSet::new();
    let mut all: Vec<Numbered> = Vec::with_capacity(known.len().max(listed.len()));
    for (one, recognised) in listed {
        let before = match recognised {
            Recognised::Ambiguous(_) => continue,
            Recognised::New => None,
            Recognised::Known(at) => known[at].take(),
        };
        let no = before.as_ref().map_or(PupilNo::new(next), |before| before.no);
        if before.is_none() {
            next = next.saturating_add(1);
            new.insert(no);
        }
        let local_ids = one.local_ids.clone();
        all.push(Numbered { pupil: one.finish(no, before.as_ref()), local_ids, before });
    }
    let absent: BTreeSet<PupilNo> = known.iter().flatten().map(|pupil| pupil.no).collect();
    all.extend(known.into_iter().flatten().map(Numbered::absent));
    all.sort_by_key(|one| one.pupil.no);
    let mut index = PupilIndex::of_refused(refused);
    // Whoever is on the roster comes last, and so is found before others with the same number.
    for on_roster in [false, true] {
        for (at, one) in all.iter().enumerate() {
            if absent.contains(&one.pupil.no) != on_roster {
                index.add(at, &one.pupil, one.local_ids.clone());
                if !on_roster {
                    index.mark_absent(at);
                }
                if let Some(before) = &one.before {
                    index.add_before(at, before);
                }
            }
        }
    }
    let all = all.into_iter().map(|one| one.pupil).collect();
    SchoolPupils { all, index, absent, new }
}

/// A pupil with a number, as the roster says or as was known before.
struct Numbered {
    pupil: Pupil,
    local_ids: Vec<Box<str>>,
    before: Option<Pupil>,
}

impl Numbered {
    /// A known pupil who is not on the roster; applications and waivers are what files say.
    fn absent(pupil: Pupil) -> Self {
        let local_ids = pupil.local_id.as_deref().map(Into::into).into_iter().collect();
        let pupil = Pupil { applications: Vec::new(), waivers: Vec::new(), ..pupil };
        Self { pupil, local_ids, before: None }
    }
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

fn sort_key(draft: &Listed) -> SortKey<'_> {
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

impl Listed {
    /// The pupil; of the numbers that the roster leaves blank, those known before stand.
    fn finish(self, no: PupilNo, before: Option<&Pupil>) -> Pupil {
        let local_id = self.local_ids.into_iter().next().map(Into::into);
        let placements =
            self.placements.into_iter().map(|placed| (placed.period, placed.placement));
        Pupil {
            no,
            name: self.name.into(),
            student_number: self.number.or_else(|| before?.student_number.clone()),
            local_id: local_id.or_else(|| before?.local_id.clone()),
            guardians: self.guardians,
            // Rows about the same days were refused.
            placements: Dated::new(placements.collect()).unwrap_or_default(),
            applications: Vec::new(),
            waivers: Vec::new(),
        }
    }
}

impl Roster {
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
                self.all.push(Listed::of(key.name.clone()));
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

impl Listed {
    fn of(name: Box<str>) -> Self {
        let (local_ids, guardians, placements) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, number: None, local_ids, guardians, placements }
    }

    /// The classes that the roster puts the pupil into.
    pub(super) fn classes(&self) -> impl Iterator<Item = ClassRef> {
        self.placements.iter().map(|placed| placed.placement.class)
    }

    /// Refuses all rows of a pupil who may be any of several known ones, and gives them.
    fn refuse_ambiguous(
        &self,
        candidates: &[usize],
        known: &[Pupil],
        desk: &mut Desk,
    ) -> Vec<(PupilKey, Origin)> {
        let mut refused = Vec::new();
        for placed in &self.placements {
            let key = self.key_in(placed.placement.class);
            for origin in &placed.origins {
                matching::ambiguous(&key, candidates, known).tell(*origin, &key, desk);
                refused.push((key.clone(), *origin));
            }
        }
        refused
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
