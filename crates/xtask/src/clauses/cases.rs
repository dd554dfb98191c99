//! The case files: `tests/cases/<crate>/<id>/<name>.toml`, each with `why`, `clause`, `verdict`,
//! `[input]` and `[expect]`.

use crate::tree::Tree;
use crate::violation::Violation;

const FOLDER: &str = "tests/cases/";

/// What a case shows: that the rule lets something pass, or that it stops something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Accept,
    Refuse,
}

/// One readable case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    /// The id of the rule or check, which is the folder's name.
    pub(super) id: String,
    /// The file.
    pub(super) path: String,
    /// The line of `clause`.
    pub(super) clause_line: usize,
    /// The clause or id that the case cites.
    pub(super) clause: String,
    /// What the case shows.
    pub(super) verdict: Verdict,
}

/// All cases, and what is wrong with the files that are none.
pub(super) fn find(tree: &Tree) -> (Vec<Case>, Vec<Violation>) {
    let mut cases = Vec::new();
    let mut violations = Vec::new();
    for (path, text) in &tree.files {
        let Some(within) = path.strip_prefix(FOLDER).filter(|path| path.ends_with(".toml")) else {
            continue;
        };
        let [owner, id, _] = within.split('/').collect::<Vec<_>>()[..] else {
            let mend = "move it to tests/cases/<crate>/<id>/<name>.toml";
            violations.push(Violation::new(path, 1, "a case stands in the wrong folder", mend));
            continue;
        };
        if !tree.members.iter().any(|m| m.name == owner || m.name == format!("kehou-{owner}")) {
            let what = format!("`{owner}` is not a crate");
            violations.push(Violation::new(path, 1, what, "name the folder after the crate"));
        }
        match read(id, path, text) {
            Ok(case) => cases.push(case),
            Err(violation) => violations.push(violation),
        }
    }
    (cases, violations)
}

fn read(id: &str, path: &str, text: &str) -> Result<Case, Violation> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        Violation::new(path, 1, format!("not TOML: {}", error.message()), "correct the file")
    })?;
    let line =
        |key: &str| (1..).zip(text.lines()).find(|(_, l)| l.starts_with(key)).map_or(1, |(n, _)| n);
    let sentence = |key: &str, mend: &str| {
        let value = table.get(key).and_then(toml::Value::as_str).map(str::trim);
        let lacks = || Violation::new(path, line(key), format!("the case lacks `{key}`"), mend);
        value.filter(|value| !value.is_empty()).ok_or_else(lacks)
    };
    sentence("why", "say in one sentence what the case shows")?;
    let clause = sentence("clause", "cite the clause of the notice, or the row")?.to_owned();
    let verdict = match sentence("verdict", "write \"accept\" or \"refuse\"")? {
        "accept" => Verdict::Accept,
        "refuse" => Verdict::Refuse,
        other => {
            let what = format!("`{other}` is not a verdict");
            return Err(Violation::new(
                path,
                line("verdict"),
                what,
                "write \"accept\" or \"refuse\"",
            ));
        }
    };
    for (key, mend) in [("input", "give the facts"), ("expect", "say what must come out")] {
        if table.get(key).and_then(toml::Value::as_table).is_none_or(toml::Table::is_empty) {
            return Err(Violation::new(path, 1, format!("the case lacks [{key}]"), mend));
        }
    }
    Ok(Case {
        id: id.to_owned(),
        path: path.to_owned(),
        clause_line: line("clause"),
        clause,
        verdict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    const GOOD: &str = "why = \"Two hours.\"\nclause = \"三(三)\"\nverdict = \"accept\"\n\
                        [input]\nhours = 2\n[expect]\ndue_fen = 400\n";

    fn found(path: &str, text: &str) -> (Vec<Case>, Vec<String>) {
        let (cases, violations) = find(&tree(&[("crates/kehou-fee/src/lib.rs", ""), (path, text)]));
        (cases, violations.iter().map(|v| format!("{}: {}", v.line, v.what)).collect())
    }

    #[test]
    fn a_complete_case_is_read() {
        let (cases, violations) = found("tests/cases/fee/F1/two_hours.toml", GOOD);
        assert_eq!(violations, [""; 0]);
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].id.as_str(), cases[0].verdict), ("F1", Verdict::Accept));
        assert_eq!((cases[0].clause.as_str(), cases[0].clause_line), ("三(三)", 2));
        let refusing = GOOD.replace("accept", "refuse");
        let (cases, _) = found("tests/cases/kehou-fee/F1/two_hours.toml", &refusing);
        assert_eq!(cases[0].verdict, Verdict::Refuse);
    }

    #[test]
    fn an_incomplete_case_is_refused_with_what_it_lacks() {
        for (from, to, what) in [
            ("why = \"Two hours.\"", "", "1: the case lacks `why`"),
            ("\"三(三)\"", "\" \"", "2: the case lacks `clause`"),
            ("verdict = \"accept\"", "", "1: the case lacks `verdict`"),
            ("accept", "maybe", "3: `maybe` is not a verdict"),
            ("[input]\nhours = 2\n", "", "1: the case lacks [input]"),
            ("due_fen = 400\n", "", "1: the case lacks [expect]"),
            ("[input]", "[input", "1: not TOML: "),
        ] {
            let (cases, violations) = found("tests/cases/fee/F1/a.toml", &GOOD.replace(from, to));
            assert_eq!(cases, []);
            assert!(violations.len() == 1 && violations[0].starts_with(what), "{violations:?}");
        }
    }

    #[test]
    fn a_case_in_the_wrong_place_is_refused() {
        assert_eq!(
            found("tests/cases/fee/a.toml", GOOD).1,
            ["1: a case stands in the wrong folder"]
        );
        assert_eq!(found("tests/cases/gossip/F1/a.toml", GOOD).1, ["1: `gossip` is not a crate"]);
        assert_eq!(found("tests/cases/README.md", "").1, [""; 0]);
    }
}
