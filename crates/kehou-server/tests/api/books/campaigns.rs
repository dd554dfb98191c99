//! Campaigns through the server: requests, one campaign to its groups, draws and bounds. (I1–I6, I13)

use kehou_wire::pb::inspection::{seed_material::Material, seed_source::Source, *};
use prost_types::Timestamp;
use tonic::Code;

use super::{
    county::{County, by, day},
    people::code,
};
use crate::{
    harness::{details, metadata, reason},
    march::date,
};

fn school(number: usize) -> String {
    code(number).to_string()
}

fn names() -> Vec<String> {
    ["家长代表", "督学"].map(str::to_owned).to_vec()
}

fn source() -> Option<SeedSource> {
    let witnessed = WitnessedSource { what: "十面骰子".into(), digits: 10, witnesses: names() };
    Some(SeedSource { source: Some(Source::Witnessed(witnessed)) })
}

fn material() -> Option<SeedMaterial> {
    let witnessed = WitnessedMaterial { digits: "0123456789".into(), witnesses: names() };
    Some(SeedMaterial { material: Some(Material::Witnessed(witnessed)) })
}

pub(crate) fn open(id: &str) -> OpenCampaignRequest {
    OpenCampaignRequest { request_id: id.into(), ..Default::default() }
}

pub(crate) fn get() -> GetCampaignRequest {
    GetCampaignRequest { campaign_no: 1, include_schools: true, known_at: None }
}

pub(crate) fn list() -> ListCampaignsRequest {
    ListCampaignsRequest::default()
}

pub(crate) fn frame(id: &str) -> FixFrameRequest {
    let settings = FrameSettings {
        reading: QuotaReading::Literal.into(),
        spread: QuotaSpread::County.into(),
        ..Default::default()
    };
    FixFrameRequest {
        request_id: id.into(),
        campaign_no: 1,
        on: date(3, 1),
        settings: Some(settings),
        ..Default::default()
    }
}

pub(crate) fn commit(id: &str) -> CommitDrawRequest {
    let request_id = id.into();
    CommitDrawRequest { request_id, campaign_no: 1, source: source(), ..Default::default() }
}

pub(crate) fn reveal(id: &str) -> RevealSeedRequest {
    let request_id = id.into();
    RevealSeedRequest { request_id, campaign_no: 1, material: material(), ..Default::default() }
}

pub(crate) fn proof() -> GetDrawProofRequest {
    GetDrawProofRequest { campaign_no: 1, ..Default::default() }
}

pub(crate) fn people(id: &str, linked: usize) -> PutInspectorsRequest {
    let link = || SchoolLink { school_code: school(1), workplace: None, is_family: true };
    let inspectors = (1..=4).map(|number| Inspector {
        inspector: 0,
        person: format!("inspector-{number}"),
        name: format!("检查员{number}"),
        links: if number <= linked { vec![link()] } else { Vec::new() },
    });
    let (request_id, inspectors) = (id.into(), inspectors.collect());
    PutInspectorsRequest { request_id, inspectors, ..Default::default() }
}

pub(crate) const fn inspectors() -> ListInspectorsRequest {
    ListInspectorsRequest { known_at: None }
}

pub(crate) fn assign(id: &str) -> AssignInspectorsRequest {
    let (request_id, on) = (id.into(), date(3, 2));
    AssignInspectorsRequest { request_id, campaign_no: 1, on, ..Default::default() }
}

pub(crate) fn add(number: usize, id: &str) -> AddVisitRequest {
    let (request_id, reason, school_code) = (id.into(), "群众反映".into(), school(number));
    AddVisitRequest { request_id, reason, etag: 0, campaign_no: 1, school_code }
}

pub(crate) fn cancel(number: usize, id: &str) -> CancelVisitRequest {
    let (request_id, reason, school_code) = (id.into(), "停课".into(), school(number));
    CancelVisitRequest { request_id, reason, etag: 0, campaign_no: 1, school_code }
}

pub(crate) fn substitute(number: usize, id: &str) -> SubstituteVisitRequest {
    let (request_id, reason, school_code) = (id.into(), "停电".into(), school(number));
    SubstituteVisitRequest { request_id, reason, etag: 0, campaign_no: 1, school_code }
}

pub(crate) fn visits() -> ListVisitsRequest {
    ListVisitsRequest { campaign_no: 1, ..Default::default() }
}

pub(crate) fn routine(number: usize, id: &str) -> RecordRoutineVisitRequest {
    RecordRoutineVisitRequest {
        request_id: id.into(),
        school_code: school(number),
        visited_on: date(3, 1),
        note: "门前有序".into(),
        ..Default::default()
    }
}

pub(crate) fn standing() -> ListRoutineStandingRequest {
    ListRoutineStandingRequest { term_on: date(3, 1), ..Default::default() }
}

