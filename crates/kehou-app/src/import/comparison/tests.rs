//! Files are read over what is stored, compared, stored, and read again.

mod books;
mod items;
mod random_files;
mod scenes;

use books::Books;
use chrono::NaiveDate;

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

/// The day from which undated words of the first files, and of later ones, hold.
const fn first_and_later() -> [(u32, u32); 2] {
    [(2, 13), (3, 6)]
}

fn on(at: usize) -> NaiveDate {
    let (m, d) = first_and_later()[at.min(1)];
    day(m, d)
}

/// Books into which files were taken once.
fn books(files: &[&str]) -> Books {
    let mut books = Books::default();
    books.import(files, on(0));
    books
}
