//! Whatever is kept of campaigns is read again as it was.

use kehou_draw::{
    Beacon, CommitmentHash, Label, Nonce, Parties, Party, PartyHash, Reveal, SeedMaterial,
    SeedSource,
};
use kehou_registry::Closure;
use kehou_units::{Instant, Period};

use crate::{
    assign::{AssignSettings, InspectorNo, LinkKind, Recusal, RecusalReason, Visit},
    campaign::{
        AssignOrder, CampaignCourse, CampaignDeed, CampaignOutcome, CampaignRecorded, Inspector,
        RoutineVisit, RoutineVisited,
        testing::{act, code, county, day, drawn, quota, signed},
    },
    frame::{
        FrameClass, FrameSettings, InspectionFrame, ListedAs, Listing, MustReason, OtherReason,
        OutsideReason, PrivateSchools,
    },
    record::{Record, testing::stands_reading},
};

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn plain(deed: CampaignDeed) -> CampaignRecorded {
    CampaignRecorded { act: act(1, deed), outcome: CampaignOutcome::Plain }
}

#[test]
fn a_whole_campaign_stands_reading() {
    let (course, records) = drawn(&[6, 4, 3]);
    records.iter().for_each(stands_reading);
    let read = |record: &CampaignRecorded| {
        CampaignRecorded::from_text(&record.to_text(), record.act.signed.clone()).unwrap()
    };
    let again: Vec<_> = records.iter().map(read).collect();
    assert_eq!(CampaignCourse::replay(&again), Ok(Some(course)));
}

#[test]
fn every_class_of_a_frame_stands_reading() {
    let document = || "〔2023〕1号".to_owned();
    let last_day = day(3, 1);
    let classes = [
        FrameClass::MustVisit(MustReason::CountyDirect),
        FrameClass::MustVisit(MustReason::TownJunior),
        FrameClass::MustVisit(MustReason::CentralPrimary),
        FrameClass::MustVisit(MustReason::Listed { document: document() }),
        FrameClass::Other(OtherReason::TownPrimary),
        FrameClass::Other(OtherReason::Private),
        FrameClass::Other(OtherReason::Listed { document: document() }),
        FrameClass::Outside(OutsideReason::Closed { last_day }),
        FrameClass::Outside(OutsideReason::Merged { last_day, into: code(2) }),
        FrameClass::Outside(OutsideReason::NotOpen),
        FrameClass::Outside(OutsideReason::CountsWith { school: code(2) }),
        FrameClass::Outside(OutsideReason::Private),
        FrameClass::Outside(OutsideReason::NotListed),
        FrameClass::Outside(OutsideReason::Listed { document: document() }),
    ];
    let mut schools = county(&[2]);
    schools[0].closure = Some(Closure { last_day, successor: None });
    let frame = InspectionFrame::of(&schools, day(4, 3), &FrameSettings::default()).unwrap();
    let settings = FrameSettings {
        private: PrivateSchools::Outside,
        development_zones: ["370829101".parse().unwrap()].into(),
        listed: [(code(100), Listing { class: ListedAs::Other, document: document() })].into(),
    };
    for class in classes {
        let mut schools = frame.schools().to_vec();
        schools[0].class = class;
        let frame = Box::new(InspectionFrame::kept(frame.on(), settings.clone(), schools));
        stands_reading(&plain(CampaignDeed::FixFrame { frame, quota: quota() }));
    }
}

#[test]
fn a_frame_out_of_order_or_with_reasons_that_name_too_much_is_refused() {
    let (_, records) = drawn(&[2]);
    let text = records[1].to_text();
    let read = |text: &str| CampaignRecorded::from_text(text, signed(1));
    for (from, to) in [
        ("3708290102", "3708290100"),
        (
            "{\"code\":\"FRAME_MUST_COUNTY_DIRECT\"}",
            "{\"code\":\"FRAME_MUST_COUNTY_DIRECT\",\"document\":\"x\"}",
        ),
        ("FRAME_MUST_COUNTY_DIRECT", "FRAME_OUT_CLOSED"),
        ("FRAME_MUST_COUNTY_DIRECT", "FRAME_MUST"),
        ("QUOTA_LITERAL", "QUOTA"),
        ("\"floor_percent\":50", "\"floor_percent\":0"),
    ] {
        let wrong = text.replace(from, to);
        assert_ne!(wrong, text, "{from}");
        assert!(read(&wrong).is_err(), "{to}");
    }
    assert!(read(&text).is_ok());
}

