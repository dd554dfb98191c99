//! Lays a small county out, reads one of its tables, and asks for what a case must cost.

use kehou_sample::{Sample, Seed, Size, TableKind};

fn main() {
    let sample = Sample::new(Seed(1), Size::Small);
    assert_eq!((sample.schools(), sample.pupils()), (12, 3_000));

    // A table is a path, headings and rows; rows are made as they are asked for.
    let schools = sample.tables().find(|table| table.kind == TableKind::Schools);
    let first = schools.and_then(|mut table| table.rows.next()).unwrap_or_default();
    assert_eq!(&first[..2], ["3708290001", "县直青禾实验小学"]);

    // Each awkward case names a pupil and the bill that must come out.
    let cases = sample.cases();
    let saturday = cases.iter().find(|case| case.id == "make_up_saturday");
    assert_eq!(saturday.map(|case| case.expected.payable_fen), Some(2_000));
}
