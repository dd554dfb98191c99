//! Strategies for what is kept of campaigns.

use kehou_inspection::{
    CampaignAct, CampaignDeed, CampaignOutcome, CampaignRecorded, Inspector, InspectorNo, Line,
    LinkKind, RoutineVisit, RoutineVisited, Signature,
};
use kehou_store::Filed;
use kehou_units::Instant;
use proptest::{collection::vec, option, prop_oneof, strategy::Strategy};

use super::{code, day, period};

fn line() -> impl Strategy<Value = Line> {
    "[^\\p{C}\\p{Z}]{1,24}".prop_map(|text| text.parse().unwrap())
}

fn signed() -> impl Strategy<Value = Signature> {
    ("[a-z0-9-]{1,16}", proptest::num::i64::ANY)
        .prop_map(|(by, at)| Signature { by: by.parse().unwrap(), at: Instant::from_micros(at) })
}

/// Acts of a few campaigns, with what they led to.
pub(crate) fn campaign_act() -> impl Strategy<Value = Filed<CampaignRecorded>> {
    let plain = prop_oneof![
        (code(), line()).prop_map(|(school, why)| CampaignDeed::Add { school, why }),
        (code(), line()).prop_map(|(school, why)| CampaignDeed::Cancel { school, why }),
        (code(), line()).prop_map(|(school, why)| CampaignDeed::Substitute { school, why }),
    ];
    let groups = proptest::collection::btree_map(
        code(),
        proptest::collection::btree_set((1..40u32).prop_map(InspectorNo::new), 3..5),
        0..4,
    );
    let outcome = prop_oneof![
        groups.prop_map(CampaignOutcome::Assigned),
        proptest::strategy::Just(CampaignOutcome::Plain),
    ];
    (1..9u32, signed(), plain, outcome).prop_map(|(about, signed, deed, outcome)| {
        let act = CampaignAct { signed, deed };
        Filed { about, paper: CampaignRecorded { act, outcome } }
    })
}

/// Inspectors with a few links.
pub(crate) fn inspector() -> impl Strategy<Value = Filed<Inspector>> {
    let kind = prop_oneof![
        period().prop_map(LinkKind::Workplace),
        proptest::strategy::Just(LinkKind::Family),
    ];
    let links = vec((code(), kind), 0..3);
    (signed(), "[a-z0-9-]{1,16}", line(), links).prop_map(|(signed, person, name, links)| {
        let person = person.parse().unwrap();
        Filed { about: 0, paper: Inspector { signed, person, name, links } }
    })
}

/// Routine visits, with and without a note.
pub(crate) fn routine_visit() -> impl Strategy<Value = Filed<RoutineVisited>> {
    (signed(), code(), day(), option::of(line())).prop_map(|(signed, school, on, note)| {
        let visit = RoutineVisit { school, on };
        Filed { about: 0, paper: RoutineVisited { signed, visit, note } }
    })
}
