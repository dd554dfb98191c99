//! Which kind of table a row of headings begins.

use std::{cmp::Reverse, collections::BTreeSet};

use kehou_units::Month;

use super::{Form, Header, Layout, Need, SlotHeading, header::SlotColumn, vocabulary};
use crate::{Reason, ReasonCode, kinds::LAYOUTS, reading::Row, row_error::column_letters};

/// A recognised table, with what was refused or passed over in its headings.
#[derive(Debug)]
pub(crate) struct Recognised {
    pub(crate) header: Header,
    /// Refused columns: position and reason.
    pub(crate) refused: Vec<(u16, Reason)>,
    /// Columns that nothing is read from.
    pub(crate) ignored: Vec<u16>,
    /// Whether all its slots lie outside the month: such a roll is no mistake, since a folder may
    /// hold those of several months.
    pub(crate) elsewhere: bool,
}

/// How near a row comes to being the headings of a table.
#[derive(Debug)]
pub(crate) struct Unrecognised {
    /// How many headings the nearest layout knows.
    pub(crate) known: usize,
    pub(crate) row: u32,
    /// One reason per missing heading where the row is near enough to a layout; else one in all.
    pub(crate) reasons: Vec<Reason>,
}

/// For one layout, the columns that a row names: (column of the layout, position in the row).
type Known = Vec<(usize, u16)>;

/// Reads a row as headings of a table of the month.
pub(crate) fn recognise(row: &Row, month: Month) -> Result<Recognised, Unrecognised> {
    let known = known(row);
    let slots: Vec<SlotHeading> =
        row.cells().map(|heading| SlotHeading::read(heading, month)).collect();
    let has_slots = slots.iter().any(|slot| *slot != SlotHeading::Other);
    let fits = |layout: &usize| {
        let is_whole = missing(LAYOUTS[*layout], &known[*layout]).is_empty();
        is_whole && (LAYOUTS[*layout].form == Form::Plain || has_slots)
    };
    match (0..LAYOUTS.len()).find(fits) {
        Some(layout) => {
            Ok(recognised(row, layout, &known[layout], Slots { headings: &slots, month }))
        }
        None => Err(nearest(row, &known, has_slots)),
    }
}

fn known(row: &Row) -> Vec<Known> {
    let mut known = vec![Known::new(); LAYOUTS.len()];
    for (position, heading) in (0..).zip(row.cells()) {
        for (layout, column) in vocabulary::places(heading) {
            known[*layout].push((*column, position));
        }
    }
    known
}

/// The groups of columns that a layout needs and does not find: any one of each group would do.
fn missing(layout: &Layout, known: &Known) -> Vec<Vec<usize>> {
    let found = |column: &usize| known.iter().any(|(named, _)| named == column);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (column, spec) in layout.columns.iter().enumerate() {
        match spec.need {
            Need::Required if !found(&column) => groups.push(vec![column]),
            Need::OneOf(group) => {
                let members = members(layout, group);
                if members[0] == column && !members.iter().any(found) {
                    groups.push(members);
                }
            }
            Need::Required | Need::Optional => {}
        }
    }
    groups
}

fn members(layout: &Layout, group: u8) -> Vec<usize> {
    let columns = layout.columns.iter().enumerate();
    columns.filter(|(_, spec)| spec.need == Need::OneOf(group)).map(|(column, _)| column).collect()
}

#[derive(Clone, Copy)]
struct Slots<'a> {
    headings: &'a [SlotHeading],
    month: Month,
}

fn recognised(row: &Row, layout: usize, known: &Known, slots: Slots<'_>) -> Recognised {
    let mut refused = Vec::new();
    let mut at = vec![None; LAYOUTS[layout].columns.len()];
    for (column, position) in known {
        match at[*column] {
            None => at[*column] = Some(*position),
            Some(first) => {
                refused.push((*position, twice(ReasonCode::HeadingTwice, first, *position)));
            }
        }
    }
    let taken: BTreeSet<u16> = known.iter().map(|(_, position)| *position).collect();
    let free = (0..).zip(slots.headings).filter(|(position, _)| !taken.contains(position));
    let (mut columns, mut ignored) = (Vec::new(), Vec::new());
    for (position, heading) in free {
        let is_empty = row.cell(usize::from(position)).is_empty();
        if LAYOUTS[layout].form == Form::Plain || *heading == SlotHeading::Other {
            ignored.extend((!is_empty).then_some(position));
            continue;
        }
        match slot_column(position, *heading, slots.month) {
            Ok(column) => columns.push(column),
            Err(reason) => refused.push((position, reason)),
        }
    }
    let elsewhere = columns.is_empty() && is_of_another_month(&refused);
    let slots = without_repeated(&columns, &mut refused);
    let texts = row.cells().map(str::to_owned).collect();
    let header = Header { layout, row: row.number(), texts, at, slots };
    Recognised { header, refused, ignored, elsewhere }
}

