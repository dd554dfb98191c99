//! Which pupils of a roster are known already. (C5)

use std::collections::{HashMap, HashSet};

use kehou_registry::{ClassRef, Guardian, Pupil};

use super::pupils::Listed;

/// What is known of a pupil on the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// Nobody like that is known.
    New,
    /// It is the known pupil at this place.
    Known(usize),
    /// It may be any of these; only a number can tell.
    Ambiguous(Vec<usize>),
}

/// Finds for each pupil on the roster who it is: by student number; else by local id and name;
/// else by class and name, where guardians tell namesakes apart. Nobody is recognised twice.
pub(super) fn recognise(listed: &[Listed], known: &[Pupil]) -> Vec<Recognised> {
    let mut search = Search {
        listed,
        known,
        found: vec![Recognised::New; listed.len()],
        taken: vec![false; known.len()],
        by_name: HashMap::new(),
    };
    if known.is_empty() {
        return search.found;
    }
    search.by_number();
    search.by_local_id();
    for (at, pupil) in listed.iter().enumerate() {
        if search.found[at] == Recognised::New {
            search.by_name.entry(&pupil.name).or_default().0.push(at);
        }
    }
    for (at, pupil) in known.iter().enumerate() {
        if let (false, Some(same)) = (search.taken[at], search.by_name.get_mut(&*pupil.name)) {
            same.1.push(at);
        }
    }
    // Whoever has no number on the roster is looked for first: a number that is new there may
    // belong to another child of that name.
    for has_number in [false, true] {
        for by in [By::Guardians, By::ClassAlone] {
            search.by_class_and_name(has_number, by);
        }
    }
    search.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Guardians,
    ClassAlone,
}

struct Search<'a> {
    listed: &'a [Listed],
    known: &'a [Pupil],
    found: Vec<Recognised>,
    taken: Vec<bool>,
    /// The listed and the known pupils of a name whom no number tells.
    by_name: HashMap<&'a str, (Vec<usize>, Vec<usize>)>,
}

impl Search<'_> {
    fn pair(&mut self, listed: usize, known: usize) {
        self.found[listed] = Recognised::Known(known);
        self.taken[known] = true;
    }

    fn by_number(&mut self) {
        let numbers = self.known.iter().enumerate();
        let numbers: HashMap<_, _> =
            numbers.filter_map(|(at, one)| Some((one.student_number.as_ref()?, at))).collect();
        for (at, pupil) in self.listed.iter().enumerate() {
            let known = pupil.number.as_ref().and_then(|number| numbers.get(number)).copied();
            if let Some(known) = known.filter(|known| !self.taken[*known]) {
                self.pair(at, known);
            }
        }
    }

    /// By local id, which a school may give to another child later: the name must be the same.
    fn by_local_id(&mut self) {
        let ids = self.known.iter().enumerate();
        let ids: HashMap<_, _> =
            ids.filter_map(|(at, one)| Some((one.local_id.as_deref()?, at))).collect();
        for (at, pupil) in self.listed.iter().enumerate() {
            let mut same = pupil.local_ids.iter().filter_map(|id| ids.get(&**id)).copied();
            let may_be = |known: &usize| {
                let one = &self.known[*known];
                let has_two_numbers = one.student_number.is_some() && pupil.number.is_some();
                !self.taken[*known] && *one.name == *pupil.name && !has_two_numbers
            };
            let known = same.find(may_be);
            if let (Recognised::New, Some(known)) = (&self.found[at], known) {
                self.pair(at, known);
            }
        }
    }

    fn by_class_and_name(&mut self, has_number: bool, by: By) {
        for at in 0..self.listed.len() {
            let is_open = self.found[at] == Recognised::New;
            if !is_open || self.listed[at].number.is_some() != has_number {
                continue;
            }
            let Some((listed, known)) = self.by_name.get(&*self.listed[at].name) else { continue };
            let may_be = |listed: usize, known: usize| {
                let is_free = !self.taken[known] && self.found[listed] == Recognised::New;
                is_free
                    && self.listed[listed].number.is_some() == has_number
                    && may_be(&self.listed[listed], &self.known[known], by)
            };
            let known: Vec<usize> =
                known.iter().copied().filter(|known| may_be(at, *known)).collect();
            let rivals = |listed: &usize| known.iter().any(|known| may_be(*listed, *known));
            let listed: Vec<usize> = listed.iter().copied().filter(rivals).collect();
            self.settle(listed, &known, by);
        }
    }

    /// Pairs namesakes where it is certain who is who; those who left stand back.
    fn settle(&mut self, listed: Vec<usize>, known: &[usize], by: By) {
        let here = |at: &usize| {
            self.known[*at].placements.latest().is_some_and(|(period, _)| period.last().is_none())
        };
        let still_here: Vec<usize> = known.iter().copied().filter(here).collect();
        let is_certain = |known: &[usize]| {
            known.len() == listed.len() && (by == By::Guardians || known.len() == 1)
        };
        match [known, &still_here].into_iter().find(|known| is_certain(known)) {
            Some(known) => {
                for (listed, known) in listed.into_iter().zip(known.to_vec()) {
                    self.pair(listed, known);
                }
            }
            None if by == By::ClassAlone && !known.is_empty() => {
                for at in listed {
                    self.found[at] = Recognised::Ambiguous(known.to_vec());
                }
            }
            None => {}
        }
    }
}

/// Whether nothing speaks against a listed and a known pupil of one name being the same.
fn may_be(listed: &Listed, known: &Pupil, by: By) -> bool {
    let has_two_numbers = listed.number.is_some() && known.student_number.is_some();
    let ids = known.local_id.as_deref().filter(|_| !listed.local_ids.is_empty());
    let other_id = ids.is_some_and(|id| listed.local_ids.iter().all(|own| **own != *id));
    let classes: HashSet<ClassRef> = listed.classes().collect();
    let mut placements = known.placements.iter();
    let shares_class = placements.any(|(_, placement)| classes.contains(&placement.class));
    let same_guardians =
        by == By::ClassAlone || guardians(&listed.guardians) == guardians(&known.guardians);
    !has_two_numbers && !other_id && shares_class && same_guardians
}

fn guardians(all: &[Guardian]) -> HashSet<(&str, Option<&str>)> {
    all.iter().map(|one| (one.name.as_str(), one.phone.as_deref())).collect()
}
