//! A small county: two town schools, four pupils, and everybody who may ask.

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_app::{
    App, AppError, Ask, Clock, Grant, Principal, Role, Scope,
    policy::{Adopt, adopt_policy},
    registry::{PupilEntry, PutPapers, PutPupils, PutSchool, put_papers, put_pupils, put_school},
};
use kehou_fee::testing::{application, day, notice, payee, slot, spring};
use kehou_policy::{FeePlace, Policy};
use kehou_registry::{
    Affiliation, Boarding, Calendar, Centrality, ClassRef, Grade, Guardian, PayeeKind, Placement,
    PupilNo, SchoolCode, SchoolProfile, SchoolStage, ServicePlan, StudentNumber, Term, Terms,
};
use kehou_store::testing::{TestDatabase, TestError};
use kehou_units::{Dated, Instant, Period};

use crate::harness::Server;

/// The county, at nine o'clock on 2023-03-01.
pub(crate) struct County {
    pub(crate) app: Arc<App>,
    pub(crate) database: TestDatabase,
}

impl County {
    /// Schools 1 and 2 with all their papers and the policy; no pupils.
    pub(crate) async fn empty(server: &Server) -> Result<Self, TestError> {
        let database = server.database().await?;
        let clock = Clock::standing_at(nine(day(3, 1)));
        let app = Arc::new(App::new(database.open().await?, clock, std::env::temp_dir()));
        let county = Self { app, database };
        county.adopt().await?;
        for (number, town) in [(1, "370829101"), (2, "370829102")] {
            let school = school(number);
            let put = PutSchool { school: school.clone(), profiles: profiles(town), etag: None };
            put_school(&county.app, (&programme(), ask(&format!("school-{number}"))), put).await?;
            county.put_papers(&school).await?;
        }
        Ok(county)
    }

    /// The same with pupils 1 to 3 at school 1, of classes 3-1, 3-1 and 4-1, and pupil 1 at school 2;
    /// all applied before the term.
    pub(crate) async fn new(server: &Server) -> Result<Self, TestError> {
        let county = Self::empty(server).await?;
        let pupils = vec![entry("甲", 3, 11), entry("乙", 3, 12), entry("丙", 4, 13)];
        county.put(1, "pupils-1", pupils).await?;
        county.put(2, "pupils-2", vec![entry("丁", 3, 21)]).await?;
        Ok(county)
    }

    async fn adopt(&self) -> Result<(), AppError> {
        let texts = Policy::shipped_texts().iter();
        let texts = texts.map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let adopt = Adopt { division: "370829".to_owned(), texts, retroactive: false };
        adopt_policy(&self.app, (&finance(), ask("policy-1")), adopt, false).await?;
        Ok(())
    }

    async fn put_papers(&self, school: &SchoolCode) -> Result<(), TestError> {
        let terms = Terms::new(vec![Term { name: "2022-2023-2".into(), period: spring() }]);
        let calendar = PutPapers::Calendar(Calendar::new(terms, Vec::new())?);
        let plan = PutPapers::Plan(ServicePlan::new(vec![slot(1), slot(2)])?);
        let notices = PutPapers::Notices(vec![notice()]);
        let payees = PutPapers::Payees(vec![payee(PayeeKind::UnitAccount)]);
        for (id, who, papers) in [
            ("calendar-1", programme(), calendar),
            ("plan-0001", programme(), plan),
            ("notices-1", finance(), notices),
            ("payees-1", finance(), payees),
        ] {
            put_papers(&self.app, (&who, ask(id)), school, (papers, None)).await?;
        }
        Ok(())
    }

    /// Pupils put by a machine account; their numbers.
    pub(crate) async fn put(
        &self,
        number: u32,
        id: &str,
        pupils: Vec<PupilEntry>,
    ) -> Result<Vec<PupilNo>, AppError> {
        let put = PutPupils { school: school(number), pupils, etag: None };
        Ok(put_pupils(&self.app, (&machine(), ask(id)), put).await?.pupils)
    }

    /// The next morning of a day, at nine o'clock.
    pub(crate) fn at(&self, on: NaiveDate) {
        self.app.clock().set(nine(on));
    }
}

/// Nine o'clock of a day.
pub(crate) fn nine(on: NaiveDate) -> Instant {
    Instant::of_county(on.and_hms_opt(9, 0, 0).unwrap())
}

/// A write whose content is its id, for a reason.
pub(crate) fn ask(id: &str) -> Ask {
    Ask::of(id, "as agreed", id.as_bytes())
}

/// The same without a reason.
pub(crate) fn ask_without_reason(id: &str) -> Ask {
    Ask::of(id, "", id.as_bytes())
}