#[tokio::test]
async fn a_campaign_is_framed_committed_drawn_and_assigned() {
    let county = County::new().await;
    let mut client = county.campaigns();
    let opened = client.open_campaign(by("programme", open("open-0001"))).await.unwrap();
    assert_eq!(opened.into_inner().campaign_no, 1);
    let only = FixFrameRequest { validate_only: true, ..frame("frame-000") };
    let shown = client.fix_frame(by("programme", only)).await.unwrap().into_inner();
    let fixed = client.fix_frame(by("programme", frame("frame-001"))).await.unwrap().into_inner();
    assert!(shown.receipt.is_none() && fixed.receipt.is_some());
    let framed = fixed.frame.unwrap();
    assert_eq!(shown.frame.as_ref(), Some(&framed));
    assert_eq!((framed.schools.len(), framed.readings.len(), framed.quota), (3, 3, 2));
    let set = framed.settings.unwrap();
    assert_eq!((set.floor_percent, set.reading()), (50, QuotaReading::Literal));

    let early = client.reveal_seed(by("programme", reveal("early-001"))).await.unwrap_err();
    assert_eq!(
        (early.code(), reason(&early).as_str()),
        (Code::FailedPrecondition, "CAMPAIGN_ILLEGAL")
    );
    let named = |name: &str| metadata(&early, name);
    assert_eq!((named("from"), named("attempted")), ("STATE_FRAMED".into(), "DO_REVEAL".into()));
    let committed = client.commit_draw(by("programme", commit("commit-01"))).await.unwrap();
    let published = committed.into_inner().commitment.unwrap();
    assert_eq!(published.source, source());

    county.at(day(3, 2));
    client.reveal_seed(by("programme", reveal("reveal-01"))).await.unwrap();
    let told = client.get_campaign(by("auditor", get())).await.unwrap().into_inner();
    let campaign = told.campaign.unwrap();
    assert_eq!(campaign.state(), CampaignState::Drawn);
    assert_eq!(campaign.draw.as_ref().unwrap().material, material());
    let all = client.list_campaigns(by("auditor", list())).await.unwrap().into_inner();
    assert_eq!((all.campaigns.len(), all.campaigns[0].etag), (1, campaign.etag));

    let record = client.get_draw_proof(by("auditor", proof())).await.unwrap().into_inner();
    let verify = |published: &str| VerifyDrawRequest {
        proof_json: record.proof_json.clone(),
        published_sha256: published.to_owned(),
    };
    let mut draws = county.draws();
    let asked = by("guardian", verify(&published.schools_sha256));
    let verified = draws.verify_draw(asked).await.unwrap().into_inner();
    assert!(verified.is_verified && verified.problems.is_empty());
    let drawn: Vec<String> = verified.strata.into_iter().flat_map(|it| it.drawn).collect();
    assert_eq!(drawn.len(), 2);
    let asked = by("guardian", verify(&"0".repeat(64)));
    let other = draws.verify_draw(asked).await.unwrap().into_inner();
    assert_eq!(
        (other.is_verified, other.problems[0].code.as_str()),
        (false, "PROOF_NOT_PUBLISHED")
    );

    let listed = client.list_visits(by("head", visits())).await.unwrap().into_inner().visits;
    let mut planned: Vec<String> = listed.iter().map(|visit| visit.school_code.clone()).collect();
    planned.sort();
    assert!(drawn.iter().all(|code| planned.contains(code)) && planned.len() == 2);
    county.stop().await;
}

#[tokio::test]
async fn colliding_recusals_are_named_and_groups_are_told() {
    let county = County::new().await;
    let mut client = county.campaigns();
    client.open_campaign(by("programme", open("open-0001"))).await.unwrap();
    client.fix_frame(by("programme", frame("frame-001"))).await.unwrap();
    client.commit_draw(by("programme", commit("commit-01"))).await.unwrap();
    county.at(day(3, 2));
    client.reveal_seed(by("programme", reveal("reveal-01"))).await.unwrap();
    let planned = client.list_visits(by("auditor", visits())).await.unwrap().into_inner().visits;
    if planned.iter().all(|visit| visit.school_code != school(1)) {
        client.add_visit(by("programme", add(1, "added-001"))).await.unwrap();
    }
    client.put_inspectors(by("programme", people("people-01", 2))).await.unwrap();
    let refused = client.assign_inspectors(by("programme", assign("assign-01"))).await.unwrap_err();
    assert_eq!(reason(&refused), "ASSIGN_COLLIDES");
    let named = metadata(&refused, "recusals");
    let each = |number: u32| format!("{}/{number}", school(1));
    assert_eq!(named, format!("{}, {}", each(1), each(2)));

    client.put_inspectors(by("programme", people("people-02", 1))).await.unwrap();
    client.assign_inspectors(by("programme", assign("assign-02"))).await.unwrap();
    let told = client.list_visits(by("auditor", visits())).await.unwrap().into_inner().visits;
    let of = told.iter().find(|visit| visit.school_code == school(1)).unwrap();
    let group: Vec<(i32, &str)> =
        of.group.iter().map(|member| (member.inspector, member.name.as_str())).collect();
    assert_eq!(group, [(2, "检查员2"), (3, "检查员3"), (4, "检查员4")]);
    let campaign = client.get_campaign(by("auditor", get())).await.unwrap().into_inner();
    let draw = campaign.campaign.unwrap().draw.unwrap();
    assert_eq!(draw.groups[0].recused, [RecusedPair { school_code: school(1), inspector: 1 }]);
    assert_eq!(
        draw.joined_later,
        [1, 2, 3, 4]
            .iter()
            .copied()
            .filter(|it| {
                told.iter().any(|visit| visit.group.iter().any(|member| member.inspector == *it))
            })
            .collect::<Vec<i32>>()
    );
    county.stop().await;
}

