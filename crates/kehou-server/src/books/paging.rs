//! Pages of lists: one row more than a page is asked for, to know whether another page follows.

use kehou_registry::SchoolCode;
use kehou_wire::{Page, Position};

/// How many rows a use case is asked for.
pub(crate) const fn one_more(page: &Page) -> u32 {
    page.size.saturating_add(1)
}

/// Rows that are cut to a page.
pub(crate) trait Cut<T> {
    /// Leaves the rows of the page, and gives the token of the next one; empty on the last.
    fn cut(&mut self, page: &Page, place: impl Fn(&T) -> Position) -> String;
}

impl<T> Cut<T> for Vec<T> {
    fn cut(&mut self, page: &Page, place: impl Fn(&T) -> Position) -> String {
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        if self.len() <= size {
            return String::new();
        }
        self.truncate(size);
        page.next_token(self.last().map(place))
    }
}

/// The code of a school as a number, by which lists of schools are ordered as by their codes.
pub(crate) fn number_of(code: &SchoolCode) -> i64 {
    code.as_str().parse().unwrap_or_default()
}

/// The school of a number that [`number_of`] gave.
pub(crate) fn code_of(number: i64) -> Option<SchoolCode> {
    format!("{number:010}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_found_again_by_its_number() {
        for code in ["0108290001", "3708290001", "9999999999"] {
            let school: SchoolCode = code.parse().unwrap();
            assert_eq!(code_of(number_of(&school)), Some(school));
        }
        assert_eq!(code_of(-1), None);
        assert_eq!(code_of(i64::MAX), None);
    }
}
