//! Which rows may be told, so that no sum or difference of them is the result of a single school.
//!
//! Schools of one affiliation, town and standing of self-check appear in the same rows always, so they
//! can be told apart by no arithmetic: they are one cell. A cell of a single school is given away when
//! its own row is a combination of the rows that are told, which elimination decides exactly.

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::{Affiliation, DivisionCode};

use crate::results::{Group, SchoolResult};

/// Whether the comparison with self-checks is told beside a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Comparison {
    /// It is.
    Shown,
    /// It would tell of a single school.
    Hidden,
}

/// Something that is told: the sums of all schools of a group, or of those with a self-check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    SelfChecked(Group),
    Whole(Group),
}

type Cell<'a> = (Affiliation, Option<&'a DivisionCode>, bool);

/// The groups that may be told, each with whether its comparison may.
pub(super) fn shown(schools: &[SchoolResult]) -> BTreeMap<Group, Comparison> {
    let mut cells: BTreeMap<Cell<'_>, u32> = BTreeMap::new();
    for one in schools {
        *cells
            .entry((one.affiliation, one.town.as_ref(), one.self_check.is_some()))
            .or_default() += 1;
    }
    let mut told: BTreeSet<Told> = BTreeSet::new();
    for (affiliation, town, is_self_checked) in cells.keys() {
        let town = town.cloned().map(Group::Town);
        for group in [Group::County, Group::Affiliation(*affiliation)].into_iter().chain(town) {
            told.extend(is_self_checked.then(|| Told::SelfChecked(group.clone())));
            told.insert(Told::Whole(group));
        }
    }
    while gives_away(&cells, &told) {
        let size = |told: &Told| -> u32 {
            cells.iter().filter(|(cell, _)| holds(told, cell)).map(|(_, many)| *many).sum()
        };
        // The county goes last, and comparisons before whole rows.
        let rank = |told: &Told| {
            let (is_whole, group) = parts(told);
            (*group == Group::County, is_whole, size(told))
        };
        let Some(next) = told.iter().min_by_key(|told| rank(told)).cloned() else { break };
        if let Told::Whole(group) = &next {
            told.remove(&Told::SelfChecked(group.clone()));
        }
        told.remove(&next);
    }
    let comparison = |group: &Group| match told.contains(&Told::SelfChecked(group.clone())) {
        true => Comparison::Shown,
        false => Comparison::Hidden,
    };
    let wholes = told.iter().filter_map(|told| match told {
        Told::Whole(group) => Some((group.clone(), comparison(group))),
        Told::SelfChecked(_) => None,
    });
    wholes.collect()
}

const fn parts(told: &Told) -> (bool, &Group) {
    match told {
        Told::Whole(group) => (true, group),
        Told::SelfChecked(group) => (false, group),
    }
}

fn holds(told: &Told, (affiliation, town, is_self_checked): &Cell<'_>) -> bool {
    let (is_whole, group) = parts(told);
    let is_in = match group {
        Group::County => true,
        Group::Affiliation(of) => of == affiliation,
        Group::Town(of) => *town == Some(of),
    };
    is_in && (is_whole || *is_self_checked)
}

/// Whether a cell of one school is a combination of what is told.
fn gives_away(cells: &BTreeMap<Cell<'_>, u32>, told: &BTreeSet<Told>) -> bool {
    let mut basis: Vec<Vec<i128>> = Vec::new();
    for told in told {
        let row = cells.keys().map(|cell| i128::from(holds(told, cell))).collect();
        let rest = reduced(row, &basis);
        if rest.iter().any(|number| *number != 0) {
            basis.push(rest);
        }
    }
    let single = |(at, many): (usize, &u32)| {
        let unit = (0..cells.len()).map(|other| i128::from(other == at)).collect();
        *many == 1 && reduced(unit, &basis).iter().all(|number| *number == 0)
    };
    cells.values().enumerate().any(single)
}

/// What is left of a row when the rows of a basis are taken from it, each of which begins after the
/// beginnings of those before it were cleared; kept small by its greatest common divisor.
fn reduced(mut row: Vec<i128>, basis: &[Vec<i128>]) -> Vec<i128> {
    for taken in basis {
        let Some((at, lead)) = taken.iter().enumerate().find(|(_, number)| **number != 0) else {
            continue;
        };
        let factor = row.get(at).copied().unwrap_or_default();
        if factor != 0 {
            row.iter_mut().zip(taken).for_each(|(one, other)| *one = *one * lead - other * factor);
            let common = row.iter().fold(0, |a, b| gcd(a, *b));
            if common > 1 {
                row.iter_mut().for_each(|number| *number /= common);
            }
        }
    }
    row
}

const fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
