//! Every code that a use case can answer has a text in both languages.

use kehou_app::{AppError, Forbidden, Permission, RefusalCode};
use kehou_fee::{NotLocked, TariffError, testing::march};
use kehou_inspection::{
    AdoptError, AttachmentError, Checklist, Deadline, DeedKind, Desk, DocumentError, Line, Need,
    Refusal as Illegal, SafetyKind, SheetError, StageKind, SubmitError, Tie, VetoError, VetoGround,
    VisitError,
};
use kehou_policy::{Key, NotInForce};
use kehou_store::{ImportState, StoreError};
use kehou_units::{Fen, Instant};
use kehou_words::{Lang, placeholders, render};
use libtest_mimic::Trial;

use kehou_fee::testing::day;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("words::refusals_are_said_as_the_catalogue_says_them", || {
            refusals();
            Ok(())
        }),
        Trial::test("words::states_are_said_by_words_of_the_language", || {
            states();
            Ok(())
        }),
        Trial::test("words::findings_are_refused_in_words_of_the_language", || {
            findings();
            Ok(())
        }),
        Trial::test("words::visits_are_refused_in_words_of_the_language", || {
            visits();
            Ok(())
        }),
        Trial::test(
            "words::cases_files_and_practices_are_refused_in_words_of_the_language",
            || {
                crate::words_of_dossiers::check();
                Ok(())
            },
        ),
        Trial::test("words::errors_are_said_with_the_arguments_they_give", || {
            errors();
            Ok(())
        }),
    ]
}

fn refusals() {
    for refusal in RefusalCode::ALL {
        let said = render(refusal.code(), Lang::En, &[]);
        assert_eq!(said.as_deref(), Some(refusal.template()), "{}", refusal.code());
        assert!(render(refusal.code(), Lang::ZhCn, &[]).is_some(), "{}", refusal.code());
    }
}

fn states() {
    let of_imports = ImportState::ALL.map(|state| (RefusalCode::ImportState, state.code()));
    let of_months = ["locked", "reopened"].map(|state| (RefusalCode::MonthState, state));
    for (refusal, state) in of_imports.into_iter().chain(of_months) {
        let args = [("state", state), ("month", "2023-03"), ("import", "1")];
        let said = render(refusal.code(), Lang::ZhCn, &args).unwrap();
        assert!(!said.contains(char::is_lowercase) && !said.contains('{'), "{said}");
        assert!(placeholders(refusal.code(), Lang::En).contains(&"state"));
    }
}

fn errors() {
    let month = march();
    let errors: Vec<AppError> = vec![
        Forbidden { permission: Permission::ReadBills }.into(),
        NotLocked::Yet { month, locks_on: day(4, 5), on: day(4, 1) }.into(),
        NotLocked::Never { month }.into(),
        TariffError::from(NotInForce { key: Key::FeeRate, on: day(3, 1) }).into(),
        TariffError::RateTooHigh { rate: Fen::ZERO, on: day(3, 1) }.into(),
        StoreError::bad_row("pupil", "column 3").into(),
        StoreError::Sealed { table: "person" }.into(),
        StoreError::NoLedger { number: 7 }.into(),
        StoreError::RequestIdUsed {
            request_id: "request-1".into(),
            recorded_at: Instant::default(),
        }
        .into(),
        StoreError::ImportUnfinished { import: 1 }.into(),
    ];
    for error in errors {
        let args = error.args();
        for lang in Lang::ALL {
            assert!(render(error.code(), lang, &[]).is_some(), "{} has no text", error.code());
            for taken in placeholders(error.code(), lang) {
                let given = args.iter().any(|(name, _)| *name == taken);
                assert!(given, "{} takes `{taken}`, which nobody gives", error.code());
            }
        }
    }
    for code in ["STORE_DATABASE", "STORE_BUSY"] {
        assert!(Lang::ALL.iter().all(|lang| render(code, *lang, &[]).is_some()), "{code}");
    }
}

