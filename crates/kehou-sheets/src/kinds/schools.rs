//! The management list of schools (学校名单). [C2, C3, C4]

use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, Centrality, SchoolCode, SchoolProfile, SchoolStage};
use kehou_units::Period;

use super::shared_columns::{IN_FORCE_FROM, IN_FORCE_UNTIL, SCHOOL_CODE};
use crate::{
    BEGINNING, Kind, ReasonCode,
    cell::{self, Words},
    fields::Fields,
    heading::{Form, Layout, columns, named},
};

columns! {
    Code required SCHOOL_CODE;
    Name required named("学校名称", &["校名", "学校全称", "单位名称", "school_name", "name"]);
    Town optional named("镇街代码", &["乡镇代码", "镇街", "所属镇街代码", "town_code", "town"]);
    Affiliation required named("隶属关系", &["隶属", "办学性质", "affiliation"]);
    Stage required named("办学类型", &["学校类型", "学校类别", "学段", "stage"]);
    Central optional named("中心小学", &["是否中心小学", "是否中心校", "central"]);
    Rural optional named("农村学校", &["是否农村学校", "是否农村", "rural"]);
    CountsWith optional named("所属中心校", &["中心校代码", "所属学校", "counts_with"]);
    From optional IN_FORCE_FROM;
    Until optional IN_FORCE_UNTIL;
    Successor optional named("并入学校", &["合并到", "并入", "successor", "merged_into"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Schools, form: Form::Plain, columns: COLUMNS };

const AFFILIATIONS: Words<Affiliation> = Words(&[
    ("县直", Affiliation::CountyDirect),
    ("镇街", Affiliation::Town),
    ("民办", Affiliation::Private),
    ("县属", Affiliation::CountyDirect),
    ("局直", Affiliation::CountyDirect),
    ("直属", Affiliation::CountyDirect),
    ("乡镇", Affiliation::Town),
    ("镇办", Affiliation::Town),
    ("街道", Affiliation::Town),
    ("私立", Affiliation::Private),
    ("county", Affiliation::CountyDirect),
    ("town", Affiliation::Town),
    ("private", Affiliation::Private),
]);

const STAGES: Words<SchoolStage> = Words(&[
    ("小学", SchoolStage::Primary),
    ("初中", SchoolStage::Junior),
    ("九年一贯制", SchoolStage::NineYear),
    ("完全中学", SchoolStage::CompleteMiddle),
    ("十二年一贯制", SchoolStage::TwelveYear),
    ("特殊教育", SchoolStage::Special),
    ("九年一贯制学校", SchoolStage::NineYear),
    ("十二年一贯制学校", SchoolStage::TwelveYear),
    ("特殊教育学校", SchoolStage::Special),
    ("初级中学", SchoolStage::Junior),
    ("教学点", SchoolStage::Primary),
    ("小学教学点", SchoolStage::Primary),
    ("完中", SchoolStage::CompleteMiddle),
    ("特教", SchoolStage::Special),
    ("primary", SchoolStage::Primary),
    ("junior", SchoolStage::Junior),
    ("nine_year", SchoolStage::NineYear),
    ("complete_middle", SchoolStage::CompleteMiddle),
    ("twelve_year", SchoolStage::TwelveYear),
    ("special", SchoolStage::Special),
]);

/// What is true of a school during a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchoolRow {
    pub(crate) code: SchoolCode,
    pub(crate) profile: SchoolProfile,
    /// Open at the end when the row says no last day.
    pub(crate) period: Period,
    pub(crate) successor: Option<SchoolCode>,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<SchoolRow> {
    let code = row.required(Column::Code, cell::school_code);
    let name = row.required(Column::Name, cell::text);
    let affiliation = row.required(Column::Affiliation, |text| AFFILIATIONS.read(text));
    let stage = row.required(Column::Stage, |text| STAGES.read(text));
    let central = row.optional(Column::Central, cell::yes);
    let rural = row.optional(Column::Rural, cell::yes);
    let counts_with = row.optional(Column::CountsWith, cell::school_code);
    let period = period(row, Column::From.into(), Column::Until.into());
    let successor = successor(row);
    let affiliation = affiliation?;
    let town = match affiliation {
        Affiliation::Town => {
            row.required_with(Column::Town, Column::Affiliation, cell::town_code).map(Some)
        }
        Affiliation::CountyDirect | Affiliation::Private => {
            row.optional(Column::Town, cell::town_code)
        }
    };
    // C3: in a town unless the list says otherwise, elsewhere only if it says so.
    let is_rural = rural?.unwrap_or(affiliation == Affiliation::Town);
    let profile = SchoolProfile {
        name: name?,
        affiliation,
        town: town?,
        stage: stage?,
        centrality: if central?.unwrap_or(false) {
            Centrality::Central
        } else {
            Centrality::Ordinary
        },
        fee_place: if is_rural { FeePlace::Rural } else { FeePlace::Elsewhere },
        counts_with: counts_with?,
    };
    Some(SchoolRow { code: code?, profile, period: period?, successor: successor? })
}

/// A merged school has a last day.
fn successor(row: &mut Fields<'_>) -> Option<Option<SchoolCode>> {
    let successor = row.optional(Column::Successor, cell::school_code);
    if !row.text(Column::Successor).is_empty() && row.text(Column::Until).is_empty() {
        return row.required_with(Column::Until, Column::Successor, |_| Ok(None));
    }
    successor
}

/// The days from one column to another; an empty first day means from the beginning, an empty
/// last day leaves the end open.
pub(super) fn period(row: &mut Fields<'_>, from: usize, until: usize) -> Option<Period> {
    let first = row.optional(from, cell::date);
    let last = row.optional(until, cell::date);
    let (first, last) = (first?.unwrap_or(BEGINNING), last?);
    match Period::new(first, last) {
        Ok(period) => Some(period),
        Err(error) => {
            let reason = crate::Reason::new(ReasonCode::PeriodReversed);
            row.refuse(until, reason.with("first", error.first))
        }
    }
}
