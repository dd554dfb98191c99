//! The least number of adults that a band can do with, whatever the plan (T5, G3, G8).
//!
//! Whatever a group is worth, rooms with so many adults can hold groups worth no more than
//! the best choice of groups for each of them; as many adults are needed as it takes to be worth
//! all groups together. Worth is the number of children (the ratio), or 1 for a group above some
//! size (the packing); what the youngest need in each building adds up.

use std::collections::BTreeMap;

use super::tables::{Stage, Tables};
use crate::late_hours::{BuildingNo, Roaming};

/// Why fewer adults would not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Nobody stays.
    Nobody,
    /// So many must be at school after the standard end (G3).
    OnSite,
    /// So many children, at so many an adult (T5).
    Ratio,
    /// So many large groups that do not fit with each other.
    Packing,
    /// The youngest stay in their buildings (G8).
    Buildings,
}

/// The least number of adults of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Least {
    /// How many.
    pub adults: u32,
    /// Why not fewer.
    pub ground: Ground,
}

/// The least number of adults of a band; `None` when its rooms can't hold the groups, whatever
/// the number of adults.
pub(super) fn least(tables: &Tables<'_>, band: usize) -> Option<Least> {
    let stage = &tables.bands[band];
    let all: Vec<u16> = stage.groups.clone();
    let mut best = Least { adults: 0, ground: Ground::Nobody };
    let mut raise = |adults: u32, ground| {
        if adults > best.adults {
            best = Least { adults, ground };
        }
    };
    raise(stage.least, Ground::OnSite);
    if all.is_empty() {
        return Some(best);
    }
    raise(enough(tables, stage, &all, (None, 0))?, Ground::Ratio);
    for size in sizes(stage, &all) {
        raise(enough(tables, stage, &all, (Some(size), 0))?, Ground::Packing);
    }
    raise(buildings(tables, stage)?, Ground::Buildings);
    Some(best)
}

/// The least number of rooms of a band that hold some groups: each needs own staff of its own
/// (T6), and somebody else to hand over from it (G8). `None` when rooms can't hold them.
pub(super) fn least_rooms(tables: &Tables<'_>, band: usize, groups: &[u16]) -> Option<u32> {
    let stage = &tables.bands[band];
    let worths = std::iter::once(None).chain(sizes(stage, groups).into_iter().map(Some));
    let rooms = worths.map(|above| enough(tables, stage, groups, (above, u32::MAX)));
    rooms.collect::<Option<Vec<u32>>>()?.into_iter().max()
}

/// Sizes of groups above which counting them may say more than counting children: at most eight.
fn sizes(stage: &Stage, groups: &[u16]) -> Vec<u32> {
    let mut sizes: Vec<u32> = groups.iter().map(|it| stage.staying[usize::from(*it)]).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let step = sizes.len().div_ceil(8).max(1);
    sizes.into_iter().step_by(step).collect()
}

fn buildings(tables: &Tables<'_>, stage: &Stage) -> Option<u32> {
    let mut youngest: BTreeMap<BuildingNo, Vec<u16>> = BTreeMap::new();
    for group in &stage.groups {
        let it = &tables.day.groups()[usize::from(*group)];
        if it.roaming() == Roaming::HomeBuilding {
            youngest.entry(it.home_building()).or_default().push(*group);
        }
    }
    let mut adults = 0;
    for groups in youngest.values() {
        let ratio = enough(tables, stage, groups, (None, 0))?;
        let packing =
            sizes(stage, groups).into_iter().map(|it| enough(tables, stage, groups, (Some(it), 0)));
        adults += packing.collect::<Option<Vec<u32>>>()?.into_iter().fold(ratio, u32::max);
    }
    Some(adults)
}

/// How many adults it takes to hold what the groups are worth, over all rooms in which one of
/// them may be. Worth is children, or 1 for each group of `above` children or more;
/// an adult may have `most` children, if that is more than the limit.
fn enough(
    tables: &Tables<'_>,
    stage: &Stage,
    groups: &[u16],
    (above, most): (Option<u32>, u32),
) -> Option<u32> {
    if groups.is_empty() {
        return Some(0);
    }
    let items: Vec<(usize, u32)> = groups
        .iter()
        .map(|it| stage.staying[usize::from(*it)])
        .map(|size| (size as usize, above.map_or(size, |above| u32::from(size >= above))))
        .collect();
    let goal: u32 = items.iter().map(|it| it.1).sum();
    let limit = groups.iter().map(|it| stage.limit[usize::from(*it)]).max()?.max(most) as usize;
    let mut usable: Vec<u16> =
        groups.iter().flat_map(|it| stage.choices[usize::from(*it)].iter().copied()).collect();
    usable.sort_unstable();
    usable.dedup();
    let sizes: usize = items.iter().map(|it| it.0).sum();
    let widest = usable.iter().map(|it| tables.capacity[usize::from(*it)] as usize).max()?;
    let worth = knapsack(&items, widest.min(sizes));
    let rooms: Vec<Vec<u32>> = usable
        .iter()
        .map(|room| offers(&worth, tables.capacity[usize::from(*room)] as usize, limit))
        .collect();
    fill(&rooms, goal)
}

/// For each size up to `most`, the most that groups of that size together are worth.
fn knapsack(items: &[(usize, u32)], most: usize) -> Vec<u32> {
    let mut worth = vec![0; most + 1];
    for (size, value) in items.iter().filter(|it| it.0 <= most) {
        for at in (*size..=most).rev() {
            worth[at] = worth[at].max(worth[at - size] + value);
        }
    }
    worth
}

/// What a room is worth with 1, 2, … adults.
fn offers(worth: &[u32], capacity: usize, limit: usize) -> Vec<u32> {
    let most = capacity.min(worth.len() - 1);
    let adults = most.div_ceil(limit).max(1);
    (1..=adults).map(|it| worth[(it * limit).min(most)]).collect()
}

/// The least number of adults, over all rooms, for at least `goal`; none when they can't.
fn fill(rooms: &[Vec<u32>], goal: u32) -> Option<u32> {
    let most: usize = rooms.iter().map(Vec::len).sum();
    let mut best = vec![0u32; most + 1];
    let mut used = 0;
    for offers in rooms {
        used += offers.len();
        for adults in (1..=used).rev() {
            let with =
                offers.iter().zip(1..=adults).map(|(worth, count)| best[adults - count] + worth);
            best[adults] = with.max().map_or(best[adults], |it| it.max(best[adults]));
        }
        if offers.is_empty() {
            used = used.max(1);
        }
    }
    best.iter().position(|it| *it >= goal).and_then(|it| u32::try_from(it).ok())
}
