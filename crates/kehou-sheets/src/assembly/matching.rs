//! Finding the pupil that a row names.

use std::collections::{HashMap, HashSet};

use kehou_registry::{ClassRef, Pupil, StudentNumber};
use kehou_units::{Month, Period};

use super::Desk;
use crate::{Reason, ReasonCode, fields::PupilKey, sources::Origin};

/// The pupils of one school by number, local id and name.
#[derive(Default)]
pub(super) struct PupilIndex {
    by_number: HashMap<StudentNumber, usize>,
    by_local_id: HashMap<Box<str>, usize>,
    by_name: HashMap<Box<str>, Vec<usize>>,
    by_class: HashMap<ClassRef, Vec<usize>>,
    /// When each pupil was in which class, by place.
    classes: Vec<Vec<(Period, ClassRef)>>,
    /// When each was in which class as far as was known before the roster was read.
    before: Vec<Vec<(Period, ClassRef)>>,
    /// The places of those who are not on the roster.
    absent: HashSet<usize>,
    refused: RefusedRows,
}

/// Rows of the roster that were refused, by how a pupil may be named.
#[derive(Default)]
struct RefusedRows {
    by_number: HashMap<StudentNumber, Origin>,
    by_local_id: HashMap<Box<str>, Origin>,
    by_name: HashMap<(Option<ClassRef>, Box<str>), Origin>,
}

/// How many namesakes or classmates are looked at; more are not told anyway.
const CANDIDATES: usize = 200;

/// Why no pupil was found, and which cell to blame.
pub(super) struct Refusal {
    blame: Blame,
    reason: Reason,
    /// The row of the roster to be corrected first.
    other: Option<Origin>,
}

#[derive(Clone, Copy)]
enum Blame {
    Number,
    LocalId,
    Name,
}

impl Refusal {
    fn new(blame: Blame, reason: Reason) -> Self {
        Self { blame, reason, other: None }
    }

    /// Reports the refusal of a row.
    pub(super) fn tell(self, origin: Origin, key: &PupilKey, desk: &mut Desk) {
        // Every layout that names pupils has these columns in these places.
        let (column, value) = match self.blame {
            Blame::Name => (4, key.name.to_string()),
            Blame::Number => (5, key.number.as_ref().map(masked).unwrap_or_default()),
            Blame::LocalId => (6, key.local_id.as_deref().unwrap_or_default().to_owned()),
        };
        let reason = match self.other {
            Some(other) => self.reason.with("other", desk.sources.place(other)),
            None => self.reason,
        };
        desk.sources.refuse(origin, Some(column), &value, reason);
    }
}

/// A student number of which only the end is shown.
pub(super) fn masked(number: &StudentNumber) -> String {
    let text = number.as_str();
    format!("…{}", text.get(text.len().saturating_sub(4)..).unwrap_or_default())
}

impl PupilIndex {
    /// An index that knows which rows of the roster were refused, and no pupil yet.
    pub(super) fn of_refused(rows: Vec<(PupilKey, Origin)>) -> Self {
        let mut refused = RefusedRows::default();
        for (key, origin) in rows {
            refused.by_number.extend(key.number.map(|number| (number, origin)));
            refused.by_local_id.extend(key.local_id.map(|id| (id, origin)));
            refused.by_name.insert((key.class, key.name), origin);
        }
        Self { refused, ..Self::default() }
    }

    /// Adds the pupil at a place, with every local id that rows gave.
    pub(super) fn add(&mut self, at: usize, pupil: &Pupil, local_ids: Vec<Box<str>>) {
        self.by_number.extend(pupil.student_number.clone().map(|number| (number, at)));
        self.by_local_id.extend(local_ids.into_iter().map(|id| (id, at)));
        self.by_name.entry(pupil.name.as_str().into()).or_default().push(at);
        let classes: Vec<(Period, ClassRef)> = classes(pupil).collect();
        for (_, class) in &classes {
            let class = self.by_class.entry(*class).or_default();
            if class.last() != Some(&at) {
                class.push(at);
            }
        }
        put(&mut self.classes, at, classes);
    }

    /// Remembers that the pupil at a place is not on the roster.
    pub(super) fn mark_absent(&mut self, at: usize) {
        self.absent.insert(at);
    }

    /// Adds the classes in which the pupil at a place was known to be before the roster was read;
    /// they count where nobody is found by the roster's own.
    pub(super) fn add_before(&mut self, at: usize, before: &Pupil) {
        put(&mut self.before, at, classes(before).collect());
    }

    /// The place of the pupil that a row names: by student number, else by local id, else by class
    /// and name. A pupil who changed classes is found under each.
    pub(super) fn find(
        &self,
        key: &PupilKey,
        pupils: &[Pupil],
        month: Month,
    ) -> Result<usize, Refusal> {
        let (blame, found) = match (&key.number, &key.local_id) {
            (Some(number), _) => (Blame::Number, self.by_number.get(number)),
            (None, Some(id)) => (Blame::LocalId, self.by_local_id.get(id)),
            (None, None) => return self.by_class_and_name(key, pupils, month),
        };
        let Some(&at) = found else { return Err(self.unknown(blame, key, pupils)) };
        if *pupils[at].name != *key.name {
            let reason = Reason::new(ReasonCode::PupilNameDiffers);
            return Err(Refusal::new(Blame::Name, reason.with("roster", candidate(&pupils[at]))));
        }
        Ok(at)
    }

