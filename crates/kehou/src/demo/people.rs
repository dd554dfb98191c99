//! The people and machines of the sample county; they are invented.

use anyhow::Context as _;
use kehou_app::{App, Grant, Principal, Role, Scope};
use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};
use kehou_sample::{Case, Sample};

/// The case whose school is at the centre of the story.
const CENTRE: &str = "list_match_provisional";
/// The case whose school has waivers that reach back and a late sheet.
const OTHER: &str = "waiver_in_week_six";

/// The schools and the child that the demo tells of.
pub(crate) struct Cast {
    /// Where a month is opened again.
    pub(crate) school: SchoolCode,
    /// Where sheets come late.
    pub(crate) other: SchoolCode,
    /// The class of a teacher at the first of them.
    pub(crate) class: ClassRef,
    /// The town of the other school.
    pub(crate) town: DivisionCode,
    /// A child at the first school, and its number there.
    pub(crate) child: Case,
    pub(crate) child_no: PupilNo,
}

impl Cast {
    /// Picks them from the sample, as the books know them.
    pub(crate) async fn of(app: &App, made: &Sample) -> anyhow::Result<Self> {
        let cases = made.cases();
        let case = |id: &str| {
            let found = cases.iter().find(|case| case.id == id);
            found.cloned().with_context(|| format!("the sample has no case {id}"))
        };
        let (child, other) = (case(CENTRE)?, case(OTHER)?);
        let (school, other): (SchoolCode, SchoolCode) =
            (child.school.parse()?, other.school.parse()?);
        let (_, pupil) = super::cases::pupil_of(app, &child).await?;
        let town = super::cases::town_of(app, &other).await?;
        let class = child.pupil.class;
        Ok(Self { school, other, class, town, child, child_no: pupil.no })
    }

    /// One principal of each role.
    pub(crate) fn everybody(&self) -> [Principal; 15] {
        [
            programme(),
            finance(),
            self.town_office(),
            self.head_teacher(),
            self.coordinator(&self.school),
            self.class_teacher(),
            self.aid_officer(),
            somebody("auditor", Role::Auditor, Scope::County),
            self.guardian(),
            machine(),
            leading_group(),
            personnel(),
            safety_office(),
            discipline(),
            inspector(1),
        ]
    }

    pub(crate) fn head_teacher(&self) -> Principal {
        somebody("head-teacher", Role::HeadTeacher, Scope::School(self.school.clone()))
    }

    pub(crate) fn coordinator(&self, school: &SchoolCode) -> Principal {
        let name = if *school == self.school { "coordinator" } else { "coordinator-2" };
        somebody(name, Role::Coordinator, Scope::School(school.clone()))
    }

    pub(crate) fn class_teacher(&self) -> Principal {
        let scope = Scope::Class(self.school.clone(), self.class);
        somebody("class-teacher", Role::ClassTeacher, scope)
    }

    /// The treasurer of the other school.
    pub(crate) fn treasurer(&self) -> Principal {
        somebody("treasurer-2", Role::Finance, Scope::School(self.other.clone()))
    }

    pub(crate) fn guardian(&self) -> Principal {
        let children = vec![(self.school.clone(), self.child_no)];
        somebody("guardian", Role::Guardian, Scope::Children(children))
    }

    fn town_office(&self) -> Principal {
        somebody("town-office", Role::TownOffice, Scope::Town(self.town.clone()))
    }

    fn aid_officer(&self) -> Principal {
        somebody("aid-officer", Role::AidOfficer, Scope::School(self.school.clone()))
    }
}

/// The county's programme office.
pub(crate) fn programme() -> Principal {
    somebody("programme-office", Role::Programme, Scope::County)
}

/// The county's finance office.
pub(crate) fn finance() -> Principal {
    somebody("finance-office", Role::Finance, Scope::County)
}

/// The student information system of the county.
pub(crate) fn machine() -> Principal {
    somebody("student-system", Role::Machine, Scope::County)
}

/// The leading group. (O1)
pub(crate) fn leading_group() -> Principal {
    somebody("leading-group", Role::LeadingGroup, Scope::County)
}

/// Personnel. (O2)
pub(crate) fn personnel() -> Principal {
    somebody("personnel", Role::Personnel, Scope::County)
}

/// The office of law and safety. (O6)
pub(crate) fn safety_office() -> Principal {
    somebody("safety-office", Role::SafetyOffice, Scope::County)
}

/// The discipline office. (O8)
pub(crate) fn discipline() -> Principal {
    somebody("discipline", Role::Discipline, Scope::County)
}

/// The principal of any school.
pub(crate) fn head_teacher_of(school: &SchoolCode) -> Principal {
    let subject = format!("head-{school}");
    somebody(&subject, Role::HeadTeacher, Scope::School(school.clone()))
}

/// An inspector by number. (I6)
pub(crate) fn inspector(number: u32) -> Principal {
    somebody(&format!("inspector-{number}"), Role::Inspector, Scope::County)
}

fn somebody(subject: &str, role: Role, scope: Scope) -> Principal {
    Principal { subject: subject.to_owned(), grants: vec![Grant { role, scope }] }
}
