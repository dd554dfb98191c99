//! Cases of the discipline office, principals' files, posts; what others learn of them: nothing. (I10, O8)

use kehou_app::{
    AppError, Change, ChangeNo, Outcome, Principal,
    audit::{ListChanges, changes},
    inspection::dossiers::{
        AdvanceCase, AdvanceEntry, CaseOrigin, EntryBasis, EntrySight, FileSight, ListCases,
        ListEntries, ProposeEntry, PutPosts, ReceiveCase, ReceivedCase, SuggestionCause,
        advance_case, advance_entry, case, cases, entries, entry, entry_suggestions, posts,
        principal_file, propose_entry, put_posts, receive_case, reporter,
    },
    inspection::findings::{GetWorklist, worklist},
};
use kehou_fee::testing::day;
use kehou_inspection::{
    CaseDeed, CaseStageKind, Chore, Deed, EntryCause, EntryDeed, EntryStageKind, FindingNo,
    Gravity, Key, Matter, PersonRef, Reporter, Rung, Verified,
};
use kehou_units::Period;

use crate::{
    county::{
        County, ask, auditor, class, class_teacher, code, coordinator, discipline, finance,
        guardian, head, inspector, leading_group, nine, nobody, personnel, programme,
        safety_office, school, town_office, treasurer,
    },
    findings::{FIRST, act, confirm, open, order, respond},
    harness::{Checked, Server, on_both},
};

on_both!(
    a_case_goes_its_way_and_nobody_else_learns_of_it,
    a_case_rests_on_a_finding_that_the_ladder_brought,
    an_entry_is_heard_turned_twice_corrected_and_sealed,
    a_violation_is_proposed_by_discipline_alone,
    the_principal_of_the_date_of_the_fact_is_meant,
    an_entry_that_is_not_yours_does_not_exist,
    the_log_of_changes_tells_nobody_whom_a_case_or_entry_is_about,
    the_system_proposes_what_was_escalated_or_repeated,
);

fn matter() -> kehou_inspection::Passage {
    "反映违规收费".parse().unwrap()
}

fn line(text: &str) -> kehou_inspection::Line {
    text.parse().unwrap()
}

/// Somebody like another, by another name.
fn named(subject: &str, like: Principal) -> Principal {
    Principal { subject: subject.to_owned(), ..like }
}

async fn receive(
    county: &County,
    (who, id): (&Principal, &str),
    origin: CaseOrigin,
) -> Result<ReceivedCase, AppError> {
    let receive = ReceiveCase { origin, school: school(1), matter: matter() };
    receive_case(&county.app, (who, ask(id)), receive).await
}

async fn on_case(county: &County, id: &str, deed: CaseDeed) -> Result<ChangeNo, AppError> {
    let advance = AdvanceCase { number: 1, deed, etag: None };
    Ok(advance_case(&county.app, (&discipline(), ask(id)), advance).await?.change_no)
}

fn reported() -> CaseOrigin {
    let reporter = Reporter { name: line("某家长"), contact: line("13800000000") };
    CaseOrigin::Report(Some(reporter))
}

fn verify(verified: Verified) -> CaseDeed {
    CaseDeed::Verify { verified, why: line("账目核对") }
}

fn conclude() -> CaseDeed {
    CaseDeed::Conclude {
        outcome: "退费并处理".parse().unwrap(), number: line("纪〔2023〕1号")
    }
}

/// The first case, concluded with a verified violation.
async fn concluded(county: &County) -> Checked {
    receive(county, (&discipline(), "case-0001"), reported()).await?;
    on_case(county, "case-0002", CaseDeed::Accept).await?;
    on_case(county, "case-0003", verify(Verified::Yes)).await?;
    on_case(county, "case-0004", conclude()).await?;
    Ok(())
}

