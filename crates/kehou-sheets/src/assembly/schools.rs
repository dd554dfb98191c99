//! Schools from the rows of the management list. [C2]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use kehou_registry::{Closure, School, SchoolCode};
use kehou_units::{Dated, Period};

use super::Desk;
use crate::{
    KnownSchool, Reason, ReasonCode,
    fields::SchoolKey,
    kinds::schools::{Column, SchoolRow},
    limits,
    sources::Sourced,
};

/// The listed schools, by code and by name.
pub(super) struct SchoolList {
    codes: Vec<SchoolCode>,
    by_code: HashMap<SchoolCode, usize>,
    by_name: HashMap<Box<str>, Vec<usize>>,
}

impl SchoolList {
    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    pub(super) fn code(&self, school: usize) -> &SchoolCode {
        &self.codes[school]
    }

    /// The place of a school.
    pub(super) fn find(&self, key: &SchoolKey) -> Result<usize, Reason> {
        let unknown = || Reason::new(ReasonCode::SchoolUnknown);
        match key {
            SchoolKey::Code(code) => self.by_code.get(code).copied().ok_or_else(unknown),
            SchoolKey::Name(name) => match self.by_name.get(name).map(Vec::as_slice) {
                None | Some([]) => Err(unknown()),
                Some([only]) => Ok(*only),
                Some(several) => {
                    let codes: Vec<&str> =
                        several.iter().map(|at| self.code(*at).as_str()).collect();
                    let reason = Reason::new(ReasonCode::SchoolAmbiguous);
                    Err(reason.with("count", codes.len()).with("codes", codes.join(" ")))
                }
            },
        }
    }
}

/// Makes schools of rows and of what is known, sorted by code; what the rows say of a school takes
/// the place of what is known of it. Of two rows about the same days the one that begins first
/// stands.
pub(super) fn build(
    mut rows: Vec<Sourced<SchoolRow>>,
    known: &BTreeMap<SchoolCode, KnownSchool>,
    desk: &mut Desk,
) -> (SchoolList, Vec<School>) {
    rows.sort_by(|a, b| {
        let key = |row: &Sourced<SchoolRow>| (row.fact.period, desk.sources.order(row.origin));
        a.fact.code.cmp(&b.fact.code).then_with(|| key(a).cmp(&key(b)))
    });
    let mut schools: Vec<School> =
        rows.chunk_by(|a, b| a.fact.code == b.fact.code).map(|rows| school(rows, desk)).collect();
    let listed: BTreeSet<SchoolCode> = schools.iter().map(|school| school.code.clone()).collect();
    let others = known.values().filter(|known| !listed.contains(&known.school.code));
    schools.extend(others.map(|known| known.school.clone()));
    schools.sort_by(|a, b| a.code.cmp(&b.code));
    let codes: Vec<SchoolCode> = schools.iter().map(|school| school.code.clone()).collect();
    let by_code = codes.iter().cloned().zip(0..).collect();
    let mut by_name: HashMap<Box<str>, Vec<usize>> = HashMap::new();
    for (at, school) in schools.iter().enumerate() {
        let before = known.get(&school.code).map(|known| &known.school.profiles);
        for (_, profile) in school.profiles.iter().chain(before.iter().flat_map(|all| all.iter())) {
            let same = by_name.entry(profile.name.as_str().into()).or_default();
            if same.last() != Some(&at) {
                same.push(at);
            }
        }
    }
    let list = SchoolList { codes, by_code, by_name };
    desk.speaking.resize_with(list.len(), BTreeSet::new);
    for row in &rows {
        if let Some(school) = list.by_code.get(&row.fact.code) {
            desk.state(*school, row.origin);
        }
    }
    (list, schools)
}

fn school(rows: &[Sourced<SchoolRow>], desk: &mut Desk) -> School {
    let mut kept: Vec<(Period, &Sourced<SchoolRow>)> = Vec::new();
    let mut repeated = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if kept.len() >= limits::SCHOOL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany).with("limit", limits::SCHOOL_ROWS);
            desk.sources.refuse(row.origin, None, "", reason);
            continue;
        }
        if kept.iter().any(|(_, other)| other.fact == row.fact) {
            repeated.push(row.origin);
            continue;
        }
        let period =
            until_next(row.fact.period, rows.get(at + 1).map(|next| next.fact.period.first()));
        match kept.iter().find(|(other, _)| other.overlaps(&period)) {
            None => kept.push((period, row)),
            Some((_, other)) => {
                let place = desk.sources.place(other.origin);
                let reason = Reason::new(ReasonCode::SchoolProfileOverlap).with("other", place);
                let (column, value) = (Column::From.into(), row.fact.period.first().to_string());
                desk.sources.refuse(row.origin, Some(column), &value, reason);
            }
        }
    }
    desk.note_repeated(&repeated);
    let closure = kept.last().and_then(|(period, row)| {
        let successor = row.fact.successor.clone();
        period.last().map(|last_day| Closure { last_day, successor })
    });
    let code = rows[0].fact.code.clone();
    let profiles = kept.iter().map(|(period, row)| (*period, row.fact.profile.clone())).collect();
    // Rows about the same days were refused above.
    School { code, profiles: Dated::new(profiles).unwrap_or_default(), closure }
}

/// A row without a last day holds until the day before the next row begins.
fn until_next(period: Period, next: Option<NaiveDate>) -> Period {
    let before = next.filter(|next| period.last().is_none() && *next > period.first());
    let last = before.and_then(|next| next.checked_sub_days(Days::new(1)));
    Period::new(period.first(), last.or(period.last())).unwrap_or(period)
}
