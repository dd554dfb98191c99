//! Who is waived shows to finance, the aid officer and the guardian, and in no other view. (F12)

use std::fmt::Debug;

use kehou_app::{
    AppError, ChangeNo, Principal,
    attendance::{ListRolls, list_rolls, month_state},
    audit::{ListChanges, changes},
    billing::{
        ExportContent, ExportMonth, bill, bills, close_school, corrections, export_month, findings,
        statements,
    },
    registry::{
        Contacts, DecideWaiver, FactKind, FactOwner, ListPupils, ListSchools, ListVersions,
        ListWaivers, PutWaivers, Verdict, WaiverEntry, decide_waiver, pupil, pupils, put_waivers,
        school, school_book, schools, versions, waivers, working_days,
    },
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march};
use kehou_registry::{Decision, WaiverTrack};
use kehou_sheets::ExportFormat;
use kehou_units::Period;

use crate::{
    attendance::{sheet, submit},
    county::{
        County, aid_officer, ask, auditor, class, class_teacher, coordinator, finance, guardian,
        head, machine, no, nobody, programme, school as code_of, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(no_view_tells_who_is_waived, those_who_decide_and_the_family_see_it);

/// Words that stand in the books only where somebody is waived, and of amounts that tell it.
const SIGNS: [&str; 6] = ["dibao", "orphan", "因病致贫", "payable", "ListMatch", "WAIVER_"];

/// School 1 with a waived pupil, a rejected one, one who awaits a decision; the month is billed.
async fn waived(server: &Server) -> Result<County, kehou_store::testing::TestError> {
    let county = County::new(server).await?;
    let app = &county.app;
    let marks = [(1, Mark::Present), (2, Mark::Present)];
    submit(&county, "roll-0001", sheet(day(3, 1), 1, &marks)).await?;
    for (pupil, category) in [(1, "dibao"), (2, "orphan"), (3, "dibao")] {
        let track = WaiverTrack::ListMatch { listed_on: day(2, 20), decision: Decision::Pending };
        let entry = WaiverEntry { category: category.into(), track, lost_on: None };
        let waivers = vec![entry];
        let put = PutWaivers { school: code_of(1), pupil: no(pupil), waivers, etag: None };
        let id = format!("waivers-{pupil}");
        let asked = kehou_app::Ask::of(&id, "因病致贫", id.as_bytes());
        put_waivers(app, (&aid_officer(1), asked), put).await?;
    }
    for (pupil, verdict) in [(1, Verdict::Confirmed), (2, Verdict::Rejected)] {
        let decide = DecideWaiver {
            school: code_of(1),
            pupil: no(pupil),
            waiver: 1,
            verdict,
            decided_on: None,
            etag: None,
        };
        let id = format!("decide-0{pupil}");
        let asked = kehou_app::Ask::of(&id, "因病致贫", id.as_bytes());
        decide_waiver(app, (&finance(), asked), decide).await?;
    }
    county.at(day(4, 6));
    close_school(app, (&finance(), ask("close-0001")), (code_of(1), march())).await?;
    Ok(county)
}

/// What a principal is told, by every use case that reads; what is refused tells nothing.
struct Told(Vec<(String, String)>);

impl Told {
    fn add<T: Debug>(&mut self, what: impl Into<String>, answer: Result<T, AppError>) {
        if let Ok(answer) = answer {
            self.0.push((what.into(), format!("{answer:?}")));
        }
    }

    /// What tells that somebody is waived, and by which sign.
    fn signs(&self) -> Vec<(&str, &'static str)> {
        let signs = self.0.iter().flat_map(|(what, text)| {
            let found = SIGNS.into_iter().filter(|sign| text.contains(sign));
            found.map(|sign| (what.as_str(), sign))
        });
        signs.collect()
    }
}

async fn everything_told(county: &County, who: &Principal) -> Result<Told, AppError> {
    let (app, one, month) = (&county.app, code_of(1), march());
    let mut told = Told(Vec::new());
    told.add("school", school(app, who, &one, None).await);
    let list = ListSchools {
        on: None,
        town: None,
        affiliation: None,
        known_at: None,
        after: None,
        most: 10,
    };
    told.add("schools", schools(app, who, &list).await);
    told.add("book", school_book(app, who, (Some(&one), None), None).await);
    told.add("working days", working_days(app, who, None).await);
    for contacts in [Contacts::Hidden, Contacts::Shown] {
        let list = ListPupils {
            school: one.clone(),
            class: None,
            on: None,
            contacts,
            known_at: None,
            after: None,
            most: 10,
        };
        told.add("pupils", pupils(app, who, &list).await);
        for number in 1..=3 {
            told.add("pupil", pupil(app, who, (&one, no(number)), (contacts, None)).await);
        }
    }
    let list = ListWaivers {
        school: one.clone(),
        pupil: None,
        pending_only: false,
        known_at: None,
        after: None,
        most: 10,
    };
    told.add("waivers", waivers(app, who, &list).await);
    for kind in FactKind::ALL {
        let pupils = (1..=3).map(|number| FactOwner::Pupil(one.clone(), no(number)));
        for owner in pupils.chain([FactOwner::School(one.clone()), FactOwner::County]) {
            let query = ListVersions { kind: *kind, owner, known_at: None, after: None, most: 99 };
            told.add(format!("versions of {kind:?}"), versions(app, who, &query).await);
        }
    }
    for school in [Some(one.clone()), None] {
        let (after, actor, since, until) = (ChangeNo::default(), None, None, None);
        let feed = ListChanges { school, after, actor, since, until, most: 99 };
        told.add("changes", changes(app, who, &feed).await);
    }
    month_told(county, who, &mut told).await?;
    told.add("month", month_state(app, who, (&one, month), None).await);
    Ok(told)
}

async fn month_told(county: &County, who: &Principal, told: &mut Told) -> Result<(), AppError> {
    let (app, one, month) = (&county.app, code_of(1), march());
    let days = Period::new(month.first_day(), Some(month.last_day())).unwrap();
    for all_revisions in [false, true] {
        let query = ListRolls {
            school: one.clone(),
            days,
            class: None,
            pupil: None,
            all_revisions,
            known_at: None,
        };
        told.add("rolls", list_rolls(app, who, &query).await);
    }
    told.add("statements", statements(app, who, (None, None), None).await);
    told.add("statement", statements(app, who, (Some(&one), Some(month)), None).await);
    told.add("findings", findings(app, who, (&one, month), None).await);
    told.add("corrections", corrections(app, who, (&one, month)).await);
    told.add("bills", bills(app, who, (&one, month), (None, 10, None)).await);
    for number in 1..=3 {
        told.add("bill", bill(app, who, (&one, no(number), month), None).await);
    }
    for content in [ExportContent::Bills, ExportContent::Lines, ExportContent::Marks] {
        let export = ExportMonth {
            month,
            schools: None,
            content,
            format: ExportFormat::JsonLines,
            known_at: None,
        };
        let mut file = Vec::new();
        let outcome = |outcome: kehou_fee::Outcome| outcome.code().to_owned();
        if export_month(app, who, &export, (&mut file, &outcome)).await.is_ok() {
            told.0.push((format!("export of {content:?}"), String::from_utf8_lossy(&file).into()));
        }
    }
    Ok(())
}

async fn no_view_tells_who_is_waived(server: Server) -> Checked {
    let county = waived(&server).await?;
    for who in [
        programme(),
        town_office("370829101"),
        head(1),
        coordinator(1),
        class_teacher(1, class(3, 1)),
        auditor(),
        machine(),
        guardian(2, 1),
        treasurer(2),
        aid_officer(2),
        nobody(),
    ] {
        let told = everything_told(&county, &who).await?;
        assert_eq!(told.signs(), [], "{} is told", who.subject);
    }
    Ok(())
}

async fn those_who_decide_and_the_family_see_it(server: Server) -> Checked {
    let county = waived(&server).await?;
    for who in [finance(), treasurer(1), aid_officer(1), guardian(1, 1)] {
        let told = everything_told(&county, &who).await?;
        let signs = told.signs();
        for what in ["waivers", "versions of Waiver", "bills", "bill"] {
            assert!(signs.iter().any(|(name, _)| *name == what), "{}: {what}", who.subject);
        }
        let elsewhere = ["pupil", "pupils", "schools", "rolls", "versions of Placement"];
        for what in elsewhere {
            assert!(!signs.iter().any(|(name, _)| *name == what), "{}: {what}", who.subject);
        }
    }
    // Another family of the same school sees its own alone: pupil 2 of the category `orphan`.
    let told = everything_told(&county, &guardian(1, 2)).await?;
    let texts = told.0.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert!(texts.contains("orphan") && !texts.contains("dibao"));
    Ok(())
}
