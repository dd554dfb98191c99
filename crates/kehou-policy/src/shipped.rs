//! The policy texts that are part of the program.

use toml::de::DeTable;

/// File name and text of each shipped instrument; the name is the instrument's id and `.toml`.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("jiaxiang-2023-4.toml", include_str!("../policy/jiaxiang-2023-4.toml")),
    ("kehou-defaults-370829.toml", include_str!("../policy/kehou-defaults-370829.toml")),
    ("moe-2023-26.toml", include_str!("../policy/moe-2023-26.toml")),
    ("national-2021-40.toml", include_str!("../policy/national-2021-40.toml")),
    ("shandong-2020-648.toml", include_str!("../policy/shandong-2020-648.toml")),
    ("shandong-2021-8.toml", include_str!("../policy/shandong-2021-8.toml")),
    ("shandong-2021-funding.toml", include_str!("../policy/shandong-2021-funding.toml")),
];

/// The shipped texts without those whose instrument stands among the given, and the given.
pub(crate) fn with_replacements<'t>(given: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    let replaced: Vec<String> = given
        .iter()
        .filter_map(|(_, text)| instrument_id(text))
        .map(|id| format!("{id}.toml"))
        .collect();
    let kept = SHIPPED.iter().filter(|(file, _)| !replaced.iter().any(|name| name == file));
    kept.chain(given).copied().collect()
}

/// The id that a text gives its instrument, if the text can be read so far.
fn instrument_id(text: &str) -> Option<String> {
    let (document, _) = DeTable::parse_recoverable(text);
    let instrument = document.get_ref().get("instrument")?.get_ref().as_table()?;
    Some(instrument.get("id")?.get_ref().as_str()?.to_owned())
}
