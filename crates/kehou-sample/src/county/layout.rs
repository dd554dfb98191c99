//! Which schools there are, and how large.

use kehou_registry::{Affiliation, Centrality, SchoolStage};

use super::{CASE_SCHOOLS, Class, Hand, School, share};
use crate::generator::{Generator, Purpose};
use crate::names::{HAMLETS, TOWNS};
use crate::size::Seed;
use crate::spring::day;

/// The most pupils that a class is planned for.
const CLASS_PLANNED: usize = 54;

/// What a school is made from.
struct Draft {
    name: String,
    town: Option<usize>,
    affiliation: Affiliation,
    stage: SchoolStage,
    centrality: Centrality,
    /// Its share of the pupils.
    weight: usize,
    /// The least number of classes of a grade.
    parallel: usize,
}

impl Draft {
    fn of(
        name: impl Into<String>,
        affiliation: Affiliation,
        stage: SchoolStage,
        weight: usize,
    ) -> Self {
        let centrality = Centrality::Ordinary;
        Self { name: name.into(), town: None, affiliation, stage, centrality, weight, parallel: 1 }
    }

    fn in_town(self, town: usize) -> Self {
        Self { town: Some(town), ..self }
    }

    fn central(self) -> Self {
        Self { centrality: Centrality::Central, ..self }
    }

    fn parallel(self, parallel: usize) -> Self {
        Self { parallel, ..self }
    }
}

/// The places of the schools that hold the cases.
pub(crate) mod place {
    /// County-direct primary school; most cases about single pupils.
    pub(crate) const PRIMARY: usize = 0;
    /// County-direct junior school with free evening study.
    pub(crate) const JUNIOR: usize = 1;
    /// Nine-year school with boarders.
    pub(crate) const NINE_YEAR: usize = 2;
    /// Central primary school of a town; it also has the rolls of February.
    pub(crate) const CENTRAL: usize = 3;
    /// Its teaching point.
    pub(crate) const TEACHING_POINT: usize = 4;
    /// The school that was merged into the central one.
    pub(crate) const MERGED: usize = 5;
    /// Private school.
    pub(crate) const PRIVATE: usize = 6;
    /// School without a fee notice for the term.
    pub(crate) const NO_NOTICE: usize = 7;
    /// School whose payee is a parents' committee.
    pub(crate) const COMMITTEE: usize = 8;
    /// School whose plan charges what may not be charged.
    pub(crate) const BAD_PLAN: usize = 9;
    /// School with closures, odd sheets and a price of its own.
    pub(crate) const UNEVEN: usize = 10;
    /// Ordinary town school.
    pub(crate) const ORDINARY: usize = 11;
}

/// The schools that hold the cases.
pub(super) fn case_schools(seed: Seed, pupils: usize) -> Vec<School> {
    use {Affiliation::*, SchoolStage::*};
    let town = |name: &str, stage, weight, town: usize| {
        Draft::of(format!("{}{name}", TOWNS[town]), Town, stage, weight).in_town(town)
    };
    let drafts = [
        Draft::of("县直青禾实验小学", CountyDirect, Primary, 470).parallel(2),
        Draft::of("县直望舒初级中学", CountyDirect, Junior, 380).parallel(2),
        town("九年一贯制学校", NineYear, 330, 1),
        town("中心小学", Primary, 470, 0).central().parallel(2),
        town("听雨教学点", Primary, 28, 0),
        town("拾光小学", Primary, 110, 0),
        Draft::of("揽月双语学校", Private, Primary, 170).in_town(2),
        town("问渠小学", Primary, 190, 3),
        town("采薇小学", Primary, 190, 4),
        town("向荣小学", Primary, 230, 5),
        town("知行小学", Primary, 260, 6).parallel(2),
        town("朝歌小学", Primary, 230, 7),
    ];
    let mut schools = build(seed, 0, &drafts, pupils);
    schools[place::TEACHING_POINT].counts_with = Some(place::CENTRAL);
    schools[place::MERGED].merged = Some((day(3, 17), place::CENTRAL));
    schools
}

/// The other schools: one in 16 county-direct, one in 32 private, the rest spread over the towns.
pub(super) fn further_schools(seed: Seed, count: usize, pupils: usize) -> Vec<School> {
    let mut in_towns = 0;
    let mut drafts = Vec::with_capacity(count);
    for index in 0..count {
        drafts.push(match index % 32 {
            0 | 16 => county_direct(index / 16),
            8 => private(index / 32),
            _ => {
                in_towns += 1;
                town_school((in_towns - 1) % TOWNS.len(), (in_towns - 1) / TOWNS.len())
            }
        });
    }
    let mut schools = build(seed, CASE_SCHOOLS, &drafts, pupils);
    find_central_schools(&mut schools);
    schools
}

