//! Days on which a school, a grade or a class has no teaching. [C8]

use kehou_registry::ClosureReason;

use crate::county::{County, place};
use crate::spring::{self, CalendarFact, DayFact, TERM_LAST, Whom, day};

/// The day the school of odd cases was closed for its weather.
pub(crate) const SNOW: CalendarFact = CalendarFact {
    whom: Whom::School(place::UNEVEN),
    fact: DayFact::Closed(ClosureReason::Weather),
    name: "暴雪停课",
    first: day(3, 9),
    last: day(3, 9),
};

/// The week a class of it was closed for illness.
pub(crate) const ILLNESS: CalendarFact = CalendarFact {
    whom: Whom::Class(place::UNEVEN, 2, 1),
    fact: DayFact::Closed(ClosureReason::Illness),
    name: "班级聚集性病例停课",
    first: day(3, 20),
    last: day(3, 24),
};

/// The county's calendar, then the closures of schools, then those of grades and classes, so that
/// the narrower one stands behind the wider one.
pub(crate) fn calendar_facts(county: &County) -> Vec<CalendarFact> {
    let mut facts = spring::COUNTY.to_vec();
    facts.push(SNOW);
    facts.push(ILLNESS);
    let with_grade_nine = county
        .schools
        .iter()
        .enumerate()
        .filter(|(_, school)| school.classes.last().is_some_and(|class| class.grade == 9));
    facts.extend(with_grade_nine.map(|(index, _)| CalendarFact {
        whom: Whom::Grade(index, 9),
        fact: DayFact::Closed(ClosureReason::AfterEntranceExam),
        name: "中考后毕业年级离校",
        first: day(6, 16),
        last: TERM_LAST,
    }));
    facts
}
