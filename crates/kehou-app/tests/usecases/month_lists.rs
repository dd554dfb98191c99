//! Lists and files of a closed month: what they cost, what they tell to whom. (F2, F12, F15, F17)

use std::{
    io::{Cursor, Read as _},
    sync::{Arc, atomic::Ordering},
};

use kehou_app::{
    App, AppError, Clock, Principal,
    billing::{
        ExportContent, ExportError, ExportMonth, FoundInMonth, ListCorrections, ListFindings,
        ListStatements, StatementsListed, Sums, close_school, export_month, findings,
        list_corrections, list_findings, list_statements,
    },
    registry::{
        DecideWaiver, PutApplications, PutPapers, PutSchool, PutWaivers, Verdict, WaiverEntry,
        decide_waiver, put_applications, put_papers, put_school, put_waivers,
    },
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march};
use kehou_policy::CheckId;
use kehou_registry::{Decision, FindingCode, Subject, WaiverTrack};
use kehou_sheets::ExportFormat;
use kehou_store::testing::TestError;
use kehou_units::Fen;

use crate::{
    attendance::{sheet, submit},
    county::{
        County, aid_officer, ask, auditor, class, class_teacher, code, coordinator, finance,
        guardian, head, machine, nine, no, profiles, programme, school, student_number,
        town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_page_costs_the_same_however_many_schools_there_are,
    pages_are_the_whole_list,
    class_hours_and_sums_agree_whatever_is_held,
    sums_outside_finance_are_the_same_whoever_is_waived,
    a_missing_payee_or_notice_is_told_outside_finance_without_counts,
    student_numbers_are_in_no_file_of_those_who_may_not_read_contacts,
    a_file_of_a_month_that_is_not_closed_is_refused,
);

fn of_statements() -> ListStatements {
    ListStatements {
        month: march(),
        school: None,
        town: None,
        all_revisions: false,
        known_at: None,
        after: None,
        most: 100,
    }
}

fn of_findings() -> ListFindings {
    let (school, severity, code, known_at, after) = (None, None, None, None, None);
    ListFindings { month: march(), school, severity, code, known_at, after, most: 100 }
}

async fn close(county: &County, number: u32) -> Result<(), AppError> {
    let id = format!("close-{number:04}");
    close_school(&county.app, (&finance(), ask(&id)), (school(number), march())).await?;
    Ok(())
}

async fn cost_of_pages(server: &Server, schools: u32) -> Result<Vec<u64>, TestError> {
    let county = County::new(server).await?;
    for number in 3..=schools {
        let put = PutSchool { school: school(number), profiles: profiles("370829101"), etag: None };
        let id = format!("school-{number:04}");
        put_school(&county.app, (&programme(), ask(&id)), put).await?;
    }
    county.at(day(4, 6));
    for number in 1..=schools {
        close(&county, number).await?;
    }
    let (store, counted) = county.database.open_counted().await?;
    let clock = Clock::standing_at(nine(day(4, 7)));
    let app = App::new(store, clock, std::env::temp_dir());
    let mut costs = Vec::new();
    for who in [finance(), auditor(), town_office("370829101")] {
        let town = Some("370829101".parse()?);
        for query in [of_statements(), ListStatements { town, ..of_statements() }] {
            counted.store(0, Ordering::Relaxed);
            let told = list_statements(&app, &who, &query).await?;
            assert!(!told.page.is_empty());
            costs.push(counted.load(Ordering::Relaxed));
        }
        counted.store(0, Ordering::Relaxed);
        list_findings(&app, &who, &of_findings()).await?;
        costs.push(counted.load(Ordering::Relaxed));
    }
    counted.store(0, Ordering::Relaxed);
    let query = ListCorrections { month: None, school: None, after: None, most: 100 };
    assert_eq!(list_corrections(&app, &finance(), &query).await?, [], "none is published");
    costs.push(counted.load(Ordering::Relaxed));
    Ok(costs)
}

async fn a_page_costs_the_same_however_many_schools_there_are(server: Server) -> Checked {
    let few = cost_of_pages(&server, 3).await?;
    assert_eq!(cost_of_pages(&server, 12).await?, few);
    assert!(few.iter().all(|cost| (1..=6).contains(cost)), "{few:?}");
    Ok(())
}

/// Both schools closed; pupils 1 to 3 of school 1 were there twice, of whom the given are waived.
async fn served(
    server: &Server,
    (papers, waived): (Option<PutPapers>, &[u32]),
) -> Result<County, TestError> {
    let county = County::new(server).await?;
    if let Some(papers) = papers {
        put_papers(&county.app, (&finance(), ask("papers-02")), &school(1), (papers, None)).await?;
    }
    let marks = [(1, Mark::Present), (2, Mark::Present)];
    for slot in [1, 2] {
        submit(&county, &format!("roll-000{slot}"), sheet(day(3, 1), slot, &marks)).await?;
    }
    county.at(day(3, 3));
    for pupil in waived {
        let track = WaiverTrack::ListMatch { listed_on: day(2, 20), decision: Decision::Pending };
        let waivers = vec![WaiverEntry { category: "dibao".into(), track, lost_on: None }];
        let put = PutWaivers { school: school(1), pupil: no(*pupil), waivers, etag: None };
        let id = format!("waivers-{pupil}");
        put_waivers(&county.app, (&aid_officer(1), ask(&id)), put).await?;
        let (school, pupil, waiver) = (school(1), no(*pupil), 1);
        let (verdict, decided_on, etag) = (Verdict::Confirmed, None, None);
        let decide = DecideWaiver { school, pupil, waiver, verdict, decided_on, etag };
        let id = format!("decide-{}", pupil.number());
        decide_waiver(&county.app, (&finance(), ask(&id)), decide).await?;
    }
    county.at(day(4, 6));
    for number in [1, 2] {
        close(&county, number).await?;
    }
    Ok(county)
}

async fn pages_are_the_whole_list(server: Server) -> Checked {
    let county = served(&server, (None, &[1])).await?;
    let app = &county.app;
    for who in [finance(), auditor()] {
        let whole = list_statements(app, &who, &of_statements()).await?;
        assert_eq!(whole.page.len(), 2);
        let (mut pages, mut after) = (Vec::new(), None);
        for _ in 0..3 {
            let query = ListStatements { after, most: 1, ..of_statements() };
            let told = list_statements(app, &who, &query).await?;
            assert_eq!((told.pupils, told.total), (whole.pupils, whole.total), "of all pages");
            after = told.page.last().map(|it| (it.school.clone(), it.revision));
            pages.extend(told.page);
            if after.is_none() {
                break;
            }
        }
        assert_eq!(pages, whole.page);
        let whole = ListFindings { most: 1_000, ..of_findings() };
        let whole = list_findings(app, &who, &whole).await?;
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let query = ListFindings { after, most: 7, ..of_findings() };
            let told: Vec<FoundInMonth> = list_findings(app, &who, &query).await?;
            after = told.last().map(|it| (it.finding.school.clone(), it.place));
            pages.extend(told);
            if after.is_none() {
                break;
            }
        }
        assert!(pages == whole && whole.len() > 7, "{} and {}", pages.len(), whole.len());
    }
    Ok(())
}

