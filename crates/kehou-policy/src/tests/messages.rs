//! Every message, as an officer reads it.

use std::collections::BTreeSet;

use super::{CHARGES, DEFAULTS, FUNDING, NOTICE, RATE, WORKING, day, edited, load};
use crate::{Policy, PolicyProblem, ProblemCode};

/// A slip in a shipped text and the message about it, without file and line.
struct Slip {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    message: &'static str,
}

const fn slip(
    (file, from, to): (&'static str, &'static str, &'static str),
    message: &'static str,
) -> Slip {
    Slip { file, from, to, message }
}

const BOUND: &str = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n";
const F1: &str = "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n";

const SLIPS: &[Slip] = &[
    slip(
        (NOTICE, "id = \"F1\"\n", "id =\n"),
        "string values must be quoted, expected literal string; mend the TOML from here on",
    ),
    slip(
        (NOTICE, "format = 1\n", "format = 7\n"),
        "`format`: format `7` can't be read here; write format = 1",
    ),
    slip(
        (NOTICE, "issuer = ", "isuer = \"x\"\nissuer = "),
        "`instrument.isuer`: this key is not known here; the nearest known key is `issuer`",
    ),
    slip(
        (NOTICE, "level = \"county\"\n", ""),
        "`instrument.level`: the key `level` is missing; add it",
    ),
    slip(
        (NOTICE, "value = \"2.00\"", "value = 2"),
        "`fee.rate`: `value` is a whole number; write yuan as text such as \"2.00\"",
    ),
    slip(
        (NOTICE, "value = \"2.00\"", "value = 2.00"),
        "`fee.rate`: 2.00 is a float and may not be exact; write amounts as text such as \"2.00\", counts as whole numbers",
    ),
    slip(
        (NOTICE, "issuer = \"嘉祥县教育和体育局\"", "issuer = \"\""),
        "`instrument.issuer`: the text of `issuer` is blank, longer than 1000 characters, or holds a line break or an invisible character; write one line",
    ),
    slip(
        (NOTICE, "id = \"jiaxiang-2023-4\"", "id = \"嘉祥\""),
        "`instrument.id`: `嘉祥` is no id; use lower-case letters, digits, `-` and `_` only",
    ),
    slip(
        (NOTICE, "level = \"county\"", "level = \"city\""),
        "`instrument.level`: `city` is not known for `level`; write one of national, provincial, county",
    ),
    slip(
        (DEFAULTS, "[\"present\", \"late\", \"left_early\"]", "[\"late\", \"late\"]"),
        "`fee.billable_statuses`: `late` stands twice in `value`; remove one",
    ),
    slip(
        (NOTICE, "division = \"370829\"", "division = \"37\""),
        "`instrument.division`: division `37` doesn't fit a county instrument; write 6 digits",
    ),
    slip(
        (FUNDING, "division = \"37\"", "division = \"11\""),
        "`instrument.division`: division `11` is not that of the policy, 370829; remove the instrument or correct its division",
    ),
    slip(
        (CHARGES, "until = 2025-05-11", "until = 2020-05-11"),
        "`instrument.until`: it would end on 2020-05-11, before it begins on 2020-05-12; correct one of the dates",
    ),
    slip(
        (FUNDING, "id = \"shandong-2021-funding\"", "id = \"shandong-2021-8\""),
        "`instrument.id`: this instrument stands in shandong-2021-8.toml:6 already; remove one of the two",
    ),
    slip(
        (
            NOTICE,
            "division = \"370829\"\n",
            "division = \"370829\"\nreplaces = [\"jiaxiang-2023-4\"]\n",
        ),
        "`instrument.replaces`: `jiaxiang-2023-4` can't replace itself; name the instrument that it replaces",
    ),
    slip(
        (NOTICE, F1, "[[rules]]\nid = \"F1\"\nclause = \"九\"\nkind = \"K\"\n"),
        "`rules.F1`: clause `九` is not defined in this file; add [clauses.\"九\"] with zh and en",
    ),
    slip(
        (NOTICE, "id = \"F1\"\n", "id = \"F20\"\n"),
        "`rules.id`: `F20` is no row of the register; write one of F1 to F19, L1 to L18, … I1 to I16",
    ),
    slip(
        (NOTICE, F1, "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"P\"\n"),
        "`rules.F1`: kind P can't come from a county instrument; write K or D",
    ),
    slip(
        (NOTICE, F1, ""),
        "`rules.F1`: no clause is cited for rule F1 from 2023-01-01 on; add a [[rules]] entry that holds then",
    ),
    slip(
        (NOTICE, "key = \"fee.rate\"", "key = \"fee.rat\""),
        "`fee.rat`: no rule reads a parameter of this name; the nearest known name is `fee.rate`",
    ),
    slip(
        (NOTICE, "unit = \"yuan per pupil per class hour\"", "unit = \"yuan per pupil per day\""),
        "`fee.rate`: the unit is `yuan per pupil per day`; it must be `yuan per pupil per class hour`",
    ),
    slip(
        (NOTICE, "rule = \"F1\"", "rule = \"F3\""),
        "`fee.rate`: the parameter is read by rule F1, not by F3; write rule = \"F1\"",
    ),
    slip(
        (NOTICE, RATE, ""),
        "`fee.rate`: the parameter has no values; give at least one or remove the block",
    ),
    slip(
        (NOTICE, "value = \"2.00\"", "value = \"2元\""),
        "`fee.rate`: `2元` is no amount in yuan; write it like \"2.00\"",
    ),
    slip(
        (NOTICE, "value = \"2.00\"", "value = \"2.005\""),
        "`fee.rate`: 2.005 yuan is not a whole number of fen; write at most two decimals",
    ),
    slip(
        (DEFAULTS, "\"18:00\" }", "\"6 pm\" }"),
        "`fee.roll_lock_time`: `6 pm` is no time of day; write it like \"18:00\"",
    ),
    slip(
        (DEFAULTS, "value = 3 }", "value = 31 }"),
        "`fee.month_lock_working_day`: 31 makes no sense here; write a number from 1 to 20",
    ),
    slip(
        (NOTICE, "{ from = 2023-01-01, value", "{ from = 2022-09-01, value"),
        "`fee.rate`: the days 2022-09-01.. lie outside those of the instrument, 2023-01-01..; keep within them",
    ),
    slip(
        (NOTICE, "{ from = 2023-01-01, value", "{ from = 2023-01-01, until = 2023-06-30, value"),
        "`fee.rate`: no value holds on 2023-07-01; add one or move a neighbour's date",
    ),
    slip(
        (NOTICE, BOUND, "at_most = [\"fee.daily_cap\"]\n"),
        "`fee.rate`: `fee.daily_cap` is counted in class hours per pupil per day and can't bound this; name a parameter in yuan per pupil per class hour",
    ),
    slip(
        (NOTICE, "value = \"2.00\"", "value = \"3.20\""),
        "`fee.rate`: 3.20 is above 3.00, the most that `fee.ceiling.rural` allows for 2023-01-01.. [shandong-2021-funding 收费标准]; lower it",
    ),
    slip(
        (NOTICE, BOUND, "at_least = [\"fee.ceiling.rural\"]\n"),
        "`fee.rate`: 2.00 is below 3.00, the least that `fee.ceiling.rural` allows for 2023-01-01.. [shandong-2021-funding 收费标准]; raise it",
    ),
];

/// The first problem of some texts, checked to have a whole message.
fn first(texts: &[(String, String)]) -> PolicyProblem {
    let errors = load(texts).unwrap_err();
    let problem = errors.problems()[0].clone();
    assert!(!problem.message().contains(['{', '}']), "{problem}");
    problem
}

fn without_place(problem: &PolicyProblem) -> String {
    let place = format!("{}:{}: ", problem.file(), problem.line());
    problem.to_string().strip_prefix(&place).unwrap().to_owned()
}

/// Texts that need more than one edit, with the message about them.
fn larger_slips() -> Vec<(Vec<(String, String)>, String)> {
    let (_, notice) = Policy::shipped_texts().iter().find(|(file, _)| *file == NOTICE).unwrap();
    let block = &notice[notice.find("[[parameters]]").unwrap()..];
    let no_county =
        edited(&[]).into_iter().filter(|(file, _)| *file != NOTICE && *file != DEFAULTS);
    let line_of = |piece: &str| notice[..notice.find(piece).unwrap()].lines().count() + 1;
    let (block_line, value_line) = (line_of("[[parameters]]"), line_of(RATE));
    let twice = format!("{F1}\n{F1}");
    let again = format!("{block}\n{block}");
    let overlap =
        "  { from = 2023-01-01, value = \"2.00\" },\n  { from = 2024-09-01, value = \"2.50\" },\n";
    let many = "  { from = 2023-01-01, value = \"2.00\" },\n".repeat(501);
    vec![
        (no_county.collect(), "no instrument has level = \"county\"; add the county's notice".to_owned()),
        (
            edited(&[(NOTICE, F1, &twice)]),
            "`rules.F1`: rule F1 cites clause `三(三)` twice for 2023-01-01..; remove one or part the periods".to_owned(),
        ),
        (
            edited(&[(NOTICE, block, &again)]),
            format!("`fee.rate`: this parameter has a block at line {block_line} already; put all values into one"),
        ),
        (
            edited(&[(NOTICE, RATE, overlap)]),
            format!("`fee.rate`: another value, at jiaxiang-2023-4.toml:{value_line}, holds 2024-09-01.. too; end the earlier one the day before the later begins"),
        ),
        (
            edited(&[(NOTICE, block, "")]),
            "`fee.rate`: the parameter has no value in any file, and rule F1 can't do without; add a [[parameters]] block for it".to_owned(),
        ),
        (
            edited(&[(NOTICE, RATE, &many)]),
            "`fee.rate`: the parameter has 501 values; keep them within 500".to_owned(),
        ),
        (
            vec![("a.toml".to_owned(), "#".repeat((1 << 20) + 1))],
            "the text has 1048577 bytes; keep it within 1048576".to_owned(),
        ),
    ]
}

fn warnings() -> Vec<(PolicyProblem, &'static str)> {
    let texts =
        edited(&[(WORKING, "from = 2021-01-01\n", "from = 2021-01-01\nuntil = 2024-12-31\n")]);
    let loaded = Policy::load(&texts, day(2026, 1, 1)).unwrap();
    let found = loaded.warnings.into_iter().map(|warning| warning.note().clone());
    let expected = [
        "`instrument.until`: 鲁发改成本〔2020〕648号 expired on 2025-05-11 and nothing that replaces it is loaded; load its successor, until then its rules count as defaults",
        "`instrument.until`: 鲁教基字〔2021〕8号 expired on 2024-12-31 and nothing that replaces it is loaded; load its successor, its rules have ended",
        "`fee.rate`: the rate 2.00 holds since 2023-01-01, longer than 2 years on 2026-01-01; review it and date the result",
    ];
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), expected.len());
    found.into_iter().zip(expected).collect()
}

