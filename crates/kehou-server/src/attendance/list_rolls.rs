//! Lists what rolls say about pupils, page by page and never within a day.

use chrono::{Days, NaiveDate, TimeDelta};
use kehou_app::{
    ChangeNo,
    attendance::{ListRolls, RollPage, list_rolls as read},
};
use kehou_units::Period;
use kehou_wire::{
    Position,
    attendance::ListRollsQuestion,
    pb::attendance::{ListRollsRequest, ListRollsResponse},
};

use super::whole_days::take_days;
use crate::{books::Call, refusal::Refusal};

/// How many further days are read at once.
const AT_ONCE: Days = Days::new(6);

pub(crate) async fn list_rolls(
    call: Call,
    request: ListRollsRequest,
) -> Result<ListRollsResponse, Refusal> {
    let ListRollsQuestion { school, first, last, class, pupil, all_revisions, known_at, page } =
        ListRollsQuestion::read(request)?;
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let start = page.after.and_then(|it| it.exactly()).and_then(|[number]| day_of(number));
    let mut next = Some(start.map_or(first, |start| start.max(first)));
    let days = Period::since(first);
    let mut query = ListRolls { school, days, class, pupil, all_revisions, known_at };
    let (mut entries, mut tags) = (Vec::new(), Tags::default());
    while let Some(day) = next.filter(|day| *day <= last && entries.len() < size) {
        let until = day.checked_add_days(AT_ONCE).map_or(last, |until| until.min(last));
        query.days = Period::new(day, Some(until)).unwrap_or(days);
        let found = read(&call.app, &call.who, &query).await?;
        tags.add(&found);
        next = take_days(&mut entries, &found, size).or_else(|| until.succ_opt());
    }
    let next = next.filter(|day| *day <= last).map(|day| Position::of(&[number_of(day)]));
    let etag = tags.of_all();
    Ok(ListRollsResponse { entries, next_page_token: page.next_token(next), etag })
}

/// The tag of a page that was read in several turns. Somebody may write between them, so it reaches no
/// further than the first.
#[derive(Default)]
struct Tags {
    bound: Option<ChangeNo>,
    last: ChangeNo,
}

impl Tags {
    fn add(&mut self, page: &RollPage) {
        self.bound.get_or_insert(page.bound);
        self.last = self.last.max(page.etag());
    }

    fn of_all(&self) -> i64 {
        self.bound.map_or(self.last, |bound| bound.min(self.last)).number()
    }
}

/// The first day of a page, as a position holds it.
fn number_of(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(TimeDelta::try_days(number)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_reaches_no_further_than_the_first_turn() {
        let turn = |bound| RollPage { sheets: Vec::new(), bound: ChangeNo::new(bound) };
        let mut tags = Tags::default();
        assert_eq!(tags.of_all(), 0);
        tags.add(&turn(7));
        tags.add(&turn(9));
        tags.last = ChangeNo::new(9);
        assert_eq!(tags.of_all(), 7, "what changed by 8 and was read by 7 is outdated");
        tags.last = ChangeNo::new(3);
        assert_eq!(tags.of_all(), 3);
    }
}
