//! The pupils of a class, made anew whenever a table needs them.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, Weekday};
use kehou_registry::{Affiliation, SchoolStage};

use crate::cases;
use crate::county::{Class, County, School};
use crate::generator::{Generator, Purpose};
use crate::identity;
use crate::marks::Marks;
use crate::names::Name;
use crate::papers::{Application, Decision, Track, Waiver};
use crate::person::Person;
use crate::spring::{TERM_FIRST, autumn_first, day};

/// A pupil as one class knows them.
#[derive(Clone, Debug)]
pub(crate) struct Pupil {
    /// The name.
    pub(crate) name: String,
    /// The national student number, if it has arrived.
    pub(crate) student_number: Option<String>,
    /// The school's own id otherwise.
    pub(crate) local_id: Option<String>,
    /// The guardian's name.
    pub(crate) guardian: String,
    /// The guardian's phone, if there is one.
    pub(crate) phone: Option<String>,
    /// Whether the pupil boards.
    pub(crate) boards: bool,
    /// The first day in the class.
    pub(crate) first: NaiveDate,
    /// The last day in the class.
    pub(crate) last: Option<NaiveDate>,
    /// Whether applications and waivers are filed under this class: it is the pupil's first one
    /// at the school.
    pub(crate) files_papers: bool,
    /// The applications at this school.
    pub(crate) applications: Vec<Application>,
    /// The waiver.
    pub(crate) waiver: Option<Waiver>,
    /// How the pupil is marked.
    pub(crate) marks: Marks,
}

impl Pupil {
    /// Whether the pupil is in the class on a day.
    pub(crate) fn is_here(&self, on: NaiveDate) -> bool {
        self.first <= on && self.last.is_none_or(|last| on <= last)
    }
}

/// The pupils of a class.
pub(crate) fn pupils_of(county: &County, school: usize, class: usize) -> Vec<Pupil> {
    let seat = county.schools[school].classes[class];
    match seat.comes_from {
        Some((from, class)) => moved(county, from, class),
        None => own(county, school, class),
    }
}

/// The pupils of a class whose school was merged: their families apply anew on the last day.
fn moved(county: &County, from: usize, class: usize) -> Vec<Pupil> {
    let Some((last_day, _)) = county.schools[from].merged else { return Vec::new() };
    let mut pupils = own(county, from, class);
    pupils.retain(|pupil| pupil.is_here(last_day));
    for pupil in &mut pupils {
        pupil.first = last_day + Days::new(1);
        pupil.last = None;
        pupil.applications.retain(|application| application.in_effect(last_day));
        pupil.applications.iter_mut().for_each(|application| application.applied = last_day);
    }
    pupils
}

fn own(county: &County, school: usize, class: usize) -> Vec<Pupil> {
    let seat = county.schools[school].classes[class];
    let planted = cases::people_of(school, seat.grade, seat.number);
    let mut names: BTreeSet<String> = planted.iter().map(|person| person.name.to_owned()).collect();
    let at_home = planted.iter().filter(|person| person.is_at_home(school, &seat)).count();
    let mut draw = Draw {
        county,
        school: &county.schools[school],
        place: (school, class),
        seat,
        generator: Generator::new(county.seed, Purpose::Pupils, &[school, class]),
    };
    let mut pupils: Vec<Pupil> = (0..seat.pupils.saturating_sub(at_home))
        .map(|position| draw.pupil(position, &mut names))
        .collect();
    pupils.extend(planted.into_iter().map(|person| draw.planted(person)));
    if let Some((last_day, _)) = draw.school.merged {
        pupils.iter_mut().for_each(|pupil| {
            pupil.last = Some(pupil.last.map_or(last_day, |last| last.min(last_day)));
        });
    }
    pupils
}

/// Makes the pupils of one class, in order.
struct Draw<'a> {
    county: &'a County,
    school: &'a School,
    place: (usize, usize),
    seat: Class,
    generator: Generator,
}

/// Weekdays that families ask for who do not ask for all.
const WEEKDAYS: [&[Weekday]; 3] = [
    &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu],
    &[Weekday::Mon, Weekday::Wed, Weekday::Fri],
    &[Weekday::Tue, Weekday::Thu],
];

/// Waiver categories that a government list is matched with.
const LISTED: [&str; 5] = [
    "最低生活保障家庭学生",
    "特困供养学生",
    "孤儿和事实无人抚养儿童",
    "脱贫享受政策家庭学生",
    "防返贫监测对象家庭学生",
];

/// Waiver categories that families apply for.
const APPLIED_FOR: [&str; 2] = ["残疾学生和残疾人子女", "突发困难家庭学生"];

