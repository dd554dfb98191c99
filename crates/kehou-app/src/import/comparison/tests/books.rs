//! A store of the smallest kind: changes of items applied in memory.

use std::{collections::BTreeMap, io::Cursor, sync::LazyLock};

use chrono::NaiveDate;
use kehou_attendance::{Roll, Roster, SchoolRolls};
use kehou_policy::Policy;
use kehou_registry::{Calendar, Pupil, PupilNo, School, SchoolCode, ServicePlan, Terms};
use kehou_sheets::{County, Intake, KnownSchool};
use kehou_units::{Dated, Ratio};

use crate::import::comparison::{
    Change, Changes, CountyComparison, FiledRoll, Kept, SchoolComparison, Standing, StoredPupil,
    StoredSchool, compare, compare_county, stored::FIRST_ITEM,
};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());

/// What is stored, by school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Books {
    pub(super) schools: BTreeMap<SchoolCode, StoredSchool>,
}

impl Books {
    /// Reads files over what is stored and says what they would change.
    pub(super) fn preview(&self, files: &[&str], on: NaiveDate) -> (County, CountyComparison) {
        let known = self.schools.iter().map(|(code, stored)| known(code, stored)).collect();
        let mut intake = Intake::over(&POLICY, "2023-03".parse().unwrap(), known);
        for (at, text) in files.iter().enumerate() {
            intake.read(&format!("{at}.csv"), Cursor::new(text));
        }
        let county = intake.finish();
        let nothing = StoredSchool::default();
        let schools = county.schools.iter().map(|filed| {
            let code = &filed.school.code;
            let stored = self.schools.get(code).unwrap_or(&nothing);
            (stored, compare(stored, filed, &county.stated[code], on))
        });
        let limit = Ratio::new(5, 100).unwrap();
        let comparison = compare_county(schools.collect(), on, limit);
        (county, comparison)
    }

    /// Takes files in.
    pub(super) fn import(&mut self, files: &[&str], on: NaiveDate) -> CountyComparison {
        let (_, comparison) = self.preview(files, on);
        for school in &comparison.schools {
            store(self.schools.entry(school.school.clone()).or_default(), school);
        }
        comparison
    }

    pub(super) fn only(&mut self) -> &mut StoredSchool {
        assert_eq!(self.schools.len(), 1);
        self.schools.values_mut().next().unwrap()
    }

    /// What is stored of a pupil of the only school, by name.
    pub(super) fn pupil(&mut self, name: &str) -> &mut StoredPupil {
        let mut pupils = self.only().pupils.iter_mut();
        pupils.find(|pupil| pupil.identity.value.name == name).unwrap()
    }
}

fn alive<T: Clone>(items: &[Kept<T>]) -> Vec<T> {
    items.iter().filter(|kept| kept.is_alive()).map(|kept| kept.value.clone()).collect()
}

/// What the next intake knows of a school: everything must still fit together.
fn known(code: &SchoolCode, stored: &StoredSchool) -> KnownSchool {
    let profiles = Dated::new(alive(&stored.profiles)).expect("one profile a day");
    let closure = alive(&stored.closure).pop();
    let terms = Terms::new(alive(&stored.terms));
    let calendar = Calendar::new(terms, alive(&stored.calendar)).expect("one word a day");
    ServicePlan::new(alive(&stored.plan)).expect("one plan a slot");
    KnownSchool {
        school: School { code: code.clone(), profiles, closure },
        calendar,
        pupils: stored.pupils.iter().map(pupil).collect(),
        next_pupil_no: 1,
    }
}

fn pupil(stored: &StoredPupil) -> Pupil {
    let identity = stored.identity.value.clone();
    Pupil {
        no: stored.no,
        name: identity.name,
        student_number: identity.student_number,
        local_id: identity.local_id,
        guardians: alive(&stored.guardians),
        placements: Dated::new(alive(&stored.placements)).expect("one class a day"),
        applications: alive(&stored.applications),
        waivers: alive(&stored.waivers),
    }
}

fn store(stored: &mut StoredSchool, changes: &SchoolComparison) {
    apply(&mut stored.profiles, &changes.profiles, None);
    apply(&mut stored.closure, &changes.closure, None);
    apply(&mut stored.terms, &changes.terms, None);
    apply(&mut stored.calendar, &changes.calendar, None);
    apply(&mut stored.plan, &changes.plan, None);
    apply(&mut stored.notices, &changes.notices, None);
    apply(&mut stored.payees, &changes.payees, None);
    for item in &changes.identities.items {
        let (Some(no), Change::Put(value)) = (item.pupil, &item.change) else { panic!("{item:?}") };
        let (item, value) = (item.item, value.clone());
        let identity = Kept { item, standing: Standing::Imported, value };
        match stored.pupils.iter_mut().find(|pupil| pupil.no == no) {
            Some(pupil) => pupil.identity = identity,
            None => stored.pupils.push(StoredPupil {
                no,
                identity,
                guardians: Vec::new(),
                placements: Vec::new(),
                applications: Vec::new(),
                waivers: Vec::new(),
            }),
        }
    }
    for pupil in &mut stored.pupils {
        let owner = Some(pupil.no);
        apply(&mut pupil.guardians, &changes.guardians, owner);
        apply(&mut pupil.placements, &changes.placements, owner);
        apply(&mut pupil.applications, &changes.applications, owner);
        apply(&mut pupil.waivers, &changes.waivers, owner);
    }
    stored.rolls = with_rolls(&stored.rolls, &changes.rolls.new);
}

/// Writes versions of items: only imported ones are ever touched, and new ones get new numbers.
fn apply<T: Clone + PartialEq + std::fmt::Debug>(
    stored: &mut Vec<Kept<T>>,
    changes: &Changes<T>,
    owner: Option<PupilNo>,
) {
    for change in changes.items.iter().filter(|change| change.pupil == owner) {
        assert!(change.item >= FIRST_ITEM);
        let at = stored.iter().position(|kept| kept.item == change.item);
        match (at, &change.change) {
            (Some(at), Change::Put(value)) => {
                assert_ne!(stored[at].value, *value, "a change that changes nothing");
                stored[at].value = value.clone();
                stored[at].standing = Standing::Imported;
            }
            (None, Change::Put(value)) => {
                let (item, value) = (change.item, value.clone());
                stored.push(Kept { item, standing: Standing::Imported, value });
            }
            (Some(at), Change::Remove(value)) => {
                assert_eq!(
                    stored.remove(at),
                    Kept { item: change.item, standing: Standing::Imported, value: value.clone() }
                );
            }
            (None, Change::Remove(_)) => panic!("nothing to remove: {change:?}"),
        }
    }
}

fn with_rolls(stored: &SchoolRolls, new: &[FiledRoll]) -> SchoolRolls {
    let mut rosters: Vec<Roster> = stored.rosters().to_vec();
    let mut rolls: Vec<Roll> = stored.rolls().to_vec();
    for filed in new {
        rosters.push(filed.roster.clone());
        rolls.push(Roll {
            on: filed.on,
            slot: filed.slot,
            group: filed.group,
            revision: filed.revision,
            recorded_at: filed.recorded_at,
            roster: rosters.len() - 1,
            marks: filed.marks.clone(),
        });
    }
    SchoolRolls::new(rosters, rolls).unwrap()
}
