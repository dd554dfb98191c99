//! Lists from their making to their end.

use kehou_registry::WorkingDays;
use proptest::prelude::*;

use super::*;
use crate::pack::ObjectionDays;

/// A day of the summer of 2023; 3 July is a Monday.
fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 7, d).unwrap()
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn staff(text: &str) -> StaffRef {
    text.parse().unwrap()
}

fn act(by: &str, on: NaiveDate, deed: ListDeed) -> ListAct {
    let at = Instant::of_county(on.and_hms_opt(12, 0, 0).unwrap());
    ListAct { signed: Signature { by: staff(by), at }, deed }
}

fn content(text: &str) -> Box<ListContent> {
    Box::new(ListContent {
        digest: Digest::of(text),
        ranked: ["t-1", "t-2", "t-3"].map(staff).into(),
        proposed: ["t-1", "t-2"].map(staff).into(),
    })
}

/// A deed of each kind, with particulars that are in order.
fn deed(kind: ListDeedKind) -> ListDeed {
    let why = line("经复核");
    let ruling = Ruling::Dismissed;
    match kind {
        ListDeedKind::Make => ListDeed::Make { content: content("1") },
        ListDeedKind::Publish => {
            ListDeed::Publish { number: line("嘉教公示〔2023〕1号"), days: None }
        }
        ListDeedKind::Object => ListDeed::Object { what: why },
        ListDeedKind::Answer => ListDeed::Answer { complaint: 0, ruling, why },
        ListDeedKind::Revise => ListDeed::Revise { content: content("2"), why },
        ListDeedKind::Freeze => ListDeed::Freeze,
        ListDeedKind::Decide => ListDeed::Decide {
            staff: staff("t-1"),
            outcome: Outcome::Granted,
            body: line("学校评优领导小组"),
            number: line("校评〔2023〕1号"),
            why,
        },
        ListDeedKind::Appeal => ListDeed::Appeal { what: why },
        ListDeedKind::Rule => ListDeed::Rule { complaint: 0, ruling, why },
        ListDeedKind::Withdraw => ListDeed::Withdraw { why },
    }
}

struct Desk {
    working: WorkingDays,
    list: ScoreList,
    records: Vec<ListRecorded>,
}

impl Desk {
    /// A list made on 3 July.
    fn new() -> Self {
        let made = ScoreList::make(act("office", day(3), deed(ListDeedKind::Make))).unwrap();
        Self { working: WorkingDays::default(), list: made.list, records: vec![made.recorded] }
    }

    fn try_do(&self, by: &str, on: NaiveDate, deed: ListDeed) -> Result<ListAdvanced, ListRefusal> {
        let days = ObjectionDays { objections: 5, appeals: 10 };
        let ground = ListGround { days, working: &self.working };
        self.list.clone().advance(act(by, on, deed), &ground)
    }

    fn does(&mut self, by: &str, on: NaiveDate, deed: ListDeed) -> &mut Self {
        let done = self.try_do(by, on, deed).unwrap();
        self.list = done.list;
        self.records.push(done.recorded);
        assert_eq!(ScoreList::replay(&self.records).as_ref(), Ok(&self.list));
        self
    }

    fn refused(&self, by: &str, on: NaiveDate, deed: ListDeed) -> ListRefusal {
        self.try_do(by, on, deed).unwrap_err()
    }
}

/// A list that has come to a stage by the shortest way, with one open complaint where it can.
fn desk_at(stage: ListStageKind) -> Desk {
    use ListDeedKind::{Appeal, Freeze, Object, Publish, Withdraw};
    let mut desk = Desk::new();
    match stage {
        ListStageKind::Unmade | ListStageKind::Made => {}
        ListStageKind::Published => {
            desk.does("office", day(3), deed(Publish)).does("t-3", day(4), deed(Object));
        }
        ListStageKind::Upheld => {
            desk = desk_at(ListStageKind::Published);
            let (ruling, why) = (Ruling::Upheld, line("漏计"));
            desk.does("t-3", day(4), deed(Object));
            desk.does("body", day(5), ListDeed::Answer { complaint: 1, ruling, why });
        }
        ListStageKind::Frozen => {
            desk.does("office", day(3), deed(Publish)).does("office", day(11), deed(Freeze));
            desk.does("t-3", day(12), deed(Appeal));
        }
        ListStageKind::Withdrawn => drop(desk.does("office", day(3), deed(Withdraw))),
    }
    desk
}

