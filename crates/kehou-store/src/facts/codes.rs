//! Codes of closed sets, as they are stored.

use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Boarding, Centrality, ClosureReason, PayeeKind, SchoolStage, SlotKind,
};

pub(super) const AFFILIATIONS: &[(Affiliation, &str)] = &[
    (Affiliation::CountyDirect, "county_direct"),
    (Affiliation::Town, "town"),
    (Affiliation::Private, "private"),
];

pub(super) const STAGES: &[(SchoolStage, &str)] = &[
    (SchoolStage::Primary, "primary"),
    (SchoolStage::Junior, "junior"),
    (SchoolStage::NineYear, "nine_year"),
    (SchoolStage::CompleteMiddle, "complete_middle"),
    (SchoolStage::TwelveYear, "twelve_year"),
    (SchoolStage::Special, "special"),
];

pub(super) const CENTRALITIES: &[(Centrality, &str)] =
    &[(Centrality::Central, "central"), (Centrality::Ordinary, "ordinary")];

pub(super) const FEE_PLACES: &[(FeePlace, &str)] =
    &[(FeePlace::Rural, "rural"), (FeePlace::Elsewhere, "elsewhere")];

pub(super) const BOARDINGS: &[(Boarding, &str)] =
    &[(Boarding::Day, "day"), (Boarding::Boarder, "boarder")];

pub(super) const CLOSURE_REASONS: &[(ClosureReason, &str)] = &[
    (ClosureReason::Weather, "weather"),
    (ClosureReason::Illness, "illness"),
    (ClosureReason::ExamSite, "exam_site"),
    (ClosureReason::AfterEntranceExam, "after_entrance_exam"),
    (ClosureReason::BoardersDeparture, "boarders_departure"),
    (ClosureReason::Other, "other"),
];

pub(super) const SLOT_KINDS: &[(SlotKind, &str)] = &{
    let mut codes = [(SlotKind::Regular, ""); SlotKind::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (SlotKind::ALL[at], SlotKind::ALL[at].code());
        at += 1;
    }
    codes
};

pub(super) const PAYEE_KINDS: &[(PayeeKind, &str)] = &{
    let mut codes = [(PayeeKind::Treasury, ""); PayeeKind::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (PayeeKind::ALL[at], PayeeKind::ALL[at].code());
        at += 1;
    }
    codes
};
