//! Every refusal about cases, principals' files and good practice, with every stage, deed and key that it
//! may name, has a text in both languages. (I10, I16, O8)

use kehou_app::AppError;
use kehou_fee::testing::day;
use kehou_inspection::{
    CaseDeed, CaseRefusal, CaseSource, CaseStageKind, Deadline, EntryDeed, EntryRefusal,
    EntryStageKind, Key, Line, PracticeDeed, PracticeRefusal, PracticeStageKind, PrincipalError,
    Verified,
};
use kehou_registry::SchoolCode;

use crate::words::assert_said_in_full;

fn line() -> Line {
    "某某".parse().unwrap()
}

fn school() -> SchoolCode {
    "3708290001".parse().unwrap()
}

fn case_deeds() -> [CaseDeed; 5] {
    let (outcome, matter) = ("处理".parse().unwrap(), "反映".parse().unwrap());
    [
        CaseDeed::Receive { source: CaseSource::Report, school: school(), matter },
        CaseDeed::Accept,
        CaseDeed::Transfer { to: line() },
        CaseDeed::Verify { verified: Verified::Yes, why: line() },
        CaseDeed::Conclude { outcome, number: line() },
    ]
}

fn entry_deeds() -> [EntryDeed; 5] {
    [
        EntryDeed::State("陈述".parse().unwrap()),
        EntryDeed::Lapse,
        EntryDeed::Turn { key: Key::Personnel, number: line() },
        EntryDeed::Decline(line()),
        EntryDeed::Revoke { number: line(), why: line() },
    ]
}

fn practice_deeds() -> [PracticeDeed; 4] {
    let (what, text) = ("社团".parse().unwrap(), "文".parse().unwrap());
    [
        PracticeDeed::Nominate { school: school(), what },
        PracticeDeed::Approve(line()),
        PracticeDeed::Decline(line()),
        PracticeDeed::Publish { title: line(), text, names: Vec::new() },
    ]
}

pub(crate) fn check() {
    let mut errors: Vec<AppError> = vec![
        EntryRefusal::SamePerson.into(),
        EntryRefusal::OwnFile.into(),
        EntryRefusal::NotTheirs.into(),
        EntryRefusal::Statement { due: Deadline::on(day(5, 10)) }.into(),
        PrincipalError::Nobody { school: school(), on: day(5, 10) }.into(),
        PrincipalError::Several { school: school(), on: day(5, 10), persons: vec![] }.into(),
        PracticeRefusal::OwnNomination.into(),
        PracticeRefusal::Named { name: line() }.into(),
    ];
    errors.extend(Key::ALL.map(|needed| EntryRefusal::WrongKey { needed }.into()));
    let stages = CaseStageKind::ALL.map(CaseStageKind::code);
    for from in stages.into_iter().chain(["CASE_STAGE_NONE"]) {
        errors.extend(
            case_deeds().map(|deed| AppError::from(CaseRefusal { from, attempted: deed.code() })),
        );
    }
    let stages = EntryStageKind::ALL.map(EntryStageKind::code);
    for from in stages.into_iter().chain(["ENTRY_STAGE_NONE"]) {
        let deeds = entry_deeds().map(|deed| deed.code()).into_iter().chain(["ENTRY_PROPOSE"]);
        errors.extend(deeds.map(|attempted| EntryRefusal::Illegal { from, attempted }.into()));
    }
    let stages = PracticeStageKind::ALL.map(PracticeStageKind::code);
    for from in stages.into_iter().chain(["PRACTICE_STAGE_NONE"]) {
        errors.extend(
            practice_deeds().map(|deed| {
                AppError::from(PracticeRefusal::Illegal { from, attempted: deed.code() })
            }),
        );
    }
    for error in errors {
        assert_said_in_full(error.code(), &error.args());
    }
}
