//! Waivers: entered, decided, listed. (F2, F11, F12)

use chrono::NaiveDate;
use kehou_app::{
    AppError, ChangeNo, Outcome,
    registry::{
        DecideWaiver, ListWaivers, PutWaivers, PutWaiversDone, Verdict, WaiverEntry, decide_waiver,
        put_waivers, waivers,
    },
};
use kehou_fee::testing::day;
use kehou_registry::{Decision, Waiver, WaiverTrack};

use crate::{
    county::{
        County, aid_officer, ask, ask_without_reason, class, class_teacher, code, finance,
        guardian, head, machine, nine, no, programme, school, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_list_match_starts_provisional,
    what_was_decided_stands,
    a_rejection_is_not_shaken_off_by_leaving_it_out,
    waivers_are_not_entered_against_the_rules,
    finance_confirms_or_rejects,
    decisions_that_do_not_fit_are_refused,
    lists_show_what_is_asked_and_may_be_seen,
);

fn listed(category: &str, on: NaiveDate) -> WaiverEntry {
    let track = WaiverTrack::ListMatch { listed_on: on, decision: Decision::Pending };
    WaiverEntry { category: category.to_owned(), track, lost_on: None }
}

fn approved(category: &str, on: NaiveDate) -> WaiverEntry {
    let track = WaiverTrack::Application { approved_on: on };
    WaiverEntry { category: category.to_owned(), track, lost_on: None }
}

async fn put(
    county: &County,
    id: &str,
    entries: Vec<WaiverEntry>,
) -> Result<PutWaiversDone, AppError> {
    let put = PutWaivers { school: school(1), pupil: no(1), waivers: entries, etag: None };
    put_waivers(&county.app, (&aid_officer(1), ask(id)), put).await
}

fn deciding(waiver: u32, verdict: Verdict, decided_on: Option<NaiveDate>) -> DecideWaiver {
    DecideWaiver { school: school(1), pupil: no(1), waiver, verdict, decided_on, etag: None }
}

fn all() -> ListWaivers {
    ListWaivers {
        school: school(1),
        pupil: None,
        pending_only: false,
        known_at: None,
        after: None,
        most: 1_000,
    }
}

async fn stands(county: &County) -> Result<Vec<(u32, Waiver)>, AppError> {
    let query = ListWaivers { pupil: Some(no(1)), ..all() };
    let stored = waivers(&county.app, &finance(), &query).await?;
    Ok(stored.into_iter().map(|stored| (stored.item, stored.value)).collect())
}

fn decision(waiver: &Waiver) -> &Decision {
    match &waiver.track {
        WaiverTrack::ListMatch { decision, .. } => decision,
        WaiverTrack::Application { .. } => panic!("no list match"),
    }
}

async fn a_list_match_starts_provisional(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let mut claimed = listed("dibao", day(2, 20));
    claimed.track = WaiverTrack::ListMatch {
        listed_on: day(2, 20),
        decision: Decision::Confirmed { on: day(2, 21) },
    };
    let entries = || vec![claimed.clone(), approved("hardship", day(2, 22))];
    let done = put(&county, "waivers-1", entries()).await?;
    assert_eq!((done.written.outcome, done.waivers), (Outcome::Recorded, vec![1, 2]));
    let waivers = stands(&county).await?;
    assert_eq!(decision(&waivers[0].1), &Decision::Pending, "only finance decides");
    assert_eq!(waivers[1].1.track, WaiverTrack::Application { approved_on: day(2, 22) });
    let again = put(&county, "waivers-2", entries()).await?;
    assert_eq!((again.written.outcome, again.waivers), (Outcome::Unchanged, vec![1, 2]));
    Ok(())
}

async fn what_was_decided_stands(server: Server) -> Checked {
    let county = County::new(&server).await?;
    put(&county, "waivers-1", vec![listed("dibao", day(2, 20))]).await?;
    let confirm = deciding(1, Verdict::Confirmed, None);
    decide_waiver(&county.app, (&finance(), ask("decide-01")), confirm).await?;
    let lost = WaiverEntry { lost_on: Some(day(2, 28)), ..listed("dibao", day(2, 20)) };
    let done = put(&county, "waivers-2", vec![listed("orphan", day(2, 21)), lost]).await?;
    assert_eq!(done.waivers, [2, 1], "in the order of the entries");
    let waivers = stands(&county).await?;
    assert_eq!(decision(&waivers[0].1), &Decision::Confirmed { on: day(3, 1) });
    assert_eq!(waivers[0].1.lost_on, Some(day(2, 28)));
    assert_eq!(decision(&waivers[1].1), &Decision::Pending);
    Ok(())
}

async fn a_rejection_is_not_shaken_off_by_leaving_it_out(server: Server) -> Checked {
    let county = County::new(&server).await?;
    put(&county, "waivers-1", vec![listed("dibao", day(2, 20))]).await?;
    let reject = deciding(1, Verdict::Rejected, None);
    decide_waiver(&county.app, (&finance(), ask("decide-01")), reject).await?;
    put(&county, "waivers-2", Vec::new()).await?;
    assert!(stands(&county).await?.is_empty());
    let done = put(&county, "waivers-3", vec![listed("dibao", day(2, 20))]).await?;
    assert_eq!(done.waivers, [1]);
    let waivers = stands(&county).await?;
    let rejected = Decision::Rejected { on: day(3, 1), reason: "as agreed".into() };
    assert_eq!(decision(&waivers[0].1), &rejected);
    let newer = put(&county, "waivers-4", vec![listed("dibao", day(2, 25))]).await?;
    assert_eq!(newer.waivers, [2], "another list is another match");
    Ok(())
}

async fn waivers_are_not_entered_against_the_rules(server: Server) -> Checked {
    let county = County::new(&server).await?;
    for (entry, refused) in [
        (listed("made-up", day(2, 20)), "WAIVER_CATEGORY_UNKNOWN"),
        (
            approved("dibao", NaiveDate::from_ymd_opt(1999, 1, 1).unwrap()),
            "WAIVER_CATEGORY_UNKNOWN",
        ),
        (listed("hardship", day(2, 20)), "WAIVER_CATEGORY_UNLISTED"),
    ] {
        assert_eq!(code(put(&county, "waivers-1", vec![entry]).await), refused);
    }
    let one = |pupil| PutWaivers {
        school: school(1),
        pupil: no(pupil),
        waivers: vec![listed("dibao", day(2, 20))],
        etag: None,
    };
    let app = &county.app;
    for who in [programme(), head(1), machine(), treasurer(2), aid_officer(2), guardian(1, 1)] {
        let refused = put_waivers(app, (&who, ask("waivers-1")), one(1)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let refused = put_waivers(app, (&finance(), ask("waivers-1")), one(9)).await;
    assert_eq!(code(refused), "PUPIL_NOT_FOUND");
    let asked = (&finance(), ask_without_reason("waivers-1"));
    assert_eq!(code(put_waivers(app, asked, one(1)).await), "REASON_MISSING");
    let first = put_waivers(app, (&treasurer(1), ask("waivers-1")), one(1)).await?;
    let stale = PutWaivers { etag: Some(ChangeNo::new(1)), ..one(1) };
    let refused = put_waivers(app, (&finance(), ask("waivers-2")), stale).await;
    assert_eq!(code(refused), "ITEM_STALE");
    let read = PutWaivers { etag: Some(first.written.change_no), waivers: Vec::new(), ..one(1) };
    put_waivers(app, (&finance(), ask("waivers-3")), read).await?;
    Ok(())
}

async fn finance_confirms_or_rejects(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let both = vec![listed("dibao", day(2, 20)), listed("orphan", day(2, 20))];
    put(&county, "waivers-1", both).await?;
    // More than five working days later; that it is late is no reason to refuse it.
    county.at(day(3, 20));
    let on = Some(day(3, 17));
    let confirm = deciding(1, Verdict::Confirmed, on);
    let asked = (&treasurer(1), ask_without_reason("decide-01"));
    let confirmed = decide_waiver(app, asked, confirm.clone()).await?;
    assert_eq!(confirmed.outcome, Outcome::Recorded);
    let again = decide_waiver(app, (&finance(), ask("decide-02")), confirm).await?;
    assert_eq!(again.outcome, Outcome::Unchanged);
    let reject = deciding(2, Verdict::Rejected, None);
    decide_waiver(app, (&finance(), ask("decide-03")), reject).await?;
    let waivers = stands(&county).await?;
    assert_eq!(decision(&waivers[0].1), &Decision::Confirmed { on: day(3, 17) });
    let rejected = Decision::Rejected { on: day(3, 20), reason: "as agreed".into() };
    assert_eq!(decision(&waivers[1].1), &rejected);
    Ok(())
}

async fn decisions_that_do_not_fit_are_refused(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let both = vec![listed("dibao", day(2, 20)), approved("hardship", day(2, 20))];
    let put = put(&county, "waivers-1", both).await?;
    let confirm = |waiver, on| deciding(waiver, Verdict::Confirmed, on);
    for (wrong, refused) in [
        (confirm(3, None), "WAIVER_NOT_FOUND"),
        (DecideWaiver { pupil: no(9), ..confirm(1, None) }, "PUPIL_NOT_FOUND"),
        (confirm(2, None), "WAIVER_NOT_DECIDABLE"),
        (confirm(1, Some(day(2, 19))), "WAIVER_DECISION_DAY"),
        (confirm(1, Some(day(3, 2))), "WAIVER_DECISION_DAY"),
        (DecideWaiver { etag: Some(ChangeNo::new(1)), ..confirm(1, None) }, "ITEM_STALE"),
    ] {
        let result = decide_waiver(app, (&finance(), ask("decide-01")), wrong.clone()).await;
        assert_eq!(code(result), refused, "{wrong:?}");
    }
    let asked = (&finance(), ask_without_reason("decide-01"));
    let reasonless = decide_waiver(app, asked, deciding(1, Verdict::Rejected, None)).await;
    assert_eq!(code(reasonless), "REASON_MISSING");
    for who in [aid_officer(1), programme(), head(1), treasurer(2), guardian(1, 1)] {
        let refused = decide_waiver(app, (&who, ask("decide-01")), confirm(1, None)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let read = DecideWaiver { etag: Some(put.written.change_no), ..confirm(1, Some(day(2, 20))) };
    decide_waiver(app, (&finance(), ask("decide-02")), read).await?;
    for otherwise in [deciding(1, Verdict::Rejected, None), confirm(1, Some(day(2, 21)))] {
        let refused = decide_waiver(app, (&finance(), ask("decide-03")), otherwise).await;
        assert_eq!(code(refused), "WAIVER_NOT_DECIDABLE", "it was decided otherwise");
    }
    Ok(())
}

async fn lists_show_what_is_asked_and_may_be_seen(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    put(&county, "waivers-1", vec![listed("dibao", day(2, 20)), listed("orphan", day(2, 21))])
        .await?;
    let second = PutWaivers {
        school: school(1),
        pupil: no(2),
        waivers: vec![approved("hardship", day(2, 20))],
        etag: None,
    };
    put_waivers(app, (&finance(), ask("waivers-2")), second).await?;
    county.at(day(3, 2));
    let confirm = deciding(1, Verdict::Confirmed, None);
    decide_waiver(app, (&finance(), ask("decide-01")), confirm).await?;
    let seen = |who, query: ListWaivers| async move {
        let stored = waivers(app, &who, &query).await?;
        let place = |it: &kehou_app::Stored<Waiver>| (it.pupil.unwrap().number(), it.item);
        Ok::<_, AppError>(stored.iter().map(place).collect::<Vec<_>>())
    };
    assert_eq!(seen(finance(), all()).await?, [(1, 1), (1, 2), (2, 1)]);
    assert_eq!(seen(treasurer(1), all()).await?.len(), 3);
    assert_eq!(seen(aid_officer(1), all()).await?.len(), 3);
    assert_eq!(seen(guardian(1, 2), all()).await?, [(2, 1)]);
    let pending = ListWaivers { pending_only: true, ..all() };
    assert_eq!(seen(finance(), pending.clone()).await?, [(1, 2)]);
    let before = ListWaivers { known_at: Some(nine(day(3, 1))), ..pending };
    assert_eq!(seen(finance(), before).await?, [(1, 1), (1, 2)], "as known then");
    let after = ListWaivers { after: Some((no(1), 1)), most: 1, ..all() };
    assert_eq!(seen(finance(), after).await?, [(1, 2)]);
    let own = ListWaivers { pupil: Some(no(2)), ..all() };
    assert_eq!(seen(guardian(1, 2), own).await?, [(2, 1)]);
    let foreign = ListWaivers { pupil: Some(no(1)), ..all() };
    assert_eq!(code(seen(guardian(1, 2), foreign).await), "FORBIDDEN");
    for who in [programme(), head(1), class_teacher(1, class(3, 1)), machine(), treasurer(2)] {
        let subject = who.subject.clone();
        assert_eq!(code(seen(who, all()).await), "FORBIDDEN", "{subject}");
    }
    Ok(())
}
