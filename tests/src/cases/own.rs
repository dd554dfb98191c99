//! What the runners themselves must notice: a case that can't fail would prove nothing.

use libtest_mimic::{Failed, Trial};

use super::judge;

/// A case that passes.
const GOOD: &str = r#"
why = "One class hour."
clause = "三(三)"
verdict = "accept"
[input]
sheets = [{ on = 2023-03-15, slot = 1, marks = "√" }]
[expect]
due = "2.00"
"#;

/// What is changed in it, at which place it stands, and what must be said about it.
const BAD: [(&str, &str, &str, &str, &str); 14] = [
    ("a_wrong_amount", "fee/F1/a", "2.00", "2.01", "due: expected 2.01, got 2.00"),
    (
        "a_finding_nobody_listed",
        "fee/F1/a",
        "[{ on = 2023-03-15",
        "[{ on = 2023-03-18",
        "not expected",
    ),
    (
        "an_unknown_word_of_the_input",
        "fee/F1/a",
        "[input]",
        "[input]\nsheet = []",
        "unknown field `sheet`",
    ),
    ("an_unknown_word_of_the_expectation", "fee/F1/a", "due", "owed", "unknown field `owed`"),
    ("an_unknown_word_of_the_case", "fee/F1/a", "why", "wherefore", "unknown field `wherefore`"),
    ("an_unknown_sign", "fee/F1/a", "√", "ok", "`ok` is no sign of a roll"),
    ("a_day_that_does_not_exist", "fee/F1/a", "2023-03-15", "2023-02-29", "2023-02-29"),
    ("a_blank_why", "fee/F1/a", "One class hour.", " ", "say something"),
    ("an_unknown_verdict", "fee/F1/a", "accept", "maybe", "unknown variant `maybe`"),
    ("a_refusal_of_nothing", "fee/F1/a", "accept", "refuse", "nothing is expected to be refused"),
    (
        "an_acceptance_of_a_refusal",
        "fee/F1/a",
        "due = \"2.00\"",
        "refused = \"X\"",
        "refuses the whole",
    ),
    ("a_crate_without_runner", "gossip/F1/a", "", "", "no runner reads the cases of `gossip`"),
    ("a_row_without_runner", "registry/F1/a", "", "", "no runner reads the cases of row F1"),
    ("a_case_in_the_wrong_folder", "fee/a", "", "", "tests/cases/<crate>/<row>"),
];

pub(super) fn trials() -> Vec<Trial> {
    let good = Trial::test("cases::own::a_good_case_passes", || {
        judge(&place("fee/F1/a"), GOOD.to_owned()).map_err(|error| format!("{error:#}").into())
    });
    let bad = BAD.map(|(name, at, from, to, said)| {
        let text = if from.is_empty() { GOOD.to_owned() } else { GOOD.replacen(from, to, 1) };
        Trial::test(format!("cases::own::{name}_is_noticed"), move || notices(at, text, said))
    });
    [good].into_iter().chain(bad).collect()
}

fn place(text: &str) -> Vec<String> {
    text.split('/').map(str::to_owned).collect()
}

fn notices(at: &str, text: String, said: &str) -> Result<(), Failed> {
    match judge(&place(at), text) {
        Ok(()) => Err("it passes".into()),
        Err(error) if format!("{error:#}").contains(said) => Ok(()),
        Err(error) => Err(format!("it says {error:#}").into()),
    }
}
