//! An item stays itself when the files say something else about it, and an officer's word stands.

use chrono::{NaiveDate, Weekday};
use kehou_registry::{Application, PupilNo, SlotNo, SlotSet, WeekdaySet};
use kehou_units::Period;

use super::day;
use crate::import::comparison::{
    Change, Changes, Counts, ItemChange, Kept, Standing, applications, placed,
};

type Held = (Period, char);

fn kept(item: u32, standing: Standing, value: Held) -> Kept<Held> {
    Kept { item, standing, value }
}

fn since(m: u32, d: u32) -> Period {
    Period::since(day(m, d))
}

fn within(first: NaiveDate, last: NaiveDate) -> Period {
    Period::new(first, Some(last)).unwrap()
}

fn compared(stored: &[Kept<Held>], filed: &[Held]) -> Changes<Held> {
    placed::compare(None, stored, &filed.to_vec(), day(3, 6))
}

#[test]
fn what_begins_the_same_day_is_the_same_item() {
    let stored = [kept(7, Standing::Imported, (since(2, 13), '甲'))];
    let changes = compared(&stored, &[(since(2, 13), '乙')]);
    assert_eq!(changes.counts, Counts { changed: 1, ..Counts::default() });
    assert_eq!(changes.items[0].item, 7);
}

#[test]
fn what_is_the_same_at_the_same_time_is_the_same_item() {
    let stored = [kept(7, Standing::Imported, (since(2, 13), '甲'))];
    let changes = compared(&stored, &[(since(2, 6), '甲')]);
    assert_eq!(changes.counts, Counts { changed: 1, ..Counts::default() });
    let change = Change::Put((since(2, 6), '甲'));
    assert_eq!(changes.items, [ItemChange { pupil: None, item: 7, change }]);
}

#[test]
fn what_is_something_else_since_another_day_is_another_item() {
    let stored = [kept(7, Standing::Imported, (since(2, 13), '甲'))];
    let changes = compared(&stored, &[(since(2, 6), '乙')]);
    assert_eq!(changes.counts, Counts { added: 1, removed: 1, ..Counts::default() });
}

#[test]
fn what_is_the_same_at_another_time_is_another_item() {
    let before = within(day(2, 13), day(2, 17));
    let stored = [kept(7, Standing::Imported, (before, '甲'))];
    let changes = compared(&stored, &[(since(2, 20), '甲')]);
    assert_eq!(changes.counts, Counts { added: 1, unchanged: 1, ..Counts::default() });
    assert_eq!(changes.items[0].item, 8);
}

#[test]
fn files_end_what_an_officer_wrote_only_from_a_later_day() {
    let stored = [kept(7, Standing::ByHand, (since(3, 6), '甲'))];
    let later = [(since(3, 20), '乙')];
    let changes = compared(&stored, &later);
    assert_eq!(changes.counts, Counts { added: 1, changed: 1, ..Counts::default() });
    let around = [
        (within(day(2, 13), day(3, 5)), '乙'),
        (within(day(3, 6), day(3, 17)), '甲'),
        (since(3, 20), '丙'),
    ];
    let changes = compared(&stored, &around);
    assert_eq!((changes.counts.kept, changes.items.len()), (1, 0));
}

fn application(d: u32, withdrawn_on: Option<NaiveDate>) -> Application {
    Application {
        applied_on: day(2, d),
        withdrawn_on,
        slots: SlotSet::of([SlotNo::new(1).unwrap()]),
        weekdays: WeekdaySet::of([Weekday::Mon]),
    }
}

#[test]
fn a_blank_day_of_withdrawal_finds_the_application_it_speaks_of() {
    let keep = |item, value| Kept { item, standing: Standing::Imported, value };
    let stored =
        [keep(1, application(13, Some(day(2, 17)))), keep(2, application(20, Some(day(2, 24))))];
    let filed = [application(13, None), application(20, None), application(27, None)];
    let changes = applications::compare(Some(PupilNo::new(1)), &stored, &filed);
    assert_eq!(changes.counts, Counts { added: 1, unchanged: 2, ..Counts::default() });
    assert_eq!(changes.items[0].change, Change::Put(application(27, None)));
}

#[test]
fn a_filed_day_of_withdrawal_counts_though_another_is_stored() {
    let value = application(13, Some(day(2, 17)));
    let stored = [Kept { item: 1, standing: Standing::Imported, value }];
    let filed = [application(13, Some(day(2, 24)))];
    let changes = applications::compare(Some(PupilNo::new(1)), &stored, &filed);
    assert_eq!(changes.counts, Counts { changed: 1, ..Counts::default() });
}

#[test]
fn counts_of_several_owners_add_up() {
    let one = Counts { added: 2, changed: 3, removed: 4, unchanged: 5, kept: 6 };
    let other = Counts { added: 10, changed: 20, removed: 30, unchanged: 40, kept: 50 };
    let both = Counts { added: 12, changed: 23, removed: 34, unchanged: 45, kept: 56 };
    assert_eq!(one.and(other), both);
}
