//! Every code that a use case can answer has a text in both languages.

use kehou_app::{AppError, Forbidden, Permission, RefusalCode};
use kehou_fee::{NotLocked, TariffError, testing::march};
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
