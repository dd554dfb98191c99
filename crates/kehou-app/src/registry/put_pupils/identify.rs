//! Which pupil each entry is about. (C5)

use std::collections::HashMap;

use kehou_registry::{PupilNo, SchoolCode, StudentNumber};
use kehou_store::{Person, PupilId, Stored};

use super::PupilEntry;
use crate::{Refusal, RefusalCode, registry::pupil::unknown};

/// The pupils of a school as they stand, and what entries would make of them.
pub(super) struct Roll {
    persons: HashMap<PupilNo, Person>,
    by_number: HashMap<StudentNumber, PupilNo>,
    by_local_id: HashMap<String, PupilNo>,
    last: u32,
}

/// An entry, with the pupil it is about.
pub(super) struct Identified {
    pub(super) pupil: PupilNo,
    pub(super) is_new: bool,
    /// Who the pupil is by what is on record and what is given.
    pub(super) person: Person,
}

impl Roll {
    /// A school's pupils; `last` is the greatest number ever given.
    pub(super) fn of(ids: &[Stored<PupilId>], persons: Vec<Stored<Person>>, last: u32) -> Self {
        let known = |no: &PupilNo| ids.binary_search_by_key(&Some(*no), |it| it.pupil).is_ok();
        let persons = persons.into_iter().filter_map(|it| Some((it.pupil?, it.value)));
        let persons: HashMap<PupilNo, Person> = persons.filter(|(no, _)| known(no)).collect();
        let number = |(no, it): (&PupilNo, &Person)| Some((it.student_number.clone()?, *no));
        let local_id = |(no, it): (&PupilNo, &Person)| Some((it.local_id.clone()?, *no));
        let by_number = persons.iter().filter_map(number).collect();
        let by_local_id = persons.iter().filter_map(local_id).collect();
        Self { persons, by_number, by_local_id, last }
    }

    /// Says whom each entry is about, and refuses what would give two pupils one number or one id.
    pub(super) fn identify(
        mut self,
        school: &SchoolCode,
        entries: &[PupilEntry],
    ) -> Result<Vec<Identified>, Refusal> {
        let mut about: HashMap<PupilNo, usize> = HashMap::new();
        let mut identified = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let found = self.find(school, (at, entry))?;
            let pupil = found.unwrap_or_else(|| {
                self.last += 1;
                PupilNo::new(self.last)
            });
            if let Some(first) = about.insert(pupil, at) {
                let refusal = Refusal::new(RefusalCode::PupilTwice).with("first", first + 1);
                return Err(refusal.with("entry", at + 1).with("pupil", pupil));
            }
            let person = self.merged(pupil, entry);
            identified.push(Identified { pupil, is_new: found.is_none(), person });
        }
        self.refuse_doubles(&identified)?;
        Ok(identified)
    }

    fn find(
        &self,
        school: &SchoolCode,
        (at, entry): (usize, &PupilEntry),
    ) -> Result<Option<PupilNo>, Refusal> {
        if let Some(no) = entry.no {
            return if self.persons.contains_key(&no) {
                Ok(Some(no))
            } else {
                Err(unknown(school, no))
            };
        }
        let given = entry.student_number.as_ref();
        if let Some(no) = given.and_then(|number| self.by_number.get(number)) {
            return Ok(Some(*no));
        }
        let Some(no) = entry.local_id.as_ref().and_then(|id| self.by_local_id.get(id)) else {
            return Ok(None);
        };
        // Another student number under the same id is another child, unless somebody says otherwise.
        let on_record = self.persons.get(no).and_then(|person| person.student_number.as_ref());
        if given.is_some() && on_record.is_some() {
            return Err(local_id_taken(at, *no));
        }
        Ok(Some(*no))
    }

    fn merged(&self, pupil: PupilNo, entry: &PupilEntry) -> Person {
        let before = self.persons.get(&pupil);
        let number = || before.and_then(|person| person.student_number.clone());
        let local_id = || before.and_then(|person| person.local_id.clone());
        Person {
            name: entry.name.clone(),
            student_number: entry.student_number.clone().or_else(number),
            local_id: entry.local_id.clone().or_else(local_id),
        }
    }

    /// Two pupils may exchange numbers; none may share one when all is written.
    fn refuse_doubles(mut self, identified: &[Identified]) -> Result<(), Refusal> {
        for it in identified {
            self.persons.remove(&it.pupil);
        }
        self.by_number.retain(|_, no| self.persons.contains_key(no));
        self.by_local_id.retain(|_, no| self.persons.contains_key(no));
        for (at, Identified { pupil, person, .. }) in identified.iter().enumerate() {
            let number = person.student_number.clone();
            if let Some(other) = number.and_then(|number| self.by_number.insert(number, *pupil)) {
                let refusal = Refusal::new(RefusalCode::StudentNumberTaken);
                return Err(refusal.with("entry", at + 1).with("pupil", other));
            }
            let local_id = person.local_id.clone();
            if let Some(other) = local_id.and_then(|id| self.by_local_id.insert(id, *pupil)) {
                return Err(local_id_taken(at, other));
            }
        }
        Ok(())
    }
}

fn local_id_taken(at: usize, pupil: PupilNo) -> Refusal {
    Refusal::new(RefusalCode::LocalIdTaken).with("entry", at + 1).with("pupil", pupil)
}