pub(crate) fn school(number: u32) -> SchoolCode {
    format!("{:010}", 3_708_290_000_u64 + u64::from(number)).parse().unwrap()
}

pub(crate) fn class(grade: u8, number: u16) -> ClassRef {
    ClassRef { grade: Grade::new(grade).unwrap(), number }
}

pub(crate) fn no(number: u32) -> PupilNo {
    PupilNo::new(number)
}

/// A student number with a right check character.
pub(crate) fn student_number(number: u32) -> StudentNumber {
    let digits = format!("37082920130101{number:03}");
    let bytes: [u8; 17] = digits.as_bytes().try_into().unwrap();
    let check = StudentNumber::check_character(&bytes);
    format!("G{digits}{check}").parse().unwrap()
}

pub(crate) fn profile(town: &str) -> SchoolProfile {
    SchoolProfile {
        name: format!("学校{town}"),
        affiliation: Affiliation::Town,
        town: Some(town.parse().unwrap()),
        stage: SchoolStage::Primary,
        centrality: Centrality::Ordinary,
        fee_place: FeePlace::Rural,
        counts_with: None,
    }
}

pub(crate) fn profiles(town: &str) -> Dated<SchoolProfile> {
    Dated::single(Period::since(day(1, 1)), profile(town))
}

pub(crate) fn placed(grade: u8, number: u16) -> Placement {
    Placement { class: class(grade, number), boarding: Boarding::Day }
}

/// A pupil of the first class of a grade since the term began, with one guardian.
pub(crate) fn entry(name: &str, grade: u8, number: u32) -> PupilEntry {
    PupilEntry {
        no: None,
        name: name.to_owned(),
        student_number: Some(student_number(number)),
        local_id: None,
        guardians: Some(vec![Guardian {
            name: format!("{name}家长"),
            phone: Some("13900000000".to_owned()),
        }]),
        placements: Dated::single(Period::since(day(2, 13)), placed(grade, 1)),
        applications: Some(vec![application()]),
    }
}

fn who(subject: &str, role: Role, scope: Scope) -> Principal {
    let grant = Grant { role, scope };
    grant.check().unwrap();
    Principal { subject: subject.to_owned(), grants: vec![grant] }
}

pub(crate) fn programme() -> Principal {
    who("programme", Role::Programme, Scope::County)
}

pub(crate) fn finance() -> Principal {
    who("finance", Role::Finance, Scope::County)
}

pub(crate) fn treasurer(number: u32) -> Principal {
    who("treasurer", Role::Finance, Scope::School(school(number)))
}

pub(crate) fn aid_officer(number: u32) -> Principal {
    who("aid", Role::AidOfficer, Scope::School(school(number)))
}

pub(crate) fn town_office(town: &str) -> Principal {
    who("town", Role::TownOffice, Scope::Town(town.parse().unwrap()))
}

pub(crate) fn head(number: u32) -> Principal {
    who("head", Role::HeadTeacher, Scope::School(school(number)))
}

pub(crate) fn coordinator(number: u32) -> Principal {
    who("coordinator", Role::Coordinator, Scope::School(school(number)))
}

pub(crate) fn class_teacher(number: u32, class: ClassRef) -> Principal {
    who("teacher", Role::ClassTeacher, Scope::Class(school(number), class))
}

pub(crate) fn auditor() -> Principal {
    who("auditor", Role::Auditor, Scope::County)
}

pub(crate) fn machine() -> Principal {
    who("machine", Role::Machine, Scope::County)
}

pub(crate) fn guardian(number: u32, child: u32) -> Principal {
    who("guardian", Role::Guardian, Scope::Children(vec![(school(number), no(child))]))
}

pub(crate) fn leading_group() -> Principal {
    who("leading-group", Role::LeadingGroup, Scope::County)
}

pub(crate) fn personnel() -> Principal {
    who("personnel", Role::Personnel, Scope::County)
}

pub(crate) fn safety_office() -> Principal {
    who("safety", Role::SafetyOffice, Scope::County)
}

pub(crate) fn discipline() -> Principal {
    who("discipline", Role::Discipline, Scope::County)
}

pub(crate) fn inspector(subject: &str) -> Principal {
    who(subject, Role::Inspector, Scope::County)
}

pub(crate) fn nobody() -> Principal {
    Principal { subject: "nobody".to_owned(), grants: Vec::new() }
}

/// The code of a refusal.
pub(crate) fn code<T>(result: Result<T, AppError>) -> &'static str {
    match result {
        Ok(_) => "nothing was refused",
        Err(error) => error.code(),
    }
}