/// The shipped texts, one of them with unknown keys.
fn unknown_keys(count: usize) -> Vec<(String, String)> {
    let keys: String = (0..count).map(|at| format!("key_{at} = 1\n")).collect();
    edited(&[(NOTICE, "format = 1\n", &format!("format = 1\n{keys}"))])
}

#[test]
fn each_problem_is_said_in_words_with_advice() {
    let mut said = Vec::new();
    for slip in SLIPS {
        let problem = first(&edited(&[(slip.file, slip.from, slip.to)]));
        said.push((problem, slip.message.to_owned()));
    }
    for (texts, message) in larger_slips() {
        said.push((first(&texts), message));
    }
    let errors = load(&unknown_keys(1_400)).unwrap_err();
    let more = "400 more problems are not listed; mend those above first";
    said.push((errors.problems()[1_000].clone(), more.to_owned()));
    said.extend(warnings().into_iter().map(|(note, message)| (note, message.to_owned())));
    for (problem, message) in &said {
        assert_eq!(&without_place(problem), message);
    }
    let seen: BTreeSet<ProblemCode> = said.iter().map(|(problem, _)| problem.problem()).collect();
    let missing: Vec<_> = ProblemCode::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "no text shows {missing:?}");
}

#[test]
fn a_message_begins_with_file_line_and_key() {
    let texts = edited(&[(DEFAULTS, "format = 1\n", "format = \"1\"\n")]);
    assert_eq!(
        first(&texts).to_string(),
        "kehou-defaults-370829.toml:3: `format`: format `1` can't be read here; write format = 1"
    );
}

#[test]
fn codes_are_unique_and_templates_follow_the_house_style() {
    let codes: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
    for code in ProblemCode::ALL {
        let text = code.template();
        assert!(code.as_str().starts_with("POLICY_"), "{text}");
        assert!(!text.ends_with('.') && text.contains("; "), "{text}");
        assert!(!text.starts_with(char::is_uppercase), "{text}");
    }
}

#[test]
fn what_stood_in_a_text_is_shown_on_one_line() {
    let name = format!("\"a\\nb\\u202e{}\" = 1\nformat = 1\n", "c".repeat(300));
    let problem = first(&edited(&[(NOTICE, "format = 1\n", &name)]));
    let key = format!("a\\u{{a}}b\\u{{202e}}{}…", "c".repeat(196));
    assert_eq!(problem.key(), Some(key.as_str()));
    assert!(!problem.to_string().contains(['\n', '\u{202e}']));
}