/// Every refusal of an act on a finding, with every stage, deed, tie, need and desk that it may name.
fn findings() {
    let attempted = DeedKind::Order;
    let mut errors: Vec<AppError> = vec![
        Illegal::TooEarly { attempted, until: Instant::default() }.into(),
        Illegal::TooLate { attempted, due: Deadline::on(day(4, 10)) }.into(),
        Illegal::Days { asked: 31, least: 1, most: 30 }.into(),
        Illegal::OutOfTurn { attempted }.into(),
        Illegal::NoRules { on: day(4, 10) }.into(),
        DocumentError::Unconfirmed { school: "学校".to_owned() }.into(),
        DocumentError::NoOrder.into(),
        DocumentError::Empty.into(),
    ];
    let illegal = |from, attempted| AppError::from(Illegal::Illegal { from, attempted });
    errors.extend(StageKind::ALL.map(|from| illegal(from, attempted)));
    errors.extend(DeedKind::ALL.iter().map(|deed| illegal(StageKind::Draft, *deed)));
    for tie in [Tie::Submitter, Tie::School] {
        errors.push(Illegal::NotIndependent { who: "inspector-1".parse().unwrap(), tie }.into());
    }
    let needs = [Need::Measures, Need::Evidence, Need::Deadline];
    errors.extend(needs.map(|needs| Illegal::Incomplete { attempted, needs }.into()));
    for unwritten in ["", &"x".repeat(401), "\u{202e}"] {
        errors.push(unwritten.parse::<Line>().unwrap_err().into());
    }
    for error in errors {
        assert_said_in_full(error.code(), &error.args());
    }
    for desk in Desk::ALL {
        for code in ["FINDING_OTHER_DESK", "DESK_NOT_YOURS"] {
            assert_said_in_full(code, &[("desk", desk.code().to_owned())]);
        }
    }
}

/// Every refusal of a checklist, a sheet, a visit, a veto, a file and an entry of a safety register.
fn visits() {
    let line = |text: &str| text.parse::<Line>().unwrap();
    let (item, id, on) = (line("6.1"), line("checklist"), day(4, 12));
    let of = |whose| VisitError::OtherVersion { whose, id: line("a"), version: 1, expected: 2 };
    let hash = || "ab".repeat(32);
    let mut errors: Vec<AppError> = vec![
        AdoptError::VersionTaken { id, version: 2 }.into(),
        SheetError::Unknown { item: item.clone() }.into(),
        SheetError::Twice { item: item.clone() }.into(),
        SheetError::Unanswered { items: vec![item.clone()] }.into(),
        SheetError::NothingToCorrect { item: item.clone() }.into(),
        SubmitError::Visited { on }.into(),
        SubmitError::Decided.into(),
        SubmitError::Day { on, first: on, last: on }.into(),
        SubmitError::NoSelfCheck { on }.into(),
        SubmitError::HasSelfCheck { on }.into(),
        of("self_check").into(),
        of("visit").into(),
        VisitError::OtherSchool.into(),
        VisitError::Unexplained.into(),
        VetoError::NotProposed(VetoGround::Item(item.clone())).into(),
        VetoError::Twice(VetoGround::Item(item)).into(),
        AttachmentError::Empty.into(),
        AttachmentError::TooLarge { limit: 10 }.into(),
        AttachmentError::SchoolFull { limit: 10 }.into(),
        AttachmentError::Media.into(),
        AttachmentError::Hash { found: hash(), announced: hash() }.into(),
    ];
    for (sound, broken) in [
        ("id =", "id"),
        ("\"excluded\"", "\"left\""),
        ("\"1.2\"", "\"1.1\""),
        ("points = 10", "points = 11"),
        ("from_percent = 75", "from_percent = 95"),
    ] {
        let text = Checklist::SHIPPED.replacen(sound, broken, 1);
        errors.push(Checklist::load("checklist", &text).unwrap_err().into());
    }
    let large = " ".repeat((1 << 20) + 1);
    errors.push(Checklist::load("checklist", &large).unwrap_err().into());
    for error in errors {
        assert_said_in_full(error.code(), &error.args());
    }
    for kind in SafetyKind::ALL {
        let dates = [("on", on.to_string()), ("today", on.to_string())];
        let kind = ("kind", kind.code().to_owned());
        assert_said_in_full("SAFETY_DAY", &[&[kind][..], &dates[..]].concat());
    }
}

/// A text takes all that is given to it, and names nothing by its code.
pub(crate) fn assert_said_in_full(code: &str, args: &[(&'static str, String)]) {
    let given: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for lang in Lang::ALL {
        let said = render(code, lang, &given).unwrap_or_else(|| panic!("{code} has no text"));
        let mut words = said.split(|c: char| !c.is_ascii_alphabetic() && c != '_');
        let named = words.find(|word| word.contains('_'));
        assert_eq!((named, said.contains('{')), (None, false), "{code}: {said}");
    }
}