#[tokio::test]
async fn a_sample_is_drawn_without_books() {
    let county = County::bare().await;
    let mut draws = county.draws();
    let unit =
        |number: u32| DrawUnit { code: format!("s{number}"), stratum: "town".into(), weight: 0 };
    let at = |seconds| Some(Timestamp { seconds, nanos: 0 });
    let asked = || DrawSampleRequest {
        title: "抽查".into(),
        as_of: date(3, 1),
        units: (1..=5).map(unit).collect(),
        quotas: vec![DrawQuota { stratum: "town".into(), quota: 2 }],
        source: source(),
        committed_at: at(1_677_632_400),
        material: material(),
        revealed_at: at(1_677_636_000),
    };
    let drawn = draws.draw_sample(by("guardian", asked())).await.unwrap().into_inner();
    assert_eq!((drawn.strata[0].drawn.len(), drawn.strata[0].substitutes.len()), (2, 3));
    let again = draws.draw_sample(by("machine", asked())).await.unwrap().into_inner();
    assert_eq!(drawn, again);
    let early = DrawSampleRequest { revealed_at: at(1_677_632_400), ..asked() };
    let refused = draws.draw_sample(by("guardian", early)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::FailedPrecondition, "SEED_TOO_EARLY")
    );
    let unread = VerifyDrawRequest { proof_json: "{}".into(), published_sha256: String::new() };
    let refused = draws.verify_draw(by("guardian", unread)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::InvalidArgument, "PROOF_UNREADABLE")
    );
    county.stop().await;
}

#[tokio::test]
async fn a_sample_is_said_of_all_schools() {
    let county = County::bare().await;
    let mut draws = county.draws();
    let stratum = |stratum: &str, (schools, visited, found)| StratumSample {
        stratum: stratum.into(),
        schools,
        visited,
        found,
    };
    let asked = |wanted| BoundViolationsRequest {
        strata: vec![stratum("must", (40, 40, 2)), stratum("others", (130, 80, 3))],
        rate: None,
        wanted,
    };
    let told = draws.bound_violations(by("guardian", asked(None))).await.unwrap().into_inner();
    let statement = told.statement.unwrap();
    assert_eq!((statement.found, statement.at_most, statement.shared_by), (5, 11, 1));
    assert!(statement.strata[0].is_census && told.further.is_none());
    let told = draws.bound_violations(by("guardian", asked(Some(7)))).await.unwrap().into_inner();
    let further = told.further.unwrap();
    assert!(further.more > 0 && further.statement.unwrap().at_most <= 7);
    assert_eq!(further.visits.iter().map(|it| it.more).sum::<i32>(), further.more);
    let refused = draws.bound_violations(by("guardian", asked(Some(4)))).await.unwrap_err();
    assert_eq!(reason(&refused), "NEXT_FOUND");
    let wrong = BoundViolationsRequest {
        strata: vec![stratum("one", (5, 6, 0))],
        rate: Some(ErrorRate { times: 20, of: 20 }),
        wanted: Some(-1),
    };
    let refused = draws.bound_violations(by("guardian", wrong)).await.unwrap_err();
    let fields: Vec<String> = details(&refused)
        .bad_request()
        .unwrap()
        .field_violations
        .iter()
        .map(|it| it.field.clone())
        .collect();
    assert_eq!(fields, ["strata[0].visited", "rate.times", "wanted"]);
    county.stop().await;
}

#[tokio::test]
async fn routine_visits_are_listed_by_term() {
    let county = County::new().await;
    let mut client = county.campaigns();
    client.record_routine_visit(by("inspector", routine(1, "routine-1"))).await.unwrap();
    let asked = ListRoutineStandingRequest { on: date(12, 1), page_size: 2, ..standing() };
    let page = client.list_routine_standing(by("auditor", asked)).await.unwrap().into_inner();
    assert_eq!(page.standings.len(), 2);
    let first = &page.standings[0];
    assert_eq!((first.done, first.missing, first.check.as_str()), (1, 1, "R26"));
    let asked = ListRoutineStandingRequest {
        on: date(12, 1),
        page_size: 2,
        page_token: page.next_page_token,
        ..standing()
    };
    let rest = client.list_routine_standing(by("auditor", asked)).await.unwrap().into_inner();
    assert_eq!((rest.standings.len(), rest.next_page_token.as_str()), (1, ""));
    let own = client.list_routine_standing(by("head", standing())).await.unwrap().into_inner();
    assert_eq!((own.standings.len(), own.standings[0].check.as_str()), (1, ""));
    county.stop().await;
}
