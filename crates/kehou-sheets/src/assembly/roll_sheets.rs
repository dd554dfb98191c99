//! From the rows of attendance tables to sheets: one per class, slot, revision and time of entry.

use kehou_attendance::Mark;
use kehou_registry::PupilNo;

use super::rolls::{Found, Group, SchoolSheets};
use crate::{
    kinds::rolls::{LongMark, LongTable, WideTable},
    limits,
};

/// A row of a wide table that belongs to a group: its pupil and its place in the table.
type Line = (PupilNo, usize);

/// Makes sheets of a wide table; gives the rows beyond the most that one pupil may have.
pub(super) fn of_wide(
    table: &WideTable,
    pupils: &[Option<Found>],
    sheets: &mut [SchoolSheets],
) -> Vec<usize> {
    let mut too_many = Vec::new();
    let mut lines: Vec<(Group, Line)> = Vec::with_capacity(pupils.len());
    for (at, (found, (_, sheet))) in pupils.iter().zip(&table.rows).enumerate() {
        if let Some(Found { school, class, pupil }) = *found {
            lines.push((Group { school, class, sheet: *sheet }, (pupil, at)));
        }
    }
    let width = table.slots.len();
    let marks = |at: usize| table.marks.get(at * width..(at + 1) * width);
    // By their marks and not by their rows, so that the order of the rows does not matter.
    lines.sort_unstable_by_key(|(group, (pupil, at))| (*group, *pupil, marks(*at)));
    for same in lines.chunk_by(|(a, _), (b, _)| a == b) {
        let group = same[0].0;
        let sheets = &mut sheets[group.school];
        let lines = same.iter().map(|(_, line)| *line);
        let (layers, beyond) = layers(lines, |a, b| marks(*a) == marks(*b));
        too_many.extend(beyond);
        for layer in layers {
            let roster: Vec<PupilNo> = layer.iter().map(|(pupil, _)| *pupil).collect();
            let Some(roster) = sheets.roster(&roster) else { continue };
            for (column, slot) in table.slots.iter().enumerate() {
                let mark = |(_, at): &Line| table.marks.get(at * width + column).copied();
                let marks = layer.iter().map(|line| mark(line).unwrap_or_default()).collect();
                sheets.add(&group, *slot, roster, marks);
            }
        }
    }
    too_many
}

/// Makes sheets of a long table.
pub(super) fn of_long(mut table: LongTable, pupils: &[Option<Found>], sheets: &mut [SchoolSheets]) {
    let mut marks = std::mem::take(&mut table.marks);
    let found = |mark: &LongMark| pupils.get(mark.pupil as usize).copied().flatten();
    let key = |mark: &LongMark| {
        let found = found(mark)?;
        Some(((found.school, found.class), mark.sheet_order(), found.pupil))
    };
    marks.retain(|mark| key(mark).is_some());
    marks.sort_unstable_by(|a, b| key(a).cmp(&key(b)).then(a.mark.cmp(&b.mark)));
    for same in marks.chunk_by(|a, b| key(a).map(|k| (k.0, k.1)) == key(b).map(|k| (k.0, k.1))) {
        let Some(Found { school, class, .. }) = found(&same[0]) else { continue };
        let group = Group { school, class, sheet: table.sheet(&same[0]) };
        let slot = (table.day(&same[0]), same[0].slot);
        let lines = same.iter().filter_map(|mark| Some((found(mark)?.pupil, mark.mark)));
        // There are fewer marks than sheets that a pupil may have, so none is beyond.
        for layer in layers(lines, |a, b| a == b).0 {
            let (roster, marks): (Vec<PupilNo>, Vec<Mark>) = layer.into_iter().unzip();
            if let Some(roster) = sheets[school].roster(&roster) {
                sheets[school].add(&group, slot, roster, marks.into());
            }
        }
    }
}

/// Lines sorted by pupil, none twice.
type Layer<T> = Vec<(PupilNo, T)>;

/// Splits lines that are sorted by pupil, so that each pupil stands once in each layer: a second
/// line of a pupil is a second sheet, which may contradict the first. A line that says the same as
/// another one of its pupil is left out; lines beyond the most layers are given apart.
fn layers<T>(
    lines: impl Iterator<Item = (PupilNo, T)>,
    same: impl Fn(&T, &T) -> bool,
) -> (Vec<Layer<T>>, Vec<T>) {
    let mut layers: Vec<Layer<T>> = Vec::new();
    let mut beyond = Vec::new();
    for (pupil, line) in lines {
        // The lines of a pupil come one after the other, so they end the layers they are in.
        let own = |layer: &&Layer<T>| layer.last().is_some_and(|(last, _)| *last == pupil);
        let mut said = layers.iter().take_while(own).filter_map(|layer| layer.last());
        if said.any(|(_, other)| same(other, &line)) {
            continue;
        }
        let depth = layers.iter().take_while(own).count();
        match layers.get_mut(depth) {
            Some(layer) => layer.push((pupil, line)),
            None if depth < limits::PUPIL_SHEETS => layers.push(vec![(pupil, line)]),
            None => beyond.push(line),
        }
    }
    (layers, beyond)
}