#[test]
fn sources_and_materials_stand_reading() {
    let reveal = |party: &str, value: &str| Reveal {
        party: label(party),
        nonce: Nonce::new("0123456789abcdef").unwrap(),
        value: label(value),
    };
    let reveals = vec![reveal("家委会", "七"), reveal("督学", "8")];
    let parties = reveals.iter().map(|it| Party { name: it.party.clone(), hash: it.hash() });
    let parties = Parties::new(parties.collect()).unwrap();
    let not_before = Instant::from_micros(5);
    let beacon = Beacon { name: label("drand"), round: label("7"), not_before };
    let sources = [SeedSource::CommitReveal(parties), SeedSource::Beacon(beacon)];
    for source in sources {
        let inspectors = [InspectorNo::new(4)].into();
        let act = act(1, CampaignDeed::Commit { source, inspectors });
        let outcome = CampaignOutcome::Committed(vec![CommitmentHash::from_bytes([7; 32])]);
        stands_reading(&CampaignRecorded { act, outcome });
    }
    stands_reading(&plain(CampaignDeed::Reveal { material: SeedMaterial::CommitReveal(reveals) }));
    let material = SeedMaterial::Beacon { value: label("77") };
    stands_reading(&plain(CampaignDeed::Reveal { material }));
    assert!(PartyHash::from_hex("zz").is_err());
}

#[test]
fn changes_of_the_plan_and_groups_stand_reading() {
    let (school, why) = (code(1), "停电 \"<b>\"".parse::<crate::Line>().unwrap());
    stands_reading(&plain(CampaignDeed::Add { school: school.clone(), why: why.clone() }));
    stands_reading(&plain(CampaignDeed::Cancel { school: school.clone(), why: why.clone() }));
    stands_reading(&plain(CampaignDeed::Substitute { school: school.clone(), why }));
    let recusal =
        |number, reason| Recusal { school: code(1), inspector: InspectorNo::new(number), reason };
    let order = AssignOrder {
        on: day(4, 3),
        settings: AssignSettings { group_size: 3, smallest_group: 3 },
        visits: vec![Visit { school: school.clone(), round: Some(2) }],
        pool: (1..=4).map(InspectorNo::new).collect(),
        recusals: vec![
            recusal(1, RecusalReason::Workplace),
            recusal(2, RecusalReason::FormerWorkplace { last_day: day(1, 1) }),
            recusal(3, RecusalReason::Family),
        ],
    };
    let act = act(1, CampaignDeed::Assign { order: Box::new(order) });
    let groups = [(school, [InspectorNo::new(4)].into())].into();
    stands_reading(&CampaignRecorded { act, outcome: CampaignOutcome::Assigned(groups) });
}

#[test]
fn inspectors_and_routine_visits_stand_reading() {
    let workplace = LinkKind::Workplace(Period::new(day(1, 1), Some(day(2, 1))).unwrap());
    let inspector = Inspector {
        signed: signed(1),
        person: "inspector-1".parse().unwrap(),
        name: "甲".parse().unwrap(),
        links: vec![(code(1), workplace), (code(2), LinkKind::Family)],
    };
    stands_reading(&inspector);
    let open = LinkKind::Workplace(Period::since(day(1, 1)));
    stands_reading(&Inspector { links: vec![(code(1), open)], ..inspector });
    let visit = RoutineVisit { school: code(1), on: day(3, 1) };
    let visited = RoutineVisited { signed: signed(1), visit, note: None };
    stands_reading(&visited);
    stands_reading(&RoutineVisited { note: Some("门前有序".parse().unwrap()), ..visited });
}
