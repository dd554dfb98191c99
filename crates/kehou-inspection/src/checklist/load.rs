//! From the text of a checklist to the checklist.

use kehou_policy::CheckId;
use serde::Deserialize;
use toml::Spanned;

use super::{Checklist, EvidenceKind, GradeLine, Item, NotApplicable, Part, Veto};
use crate::{
    data_text::{DataFault, DataProblem, DataText},
    written::Line,
};

/// The points of a whole checklist.
const WHOLE: u32 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    version: u32,
    title: Spanned<String>,
    not_applicable: Spanned<String>,
    grades: Vec<RawGrade>,
    parts: Vec<RawPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGrade {
    key: Spanned<String>,
    zh: Spanned<String>,
    from_percent: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    key: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    points: Spanned<u32>,
    items: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    id: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    points: u32,
    evidence: Vec<Spanned<String>>,
    #[serde(default)]
    veto: bool,
    #[serde(default)]
    checks: Vec<Spanned<String>>,
}

pub(super) fn load(file: &str, text: &str) -> Result<Checklist, DataFault> {
    let source = DataText::new(file, text);
    let raw: Raw = source.read()?;
    source.once(raw.parts.iter().flat_map(|part| &part.items).map(|item| &item.id))?;
    source.once(raw.parts.iter().map(|part| &part.key))?;
    source.once(raw.grades.iter().map(|grade| &grade.key))?;
    let ways = |word: &str| match word {
        "excluded" => Some(NotApplicable::Excluded),
        "earned" => Some(NotApplicable::Earned),
        _ => None,
    };
    let (above, lowest) = grades(source, &raw.grades)?;
    let checklist = Checklist {
        id: line(source, &raw.id)?,
        version: raw.version,
        title: line(source, &raw.title)?,
        not_applicable: source.word(&raw.not_applicable, "word: excluded or earned", ways)?,
        above,
        lowest,
        parts: raw.parts.iter().map(|part| part_of(source, part)).collect::<Result<_, _>>()?,
    };
    let sum = checklist.parts.iter().map(|part| u64::from(part.points)).sum();
    add_up(source, &raw.id, sum, WHOLE)?;
    Ok(checklist)
}

fn line(source: DataText<'_>, text: &Spanned<String>) -> Result<Line, DataFault> {
    source.word(text, "line of text", |text| text.parse().ok())
}

fn add_up(
    source: DataText<'_>,
    name: &Spanned<String>,
    sum: u64,
    expected: u32,
) -> Result<(), DataFault> {
    let expected = u64::from(expected);
    if sum == expected {
        return Ok(());
    }
    let problem = DataProblem::Sum { name: name.get_ref().clone(), sum, expected };
    Err(source.fault(&name.span(), problem))
}

/// The grades above the lowest, and the lowest: they fall from the best to one that begins at 0.
fn grades(
    source: DataText<'_>,
    raw: &[RawGrade],
) -> Result<(Vec<GradeLine>, GradeLine), DataFault> {
    let out_of_order = |name: &str, span: std::ops::Range<usize>| {
        let expected = "grades fall from 100 at most to a last one from 0";
        source.fault(&span, DataProblem::Order { name: name.to_owned(), expected })
    };
    let mut before = WHOLE + 1;
    let mut above = Vec::new();
    for grade in raw {
        let from_percent = *grade.from_percent.get_ref();
        if from_percent >= before {
            return Err(out_of_order(grade.key.get_ref(), grade.key.span()));
        }
        before = from_percent;
        let (key, zh) = (line(source, &grade.key)?, line(source, &grade.zh)?);
        above.push(GradeLine { key, zh, from_percent });
    }
    let lowest = above.pop().filter(|lowest| lowest.from_percent == 0);
    Ok((above, lowest.ok_or_else(|| out_of_order("grades", 0..0))?))
}

fn part_of(source: DataText<'_>, raw: &RawPart) -> Result<Part, DataFault> {
    let points = *raw.points.get_ref();
    let sum = raw.items.iter().map(|item| u64::from(item.points)).sum();
    add_up(source, &raw.key, sum, points)?;
    Ok(Part {
        key: line(source, &raw.key)?,
        zh: line(source, &raw.zh)?,
        en: line(source, &raw.en)?,
        points,
        items: raw.items.iter().map(|item| item_of(source, item)).collect::<Result<_, _>>()?,
    })
}

fn item_of(source: DataText<'_>, raw: &RawItem) -> Result<Item, DataFault> {
    let kind = |word: &Spanned<String>| {
        source.word(word, "kind of evidence", |word| {
            EvidenceKind::ALL.into_iter().find(|kind| kind.as_str() == word)
        })
    };
    let check = |word: &Spanned<String>| {
        source.word(word, "check of the register", |word| word.parse::<CheckId>().ok())
    };
    if raw.evidence.is_empty() || raw.points == 0 {
        let name = raw.id.get_ref().clone();
        let expected = "an item has points and a kind of evidence";
        return Err(source.fault(&raw.id.span(), DataProblem::Order { name, expected }));
    }
    Ok(Item {
        id: line(source, &raw.id)?,
        zh: line(source, &raw.zh)?,
        en: line(source, &raw.en)?,
        points: raw.points,
        evidence: raw.evidence.iter().map(kind).collect::<Result<_, _>>()?,
        veto: if raw.veto { Veto::Proposed } else { Veto::No },
        checks: raw.checks.iter().map(check).collect::<Result<_, _>>()?,
    })
}