/// What a principal is told of school 1.
async fn told(county: &County, who: &Principal) -> Result<StatementsListed, AppError> {
    let query = ListStatements { school: Some(school(1)), ..of_statements() };
    list_statements(&county.app, who, &query).await
}

async fn class_hours_and_sums_agree_whatever_is_held(server: Server) -> Checked {
    let fen = |fen| Fen::new(fen).ok_or("no amount");
    let county = County::new(&server).await?;
    let none =
        PutApplications { school: school(1), pupil: no(2), applications: Vec::new(), etag: None };
    put_applications(&county.app, (&coordinator(1), ask("removed-1")), none).await?;
    for slot in [1, 2] {
        let marks = [(1, Mark::Present), (2, Mark::Present)];
        submit(&county, &format!("roll-000{slot}"), sheet(day(3, 1), slot, &marks)).await?;
    }
    county.at(day(4, 6));
    close(&county, 1).await?;
    let amounts = told(&county, &finance()).await?.total.amounts().ok_or("finance sees all")?;
    let split = (amounts.class_hours.count(), amounts.due, amounts.held);
    assert_eq!(split, (2, fen(400)?, fen(400)?), "no charge without an application");
    for who in [programme(), auditor()] {
        let Sums::Service { class_hours, due } = told(&county, &who).await?.total else {
            return Err("told whole".into());
        };
        assert_eq!((class_hours.count(), due), (4, fen(800)?), "{}", who.subject);
    }
    Ok(())
}

