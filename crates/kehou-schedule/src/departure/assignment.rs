//! The cheapest choice of a person for each post.

/// A cost so high that the choice is none.
pub(super) const NEVER: i64 = 1 << 50;

/// Gives each row a column of its own so that the sum of costs is least; `cost` has at least as
/// many columns as rows. The shortest augmenting paths of Kuhn and Munkres, in rows² · columns
/// steps.
pub(super) fn cheapest(cost: &[Vec<i64>]) -> Vec<usize> {
    let (rows, columns) = (cost.len(), cost.first().map_or(0, Vec::len));
    debug_assert!(rows <= columns || rows == 0);
    let mut state =
        State { row: vec![0; rows + 1], column: vec![0; columns + 1], owner: vec![0; columns + 1] };
    for row in 1..=rows {
        state.place(cost, row);
    }
    let mut chosen = vec![0; rows];
    for column in 1..=columns {
        if let Some(row) = state.owner[column].checked_sub(1) {
            chosen[row] = column - 1;
        }
    }
    chosen
}

/// Prices of rows and columns, and who has which column; all counted from 1, 0 is none.
struct State {
    row: Vec<i64>,
    column: Vec<i64>,
    owner: Vec<usize>,
}

impl State {
    fn place(&mut self, cost: &[Vec<i64>], row: usize) {
        let columns = self.owner.len();
        let (mut least, mut way) = (vec![i64::MAX; columns], vec![0; columns]);
        let mut done = vec![false; columns];
        self.owner[0] = row;
        let mut at = 0;
        while self.owner[at] != 0 {
            done[at] = true;
            let (owner, mut step, mut next) = (self.owner[at], i64::MAX, 0);
            for column in (1..columns).filter(|it| !done[*it]) {
                let price = cost[owner - 1][column - 1] - self.row[owner] - self.column[column];
                if price < least[column] {
                    (least[column], way[column]) = (price, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..columns {
                if done[column] {
                    self.row[self.owner[column]] += step;
                    self.column[column] -= step;
                } else if least[column] < i64::MAX {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            self.owner[at] = self.owner[way[at]];
            at = way[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::cheapest;

    fn least(cost: &[Vec<i64>], used: u32) -> i64 {
        let Some((first, rest)) = cost.split_first() else { return 0 };
        let free = (0..first.len()).filter(|column| used & (1 << column) == 0);
        free.map(|column| first[column] + least(rest, used | (1 << column))).min().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_other_choice_is_cheaper(
            cost in (1usize..5).prop_flat_map(|rows| {
                proptest::collection::vec(proptest::collection::vec(0i64..50, 5), rows)
            })
        ) {
            let chosen = cheapest(&cost);
            let sum: i64 = chosen.iter().zip(&cost).map(|(column, row)| row[*column]).sum();
            let mut columns = chosen.clone();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), cost.len());
            prop_assert_eq!(sum, least(&cost, 0));
        }
    }
}
