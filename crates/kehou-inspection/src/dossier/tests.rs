//! Cases, keys, and files.

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::{Instant, Period};

use super::*;
use crate::{
    deadline::Deadline,
    finding::FindingNo,
    written::{Line, PersonRef, Signature},
};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 5, d).unwrap()
}

fn signed(by: &str, d: u32) -> Signature {
    let at = Instant::of_county(day(d).and_hms_opt(9, 0, 0).unwrap());
    Signature { by: by.parse().unwrap(), at }
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn school() -> SchoolCode {
    "3708290001".parse().unwrap()
}

fn case_deeds() -> [CaseDeed; 5] {
    let matter = "反映违规收费".parse().unwrap();
    [
        CaseDeed::Receive { source: CaseSource::Report, school: school(), matter },
        CaseDeed::Accept,
        CaseDeed::Transfer { to: line("驻局纪检监察组") },
        CaseDeed::Verify { verified: Verified::Yes, why: line("账目核对") },
        CaseDeed::Conclude {
            outcome: "退费并处理".parse().unwrap(),
            number: line("纪〔2023〕1号"),
        },
    ]
}

fn case(path: &[usize]) -> Result<DisciplineCase, CaseRefusal> {
    let deeds = case_deeds();
    let act = |at: &usize| CaseAct { signed: signed("jiwei", 4), deed: deeds[*at].clone() };
    DisciplineCase::replay(&path.iter().map(act).collect::<Vec<_>>())
}

#[test]
fn a_case_goes_its_way_and_no_other() {
    // From each stage (reached by a path), the deeds that are possible.
    let ways: [(&[usize], &[usize]); 6] = [
        (&[], &[0]),
        (&[0], &[1, 2]),
        (&[0, 1], &[2, 3]),
        (&[0, 2], &[]),
        (&[0, 1, 3], &[4]),
        (&[0, 1, 3, 4], &[]),
    ];
    for (path, possible) in ways {
        let from = case(path).map_or("CASE_STAGE_NONE", |case| case.stage.code());
        for (deed, name) in case_deeds().iter().enumerate() {
            let done = case(&[path, &[deed]].concat());
            match possible.contains(&deed) {
                true => assert!(done.is_ok(), "{from} {name:?}"),
                false => assert_eq!(done, Err(CaseRefusal { from, attempted: name.code() })),
            }
        }
    }
    assert_eq!(case(&[0, 1, 3, 4]).unwrap().verified_by(), Some(&line("纪〔2023〕1号")));
    assert_eq!(case(&[0, 1, 3]).unwrap().verified_by(), None);
}

#[test]
fn a_case_that_was_not_verified_enters_no_file() {
    let [_, _, _, _, conclude] = case_deeds();
    let not_so = CaseDeed::Verify { verified: Verified::No, why: line("查无实据") };
    let accepted = case(&[0, 1]).unwrap();
    let act = |deed| CaseAct { signed: signed("jiwei", 5), deed };
    let concluded = accepted.advance(&act(not_so)).and_then(|case| case.advance(&act(conclude)));
    assert_eq!(EntryGround::violation(&concluded.unwrap()), None);
}

#[test]
fn a_reporter_prints_nothing_of_themselves() {
    let reporter = Reporter { name: line("某家长"), contact: line("13800000000") };
    assert_eq!(format!("{reporter:?}"), "Reporter(sealed)");
    let whole = format!("{:?}", case(&[0, 1, 3, 4]).unwrap());
    assert!(!whole.contains("某家长"));
}

#[test]
fn the_principal_of_the_day_of_the_fact_is_meant() {
    let post = |person: &str, from, until: Option<u32>| Post {
        person: person.parse().unwrap(),
        school: school(),
        period: Period::new(day(from), until.map(day)).unwrap(),
    };
    let posts = [post("old", 1, Some(9)), post("new", 11, None)];
    let on = |d| principal_on(&posts, &school(), day(d));
    assert_eq!(on(9), Ok("old".parse().unwrap()));
    assert_eq!(on(11), Ok("new".parse().unwrap()));
    assert_eq!(on(10).unwrap_err().code(), "PRINCIPAL_NOBODY");
    let double = [post("old", 1, None), post("new", 9, None)];
    let both = principal_on(&double, &school(), day(9)).unwrap_err();
    assert_eq!(both.code(), "PRINCIPAL_SEVERAL");
}

fn entry_act(by: &str, d: u32, deed: EntryDeed) -> EntryAct {
    EntryAct { signed: signed(by, d), deed }
}

fn propose(ground: EntryGround, corrects: Option<Line>) -> EntryAct {
    let person: PersonRef = "principal".parse().unwrap();
    let statement_due = Deadline::on(day(10));
    let deed = EntryDeed::Propose {
        person,
        school: school(),
        fact_on: day(1),
        ground,
        statement_due,
        corrects,
    };
    entry_act("system", 3, deed)
}

fn turn(key: Key, by: &str, number: &str) -> EntryAct {
    entry_act(by, 12, EntryDeed::Turn { key, number: line(number) })
}

fn state() -> EntryAct {
    entry_act("principal", 10, EntryDeed::State("已整改".parse().unwrap()))
}

fn entered(number: &str, corrects: Option<Line>) -> Vec<EntryAct> {
    vec![
        propose(EntryGround::PoorService(FindingNo::new(1)), corrects),
        state(),
        turn(Key::LeadingGroup, "leader", "领〔2023〕1号"),
        turn(Key::Personnel, "personnel", number),
    ]
}

#[test]
fn an_entry_needs_the_right_two_keys_of_two_persons() {
    let poor = EntryGround::PoorService(FindingNo::new(1));
    let violation = EntryGround::violation(&case(&[0, 1, 3, 4]).unwrap()).unwrap();
    for (ground, first, wrong) in [
        (poor, Key::LeadingGroup, Key::Discipline),
        (violation, Key::Discipline, Key::LeadingGroup),
    ] {
        let mut acts = vec![propose(ground, None), state()];
        let heard = FileEntry::replay(&acts).unwrap();
        for key in [wrong, Key::Personnel] {
            let refused = heard.clone().advance(&turn(key, "x", "1"));
            assert_eq!(refused, Err(EntryRefusal::WrongKey { needed: first }));
        }
        acts.push(turn(first, "a", "甲1号"));
        let half = FileEntry::replay(&acts).unwrap();
        assert_eq!(half.number(), None, "one key enters nothing");
        let same = half.clone().advance(&turn(Key::Personnel, "a", "人1号"));
        assert_eq!(same, Err(EntryRefusal::SamePerson));
        let whole = half.advance(&turn(Key::Personnel, "b", "人1号")).unwrap();
        assert_eq!(whole.number(), Some(&line("人1号")));
    }
    assert_eq!(EntryGround::violation(&case(&[0, 1, 3]).unwrap()), None);
}

#[test]
fn nothing_is_entered_before_the_person_was_heard_or_the_deadline_passed() {
    let proposed =
        FileEntry::replay(&[propose(EntryGround::PoorService(FindingNo::new(1)), None)]).unwrap();
    let hasty = proposed.clone().advance(&turn(Key::LeadingGroup, "leader", "1"));
    let (from, attempted) = ("ENTRY_STAGE_PROPOSED", "ENTRY_TURN_KEY");
    assert_eq!(hasty, Err(EntryRefusal::Illegal { from, attempted }));
    let of_another = EntryDeed::State("代写".parse().unwrap());
    let another = proposed.clone().advance(&entry_act("deputy", 9, of_another));
    assert_eq!(another, Err(EntryRefusal::NotTheirs));
    let lapse = |d| proposed.clone().advance(&entry_act("bureau", d, EntryDeed::Lapse));
    assert_eq!(lapse(10).unwrap_err().code(), "ENTRY_STATEMENT");
    assert!(lapse(11).is_ok());
    let late = EntryDeed::State("补交".parse().unwrap());
    let late = proposed.advance(&entry_act("principal", 11, late));
    assert_eq!(late.unwrap_err().code(), "ENTRY_STATEMENT");
}

#[test]
fn nobody_decides_on_an_entry_of_their_own_file() {
    let heard = FileEntry::replay(&entered("人1号", None)[..2]).unwrap();
    let why = || line("情节轻微");
    let own = |entry: &FileEntry, deed| entry.clone().advance(&entry_act("principal", 12, deed));
    let turned = own(&heard, EntryDeed::Turn { key: Key::LeadingGroup, number: why() });
    assert_eq!(turned, Err(EntryRefusal::OwnFile));
    assert_eq!(own(&heard, EntryDeed::Decline(why())), Err(EntryRefusal::OwnFile));
    let whole = FileEntry::replay(&entered("人1号", None)).unwrap();
    let revoked = own(&whole, EntryDeed::Revoke { number: why(), why: why() });
    assert_eq!(revoked, Err(EntryRefusal::OwnFile));
}

#[test]
fn entries_are_corrected_by_later_ones_and_sealed_when_revoked() {
    let first = FileEntry::replay(&entered("人1号", None)).unwrap();
    let correction = FileEntry::replay(&entered("人2号", Some(line("人1号")))).unwrap();
    let person = "principal".parse().unwrap();
    let both = [first.clone(), correction.clone()];
    let file = FileEntry::file_of(&person, &both);
    assert_eq!(
        file,
        [EntryView::Corrected(&first, &correction), EntryView::Standing(&correction),]
    );
    let (number, why) = (line("人3号"), line("认定有误"));
    let revoke = EntryDeed::Revoke { number: number.clone(), why };
    let revoked = [first.advance(&entry_act("personnel", 20, revoke.clone())).unwrap()];
    assert_eq!(FileEntry::file_of(&person, &revoked), [EntryView::Sealed(&number)]);
    assert_eq!(FileEntry::file_of(&"somebody".parse().unwrap(), &revoked), []);
    let again = revoked[0].clone().advance(&entry_act("personnel", 21, revoke));
    assert_eq!(again.unwrap_err().code(), "ENTRY_ILLEGAL");
}
