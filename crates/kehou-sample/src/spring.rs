//! The spring term of 2023: its days, and what differs from teaching on Monday to Friday.

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_registry::ClosureReason;

/// A day of 2023.
#[expect(clippy::expect_used, reason = "written by hand; the tests make every table")]
pub(crate) const fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).expect("a day of the calendar")
}

/// The first day of the spring term.
pub(crate) const TERM_FIRST: NaiveDate = day(2, 13);
/// The last day of the spring term.
pub(crate) const TERM_LAST: NaiveDate = day(7, 7);
/// The first day of the summer timetable (作息时间); until the day before it is winter's.
pub(crate) const SUMMER_FIRST: NaiveDate = day(3, 16);

/// What an entry of the calendar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayFact {
    /// The days of a term.
    Term,
    /// No teaching.
    Holiday,
    /// Teaching by the timetable of a weekday.
    MakeUp(Weekday),
    /// No teaching, for a coded reason.
    Closed(ClosureReason),
}

/// Whom an entry of the calendar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Every school.
    County,
    /// A school, by its place.
    School(usize),
    /// A grade of a school.
    Grade(usize, u8),
    /// A class of a school.
    Class(usize, u8, u16),
}

/// An entry of the calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CalendarFact {
    /// For whom.
    pub(crate) whom: Whom,
    /// What.
    pub(crate) fact: DayFact,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its first day.
    pub(crate) first: NaiveDate,
    /// Its last day.
    pub(crate) last: NaiveDate,
}

impl Whom {
    /// Whether a class of a school is meant.
    pub(crate) fn covers(self, school: usize, grade: u8, number: u16) -> bool {
        match self {
            Self::County => true,
            Self::School(of) => of == school,
            Self::Grade(of, only) => of == school && only == grade,
            Self::Class(of, only, one) => (of, only, one) == (school, grade, number),
        }
    }
}

const fn county(
    fact: DayFact,
    name: &'static str,
    first: NaiveDate,
    last: NaiveDate,
) -> CalendarFact {
    CalendarFact { whom: Whom::County, fact, name, first, last }
}

/// The county's calendar. The public holidays and make-up days are those of 2023; the day without
/// teaching in February and the Saturday that makes up for it are invented.
pub(crate) const COUNTY: [CalendarFact; 10] = [
    CalendarFact {
        first: autumn_first(),
        ..county(DayFact::Term, "2022-2023-1", day(1, 13), day(1, 13))
    },
    county(DayFact::Term, "2022-2023-2", TERM_FIRST, TERM_LAST),
    county(DayFact::Holiday, "供暖检修停课一日", day(2, 20), day(2, 20)),
    county(DayFact::MakeUp(Weekday::Mon), "补2月20日课", day(3, 18), day(3, 18)),
    county(DayFact::Holiday, "清明节", day(4, 5), day(4, 5)),
    county(DayFact::MakeUp(Weekday::Tue), "劳动节调休", day(4, 23), day(4, 23)),
    county(DayFact::Holiday, "劳动节", day(5, 1), day(5, 3)),
    county(DayFact::MakeUp(Weekday::Wed), "劳动节调休", day(5, 6), day(5, 6)),
    county(DayFact::Holiday, "端午节", day(6, 22), day(6, 23)),
    county(DayFact::MakeUp(Weekday::Fri), "端午节调休", day(6, 25), day(6, 25)),
];

/// The first day of the school year.
#[expect(clippy::expect_used, reason = "written by hand; the tests make every table")]
pub(crate) const fn autumn_first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 9, 1).expect("a day of the calendar")
}

/// Public holidays of 2023 that fall on Monday to Friday (the working-day calendar). [C9]
pub(crate) const PUBLIC_HOLIDAYS: [(u32, u32); 18] = [
    (1, 2),
    (1, 23),
    (1, 24),
    (1, 25),
    (1, 26),
    (1, 27),
    (4, 5),
    (5, 1),
    (5, 2),
    (5, 3),
    (6, 22),
    (6, 23),
    (9, 29),
    (10, 2),
    (10, 3),
    (10, 4),
    (10, 5),
    (10, 6),
];

/// Public make-up days of 2023. [C9]
pub(crate) const PUBLIC_MAKE_UP: [(u32, u32); 7] =
    [(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)];

/// The weekday whose timetable a class follows on a day of the spring term; none without teaching.
pub(crate) fn timetable(
    facts: &[CalendarFact],
    (school, grade, number): (usize, u8, u16),
    on: NaiveDate,
) -> Option<Weekday> {
    if on < TERM_FIRST || TERM_LAST < on {
        return None;
    }
    // Entries of a class or school stand behind the county's and override them.
    let said = facts.iter().rev().find(|fact| {
        fact.fact != DayFact::Term
            && fact.whom.covers(school, grade, number)
            && (fact.first..=fact.last).contains(&on)
    });
    match said.map(|fact| fact.fact) {
        Some(DayFact::MakeUp(follows)) => Some(follows),
        Some(DayFact::Holiday | DayFact::Closed(_)) => None,
        Some(DayFact::Term) | None => {
            let weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
            (!weekend).then(|| on.weekday())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taught(month: u32) -> Vec<u32> {
        (1..=31)
            .filter_map(|number| NaiveDate::from_ymd_opt(2023, month, number))
            .filter(|on| timetable(&COUNTY, (0, 1, 1), *on).is_some())
            .map(|on| on.day())
            .collect()
    }

    #[test]
    fn march_has_its_working_days_and_a_saturday() {
        let march = [
            1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 27, 28, 29, 30, 31,
        ];
        assert_eq!(taught(3), march);
        assert_eq!(timetable(&COUNTY, (0, 1, 1), day(3, 18)), Some(Weekday::Mon));
    }

    #[test]
    fn february_begins_with_the_term_and_misses_a_monday() {
        assert_eq!(taught(2), [13, 14, 15, 16, 17, 21, 22, 23, 24, 27, 28]);
    }
}
