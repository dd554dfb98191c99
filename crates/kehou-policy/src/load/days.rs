//! Whether dated things claim a day twice or leave a day out.

use chrono::NaiveDate;
use kehou_units::Period;

/// Walks periods in order of time. `clash` is called with the position of a period that begins
/// while an earlier one still runs, and with the position of that earlier one; `hole` with the
/// position of the period beside a day that none holds, and with that day.
///
/// At most one clash and one hole is reported per period. `periods` must be sorted.
pub(super) fn walk(
    periods: &[Period],
    mut clash: impl FnMut(usize, usize),
    mut hole: impl FnMut(usize, NaiveDate),
) {
    let mut furthest = 0;
    for (at, period) in periods.iter().enumerate().skip(1) {
        let Some(reach) = periods.get(furthest) else {
            return;
        };
        if reach.overlaps(period) {
            clash(at, furthest);
        } else if let Some(next) = day_after(reach)
            && next < period.first()
        {
            hole(at, next);
        }
        let goes_further = match (period.last(), reach.last()) {
            (None, Some(_)) => true,
            (Some(last), Some(reached)) => last > reached,
            (_, None) => false,
        };
        if goes_further {
            furthest = at;
        }
    }
}

/// The first day after the last period, if there is one: from then on nothing holds.
pub(super) fn end_of(periods: &[Period]) -> Option<NaiveDate> {
    let ends: Option<Vec<NaiveDate>> = periods.iter().map(day_after).collect();
    ends?.into_iter().max()
}

/// The day after a period's last; `None` for an open one.
pub(super) fn day_after(period: &Period) -> Option<NaiveDate> {
    period.last()?.succ_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: u32, last: u32) -> Period {
        let day = |d| NaiveDate::from_ymd_opt(2023, 1, d).unwrap();
        Period::new(day(first), Some(day(last))).unwrap()
    }

    #[test]
    fn a_long_period_hides_the_short_one_after_it() {
        let periods = [days(1, 20), days(3, 4), days(10, 12), days(22, 23)];
        let (mut clashes, mut holes) = (Vec::new(), Vec::new());
        walk(
            &periods,
            |at, with| clashes.push((at, with)),
            |at, day| holes.push((at, day.to_string())),
        );
        assert_eq!(clashes, [(1, 0), (2, 0)]);
        assert_eq!(holes, [(3, "2023-01-21".to_owned())]);
    }

    #[test]
    fn neighbours_neither_clash_nor_leave_a_hole() {
        let periods = [days(1, 9), days(10, 12)];
        walk(&periods, |at, _| panic!("{at} clashes"), |at, _| panic!("a hole before {at}"));
        assert_eq!(end_of(&periods).unwrap().to_string(), "2023-01-13");
    }
}