/// Nobody but discipline reads or keeps cases, whether there are any or not.
async fn others_are_refused(county: &County) {
    let others = [
        programme(),
        finance(),
        treasurer(1),
        town_office("370829101"),
        head(1),
        coordinator(1),
        class_teacher(1, class(3, 1)),
        guardian(1, 1),
        auditor(),
        leading_group(),
        personnel(),
        safety_office(),
        inspector("inspector-1"),
        nobody(),
    ];
    for who in others {
        let seen = &who.subject;
        assert_eq!(code(case(&county.app, &who, 1, None).await), "FORBIDDEN", "{seen}");
        assert_eq!(
            code(cases(&county.app, &who, &ListCases::default()).await),
            "FORBIDDEN",
            "{seen}"
        );
        assert_eq!(code(reporter(&county.app, &who, 1).await), "FORBIDDEN", "{seen}");
        let advance = AdvanceCase { number: 9, deed: CaseDeed::Accept, etag: None };
        let refused = advance_case(&county.app, (&who, ask("forbidden-1")), advance).await;
        assert_eq!(code(refused), "FORBIDDEN", "whether there is such a case stays unsaid: {seen}");
        let refused = receive(county, (&who, "forbidden-2"), reported()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{seen}");
    }
}

async fn a_case_goes_its_way_and_nobody_else_learns_of_it(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let received = receive(&county, (&discipline(), "case-0001"), reported()).await?;
    assert_eq!(received.number, 1);
    let again = receive(&county, (&discipline(), "case-0001"), reported()).await?;
    assert_eq!((again.number, again.written.outcome), (1, Outcome::Replayed));
    others_are_refused(&county).await;
    let refused = on_case(&county, "case-0002", conclude()).await.unwrap_err();
    assert_eq!(refused.code(), "CASE_ILLEGAL");
    let told = [("from", "CASE_STAGE_RECEIVED".to_owned()), ("attempted", "CASE_CONCLUDE".into())];
    assert_eq!(refused.args(), told);
    let accepted = on_case(&county, "case-0003", CaseDeed::Accept).await?;
    let stale = AdvanceCase {
        number: 1,
        deed: verify(Verified::No),
        etag: Some(received.written.change_no),
    };
    let stale = advance_case(app, (&discipline(), ask("case-0004")), stale).await;
    assert_eq!(code(stale), "ITEM_STALE");
    on_case(&county, "case-0005", verify(Verified::No)).await?;
    let known = case(app, &discipline(), 1, None).await?;
    assert_eq!((known.case.stage.kind(), known.acts.len()), (CaseStageKind::Judged, 3));
    assert!(known.etag > accepted && !format!("{known:?}").contains("某家长"));
    assert_eq!(reporter(app, &discipline(), 1).await?.name, line("某家长"));
    assert_eq!(code(reporter(app, &discipline(), 2).await), "CASE_UNKNOWN");
    receive(&county, (&discipline(), "case-0006"), CaseOrigin::Report(None)).await?;
    assert_eq!(code(reporter(app, &discipline(), 2).await), "CASE_REPORTER_UNKNOWN");
    let of = |stages: &[CaseStageKind], after| ListCases {
        stages: stages.to_vec(),
        after,
        most: 9,
        ..Default::default()
    };
    let numbers = async |query: ListCases| {
        let found = cases(app, &discipline(), &query).await?;
        Ok::<_, AppError>(found.iter().map(|it| it.number).collect::<Vec<_>>())
    };
    assert_eq!(numbers(of(&[], 0)).await?, [1, 2]);
    assert_eq!(numbers(of(&[], 1)).await?, [2]);
    assert_eq!(numbers(of(&[CaseStageKind::Judged], 0)).await?, [1]);
    let elsewhere = ListCases { school: Some(school(2)), ..of(&[], 0) };
    assert_eq!(numbers(elsewhere).await?, [0; 0]);
    Ok(())
}

async fn a_case_rests_on_a_finding_that_the_ladder_brought(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let on_finding = |number| CaseOrigin::Finding(FindingNo::new(number));
    let unknown = receive(&county, (&discipline(), "case-0001"), on_finding(1)).await;
    assert_eq!(code(unknown), "FINDING_UNKNOWN");
    open(&county, 1, Gravity::Ordinary).await?;
    let single = receive(&county, (&discipline(), "case-0002"), on_finding(1)).await;
    assert_eq!(code(single), "CASE_FINDING");
    county.at(day(4, 4));
    open(&county, 1, Gravity::Ordinary).await?;
    let repeated = receive(&county, (&discipline(), "case-0003"), on_finding(2)).await?;
    assert_eq!(repeated.number, 1);
    Ok(())
}

/// Who was principal of school 1 in these months.
async fn principals(county: &County, persons: &[(&str, u32, Option<u32>)]) -> Result<(), AppError> {
    let post = |(person, first, last): &(&str, u32, Option<u32>)| {
        let last = last.map(|month| day(month, 28));
        (person.parse().unwrap(), Period::new(day(*first, 1), last).unwrap())
    };
    let put = PutPosts { school: school(1), posts: persons.iter().map(post).collect(), etag: None };
    let id = format!("posts-{:03}", persons.len());
    put_posts(&county.app, (&personnel(), ask(&id)), put).await?;
    Ok(())
}

/// A finding of school 1 that is confirmed, of 3 April.
async fn confirmed(county: &County) -> Checked {
    county.at(day(4, 3));
    open(county, 1, Gravity::Ordinary).await?;
    act(county, &programme(), Deed::Notify).await?;
    act(county, &head(1), respond()).await?;
    act(county, &programme(), confirm()).await?;
    Ok(())
}

fn finding_basis() -> EntryBasis {
    EntryBasis::Finding { school: school(1), number: FIRST }
}

async fn propose(
    county: &County,
    (who, id): (&Principal, &str),
    (basis, corrects): (EntryBasis, Option<u32>),
) -> Result<u32, AppError> {
    let propose = ProposeEntry { basis, corrects };
    Ok(propose_entry(&county.app, (who, ask(id)), propose).await?.number)
}

async fn on_entry(
    county: &County,
    (who, id): (&Principal, &str),
    (number, deed): (u32, EntryDeed),
) -> Result<ChangeNo, AppError> {
    let advance = AdvanceEntry { number, deed, etag: None };
    Ok(advance_entry(&county.app, (who, ask(id)), advance).await?.change_no)
}

fn turn(key: Key, number: &str) -> EntryDeed {
    EntryDeed::Turn { key, number: line(number) }
}

fn state() -> EntryDeed {
    EntryDeed::State("情况属实，已整改".parse().unwrap())
}

/// Brings an entry on poor service into the file under a number.
async fn enter(county: &County, entry: u32, number: &str) -> Checked {
    let id = |step: u32| format!("enter-{entry}-{step}");
    on_entry(county, (&head(1), &id(1)), (entry, state())).await?;
    let decided = turn(Key::LeadingGroup, "领〔2023〕1号");
    on_entry(county, (&leading_group(), &id(2)), (entry, decided)).await?;
    let entered = turn(Key::Personnel, number);
    on_entry(county, (&personnel(), &id(3)), (entry, entered)).await?;
    Ok(())
}

async fn an_entry_is_heard_turned_twice_corrected_and_sealed(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, person) = (&county.app, "head".parse::<PersonRef>()?);
    confirmed(&county).await?;
    principals(&county, &[("head", 1, None)]).await?;
    let first = propose(&county, (&personnel(), "entry-0001"), (finding_basis(), None)).await?;
    let hasty = turn(Key::LeadingGroup, "领1号");
    let hasty = on_entry(&county, (&leading_group(), "hasty-0001"), (first, hasty)).await;
    assert_eq!(code(hasty), "ENTRY_ILLEGAL");
    let for_them = on_entry(&county, (&coordinator(1), "for-them-1"), (first, state())).await;
    assert_eq!(code(for_them), "FORBIDDEN");
    let EntrySight::Open(known) = entry(app, &head(1), first).await? else { panic!("sealed") };
    assert_eq!(known.entry.statement_due().day(), day(4, 10), "five working days");
    assert_eq!(known.entry.fact(), (&school(1), day(4, 3)));
    let waits = worklist(app, &leading_group(), &GetWorklist { most: 9, ..waiting() }).await?;
    assert_eq!(waits.count, 0, "nobody turns a key before the person was heard");
    on_entry(&county, (&head(1), "heard-0001"), (first, state())).await?;
    let waits = worklist(app, &leading_group(), &GetWorklist { most: 9, ..waiting() }).await?;
    let [task] = waits.tasks.as_slice() else { panic!("{waits:?}") };
    assert_eq!((task.chore, task.matter), (Chore::TurnKey, Matter::Entry(first)));
    let out_of_turn = turn(Key::Personnel, "人1号");
    let out_of_turn = on_entry(&county, (&personnel(), "turn-0001"), (first, out_of_turn)).await;
    assert_eq!(code(out_of_turn), "ENTRY_WRONG_KEY");
    let both = Principal {
        subject: "two-hats".to_owned(),
        grants: [leading_group().grants, personnel().grants].concat(),
    };
    on_entry(&county, (&both, "turn-0002"), (first, turn(Key::LeadingGroup, "领1号"))).await?;
    let alone = on_entry(&county, (&both, "turn-0003"), (first, turn(Key::Personnel, "人1号")));
    assert_eq!(code(alone.await), "ENTRY_SAME_PERSON");
    let file = principal_file(app, &personnel(), &person).await?;
    assert_eq!(file, [], "one key enters nothing");
    on_entry(&county, (&personnel(), "turn-0004"), (first, turn(Key::Personnel, "人1号"))).await?;
    let twice = propose(&county, (&personnel(), "entry-0002"), (finding_basis(), None)).await;
    assert_eq!(code(twice), "ENTRY_TWICE");
    let second = (finding_basis(), Some(first));
    let second = propose(&county, (&personnel(), "entry-0003"), second).await?;
    enter(&county, second, "人2号").await?;
    for reader in [personnel(), leading_group(), head(1)] {
        let file = principal_file(app, &reader, &person).await?;
        let [FileSight::Corrected(old, new), FileSight::Standing(last)] = file.as_slice() else {
            panic!("{file:?}")
        };
        assert_eq!((old.number, new.number, last.number), (first, second, second));
    }
    let revoke = EntryDeed::Revoke { number: line("人3号"), why: line("认定有误") };
    on_entry(&county, (&personnel(), "revoke-001"), (second, revoke)).await?;
    for reader in [personnel(), leading_group(), head(1)] {
        let file = principal_file(app, &reader, &person).await?;
        assert_eq!(file.last(), Some(&FileSight::Sealed(line("人3号"))));
        let sealed = EntrySight::Sealed { number: second, by: line("人3号") };
        assert_eq!(entry(app, &reader, second).await?, sealed);
        let all = ListEntries { most: 9, ..Default::default() };
        assert_eq!(entries(app, &reader, &all).await?.last(), Some(&sealed));
        let of_school = ListEntries { school: Some(school(1)), ..all };
        assert_eq!(entries(app, &reader, &of_school).await?.len(), 1, "a sealed one has no school");
    }
    let gone = (finding_basis(), Some(second));
    let gone = propose(&county, (&personnel(), "entry-0004"), gone).await;
    assert_eq!(code(gone), "ENTRY_CORRECTS", "what is sealed is corrected by nothing");
    Ok(())
}