    fn by_class_and_name(
        &self,
        key: &PupilKey,
        pupils: &[Pupil],
        month: Month,
    ) -> Result<usize, Refusal> {
        let named = self.by_name.get(&key.name).map_or(&[][..], Vec::as_slice);
        let in_class = |all: &[Vec<(Period, ClassRef)>]| -> Vec<usize> {
            let there = |at: &&usize| of(all, **at).any(|(_, class)| Some(class) == key.class);
            named.iter().filter(there).take(CANDIDATES).copied().collect()
        };
        let (mut found, mut classes) = (in_class(&self.classes), &self.classes);
        if found.is_empty() {
            (found, classes) = (in_class(&self.before), &self.before);
        }
        let days = Period::new(month.first_day(), Some(month.last_day())).ok();
        let there_now = |at: &usize| {
            of(classes, *at).any(|(period, class)| {
                Some(class) == key.class && days.is_some_and(|days| days.overlaps(&period))
            })
        };
        let now: Vec<usize> = found.iter().copied().filter(there_now).collect();
        // Beside a namesake on the roster, nobody can tell whether who is missing there is meant.
        let is_unsure = now.iter().any(|at| self.absent.contains(at))
            && found.iter().any(|at| !self.absent.contains(at));
        match (found.as_slice(), now.as_slice()) {
            (all, _) if is_unsure => Err(ambiguous(key, all, pupils)),
            ([], _) => Err(self.unknown(Blame::Name, key, pupils)),
            ([only], _) | (_, [only]) => Ok(*only),
            (all, now) => Err(ambiguous(key, if now.is_empty() { all } else { now }, pupils)),
        }
    }

    fn unknown(&self, blame: Blame, key: &PupilKey, pupils: &[Pupil]) -> Refusal {
        let refused = match (blame, &key.number, &key.local_id) {
            (Blame::Number, Some(number), _) => self.refused.by_number.get(number),
            (Blame::LocalId, _, Some(id)) => self.refused.by_local_id.get(id),
            _ => self.refused.by_name.get(&(key.class, key.name.clone())),
        };
        if let Some(origin) = refused {
            let reason = ReasonCode::PupilRefused.into();
            return Refusal { blame, reason, other: Some(*origin) };
        }
        let nearest = self.nearest(key, pupils);
        Refusal::new(blame, Reason::new(ReasonCode::PupilUnknown).with("nearest", nearest))
    }

    /// Up to three pupils that may be meant: of the same name, else of the class with a name that
    /// differs in one character.
    fn nearest(&self, key: &PupilKey, pupils: &[Pupil]) -> String {
        let namesakes = self.by_name.get(&key.name).into_iter().flatten();
        let classmates =
            key.class.and_then(|class| self.by_class.get(&class)).into_iter().flatten();
        let alike =
            classmates.take(CANDIDATES).filter(|at| differ_in_one(&pupils[**at].name, &key.name));
        let names: Vec<String> =
            namesakes.chain(alike).take(3).map(|at| candidate(&pupils[*at])).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    }
}

/// When a pupil is in which class.
fn classes(pupil: &Pupil) -> impl Iterator<Item = (Period, ClassRef)> {
    pupil.placements.iter().map(|(period, placement)| (period, placement.class))
}

/// Puts classes to the place of a pupil.
fn put(all: &mut Vec<Vec<(Period, ClassRef)>>, at: usize, classes: Vec<(Period, ClassRef)>) {
    if all.len() <= at {
        all.resize_with(at + 1, Vec::new);
    }
    all[at] = classes;
}

/// The classes of the pupil at a place.
fn of(all: &[Vec<(Period, ClassRef)>], at: usize) -> impl Iterator<Item = (Period, ClassRef)> {
    all.get(at).into_iter().flatten().copied()
}

/// Several pupils may be meant.
pub(super) fn ambiguous(key: &PupilKey, found: &[usize], pupils: &[Pupil]) -> Refusal {
    let candidates: Vec<String> = found.iter().take(5).map(|at| candidate(&pupils[*at])).collect();
    let class = key.class.map(|class| class.to_string()).unwrap_or_default();
    let reason = Reason::new(ReasonCode::PupilAmbiguous)
        .with("count", found.len())
        .with("class", class)
        .with("candidates", candidates.join(", "));
    Refusal::new(Blame::Name, reason)
}

/// A pupil as candidates are listed: name, class, end of the student number, local id.
fn candidate(pupil: &Pupil) -> String {
    let class = pupil.placements.latest().map(|(_, placement)| placement.class.to_string());
    let number = pupil.student_number.as_ref().map(masked);
    let parts: Vec<String> =
        class.into_iter().chain(number).chain(pupil.local_id.clone()).collect();
    format!("{} ({})", pupil.name, parts.join(" "))
}

/// Whether two names differ in one character, written, left out or added.
fn differ_in_one(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same_start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = if short.len() == long.len() { same_start + 1 } else { same_start };
    long.len() - short.len() <= 1
        && short.get(rest..).is_some_and(|tail| tail == long.get(same_start + 1..).unwrap_or(&[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_one_character_is_near() {
        for (one, other) in
            [("张三", "张山"), ("张三", "张三三"), ("李小明", "李明"), ("王", "王五")]
        {
            assert!(differ_in_one(one, other) && differ_in_one(other, one), "{one} {other}");
        }
        for (one, other) in [("张三", "李四"), ("张三", "张三三三"), ("张三", "张三"), ("", "张三")]
        {
            assert!(!differ_in_one(one, other), "{one} {other}");
        }
    }
}
