//! Rules of lists as they are read.

use crate::{
    data_text::DataText,
    kind::StaffGroup,
    pack::{
        BarredInput, Component, LastResort, ListOutcome, ListRule, PackProblem, Places,
        QuotaRounding, Scope,
        raw::{RawList, Text},
    },
    problem::DataProblem,
};

/// Reads the rule of a list; ties are decided by components, so by nothing that may not count.
pub(super) fn list_rule(
    source: &mut DataText<'_>,
    raw: &RawList,
    components: &[Component],
) -> Option<ListRule> {
    let outcome = outcome(source, raw);
    let places = places(source, raw);
    let scope = source.word(&raw.among, "word: school or county", |word| match word {
        "school" => Some(Scope::School),
        "county" => Some(Scope::County),
        _ => None,
    });
    let last_resort = source.word(&raw.last_resort, "word: all, body or draw", |word| match word {
        "all" => Some(LastResort::All),
        "body" => Some(LastResort::Body),
        "draw" => Some(LastResort::Draw),
        _ => None,
    });
    source.once(raw.ties.iter());
    let ties: Vec<_> = raw.ties.iter().map(|tie| place(source, raw, tie, components)).collect();
    source.once(raw.groups.iter());
    let groups: Vec<_> = raw
        .groups
        .iter()
        .map(|group| source.word(group, "group of staff", StaffGroup::of_word))
        .collect();
    Some(ListRule {
        key: source.key(&raw.key)?,
        zh: source.line(&raw.zh)?,
        en: source.line(&raw.en)?,
        outcome: outcome?,
        groups: groups.into_iter().collect::<Option<_>>()?,
        scope: scope?,
        places: places?,
        ties: ties.into_iter().collect::<Option<_>>()?,
        last_resort: last_resort?,
    })
}

/// The place of the component that decides a tie. (S4, S8)
fn place(
    source: &mut DataText<'_>,
    raw: &RawList,
    tie: &Text,
    components: &[Component],
) -> Option<usize> {
    let word = tie.get_ref();
    let at = components.iter().position(|component| component.key.as_str() == word);
    if at.is_some() {
        return at;
    }
    let problem = match BarredInput::of_word(word) {
        Some(why) => {
            let (component, word) = (raw.key.get_ref().clone(), word.clone());
            PackProblem::Barred { component, word, why }.into()
        }
        None => DataProblem::Missing { name: word.clone() },
    };
    source.fault(&tie.span(), problem);
    None
}

fn outcome(source: &mut DataText<'_>, raw: &RawList) -> Option<ListOutcome> {
    match (raw.outcome.get_ref().as_str(), &raw.title_points) {
        ("award", None) => Some(ListOutcome::Award),
        ("title", Some(most)) => {
            let most = source.decimal(most, 2).and_then(|most| u32::try_from(most).ok())?;
            Some(ListOutcome::Title { most })
        }
        ("title", None) => {
            let problem = DataProblem::Missing { name: "title_points".to_owned() };
            source.fault(&raw.outcome.span(), problem);
            None
        }
        (value, _) => {
            let expected = "outcome: award, or title with title_points";
            let problem = DataProblem::Value { value: value.to_owned(), expected };
            source.fault(&raw.outcome.span(), problem);
            None
        }
    }
}

fn places(source: &mut DataText<'_>, raw: &RawList) -> Option<Places> {
    match (&raw.places_percent, &raw.rounding, &raw.places) {
        (None, None, None) => Some(Places::Everybody),
        (None, None, Some(number)) => Some(Places::Number(*number.get_ref())),
        (Some(percent), Some(rounding), None) => {
            let hundredths = source.percent(percent);
            let rounding =
                source.word(rounding, "rounding: down, half_up or up", |word| match word {
                    "down" => Some(QuotaRounding::Down),
                    "half_up" => Some(QuotaRounding::HalfUp),
                    "up" => Some(QuotaRounding::Up),
                    _ => None,
                });
            Some(Places::Share { hundredths: hundredths?, rounding: rounding? })
        }
        _ => {
            let value = raw.key.get_ref().clone();
            let expected = "list with places, or with places_percent and rounding, or with neither";
            source.fault(&raw.key.span(), DataProblem::Value { value, expected });
            None
        }
    }
}