fn waiting() -> GetWorklist {
    GetWorklist { desk: None, school: None, most: 0 }
}

async fn a_violation_is_proposed_by_discipline_alone(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    principals(&county, &[("head", 1, None)]).await?;
    receive(&county, (&discipline(), "case-0000"), CaseOrigin::Office(line("审计"))).await?;
    let basis = |number, fact_on| (EntryBasis::Case { number, fact_on }, None);
    let early = propose(&county, (&discipline(), "entry-0001"), basis(1, day(3, 1))).await;
    assert_eq!(code(early), "ENTRY_CASE");
    on_case(&county, "case-0002", CaseDeed::Accept).await?;
    on_case(&county, "case-0003", verify(Verified::Yes)).await?;
    on_case(&county, "case-0004", conclude()).await?;
    let later = propose(&county, (&discipline(), "entry-0002"), basis(1, day(3, 2))).await;
    assert_eq!(code(later), "ENTRY_FACT_DAY");
    let unknown = propose(&county, (&discipline(), "entry-0003"), basis(2, day(3, 1))).await;
    assert_eq!(code(unknown), "CASE_UNKNOWN");
    for who in [personnel(), leading_group()] {
        let refused = propose(&county, (&who, "entry-0004"), basis(7, day(3, 1))).await;
        assert_eq!(code(refused), "FORBIDDEN", "whether there is a case stays unsaid");
    }
    let [suggested] = &entry_suggestions(app, &discipline()).await?[..] else { panic!() };
    assert_eq!(suggested.cause, SuggestionCause::Case(1));
    assert_eq!(entry_suggestions(app, &personnel()).await?, []);
    let number = propose(&county, (&discipline(), "entry-0005"), basis(1, day(3, 1))).await?;
    assert_eq!(entry_suggestions(app, &discipline()).await?, []);
    let soon = on_entry(&county, (&discipline(), "lapse-0001"), (number, EntryDeed::Lapse)).await;
    assert_eq!(code(soon), "ENTRY_STATEMENT");
    county.at(day(3, 9));
    let late = on_entry(&county, (&head(1), "state-0001"), (number, state())).await;
    assert_eq!(code(late), "ENTRY_STATEMENT");
    on_entry(&county, (&discipline(), "lapse-0002"), (number, EntryDeed::Lapse)).await?;
    let wrong = turn(Key::LeadingGroup, "领1号");
    let wrong = on_entry(&county, (&leading_group(), "turn-0001"), (number, wrong)).await;
    assert_eq!(code(wrong), "ENTRY_WRONG_KEY");
    let verified = turn(Key::Discipline, "纪1号");
    on_entry(&county, (&discipline(), "turn-0002"), (number, verified)).await?;
    let entered = turn(Key::Personnel, "人1号");
    on_entry(&county, (&personnel(), "turn-0003"), (number, entered)).await?;
    for reader in [discipline(), personnel(), head(1)] {
        let file = principal_file(app, &reader, &"head".parse()?).await?;
        assert!(matches!(file.as_slice(), [FileSight::Standing(_)]), "{file:?}");
    }
    Ok(())
}