fn slot_column(column: u16, heading: SlotHeading, month: Month) -> Result<SlotColumn, Reason> {
    match heading {
        SlotHeading::Slot(on, slot) if month.holds(on) => Ok(SlotColumn { column, on, slot }),
        SlotHeading::Slot(on, _) => {
            let reason = Reason::new(ReasonCode::RollColumnOutsideMonth);
            Err(reason.with("date", on).with("month", month))
        }
        SlotHeading::Malformed | SlotHeading::Other => Err(ReasonCode::RollColumnInvalid.into()),
    }
}

/// Whether all that is refused are columns about days of another month.
fn is_of_another_month(refused: &[(u16, Reason)]) -> bool {
    let outside = |reason: &Reason| reason.code() == ReasonCode::RollColumnOutsideMonth;
    !refused.is_empty() && refused.iter().all(|(_, reason)| outside(reason))
}

/// Takes away every column about a slot that another column is about too.
fn without_repeated(columns: &[SlotColumn], refused: &mut Vec<(u16, Reason)>) -> Vec<SlotColumn> {
    let mut kept = Vec::new();
    for column in columns {
        let same = |other: &&SlotColumn| (other.on, other.slot) == (column.on, column.slot);
        let rival = columns.iter().filter(same).find(|other| other.column != column.column);
        match rival {
            None => kept.push(*column),
            Some(other) => {
                let (first, second) =
                    (other.column.min(column.column), other.column.max(column.column));
                refused.push((column.column, twice(ReasonCode::RollColumnTwice, first, second)));
            }
        }
    }
    kept
}

fn twice(code: ReasonCode, first: u16, second: u16) -> Reason {
    let (first, second) = (column_letters(first), column_letters(second));
    Reason::new(code).with("first", first).with("second", second)
}

/// What the layout that comes nearest still lacks.
fn nearest(row: &Row, known: &[Known], has_slots: bool) -> Unrecognised {
    let lacks_slots = |at: usize| LAYOUTS[at].form == Form::SlotColumns && !has_slots;
    let nearness = |at: &usize| {
        let lacks = missing(LAYOUTS[*at], &known[*at]).len() + usize::from(lacks_slots(*at));
        let score = (known[*at].len() * 4).saturating_sub(lacks * 3);
        (score, Reverse(lacks), Reverse(*at))
    };
    let at = (0..LAYOUTS.len()).max_by_key(nearness).unwrap_or(0);
    let (layout, found) = (LAYOUTS[at], known[at].len());
    let lacks = missing(layout, &known[at]);
    let is_near = found >= 3 && !lacks.is_empty() && lacks.len() <= 2;
    let reasons = if is_near {
        lacks.iter().map(|group| heading_missing(layout, group)).collect()
    } else {
        vec![kind_unknown(layout, &lacks, lacks_slots(at))]
    };
    Unrecognised { known: found, row: row.number(), reasons }
}

fn heading_missing(layout: &Layout, group: &[usize]) -> Reason {
    let synonyms =
        group.iter().flat_map(|column| layout.columns[*column].headings.synonyms.iter().copied());
    let synonyms: Vec<&str> = synonyms.collect();
    Reason::new(ReasonCode::HeadingMissing)
        .with("kind", layout.name())
        .with("heading", names(layout, group))
        .with("synonyms", synonyms.join("、"))
}

fn kind_unknown(layout: &Layout, lacks: &[Vec<usize>], lacks_slots: bool) -> Reason {
    let mut missing: Vec<String> = lacks.iter().map(|group| names(layout, group)).collect();
    if lacks_slots {
        missing.push("2023-03-01/1 …".to_owned());
    }
    Reason::new(ReasonCode::KindUnknown)
        .with("kind", layout.name())
        .with("missing", missing.join("、"))
}

fn names(layout: &Layout, group: &[usize]) -> String {
    let names: Vec<&str> =
        group.iter().map(|column| layout.columns[*column].headings.canonical).collect();
    names.join("/")
}
