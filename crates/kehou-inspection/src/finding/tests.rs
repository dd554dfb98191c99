//! Findings from their opening to their end.

mod ladder;
mod matrix;
mod properties;
mod rules;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_registry::WorkingDays;
use kehou_units::{Dated, Instant};

use super::*;
use crate::{
    rectification::RectificationRules,
    written::{PersonRef, Signature},
};

/// A day of the spring of 2023; 3 April is a Monday.
fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn noon(on: NaiveDate) -> Instant {
    Instant::of_county(on.and_hms_opt(12, 0, 0).unwrap())
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn passage(text: &str) -> Passage {
    text.parse().unwrap()
}

fn person(text: &str) -> PersonRef {
    text.parse().unwrap()
}

fn act(by: &str, on: NaiveDate, deed: Deed) -> Act {
    Act { signed: Signature { by: person(by), at: noon(on) }, deed }
}

fn opening(gravity: Gravity) -> Opening {
    Opening {
        school: "3708290001".parse().unwrap(),
        problem: Problem::Item(line("6.2")),
        gravity,
        what: passage("收费公示缺少投诉电话"),
        observed_on: day(4, 3),
        repeats: None,
    }
}

fn evidence() -> Vec<Evidence> {
    vec![Evidence { sha256: [7; 32], name: line("整改照片.jpg") }]
}

/// A deed of each kind, with particulars that are in order.
fn deed(kind: DeedKind) -> Deed {
    let why = line("现场核实");
    match kind {
        DeedKind::Open => Deed::Open { opening: Box::new(opening(Gravity::Ordinary)) },
        DeedKind::Notify => Deed::Notify,
        DeedKind::Measure => Deed::Measure { what: passage("当日停收") },
        DeedKind::Respond => Deed::Respond { text: passage("情况属实") },
        DeedKind::Lapse => Deed::Lapse,
        DeedKind::Confirm => Deed::Confirm { why },
        DeedKind::Withdraw => Deed::Withdraw { why },
        DeedKind::Order => Deed::Order {
            number: line("嘉教改〔2023〕1号"),
            demands: passage("限期改正"),
            days: None,
        },
        DeedKind::Announce => Deed::Announce { number: line("嘉教通〔2023〕1号") },
        DeedKind::Extend => Deed::Extend { days: 30, why },
        DeedKind::Submit => Deed::Submit { evidence: evidence() },
        DeedKind::Verify => Deed::Verify { verdict: Verdict::Accepted, why },
        DeedKind::Close => Deed::Close,
        DeedKind::Reopen => Deed::Reopen { why },
        DeedKind::Escalate => {
            Deed::Escalate { rung: Rung::Announcement, number: line("嘉教通〔2023〕2号") }
        }
    }
}

/// Settings, calendar and ties to judge by.
struct Court {
    rules: Dated<RectificationRules>,
    working: WorkingDays,
    linked: BTreeSet<PersonRef>,
}

impl Court {
    fn new() -> Self {
        let rules = RectificationRules::shipped().unwrap();
        Self { rules, working: WorkingDays::default(), linked: [person("tied")].into() }
    }

    fn ground(&self) -> Ground<'_> {
        Ground { rules: &self.rules, working: &self.working, linked: &self.linked }
    }

    fn after(&self, finding: Finding, by: &str, on: NaiveDate, deed: Deed) -> Finding {
        finding.advance(act(by, on, deed), &self.ground()).unwrap().finding
    }

    fn refused(&self, finding: &Finding, by: &str, on: NaiveDate, deed: Deed) -> Refusal {
        finding.clone().advance(act(by, on, deed), &self.ground()).unwrap_err()
    }
}

fn opened(gravity: Gravity) -> Finding {
    let deed = Deed::Open { opening: Box::new(opening(gravity)) };
    Finding::open(act("inspector", day(4, 3), deed)).unwrap().finding
}

/// A finding of 3 April that has come to a stage by the shortest way, by 7 April at the latest.
fn finding_at(stage: StageKind, gravity: Gravity) -> Finding {
    use DeedKind::{Close, Confirm, Notify, Order, Respond, Submit, Verify, Withdraw};
    let court = Court::new();
    let path: &[DeedKind] = match stage {
        StageKind::Unopened | StageKind::Draft => &[],
        StageKind::AwaitingStatement => &[Notify],
        StageKind::Answered => &[Notify, Respond],
        StageKind::Withdrawn => &[Withdraw],
        StageKind::Confirmed => &[Notify, Respond, Confirm],
        StageKind::Ordered => &[Notify, Respond, Confirm, Order],
        StageKind::Submitted => &[Notify, Respond, Confirm, Order, Submit],
        StageKind::Verified => &[Notify, Respond, Confirm, Order, Submit, Verify],
        StageKind::Closed => &[Notify, Respond, Confirm, Order, Submit, Verify, Close],
    };
    let done = path.iter().fold(opened(gravity), |finding, kind| {
        let by = if *kind == Submit { "school" } else { "bureau" };
        court.after(finding, by, day(4, 4), deed(*kind))
    });
    assert!(stage == StageKind::Unopened || done.stage().kind() == stage);
    done
}

#[test]
fn nothing_is_found_before_its_day() {
    let open = || Deed::Open { opening: Box::new(opening(Gravity::Ordinary)) };
    let early = Finding::open(act("inspector", day(4, 2), open())).unwrap_err();
    let until = Instant::of_county(day(4, 3).and_hms_opt(0, 0, 0).unwrap());
    assert_eq!(early, Refusal::TooEarly { attempted: DeedKind::Open, until });
    assert!(Finding::open(act("inspector", day(4, 3), open())).is_ok());
}