async fn the_principal_of_the_date_of_the_fact_is_meant(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    confirmed(&county).await?;
    let nobody_then = propose(&county, (&personnel(), "entry-0001"), (finding_basis(), None)).await;
    assert_eq!(code(nobody_then), "PRINCIPAL_NOBODY");
    let overlap = principals(&county, &[("old", 1, Some(4)), ("new", 4, None)]).await;
    assert_eq!(code(overlap), "POSTS_OVERLAP");
    principals(&county, &[("old", 1, Some(4)), ("new", 5, None)]).await?;
    let (written, etag) = posts(app, &auditor(), &school(1), None).await?;
    assert_eq!(
        written.iter().map(|it| it.post.person.as_str()).collect::<Vec<_>>(),
        ["old", "new"]
    );
    for who in [programme(), head(1), leading_group(), discipline()] {
        let put = PutPosts { school: school(1), posts: vec![], etag: None };
        let refused = put_posts(app, (&who, ask("forbidden-1")), put).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    county.at(day(5, 8));
    let again = written.iter().map(|it| (it.post.person.clone(), it.post.period)).collect();
    let put = PutPosts { school: school(1), posts: again, etag: Some(etag) };
    let same = put_posts(app, (&named("deputy", personnel()), ask("posts-same")), put).await?;
    assert_eq!(same.outcome, Outcome::Unchanged, "who wrote a post that stays is kept");
    let number = propose(&county, (&personnel(), "entry-0002"), (finding_basis(), None)).await?;
    let EntrySight::Open(known) = entry(app, &personnel(), number).await? else { panic!() };
    assert_eq!(known.entry.person().as_str(), "old", "principal on the day of the fact");
    let old = named("old", personnel());
    let own = propose(&county, (&old, "entry-0003"), (finding_basis(), None)).await;
    assert_eq!(code(own), "ENTRY_OWN_FILE");
    let decline = EntryDeed::Decline(line("情节轻微"));
    let own = on_entry(&county, (&old, "decline-01"), (number, decline.clone())).await;
    assert_eq!(code(own), "ENTRY_OWN_FILE");
    on_entry(&county, (&personnel(), "decline-02"), (number, decline)).await?;
    let anew = propose(&county, (&personnel(), "entry-0004"), (finding_basis(), None)).await?;
    assert_eq!(anew, number + 1, "what was declined may be proposed anew");
    Ok(())
}

async fn an_entry_that_is_not_yours_does_not_exist(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    confirmed(&county).await?;
    principals(&county, &[("head", 1, None)]).await?;
    let number = propose(&county, (&personnel(), "entry-0001"), (finding_basis(), None)).await?;
    let all = ListEntries { most: 9, ..Default::default() };
    let stranger = named("stranger", head(1));
    for who in [stranger.clone(), discipline()] {
        assert_eq!(code(entry(app, &who, number).await), "ENTRY_UNKNOWN", "{}", who.subject);
        assert_eq!(entries(app, &who, &all).await?, [], "{}", who.subject);
    }
    let refused = on_entry(&county, (&stranger, "state-0001"), (number, state())).await;
    assert_eq!(code(refused), "ENTRY_UNKNOWN", "as for an entry that does not exist");
    let refused = on_entry(&county, (&stranger, "state-0002"), (99, state())).await;
    assert_eq!(code(refused), "ENTRY_UNKNOWN");
    let lapse = on_entry(&county, (&discipline(), "lapse-0001"), (number, EntryDeed::Lapse)).await;
    assert_eq!(code(lapse), "ENTRY_UNKNOWN");
    assert_eq!(code(principal_file(app, &stranger, &"head".parse()?).await), "FORBIDDEN");
    for who in [programme(), auditor(), coordinator(1), inspector("inspector-1"), nobody()] {
        assert_eq!(code(entries(app, &who, &all).await), "FORBIDDEN", "{}", who.subject);
        assert_eq!(code(entry(app, &who, number).await), "FORBIDDEN", "{}", who.subject);
    }
    let elsewhere = Principal { grants: head(2).grants, ..head(1) };
    let own = entries(app, &elsewhere, &all).await?;
    assert_eq!(own.len(), 1, "they are principal elsewhere now, and it is still their file");
    on_entry(&county, (&elsewhere, "state-0003"), (number, state())).await?;
    let heard = ListEntries { stages: vec![EntryStageKind::Heard], ..all.clone() };
    assert_eq!(entries(app, &personnel(), &heard).await?.len(), 1);
    let after = ListEntries { after: number, ..all };
    assert_eq!(entries(app, &personnel(), &after).await?, []);
    Ok(())
}

async fn log(
    county: &County,
    who: &Principal,
    actor: Option<&str>,
) -> Result<Vec<Change>, AppError> {
    let query = ListChanges {
        school: None,
        after: ChangeNo::default(),
        actor: actor.map(ToOwned::to_owned),
        since: None,
        until: None,
        most: 99,
    };
    let about = |change: &Change| change.action.contains("case") || change.action.contains("entry");
    Ok(changes(&county.app, who, &query).await?.into_iter().filter(about).collect())
}

async fn the_log_of_changes_tells_nobody_whom_a_case_or_entry_is_about(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    principals(&county, &[("head", 1, None)]).await?;
    concluded(&county).await?;
    let basis = EntryBasis::Case { number: 1, fact_on: day(3, 1) };
    let number = propose(&county, (&discipline(), "entry-0001"), (basis, None)).await?;
    on_entry(&county, (&head(1), "state-0001"), (number, state())).await?;
    for who in [auditor(), programme()] {
        let told = log(&county, &who, None).await?;
        assert_eq!(told.len(), 6, "that something was done is no secret");
        assert!(told.iter().all(|change| change.reason.is_empty()), "{told:?}");
        assert!(told.iter().all(|change| change.actor != "head"), "{told:?}");
        assert_eq!(log(&county, &who, Some("head")).await?, [], "nor does asking for them tell");
        let spoken = told.iter().find(|it| it.action == "inspection.answer_entry").unwrap();
        assert_eq!((spoken.actor.as_str(), spoken.request_id.as_str()), ("", ""));
    }
    let with = |other: Principal| Principal {
        subject: "auditor".to_owned(),
        grants: [auditor().grants, other.grants].concat(),
    };
    let told = log(&county, &with(discipline()), None).await?;
    let reasons = told.iter().filter(|it| !it.reason.is_empty()).map(|it| it.action.as_str());
    assert!(reasons.clone().all(|action| action.ends_with("_case")) && reasons.count() == 4);
    let told = log(&county, &with(personnel()), None).await?;
    let spoken = told.iter().find(|it| it.action == "inspection.answer_entry").unwrap();
    assert_eq!((spoken.actor.as_str(), spoken.reason.as_str()), ("head", "as agreed"));
    assert!(told.iter().all(|it| it.reason.is_empty() || it.action.ends_with("_entry")));
    Ok(())
}

async fn the_system_proposes_what_was_escalated_or_repeated(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    confirmed(&county).await?;
    principals(&county, &[("head", 1, None)]).await?;
    assert_eq!(entry_suggestions(app, &personnel()).await?, [], "confirmed alone is not enough");
    act(&county, &programme(), order()).await?;
    for (month, on, rung) in
        [(5, 4, Rung::Announcement), (5, 15, Rung::Interview), (5, 25, Rung::ToPersonnel)]
    {
        county.at(day(month, on));
        act(&county, &programme(), Deed::Escalate { rung, number: line("督1号") }).await?;
    }
    let [suggested] = &entry_suggestions(app, &personnel()).await?[..] else { panic!() };
    assert_eq!(suggested.school, school(1));
    assert_eq!(suggested.cause, SuggestionCause::Finding(FIRST, EntryCause::Escalated));
    assert_eq!(
        entry_suggestions(app, &discipline()).await?,
        [],
        "they read no files on poor service"
    );
    for who in [programme(), leading_group(), auditor()] {
        assert_eq!(code(entry_suggestions(app, &who).await), "FORBIDDEN", "{}", who.subject);
    }
    propose(&county, (&personnel(), "entry-0001"), (finding_basis(), None)).await?;
    assert_eq!(entry_suggestions(app, &personnel()).await?, [], "what was proposed is left out");
    assert_eq!(county.app.clock().now(), nine(day(5, 25)));
    Ok(())
}
