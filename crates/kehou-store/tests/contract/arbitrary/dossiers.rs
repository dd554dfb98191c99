//! Strategies for cases, reporters, entries of principals' files, posts and good practice. (I10, I16, O8)

use chrono::NaiveDate;
use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, Deadline, EntryAct, EntryDeed, EntryGround, FindingNo, Key,
    Line, Passage, Post, PracticeAct, PracticeDeed, Reporter, Signature, Verified, WrittenPost,
    WrittenReporter,
};
use kehou_registry::SchoolCode;
use kehou_store::Filed;
use kehou_units::{Instant, Period};
use proptest::{
    num, option, prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

fn line() -> impl Strategy<Value = Line> {
    "[^\\p{C}\\p{Z}]{1,24}".prop_map(|text| text.parse().unwrap())
}

fn passage() -> impl Strategy<Value = Passage> {
    "[^\\p{C}\\p{Z}]{1,24}(\n[^\\p{C}\\p{Z}]{1,9})?".prop_map(|text| text.parse().unwrap())
}

fn signed() -> impl Strategy<Value = Signature> {
    ("[a-z0-9-]{1,16}", num::i64::ANY)
        .prop_map(|(by, at)| Signature { by: by.parse().unwrap(), at: Instant::from_micros(at) })
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (1..=28u32).prop_map(|day| NaiveDate::from_ymd_opt(2023, 5, day).unwrap())
}

fn school() -> impl Strategy<Value = SchoolCode> {
    "37082900[0-9]{2}".prop_map(|code| code.parse().unwrap())
}

pub(crate) fn case_act() -> impl Strategy<Value = Filed<CaseAct>> {
    let source = prop_oneof![
        Just(CaseSource::Report),
        (1..99u32).prop_map(|number| CaseSource::Finding(FindingNo::new(number))),
        line().prop_map(CaseSource::Office),
    ];
    let verified = select(vec![Verified::Yes, Verified::No]);
    let deed = prop_oneof![
        (source, school(), passage()).prop_map(|(source, school, matter)| CaseDeed::Receive {
            source,
            school,
            matter
        }),
        Just(CaseDeed::Accept),
        line().prop_map(|to| CaseDeed::Transfer { to }),
        (verified, line()).prop_map(|(verified, why)| CaseDeed::Verify { verified, why }),
        (passage(), line()).prop_map(|(outcome, number)| CaseDeed::Conclude { outcome, number }),
    ];
    (1..9u32, signed(), deed)
        .prop_map(|(about, signed, deed)| Filed { about, paper: CaseAct { signed, deed } })
}

pub(crate) fn case_reporter() -> impl Strategy<Value = Filed<WrittenReporter>> {
    (1..9u32, signed(), line(), line()).prop_map(|(about, signed, name, contact)| {
        let reporter = Reporter { name, contact };
        Filed { about, paper: WrittenReporter { reporter, signed } }
    })
}

pub(crate) fn entry_act() -> impl Strategy<Value = Filed<EntryAct>> {
    let ground = prop_oneof![
        (1..99u32).prop_map(|number| EntryGround::PoorService(FindingNo::new(number))),
        line().prop_map(EntryGround::Violation),
    ];
    let proposal = (("[a-z]{1,9}", school(), day()), ground, day(), option::of(line())).prop_map(
        |((person, school, fact_on), ground, due, corrects)| EntryDeed::Propose {
            person: person.parse().unwrap(),
            school,
            fact_on,
            ground,
            statement_due: Deadline::on(due),
            corrects,
        },
    );
    let turn = (select(Key::ALL.to_vec()), line());
    let deed = prop_oneof![
        proposal,
        passage().prop_map(EntryDeed::State),
        Just(EntryDeed::Lapse),
        turn.prop_map(|(key, number)| EntryDeed::Turn { key, number }),
        line().prop_map(EntryDeed::Decline),
        (line(), line()).prop_map(|(number, why)| EntryDeed::Revoke { number, why }),
    ];
    (1..9u32, signed(), deed)
        .prop_map(|(about, signed, deed)| Filed { about, paper: EntryAct { signed, deed } })
}

pub(crate) fn principal_post() -> impl Strategy<Value = Filed<WrittenPost>> {
    ("[a-z]{1,9}", school(), option::of(day()), signed()).prop_map(
        |(person, school, last, signed)| {
            let first = NaiveDate::from_ymd_opt(2022, 9, 1).unwrap();
            let period = Period::new(first, last).unwrap();
            let post = Post { person: person.parse().unwrap(), school, period };
            Filed { about: 0, paper: WrittenPost { post, signed } }
        },
    )
}

pub(crate) fn practice_act() -> impl Strategy<Value = Filed<PracticeAct>> {
    let publish = (line(), passage(), proptest::collection::vec(line(), 0..3));
    let deed = prop_oneof![
        (school(), passage()).prop_map(|(school, what)| PracticeDeed::Nominate { school, what }),
        line().prop_map(PracticeDeed::Approve),
        line().prop_map(PracticeDeed::Decline),
        publish.prop_map(|(title, text, names)| PracticeDeed::Publish { title, text, names }),
    ];
    (1..9u32, signed(), deed)
        .prop_map(|(about, signed, deed)| Filed { about, paper: PracticeAct { signed, deed } })
}
