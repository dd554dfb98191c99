//! The known name that a mistyped one was probably meant to be.

/// The candidate with the smallest edit distance; the first one of several, empty without any.
pub(super) fn nearest<'c>(name: &str, candidates: &[&'c str]) -> &'c str {
    let closest = candidates.iter().min_by_key(|known| distance(name, known));
    closest.copied().unwrap_or_default()
}

/// How many characters must be inserted, removed or replaced to turn one name into the other.
///
/// Only the first 64 characters of `name` count, so that a hostile name costs no time.
fn distance(name: &str, known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (taken, letter) in name.chars().take(64).enumerate() {
        let mut diagonal = taken;
        let mut left = taken + 1;
        for (at, other) in known.iter().enumerate() {
            let above = row.get(at + 1).copied().unwrap_or(usize::MAX - 1);
            let cost = usize::from(letter != *other);
            let best = (diagonal + cost).min(left + 1).min(above + 1);
            if let Some(cell) = row.get_mut(at) {
                *cell = left;
            }
            diagonal = above;
            left = best;
        }
        if let Some(cell) = row.last_mut() {
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (a, b, steps) in [
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("abc", "", 3),
            ("fee.rate", "fee.rate", 0),
            ("fee.rat", "fee.rate", 1),
            ("县", "县城", 1),
        ] {
            assert_eq!(distance(a, b), steps, "{a} {b}");
        }
    }

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        assert_eq!(nearest("fee.rte", &["fee.daily_cap", "fee.rate"]), "fee.rate");
        assert_eq!(nearest("x", &[]), "");
    }
}