/// `x` = possible, `o` = refused while a complaint is open. Rows are stages, columns deeds.
const MATRIX: &str = "
           M P O A R F D A R W
Unmade     x . . . . . . . . .
Made       . x . . x . . . . x
Published  . . x x o o . . . x
Upheld     . . . x o . . . x x
Frozen     . . . . o . x x x .
Withdrawn  . . . . . . . . . .
";

#[test]
fn every_stage_against_every_deed() {
    for from in ListStageKind::ALL {
        let row = MATRIX.lines().find(|row| row.starts_with(&format!("{from:?} "))).unwrap();
        for (column, &attempted) in ListDeedKind::ALL.iter().enumerate() {
            let by = if attempted == ListDeedKind::Appeal { "t-2" } else { "office" };
            // Within the time for objections; beyond it where the list is frozen or to be.
            let late = attempted == ListDeedKind::Freeze || from == ListStageKind::Frozen;
            let on = if late { day(13) } else { day(6) };
            let done = match from {
                ListStageKind::Unmade => ScoreList::make(act(by, on, deed(attempted))),
                _ => desk_at(from).try_do(by, on, deed(attempted)),
            };
            let expected = match row.split_whitespace().nth(column + 1).unwrap() {
                "x" => "",
                "o" => "SCORE_LIST_OPEN",
                _ => "SCORE_LIST_ILLEGAL",
            };
            let found = done.as_ref().err().map_or("", ListRefusal::code);
            assert_eq!(found, expected, "{from:?} {attempted:?}");
            if let Err(ListRefusal::Illegal { from: told, attempted: what }) = done {
                assert_eq!((told, what), (from, attempted));
            }
        }
    }
}

#[test]
fn a_list_is_frozen_when_the_days_for_objections_are_over_and_all_are_answered() {
    let mut desk = Desk::new();
    desk.does("office", day(3), deed(ListDeedKind::Publish));
    // Five working days after Monday the 3rd: until Monday the 10th.
    let ListStage::Published { until, .. } = desk.list.stage() else { panic!() };
    assert_eq!(*until, day(10));
    let early = desk.refused("office", day(10), ListDeed::Freeze);
    let midnight = Instant::of_county(day(11).and_hms_opt(0, 0, 0).unwrap());
    let attempted = ListDeedKind::Freeze;
    assert_eq!(early, ListRefusal::TooEarly { attempted, until: midnight });
    desk.does("t-3", day(10), deed(ListDeedKind::Object));
    let late = desk.refused("t-3", day(11), deed(ListDeedKind::Object));
    assert_eq!(late.code(), "SCORE_LIST_TOO_LATE");
    assert_eq!(desk.refused("office", day(11), ListDeed::Freeze), ListRefusal::Open { open: 1 });
    desk.does("body", day(11), deed(ListDeedKind::Answer));
    desk.does("office", day(11), ListDeed::Freeze);
    assert_eq!(desk.list.frozen().len(), 1);
    let ListStage::Frozen { appeals_until, .. } = desk.list.stage() else { panic!() };
    assert_eq!(*appeals_until, day(25));
}

#[test]
fn an_appeal_that_is_upheld_makes_a_new_version_that_is_published_again() {
    let mut desk = desk_at(ListStageKind::Frozen);
    desk.does("office", day(12), deed(ListDeedKind::Decide));
    assert_eq!(desk.list.undecided().count(), 1);
    let (ruling, why) = (Ruling::Upheld, line("漏计两课时"));
    desk.does("body", day(13), ListDeed::Rule { complaint: 0, ruling, why });
    desk.does("office", day(14), deed(ListDeedKind::Revise));
    assert_eq!((desk.list.version(), desk.list.stage()), (2, &ListStage::Made));
    let withdrawn = desk.refused("office", day(14), deed(ListDeedKind::Withdraw));
    assert_eq!(withdrawn.code(), "SCORE_LIST_ILLEGAL", "what was frozen stays");
    desk.does("office", day(14), deed(ListDeedKind::Publish));
    desk.does("office", day(24), ListDeed::Freeze);
    assert_eq!(desk.list.undecided().count(), 2, "the body decides on each version");
    let versions: Vec<u32> = desk.list.frozen().iter().map(|it| it.0).collect();
    assert_eq!(versions, [1, 2]);
    assert_ne!(desk.list.frozen()[0].1, desk.list.frozen()[1].1);
}