async fn sums_outside_finance_are_the_same_whoever_is_waived(server: Server) -> Checked {
    let fen = |fen| Fen::new(fen).ok_or("no amount");
    let missing = [PutPapers::Payees(Vec::new()), PutPapers::Notices(Vec::new())];
    for papers in missing.into_iter().map(Some).chain([None]) {
        let is_held = papers.is_some();
        let mut outside = Vec::new();
        for waived in [&[1][..], &[2], &[1, 2], &[]] {
            let county = served(&server, (papers.clone(), waived)).await?;
            let of_waived = 400 * i64::try_from(waived.len())?;
            for who in [finance(), treasurer(1), aid_officer(1)] {
                let seen = told(&county, &who).await?;
                let amounts = seen.total.amounts().ok_or("finance sees all")?;
                let (due, held) = if is_held { (of_waived, 800 - of_waived) } else { (800, 0) };
                assert_eq!((amounts.due, amounts.held), (fen(due)?, fen(held)?), "{waived:?}");
                assert_eq!(amounts.waived, fen(of_waived)?);
                assert_eq!(i64::from(amounts.class_hours.count()), due / 200);
                assert_eq!(seen.page[0].sums, seen.total);
            }
            for who in [programme(), head(1), auditor(), town_office("370829101")] {
                let seen = told(&county, &who).await?;
                let Sums::Service { class_hours, due } = seen.total else {
                    return Err(format!("{} is told {:?}", who.subject, seen.total).into());
                };
                assert_eq!((class_hours.count(), due), (4, fen(800)?), "{waived:?}");
                assert_eq!(seen.page[0].sums, seen.total);
                outside.push((seen.pupils, seen.total));
            }
        }
        outside.dedup();
        assert_eq!(outside.len(), 1, "nothing tells who or how many: {outside:?}");
    }
    Ok(())
}

async fn a_missing_payee_or_notice_is_told_outside_finance_without_counts(
    server: Server,
) -> Checked {
    let missing = [
        (PutPapers::Payees(Vec::new()), CheckId::R08),
        (PutPapers::Notices(Vec::new()), CheckId::R10),
    ];
    for (papers, check) in missing {
        for waived in [&[1][..], &[1, 2]] {
            let county = served(&server, (Some(papers.clone()), waived)).await?;
            let code = Some(check.to_string());
            let query = ListFindings { code, school: Some(school(1)), ..of_findings() };
            let seen = list_findings(&county.app, &finance(), &query).await?;
            let marks: Vec<u32> = seen.iter().map(|it| it.finding.marks).collect();
            let everybody = waived.len() == 2;
            assert_eq!(marks, if everybody { vec![0] } else { vec![1, 1] }, "slot by slot");
            for who in [programme(), head(1), auditor(), town_office("370829101")] {
                let seen = list_findings(&county.app, &who, &query).await?;
                let [FoundInMonth { finding, .. }] = &seen[..] else {
                    return Err(format!("{}: {seen:?}", who.subject).into());
                };
                assert_eq!(finding.code, FindingCode::Check(check));
                assert_eq!((finding.subject, finding.on), (Subject::School, None));
                assert_eq!((finding.slot, finding.marks), (None, 0));
                let of_school = (&school(1), march());
                let others = findings(&county.app, &who, of_school, None).await?;
                let same = others.iter().filter(|it| it.finding.code == check.to_string());
                let same: Vec<_> = same.map(|it| (it.place, it.finding.marks)).collect();
                assert_eq!(same, [(seen[0].place, 0)]);
            }
        }
    }
    Ok(())
}

async fn file(
    county: &County,
    who: &Principal,
    (schools, content, format): (Option<Vec<u32>>, ExportContent, ExportFormat),
) -> Result<(u64, Vec<u8>), ExportError> {
    let schools = schools.map(|numbers| numbers.into_iter().map(school).collect());
    let export = ExportMonth { month: march(), schools, content, format, known_at: None };
    let mut out = Vec::new();
    let outcome = |outcome: kehou_fee::Outcome| outcome.code().to_owned();
    let rows = export_month(&county.app, who, &export, (&mut out, &outcome)).await?;
    Ok((rows, out))
}

/// What a file says, unpacked.
fn text_of(file: Vec<u8>) -> Result<String, TestError> {
    if !file.starts_with(b"PK") {
        return Ok(String::from_utf8(file)?);
    }
    let mut parts = zip::ZipArchive::new(Cursor::new(file))?;
    let mut text = String::new();
    for at in 0..parts.len() {
        parts.by_index(at)?.read_to_string(&mut text)?;
    }
    Ok(text)
}

