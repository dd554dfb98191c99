//! Every code that can reach a client has a text in both languages.

use kehou_attendance::Mark;
use kehou_fee::Outcome;
use kehou_policy::{CheckId, ProblemCode};
use kehou_registry::Defect;
use kehou_wire::{Flaw, Form};
use kehou_words::{Lang, placeholders, render};

fn assert_said(code: &str, names: &[&str]) {
    for lang in Lang::ALL {
        assert!(render(code, lang, &[]).is_some(), "{code} has no text");
        for taken in placeholders(code, lang) {
            assert!(names.contains(&taken), "{code} takes `{taken}`, which nobody gives");
        }
    }
}

#[test]
fn marks_outcomes_checks_and_defects_are_said() {
    for mark in Mark::ALL {
        assert_said(&format!("MARK_{}", mark.code().to_uppercase()), &[]);
    }
    for outcome in Outcome::ALL {
        assert_said(outcome.code(), &[]);
        if let Some(kehou_registry::FindingCode::Check(check)) = outcome.finding() {
            assert_said(&format!("FINDING_{check}"), &["marks"]);
        }
    }
    for check in CheckId::ALL {
        assert_said(check.as_str(), &[]);
    }
    for defect in Defect::ALL {
        assert_said(defect.code(), &["marks"]);
    }
    for check in ["R01", "R02", "R03", "R04", "R05", "R06", "R08", "R10", "R33"] {
        assert_said(&format!("REFUSAL_{check}"), &["excess"]);
    }
}

#[test]
fn problems_of_policy_texts_are_said_as_the_policy_says_them() {
    for problem in ProblemCode::ALL {
        let said = render(problem.as_str(), Lang::En, &[]);
        assert_eq!(said.as_deref(), Some(problem.template()), "{}", problem.as_str());
    }
}

#[test]
fn flaws_of_fields_are_said() {
    let text = || "x".to_owned();
    let mut flaws = vec![
        Flaw::Required,
        Flaw::Unexpected,
        Flaw::NotADate { year: 1, month: 1, day: 1 },
        Flaw::Unspecified,
        Flaw::UnknownValue { given: 1 },
        Flaw::OutOfRange { given: 1, least: 1, most: 1 },
        Flaw::TooMany { given: 1, limit: 1 },
        Flaw::TooLong { given: 1, limit: 1 },
        Flaw::Unclean,
        Flaw::Duplicate { given: text(), first: text() },
        Flaw::Reversed { first: text(), last: text() },
        Flaw::OutsideMonth { given: text(), month: text() },
        Flaw::UnknownCode { given: text() },
        Flaw::Contradiction { about: text() },
        Flaw::OtherQuery,
    ];
    flaws.extend(Form::ALL.map(|form| Flaw::Malformed { given: text(), form }));
    for flaw in flaws {
        let names: Vec<&str> = flaw.args().iter().map(|(name, _)| *name).collect();
        assert_said(flaw.code(), &names);
    }
}
