//! All layouts of a day so small that they can be tried one by one.

use super::board::Board;
use super::layout::{Layout, Score};
use super::tables::{NOWHERE, Tables};

/// The most layouts that are tried one by one.
pub const MOST: usize = 1 << 15;

/// All layouts in which no room is crowded, the cheapest first; none when there are too many.
pub(super) fn all(tables: &Tables<'_>) -> Option<Vec<(Score, Layout)>> {
    let places = places(tables);
    let count = places.iter().try_fold(1usize, |count, (band, group)| {
        let choices = tables.bands[*band].choices[*group].len();
        count.checked_mul(choices).filter(|it| *it <= MOST)
    })?;
    let empty = Layout { rooms: vec![vec![NOWHERE; tables.groups()]; tables.bands.len()] };
    let mut board = Board::new(tables, &empty);
    let mut found = Vec::new();
    for number in 0..count {
        let mut left = number;
        for (band, group) in &places {
            let choices = &tables.bands[*band].choices[*group];
            board.put(*band, *group, choices[left % choices.len()]);
            left /= choices.len();
        }
        let score = board.score();
        if score.crowded == 0 {
            found.push((score, board.layout().clone()));
        }
    }
    found.sort_by_key(|it| it.0);
    Some(found)
}

fn places(tables: &Tables<'_>) -> Vec<(usize, usize)> {
    let stages = tables.bands.iter().enumerate();
    stages
        .flat_map(|(band, stage)| stage.groups.iter().map(move |it| (band, usize::from(*it))))
        .collect()
}