#[test]
fn nobody_judges_their_own_cause_and_bodies_decide_on_proposals_only() {
    let desk = desk_at(ListStageKind::Frozen);
    let own = desk.refused("t-3", day(13), deed(ListDeedKind::Rule));
    assert_eq!(own, ListRefusal::OwnCause { who: staff("t-3") });
    let own = desk.refused("t-1", day(13), deed(ListDeedKind::Decide));
    assert_eq!(own, ListRefusal::OwnCause { who: staff("t-1") });
    let ListDeed::Decide { outcome, body, number, why, .. } = deed(ListDeedKind::Decide) else {
        panic!()
    };
    let other = ListDeed::Decide { staff: staff("t-3"), outcome, body, number, why };
    let refused = desk.refused("office", day(13), other);
    assert_eq!(refused, ListRefusal::NotListed { staff: staff("t-3") });
    let stranger = desk.refused("t-9", day(13), deed(ListDeedKind::Appeal));
    assert_eq!(stranger.code(), "SCORE_LIST_NOT_LISTED");
    let late = desk.refused("t-1", day(26), deed(ListDeedKind::Appeal));
    assert_eq!(late.code(), "SCORE_LIST_TOO_LATE");
    let ruling = Ruling::Dismissed;
    let missing = ListDeed::Rule { complaint: 1, ruling, why: line("无此申诉") };
    assert_eq!(desk.refused("body", day(13), missing).code(), "SCORE_LIST_NO_COMPLAINT");
}

#[test]
fn times_do_not_run_backwards_and_notices_are_long_enough() {
    let desk = desk_at(ListStageKind::Frozen);
    let before = desk.refused("office", day(11), deed(ListDeedKind::Decide));
    assert_eq!(before.code(), "SCORE_LIST_TOO_EARLY");
    let desk = Desk::new();
    let publish = |days| ListDeed::Publish { number: line("1号"), days: Some(days) };
    let short = ListRefusal::Days { asked: 4, least: 5, most: 60 };
    assert_eq!(desk.refused("office", day(3), publish(4)), short);
    assert!(desk.try_do("office", day(3), publish(60)).is_ok());
    assert_eq!(ScoreList::replay(&[]).unwrap_err().code(), "SCORE_LIST_ILLEGAL");
    let mut records = desk_at(ListStageKind::Published).records;
    records[1].last_day = None;
    assert_eq!(ScoreList::replay(&records).unwrap_err().code(), "SCORE_LIST_NO_LAST_DAY");
}

#[test]
fn the_content_of_a_list_names_every_card() {
    use crate::{facts::StaffFacts, pack::ScorePack, ranking::rank, score::score, testing};
    let pack = ScorePack::shipped().unwrap();
    let facts = StaffFacts::new(testing::teacher()).unwrap();
    let cards = [score(&pack, &facts)];
    let list = rank(&pack, pack.list("title").unwrap(), &cards, None).unwrap();
    let text = list.canonical_text(&cards);
    assert!(text.contains(&cards[0].digest().to_string()), "{text}");
    let content = ListContent::of(&list, &cards);
    assert_eq!(content.proposed, [staff("t-1")].into());
    let mut other = cards.clone();
    other[0].facts = Digest::of("other facts");
    assert_ne!(ListContent::of(&list, &other).digest, content.digest);
}

proptest! {
    /// Whatever is tried, what was done can be told again from the records, and a list that is
    /// frozen was published long enough. (S7)
    #[test]
    fn replay_equals_what_was_done(tries in prop::collection::vec((0usize..10, 0usize..3, 0u32..4), 0..30)) {
        let mut desk = Desk::new();
        let mut on = 3;
        for (kind, by, later) in tries {
            on = (on + later).min(31);
            let by = ["office", "t-1", "t-3"][by];
            if desk.try_do(by, day(on), deed(ListDeedKind::ALL[kind])).is_ok() {
                desk.does(by, day(on), deed(ListDeedKind::ALL[kind]));
            }
        }
        let published = desk.records.iter().filter(|it| it.act.deed.kind() == ListDeedKind::Publish);
        prop_assert!(desk.list.frozen().len() <= published.count());
    }
}
