//! Which character separates the cells of a text file.

use crate::{heading::vocabulary, limits};

/// The separators that are tried, the usual one first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The separator under which the first lines show most headings that are known.
pub(super) fn separator(head: &str) -> u8 {
    let best = |separator: &char| {
        let of_line = |line: &str| line.split(*separator).filter(|cell| is_heading(cell)).count();
        let lines = head.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        lines.take(limits::HEADING_ROWS).map(of_line).max().unwrap_or(0)
    };
    // `max_by_key` takes the last of equal ones, so the usual one is tried last.
    let found = SEPARATORS.iter().rev().max_by_key(|separator| best(separator));
    found.and_then(|separator| u8::try_from(*separator).ok()).unwrap_or(b',')
}

fn is_heading(cell: &str) -> bool {
    vocabulary::is_known(cell.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headings_decide_and_not_the_cells() {
        assert_eq!(
            separator("学校标识码,时段,取消日期\n1,2,2023-03-01;2023-03-02;2023-03-03\n"),
            b','
        );
        assert_eq!(separator("县,名,册\n学校标识码;年级;班级;姓名\n"), b';');
        assert_eq!(separator("学校标识码\t年级\t班级"), b'\t');
        assert_eq!(separator(""), b',');
    }
}