async fn student_numbers_are_in_no_file_of_those_who_may_not_read_contacts(
    server: Server,
) -> Checked {
    let county = served(&server, (None, &[])).await?;
    // Files have the end of a number only.
    let end = |number: String| number[number.len() - 4..].to_owned();
    let ends = [11, 12].map(|number| end(student_number(number).as_str().to_owned()));
    for format in [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::JsonLines] {
        let asked = || (None, ExportContent::Marks, format);
        for (who, may) in [
            (programme(), false),
            (auditor(), false),
            (town_office("370829101"), false),
            (head(1), true),
            (machine(), true),
        ] {
            let (rows, file) = file(&county, &who, asked()).await?;
            let text = text_of(file)?;
            assert!(rows > 0 && text.contains('甲'), "{} in {format:?}", who.subject);
            for end in &ends {
                assert_eq!(text.contains(end), may, "{} in {format:?}", who.subject);
            }
        }
    }
    Ok(())
}

async fn a_file_of_a_month_that_is_not_closed_is_refused(server: Server) -> Checked {
    let county = County::new(&server).await?;
    county.at(day(4, 6));
    let app = Arc::clone(&county.app);
    let csv = |schools, content| (schools, content, ExportFormat::Csv);
    let refused = async |who: &Principal, schools: Option<Vec<u32>>| {
        let mut refusals = Vec::new();
        for content in [ExportContent::Bills, ExportContent::Lines] {
            match file(&county, who, csv(schools.clone(), content)).await {
                Err(ExportError::App(AppError::Refused(refusal))) => {
                    let args = refusal.args().map(|(name, it)| format!("{name}={it}"));
                    refusals.push((refusal.code().code(), args.collect::<Vec<_>>().join(" ")));
                }
                other => return Err(TestError::from(format!("{other:?}"))),
            }
        }
        refusals.dedup();
        assert_eq!(refusals.len(), 1, "lines as bills: {refusals:?}");
        refusals.pop().ok_or_else(|| "nothing was asked for".into())
    };
    let all = refused(&finance(), None).await?;
    let both = "count=2 schools=3708290001, 3708290002 month=2023-03";
    assert_eq!(all, ("MONTH_NOT_ALL_BILLED", both.to_owned()));
    close(&county, 1).await?;
    let one = "school=3708290002 month=2023-03".to_owned();
    for schools in [None, Some(vec![2]), Some(vec![1, 2])] {
        assert_eq!(refused(&finance(), schools).await?, ("MONTH_NOT_BILLED", one.clone()));
    }
    // A treasurer's own school is closed; schools that came later have nothing to tell of.
    let bills = || csv(None, ExportContent::Bills);
    assert_eq!(file(&county, &treasurer(1), bills()).await?.0, 3);
    assert_eq!(file(&county, &finance(), csv(Some(vec![1]), ExportContent::Bills)).await?.0, 3);
    close(&county, 2).await?;
    let since = kehou_units::Period::since(day(4, 1));
    let later = kehou_units::Dated::single(since, crate::county::profile("370829101"));
    let put = PutSchool { school: school(3), profiles: later, etag: None };
    put_school(&app, (&programme(), ask("school-0003")), put).await?;
    assert_eq!(file(&county, &finance(), bills()).await?.0, 4);
    let named = file(&county, &finance(), csv(Some(vec![3]), ExportContent::Bills)).await;
    assert!(matches!(named, Err(ExportError::App(error)) if error.code() == "MONTH_NOT_BILLED"));
    let marks = file(&county, &auditor(), csv(None, ExportContent::Marks)).await?;
    assert_eq!(marks.0, 0, "marks need no statement");
    // A file of all that one may read looks complete: who may read of children alone gets none.
    let contents = [ExportContent::Bills, ExportContent::Lines, ExportContent::Marks];
    let parts = contents.into_iter().flat_map(|content| {
        [guardian(1, 1), class_teacher(1, class(3, 1))].map(|who| (who, content))
    });
    for (who, content) in parts.chain([(head(1), ExportContent::Bills)]) {
        let refused = file(&county, &who, csv(None, content)).await;
        let refused = refused.map_err(|error| match error {
            ExportError::App(error) => error,
            ExportError::Out(error) => panic!("{error}"),
        });
        assert_eq!(code(refused), "FORBIDDEN");
    }
    Ok(())
}