impl Draw<'_> {
    fn pupil(&mut self, position: usize, names: &mut BTreeSet<String>) -> Pupil {
        let mut name = Name::draw(&mut self.generator);
        while !names.insert(name.to_string()) {
            name = Name::draw(&mut self.generator);
        }
        let (first, last) = self.stay();
        let has_number = !self.generator.per_mille(3);
        let number =
            identity::ordinary(self.seat.grade, self.seat.before + position, self.county.seed);
        Pupil {
            guardian: name.relative(&mut self.generator),
            phone: (!self.generator.per_mille(5)).then(|| phone(&mut self.generator)),
            boards: self.boards(),
            applications: self.applications(first, last),
            waiver: self.waiver(),
            name: name.to_string(),
            student_number: has_number.then_some(number),
            local_id: (!has_number).then(|| self.local_id(position)),
            first,
            last,
            files_papers: true,
            marks: Marks::Drawn { school: self.place.0, class: self.place.1, position },
        }
    }

    fn planted(&mut self, person: &'static Person) -> Pupil {
        let here = |stay: &&crate::person::Stay| {
            (stay.school, stay.grade, stay.class)
                == (self.place.0, self.seat.grade, self.seat.number)
        };
        let stay = person.stays.iter().find(here);
        let earlier = person.stays.iter().find(|stay| stay.school == self.place.0);
        let number = identity::planted(person.stays[0].grade, person.key);
        let applications = person.applications.iter().filter(|(school, _)| *school == self.place.0);
        Pupil {
            name: person.name.to_owned(),
            student_number: person.has_number.then_some(number),
            local_id: (!person.has_number).then(|| self.local_id(person.local_position())),
            guardian: person.guardian.to_owned(),
            phone: person.has_phone.then(|| format!("120{:08}", 10_000_000 + person.key)),
            boards: person.boards,
            first: stay.and_then(|stay| stay.first).unwrap_or_else(autumn_first),
            last: stay.and_then(|stay| stay.last),
            files_papers: stay == earlier,
            applications: applications.map(|(_, application)| *application).collect(),
            waiver: person.waiver,
            marks: Marks::Planted(person),
        }
    }

    fn local_id(&self, position: usize) -> String {
        identity::local(&self.school.code, self.seat.grade, self.seat.number, position)
    }

    /// One in a hundred comes in March, one in two hundred leaves.
    fn stay(&mut self) -> (NaiveDate, Option<NaiveDate>) {
        let comes = self.generator.per_mille(10).then(|| day(3, 2 + self.generator.below(14)));
        let leaves = self.generator.per_mille(5).then(|| day(3, 17 + self.generator.below(14)));
        (comes.unwrap_or_else(autumn_first), leaves)
    }

    /// Three in twenty of the junior pupils of town schools board.
    fn boards(&mut self) -> bool {
        let has_dormitory = self.school.affiliation == Affiliation::Town
            && matches!(self.school.stage, SchoolStage::Junior | SchoolStage::NineYear);
        has_dormitory && self.seat.grade >= 7 && self.generator.per_mille(150)
    }

    /// 85 in a hundred take part; most of them in every slot of the week.
    fn applications(&mut self, first: NaiveDate, last: Option<NaiveDate>) -> Vec<Application> {
        let takes_part = self.generator.per_mille(850);
        let applied = if self.generator.per_mille(15) {
            TERM_FIRST + Days::new(u64::from(self.generator.below(35)))
        } else {
            day(2, 6 + self.generator.below(6))
        };
        let slots: &[u8] = if self.generator.per_mille(120) { &[1] } else { &[] };
        let weekdays =
            if self.generator.per_mille(100) { *self.generator.pick(&WEEKDAYS) } else { &[] };
        let withdrawn = self.generator.per_mille(10).then(|| day(3, 20 + self.generator.below(11)));
        let applied = applied.max(first);
        let withdrawn = withdrawn.into_iter().chain(last).min().filter(|last| applied <= *last);
        let application = Application { applied, withdrawn, slots, weekdays };
        if takes_part { vec![application] } else { Vec::new() }
    }

    /// Eight in a hundred are waived; a few matches of a late list still await their decision.
    fn waiver(&mut self) -> Option<Waiver> {
        if !self.generator.per_mille(80) {
            return None;
        }
        let category = *self.generator.pick(&LISTED);
        Some(if self.generator.per_mille(200) {
            let approved = day(2, *self.generator.pick(&[20, 21, 22, 23, 24, 27, 28]));
            let category = *self.generator.pick(&APPLIED_FOR);
            Waiver { category, track: Track::Applied(approved) }
        } else if self.generator.per_mille(15) {
            Waiver { category, track: Track::Listed(day(3, 27), Decision::Pending) }
        } else {
            let confirmed = day(2, *self.generator.pick(&[16, 17, 20, 21, 22]));
            Waiver { category, track: Track::Listed(day(2, 15), Decision::Confirmed(confirmed)) }
        })
    }
}

/// A number that no phone has: mobile numbers begin with 13 to 19.
fn phone(generator: &mut Generator) -> String {
    format!("120{:08}", generator.below(10_000_000))
}
