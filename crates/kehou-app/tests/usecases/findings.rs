//! Findings followed to their end: opened, answered, decided, verified by somebody independent, closed;
//! listed, waited for, announced. (I9, I6, R25, R36)

use chrono::NaiveDate;
use kehou_app::{
    AppError, ChangeNo, Grant, Outcome, Principal, Role, Scope,
    inspection::{
        campaigns::{InspectorEntry, PutInspectors, put_inspectors},
        dossiers::{PutPosts, put_posts},
        findings::{
            AdvanceFinding, FindingView, ListFindings, OpenFinding, OpenedFinding, advance_finding,
            finding, findings, open_finding,
        },
        visits::{EvidenceHead, EvidenceUpload},
    },
};
use kehou_fee::testing::day;
use kehou_inspection::{
    Deed, Evidence, FindingNo, Gravity, LinkKind, Opening, Problem, StageKind, Verdict,
};
use kehou_units::Period;
use sha2::{Digest, Sha256};

use crate::{
    county::{
        County, ask, auditor, code, coordinator, discipline, finance, guardian, head, inspector,
        leading_group, nine, personnel, programme, safety_office, school, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_finding_is_followed_to_its_end,
    who_may_do_what_is_said_by_the_table,
    the_verifier_is_independent,
    an_outdated_or_unknown_finding_is_refused,
    the_same_problem_within_a_year_repeats,
    a_repeated_request_opens_one_finding,
    inspectors_and_principals_are_linked_to_their_schools,
);

pub(crate) const FIRST: FindingNo = FindingNo::new(1);

pub(crate) fn opening(number: u32, gravity: Gravity, observed_on: NaiveDate) -> Opening {
    Opening {
        school: school(number),
        problem: Problem::Item("6.2".parse().unwrap()),
        gravity,
        what: "收费公示缺少投诉电话".parse().unwrap(),
        observed_on,
        repeats: Some(FindingNo::new(77)),
    }
}

pub(crate) async fn open_as(
    county: &County,
    (who, id): (&Principal, &str),
    opening: Opening,
) -> Result<OpenedFinding, AppError> {
    open_finding(&county.app, (who, ask(id)), OpenFinding { opening }).await
}

pub(crate) async fn open(
    county: &County,
    number: u32,
    gravity: Gravity,
) -> Result<OpenedFinding, AppError> {
    let on = county.app.clock().now().day();
    let id = format!("open-{number}-{}-{on}", gravity.code());
    open_as(county, (&inspector("inspector-1"), &id), opening(number, gravity, on)).await
}

/// Does one deed to the first finding of school 1.
pub(crate) async fn act(
    county: &County,
    who: &Principal,
    deed: Deed,
) -> Result<ChangeNo, AppError> {
    act_on(county, who, (1, FIRST), deed).await
}

async fn act_on(
    county: &County,
    who: &Principal,
    (number, finding): (u32, FindingNo),
    deed: Deed,
) -> Result<ChangeNo, AppError> {
    let now = county.app.clock().now();
    let id = format!("{}-{finding}-{}", deed.kind().code(), now.as_micros());
    let advance = AdvanceFinding { school: school(number), number: finding, deed, etag: None };
    let written = advance_finding(&county.app, (who, ask(&id)), advance).await?;
    assert_eq!(written.outcome, Outcome::Recorded);
    Ok(written.change_no)
}

pub(crate) async fn read(county: &County) -> Result<FindingView, AppError> {
    finding(&county.app, &auditor(), (&school(1), FIRST), None).await
}

pub(crate) fn respond() -> Deed {
    Deed::Respond { text: "情况属实".parse().unwrap() }
}

pub(crate) fn confirm() -> Deed {
    Deed::Confirm { why: "现场核实".parse().unwrap() }
}

pub(crate) fn order() -> Deed {
    let number = "嘉教改〔2023〕1号".parse().unwrap();
    Deed::Order { number, demands: "补齐公示内容".parse().unwrap(), days: None }
}

const PHOTO: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x10JFIF";

pub(crate) fn photo() -> Evidence {
    let name = "整改照片.jpg".parse().unwrap();
    Evidence { sha256: Sha256::digest(PHOTO).into(), name }
}

pub(crate) fn submit() -> Deed {
    Deed::Submit { evidence: vec![photo()] }
}

/// The photo is attached at a school by its coordinator.
pub(crate) async fn attach(county: &County, number: u32) -> Checked {
    let Evidence { sha256, name } = photo();
    let (who, head) = (coordinator(number), EvidenceHead { school: school(number), name, sha256 });
    let mut upload = EvidenceUpload::begin(&county.app, &who, head).await?;
    upload.bytes(PHOTO)?;
    upload.finish(&county.app, (&who, ask("attach-0001"))).await?;
    Ok(())
}

pub(crate) fn verify(verdict: Verdict) -> Deed {
    Deed::Verify { verdict, why: "到校查看".parse().unwrap() }
}

/// Brings the first finding of school 1 from its draft to an order, all on one day.
pub(crate) async fn ordered(county: &County, office: &Principal) -> Checked {
    act(county, office, Deed::Notify).await?;
    act(county, &head(1), respond()).await?;
    act(county, office, confirm()).await?;
    act(county, office, order()).await?;
    Ok(())
}

async fn a_finding_is_followed_to_its_end(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let opened = open(&county, 1, Gravity::Safety).await?;
    assert_eq!((opened.number, opened.repeats), (FIRST, None), "who opens does not say it repeats");
    assert_eq!(read(&county).await?.finding.measures_due().unwrap().day(), day(4, 3));
    ordered(&county, &safety_office()).await?;
    let due = read(&county).await?.finding.due().unwrap();
    assert_eq!(due.day(), day(4, 10), "five working days");
    attach(&county, 2).await?;
    let elsewhere = act(&county, &head(1), submit()).await;
    assert_eq!(code(elsewhere), "EVIDENCE_NOT_ATTACHED", "another school has the file");
    attach(&county, 1).await?;
    act(&county, &head(1), submit()).await?;
    let accepted = act(&county, &inspector("inspector-2"), verify(Verdict::Accepted)).await?;
    assert_eq!(read(&county).await?.etag, accepted);
    let without_measures = act(&county, &safety_office(), Deed::Close).await;
    assert_eq!(code(without_measures), "FINDING_INCOMPLETE");
    let measure = Deed::Measure { what: "当日修复".parse()? };
    act(&county, &coordinator(1), measure).await?;
    county.at(day(4, 4));
    let closed = act(&county, &safety_office(), Deed::Close).await?;
    let view = read(&county).await?;
    assert_eq!((view.finding.stage().kind(), view.etag), (StageKind::Closed, closed));
    let deeds: Vec<&str> = view.acts.iter().map(|one| one.act.deed.kind().code()).collect();
    assert_eq!(deeds.len(), 9, "{deeds:?}");
    assert_eq!(deeds.first().zip(deeds.last()), Some((&"DEED_OPEN", &"DEED_CLOSE")));
    assert_eq!(view.acts[8].act.signed.by.as_str(), "safety");
    assert_eq!(view.acts[8].act.signed.at, nine(day(4, 4)));
    let earlier = Some(nine(day(4, 3)));
    let then = finding(&county.app, &auditor(), (&school(1), FIRST), earlier).await?;
    assert_eq!(then.finding.stage().kind(), StageKind::Verified, "as known that day");
    Ok(())
}

async fn who_may_do_what_is_said_by_the_table(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let on = day(4, 3);
    for (who, nth) in [(head(1), 1), (treasurer(1), 2), (auditor(), 3), (discipline(), 4)] {
        let id = format!("forbidden-{nth}");
        let opened = open_as(&county, (&who, &id), opening(1, Gravity::Ordinary, on)).await;
        assert_eq!(code(opened), "FORBIDDEN", "{}", who.subject);
    }
    open(&county, 1, Gravity::IllegalCharging).await?;
    act(&county, &programme(), Deed::Notify).await?;
    assert_eq!(code(act(&county, &finance(), respond()).await), "FORBIDDEN");
    assert_eq!(code(act(&county, &head(2), respond()).await), "FORBIDDEN");
    act(&county, &coordinator(1), respond()).await?;
    assert_eq!(code(act(&county, &head(1), confirm()).await), "FORBIDDEN");
    for office in [programme(), safety_office()] {
        let refused = act(&county, &office, confirm()).await.unwrap_err();
        assert_eq!(refused.code(), "FINDING_OTHER_DESK", "{}", office.subject);
        assert_eq!(refused.args(), [("desk", "DESK_FINANCE".to_owned())]);
    }
    act(&county, &finance(), confirm()).await?;
    county.at(day(4, 4));
    let again = act(&county, &finance(), confirm()).await.unwrap_err();
    assert_eq!(again.code(), "FINDING_ILLEGAL");
    let named = [("from", "STAGE_CONFIRMED"), ("attempted", "DEED_CONFIRM")];
    assert_eq!(again.args(), named.map(|(name, value)| (name, value.to_owned())));
    for reader in [town_office("370829102"), head(2), guardian(1, 1)] {
        let read = finding(&county.app, &reader, (&school(1), FIRST), None).await;
        assert_eq!(code(read), "FORBIDDEN", "{}", reader.subject);
    }
    for reader in [town_office("370829101"), head(1), personnel(), leading_group()] {
        finding(&county.app, &reader, (&school(1), FIRST), None).await?;
    }
    Ok(())
}

async fn the_verifier_is_independent(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    ordered(&county, &programme()).await?;
    attach(&county, 1).await?;
    let mut both = inspector("two-hats");
    let grant = |scope| Grant { role: Role::HeadTeacher, scope: Scope::School(scope) };
    both.grants.push(grant(school(1)));
    act(&county, &both, submit()).await?;
    let own_hand = act(&county, &both, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(own_hand.code(), "FINDING_NOT_INDEPENDENT");
    let mut parent = inspector("parent");
    parent.grants.extend(guardian(1, 1).grants);
    let family = act(&county, &parent, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(family.code(), "FINDING_NOT_INDEPENDENT");
    let args = [("who", "parent".to_owned()), ("tie", "TIE_SCHOOL".to_owned())];
    assert_eq!(family.args(), args);
    let mut elsewhere = inspector("elsewhere");
    elsewhere.grants.push(grant(school(2)));
    act(&county, &elsewhere, verify(Verdict::Rejected)).await?;
    assert_eq!(read(&county).await?.finding.stage().kind(), StageKind::Ordered);
    // Who handed in evidence stays a submitter, even after they have left the school.
    county.at(day(4, 4));
    act(&county, &head(1), submit()).await?;
    let left = inspector("two-hats");
    let tied = act(&county, &left, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(tied.args()[1], ("tie", "TIE_SUBMITTER".to_owned()));
    act(&county, &elsewhere, verify(Verdict::Accepted)).await?;
    Ok(())
}

async fn an_outdated_or_unknown_finding_is_refused(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let opened = open(&county, 1, Gravity::Ordinary).await?;
    open_as(&county, (&programme(), "open-second"), opening(1, Gravity::Ordinary, day(4, 3)))
        .await?;
    let advance = |deed, etag| AdvanceFinding { school: school(1), number: FIRST, deed, etag };
    let notify = advance(Deed::Notify, Some(opened.written.change_no));
    let written = advance_finding(&county.app, (&programme(), ask("notify-01")), notify).await?;
    let stale = advance(respond(), Some(opened.written.change_no));
    let refused = advance_finding(&county.app, (&head(1), ask("respond-01")), stale).await;
    assert_eq!(code(refused), "ITEM_STALE", "another finding changed nothing, the notice did");
    let current = advance(respond(), Some(written.change_no));
    advance_finding(&county.app, (&head(1), ask("respond-02")), current).await?;
    let third = (1, FindingNo::new(3));
    let refused = act_on(&county, &programme(), third, Deed::Notify).await;
    assert_eq!(code(refused), "FINDING_UNKNOWN");
    let no_school = finding(&county.app, &auditor(), (&school(9), FIRST), None).await;
    assert_eq!(code(no_school), "SCHOOL_NOT_FOUND");
    let future = opening(1, Gravity::Ordinary, day(4, 4));
    let early = open_as(&county, (&programme(), "open-future"), future).await;
    assert_eq!(code(early), "FINDING_TOO_EARLY");
    Ok(())
}

async fn the_same_problem_within_a_year_repeats(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    open(&county, 2, Gravity::Ordinary).await?;
    county.at(day(5, 8));
    let mut other = opening(1, Gravity::Ordinary, day(5, 8));
    other.problem = Problem::NoSelfCheck;
    let other = open_as(&county, (&programme(), "open-other"), other).await?;
    assert_eq!(other.repeats, None, "another problem");
    let again = open(&county, 1, Gravity::Ordinary).await?;
    assert_eq!((again.number, again.repeats), (FindingNo::new(3), Some(FIRST)));
    let why = "查无实据".parse()?;
    let third = (1, FindingNo::new(3));
    act_on(&county, &programme(), third, Deed::Withdraw { why }).await?;
    let next_year = NaiveDate::from_ymd_opt(2024, 4, 3).unwrap();
    county.at(next_year);
    let anniversary = open(&county, 1, Gravity::Ordinary).await?;
    assert_eq!(anniversary.repeats, Some(FIRST), "the withdrawn one is no problem");
    let query = ListFindings { repeated_only: true, most: 10, ..ListFindings::default() };
    let repeated = findings(&county.app, &auditor(), &query).await?;
    assert_eq!(repeated.iter().map(|view| view.number.get()).collect::<Vec<_>>(), [3, 4]);
    Ok(())
}

async fn a_repeated_request_opens_one_finding(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let (on, who) = (day(4, 3), programme());
    let first = open_as(&county, (&who, "open-0001"), opening(1, Gravity::Ordinary, on)).await?;
    let second = open_as(&county, (&who, "open-0002"), opening(1, Gravity::Ordinary, on)).await?;
    let again = open_as(&county, (&who, "open-0002"), opening(1, Gravity::Ordinary, on)).await?;
    assert_eq!((second.number, second.repeats), (FindingNo::new(2), Some(first.number)));
    assert_eq!((again.number, again.repeats), (second.number, second.repeats));
    assert_eq!(again.written.outcome, Outcome::Replayed);
    Ok(())
}

async fn inspectors_and_principals_are_linked_to_their_schools(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    ordered(&county, &programme()).await?;
    attach(&county, 1).await?;
    act(&county, &head(1), submit()).await?;
    let years = |first: i32, last: i32| {
        let day = |year| NaiveDate::from_ymd_opt(year, 8, 31).unwrap();
        Period::new(day(first), Some(day(last))).unwrap()
    };
    let entry = |person: &str, kind| InspectorEntry {
        person: person.parse().unwrap(),
        name: "检查员".parse().unwrap(),
        links: vec![(school(1), kind)],
    };
    let inspectors = vec![
        entry("family", LinkKind::Family),
        entry("moved", LinkKind::Workplace(years(2015, 2021))),
        entry("long-gone", LinkKind::Workplace(years(2010, 2015))),
    ];
    let put = PutInspectors { inspectors, etag: None };
    put_inspectors(&county.app, (&programme(), ask("inspectors")), put).await?;
    let posts = vec![
        ("old-principal".parse()?, years(2010, 2018)),
        ("last-principal".parse()?, years(2019, 2022)),
    ];
    let put = PutPosts { school: school(1), posts, etag: None };
    put_posts(&county.app, (&personnel(), ask("posts-0001")), put).await?;
    for tied in ["family", "moved", "last-principal"] {
        let refused = act(&county, &inspector(tied), verify(Verdict::Accepted)).await;
        assert_eq!(code(refused), "FINDING_NOT_INDEPENDENT", "{tied}");
    }
    for (free, on) in [("long-gone", 4), ("old-principal", 5)] {
        act(&county, &inspector(free), verify(Verdict::Rejected)).await?;
        county.at(day(4, on));
        act(&county, &head(1), submit()).await?;
    }
    Ok(())
}
