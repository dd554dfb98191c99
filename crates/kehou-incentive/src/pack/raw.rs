//! Packs as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

pub(super) type Text = Spanned<String>;
pub(super) type Rates = BTreeMap<Text, Text>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPack {
    pub(super) key: Text,
    pub(super) version: u32,
    pub(super) title: Text,
    pub(super) from: Text,
    pub(super) until: Option<Text>,
    pub(super) settings: RawSettings,
    pub(super) conversion: RawConversion,
    pub(super) objections: RawObjections,
    pub(super) school_part: Option<RawSchoolPart>,
    pub(super) components: Vec<RawComponent>,
    #[serde(default)]
    pub(super) lists: Vec<RawList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSettings {
    pub(super) least_answers: u32,
    pub(super) activity_from_percent: Text,
    pub(super) heaviest_percent: Text,
    pub(super) neutral_percent: Text,
    pub(super) small_cell: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConversion {
    pub(super) class_hour: Rates,
    pub(super) duty_hour: Rates,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawObjections {
    pub(super) working_days: u32,
    pub(super) appeal_working_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSchoolPart {
    pub(super) weight_percent: Text,
    pub(super) components_most: usize,
    pub(super) sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawComponent {
    pub(super) key: Text,
    pub(super) zh: Text,
    pub(super) en: Text,
    pub(super) weight_percent: Text,
    pub(super) source: Text,
    pub(super) per: Text,
    pub(super) unit: Text,
    pub(super) activities: Option<Vec<Text>>,
    pub(super) class_hour: Option<Text>,
    pub(super) duty_hour: Option<Rates>,
    pub(super) transform: RawTransform,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTransform {
    pub(super) kind: Text,
    pub(super) zero_at: Option<Text>,
    pub(super) full_at: Option<Text>,
    pub(super) cap_at: Option<Text>,
    #[serde(default)]
    pub(super) steps: Vec<RawKnot>,
    #[serde(default)]
    pub(super) table: Vec<RawKnot>,
    pub(super) frozen_on: Option<Text>,
    pub(super) cohort: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKnot {
    pub(super) from: Text,
    pub(super) percent: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawList {
    pub(super) key: Text,
    pub(super) zh: Text,
    pub(super) en: Text,
    pub(super) outcome: Text,
    pub(super) title_points: Option<Text>,
    pub(super) groups: Vec<Text>,
    pub(super) among: Text,
    pub(super) places_percent: Option<Text>,
    pub(super) rounding: Option<Text>,
    pub(super) places: Option<Spanned<u32>>,
    pub(super) ties: Vec<Text>,
    pub(super) last_resort: Text,
}

/// A school's own components as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSchoolFile {
    pub(super) pack: Text,
    pub(super) pack_version: Spanned<u32>,
    pub(super) school: Text,
    pub(super) version: u32,
    pub(super) components: Vec<RawComponent>,
}