fn county_direct(nth: usize) -> Draft {
    let hamlet = HAMLETS[(nth + 8) % HAMLETS.len()];
    let (stage, kind, weight) = match nth % 2 {
        0 => (SchoolStage::Junior, "初级中学", 1_380),
        _ => (SchoolStage::Primary, "小学", 1_100),
    };
    let name = format!("县直{hamlet}{kind}{}", repeat_mark(nth / HAMLETS.len()));
    Draft::of(name, Affiliation::CountyDirect, stage, weight)
}

fn private(nth: usize) -> Draft {
    let hamlet = HAMLETS[(nth + 16) % HAMLETS.len()];
    let name = format!("{hamlet}学校{}", repeat_mark(nth / HAMLETS.len()));
    Draft::of(name, Affiliation::Private, SchoolStage::NineYear, 400).in_town(nth % TOWNS.len())
}

/// The `rank`-th further school of a town.
fn town_school(town: usize, rank: usize) -> Draft {
    let hamlet = HAMLETS[(rank * 5 + town) % HAMLETS.len()];
    let again = repeat_mark(rank / HAMLETS.len());
    let name = |kind: &str| format!("{}{hamlet}{kind}{again}", TOWNS[town]);
    let draft =
        |kind, stage, weight| Draft::of(name(kind), Affiliation::Town, stage, weight).in_town(town);
    match rank {
        0 => draft("中心小学", SchoolStage::Primary, 830).central(),
        1 => draft("初级中学", SchoolStage::Junior, 830),
        3 if town.is_multiple_of(2) => draft("九年一贯制学校", SchoolStage::NineYear, 800),
        7 => draft("教学点", SchoolStage::Primary, 40),
        2 | 3 => draft("小学", SchoolStage::Primary, 550),
        _ => draft("小学", SchoolStage::Primary, 290),
    }
}

/// Tells schools apart whose names would otherwise come again.
fn repeat_mark(round: usize) -> String {
    if round == 0 { String::new() } else { format!("（{}校区）", round + 1) }
}

/// Teaching points count with the central school of their town.
fn find_central_schools(schools: &mut [School]) {
    for place in 0..schools.len() {
        if schools[place].name.ends_with("教学点") {
            let central = schools.iter().position(|school| {
                school.centrality == Centrality::Central && school.town == schools[place].town
            });
            schools[place].counts_with = central.map(|central| central + CASE_SCHOOLS);
        }
    }
}

fn build(seed: Seed, first: usize, drafts: &[Draft], pupils: usize) -> Vec<School> {
    let weights: Vec<usize> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            let jitter = Generator::new(seed.0, Purpose::Schools, &[first + index]).below(201);
            draft.weight * (900 + usize::try_from(jitter).unwrap_or_default())
        })
        .collect();
    let shares = share(pupils, &weights);
    let school =
        |(index, (draft, pupils)): (usize, (&Draft, usize))| school(first + index, draft, pupils);
    drafts.iter().zip(shares).enumerate().map(school).collect()
}

fn school(index: usize, draft: &Draft, pupils: usize) -> School {
    let grades = grades(draft);
    let hand = [Hand::Words, Hand::Digits, Hand::Brackets][index % 3];
    School {
        code: format!("{}", 3_708_290_001 + index as u64),
        name: draft.name.clone(),
        town: draft.town.map(|town| (format!("{}", 370_829_101 + town), TOWNS[town])),
        affiliation: draft.affiliation,
        stage: draft.stage,
        centrality: draft.centrality,
        counts_with: None,
        merged: None,
        hand,
        classes: classes(&grades, draft.parallel, pupils),
    }
}

fn grades(draft: &Draft) -> Vec<u8> {
    match draft.stage {
        SchoolStage::Junior => (7..=9).collect(),
        SchoolStage::NineYear => (1..=9).collect(),
        _ if draft.name.ends_with("教学点") => vec![1, 2],
        _ => (1..=6).collect(),
    }
}

fn classes(grades: &[u8], parallel: usize, pupils: usize) -> Vec<Class> {
    let of_grades = share(pupils, &vec![1; grades.len()]);
    let mut classes = Vec::new();
    for (grade, of_grade) in grades.iter().zip(of_grades) {
        let count = of_grade.div_ceil(CLASS_PLANNED).max(parallel);
        for (number, pupils) in (1..).zip(share(of_grade, &vec![1; count])) {
            classes.push(Class { grade: *grade, number, pupils, before: 0, comes_from: None });
        }
    }
    classes
}
