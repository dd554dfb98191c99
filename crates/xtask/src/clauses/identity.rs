//! The ids of rules and checks: which series there are and how long each is.

use std::cmp::Ordering;

/// The series of rows and how many rows each has; `R` are the checks, written with two digits.
pub(super) const SERIES: &[(char, u32)] = &[
    ('F', 19), // fee
    ('L', 18), // funds: the two lines
    ('C', 10), // registry and calendar
    ('T', 7),  // service time and content
    ('P', 6),  // planning
    ('G', 8),  // flexible departure
    ('S', 8),  // staff
    ('O', 9),  // organisation
    ('I', 16), // inspection
    (CHECKS, 36),
];

/// The series of the checks.
pub(super) const CHECKS: char = 'R';

/// Every id that the register must hold, in order.
pub(super) fn all() -> impl Iterator<Item = String> {
    SERIES
        .iter()
        .flat_map(|&(series, count)| (1..=count).map(move |number| written(series, number)))
}

/// The ids that stand in a text as words of their own, in order; the row need not exist.
pub(super) fn ids_in(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    words.flat_map(|word| word.split('-')).filter(|word| parse(word).is_some()).collect()
}

/// Orders ids by series as the rows do, then by number; whatever is no id comes last.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let key = |id: &str| {
        let (series, number) = parse(id)?;
        Some((SERIES.iter().position(|(known, _)| *known == series)?, number))
    };
    match (key(one), key(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn written(series: char, number: u32) -> String {
    if series == CHECKS { format!("{series}{number:02}") } else { format!("{series}{number}") }
}

/// Series and number of an id of a known series, written as ids are.
fn parse(id: &str) -> Option<(char, u32)> {
    let series = id.chars().next().filter(|c| SERIES.iter().any(|(known, _)| known == c))?;
    let number = id.get(1..).filter(|digits| digits.len() <= 2)?.parse().ok()?;
    (written(series, number) == id && number > 0).then_some((series, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_as_words() {
        let text = "F1, F2 [嘉教体字〔2023〕4号 三(三)]; R01–R03 (`L4`), G6/I16 of X1";
        assert_eq!(ids_in(text), ["F1", "F2", "R01", "R03", "L4", "G6", "I16"]);
    }

    #[test]
    fn what_merely_looks_like_an_id_is_none() {
        assert_eq!(ids_in("R1 F01 F0 F100 AF1 F1a F_1 f1 F 1 UTF8"), [""; 0]);
    }

    #[test]
    fn an_id_past_the_end_of_its_series_is_still_read_so_that_it_can_be_refused() {
        assert_eq!(ids_in("F20 R37"), ["F20", "R37"]);
        assert!(!all().any(|id| id == "F20"));
    }

    #[test]
    fn there_are_137_ids_in_the_order_of_the_rows() {
        let ids: Vec<String> = all().collect();
        assert_eq!(ids.len(), 137);
        assert_eq!(ids[0], "F1");
        assert_eq!(ids[136], "R36");
        assert!(ids.is_sorted_by(|a, b| compare(a, b) == Ordering::Less));
    }
}
