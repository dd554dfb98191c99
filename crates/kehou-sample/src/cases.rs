//! The awkward cases, each with an invented pupil and the bill that must come out.
//!
//! The amounts were reckoned by hand from the rules and stand here as numbers; nothing here calls
//! the rules, so that a mistake in them shows.

mod days;
mod enrolment;
mod prices;
mod schools;
mod sheets;
mod waivers;

use kehou_registry::{ClassRef, Grade, StudentNumber};
use kehou_units::Month;

use crate::county::{County, place};
use crate::identity;
use crate::person::Person;

/// The awkward cases that every sample must hold or name as absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The timetable changes with the season.
    SeasonalTimetable,
    /// A Saturday makes up for a weekday.
    MakeUpSaturday,
    /// The weather closes a school.
    WeatherClosure,
    /// Grade 9 leaves after the entrance examination.
    GradeNineAfterExam,
    /// Illness closes a class.
    ClassClosedByIllness,
    /// A pupil joins or leaves within the month.
    JoiningAndLeaving,
    /// A pupil changes school or class.
    Transfers,
    /// The national student number has not arrived.
    WithoutStudentNumber,
    /// Two pupils of a class have one name.
    Namesakes,
    /// Two sheets of one slot contradict each other.
    ContradictorySheets,
    /// A waiver is approved in the sixth week of the term.
    WaiverInWeekSix,
    /// A waiver follows from a match with a government list.
    ListMatchedWaiver,
    /// The price changes within the month.
    RateChange,
    /// Two schools are merged.
    MergedSchools,
    /// A teaching point belongs to a central school.
    TeachingPoint,
    /// One school has primary and junior grades.
    NineYearSchool,
    /// A pupil boards.
    Boarders,
    /// A substitute leads a session.
    SubstituteTeachers,
    /// A teacher serves two schools.
    TeacherAtTwoSchools,
    /// Attendance is entered late.
    EnteredLate,
    /// A roll is kept on paper.
    PaperRoll,
    /// A guardian has no phone.
    GuardianWithoutPhone,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 22] = [
        Self::SeasonalTimetable,
        Self::MakeUpSaturday,
        Self::WeatherClosure,
        Self::GradeNineAfterExam,
        Self::ClassClosedByIllness,
        Self::JoiningAndLeaving,
        Self::Transfers,
        Self::WithoutStudentNumber,
        Self::Namesakes,
        Self::ContradictorySheets,
        Self::WaiverInWeekSix,
        Self::ListMatchedWaiver,
        Self::RateChange,
        Self::MergedSchools,
        Self::TeachingPoint,
        Self::NineYearSchool,
        Self::Boarders,
        Self::SubstituteTeachers,
        Self::TeacherAtTwoSchools,
        Self::EnteredLate,
        Self::PaperRoll,
        Self::GuardianWithoutPhone,
    ];
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A case: whose bill to look at, what to see there, and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// A stable name, such as `make_up_saturday`.
    pub id: &'static str,
    /// The awkward case it shows; none for a case that shows a check.
    pub topic: Option<Topic>,
    /// What happened.
    pub what: Wording,
    /// What to look at in the bill.
    pub look: Wording,
    /// The code of the school that bills.
    pub school: String,
    /// The pupil.
    pub pupil: CasePupil,
    /// What must come out.
    pub expected: Expected,
}

/// The invented pupil of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePupil {
    /// The class at the school that bills; the first one, for a pupil who changed class there.
    pub class: ClassRef,
    /// The name.
    pub name: &'static str,
    /// The national student number, if it has arrived.
    pub student_number: Option<StudentNumber>,
    /// The school's own id otherwise.
    pub local_id: Option<String>,
}

/// The bill of March 2023 as known when the month locks, and the correction that is due besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What is due, in fen.
    pub due_fen: i64,
    /// What is waived of it, in fen.
    pub waived_fen: i64,
    /// What is payable, in fen.
    pub payable_fen: i64,
    /// What will have to be corrected later and is not yet posted.
    pub correction: Option<ExpectedCorrection>,
}

/// A correction that is due and not yet posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedCorrection {
    /// The month whose bill it corrects.
    pub month: Month,
    /// By how much the payable amount changes, in fen; negative is the family's favour.
    pub due_fen: i64,
}

/// An awkward case that the files cannot show yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbsentCase {
    /// The case.
    pub topic: Topic,
    /// Why it is absent.
    pub reason: Wording,
}

/// The cases that are absent, each with its reason.
pub const ABSENT_CASES: [AbsentCase; 2] = [
    AbsentCase {
        topic: Topic::SubstituteTeachers,
        reason: Wording {
            zh: "本批文件不含教职工和场次安排，代课不影响学生账单",
            en: "the files hold no staff and no sessions yet; who leads a session changes no pupil's bill",
        },
    },
    AbsentCase {
        topic: Topic::TeacherAtTwoSchools,
        reason: Wording {
            zh: "本批文件不含教职工，走教教师不影响学生账单",
            en: "the files hold no staff yet; where a teacher is employed changes no pupil's bill",
        },
    },
];

/// A case before it is placed in a county.
struct Draft {
    id: &'static str,
    topic: Option<Topic>,
    what: Wording,
    look: Wording,
    person: &'static Person,
    /// The place of the school that bills.
    school: usize,
    /// Due and waived, in fen.
    bill: (i64, i64),
    /// The month of 2023 and the amount in fen.
    correction: Option<(u32, i64)>,
}

const DRAFTS: [&[Draft]; 6] = [
    days::DRAFTS,
    enrolment::DRAFTS,
    sheets::DRAFTS,
    waivers::DRAFTS,
    prices::DRAFTS,
    schools::DRAFTS,
];

const fn wording(zh: &'static str, en: &'static str) -> Wording {
    Wording { zh, en }
}

/// The planted pupils who are ever in a class.
pub(crate) fn people_of(school: usize, grade: u8, class: u16) -> Vec<&'static Person> {
    let is_here =
        |person: &&Person| person.stays.iter().any(|stay| stay.is_in(school, grade, class));
    let mut people: Vec<&Person> =
        DRAFTS.iter().copied().flatten().map(|draft| draft.person).filter(is_here).collect();
    people.sort_by_key(|person| person.key);
    people.dedup_by_key(|person| person.key);
    people
}

/// All cases of a county.
pub(crate) fn cases(county: &County) -> Vec<Case> {
    DRAFTS.iter().copied().flatten().map(|draft| placed(county, draft)).collect()
}

fn placed(county: &County, draft: &Draft) -> Case {
    let person = draft.person;
    let number = identity::planted(person.stays[0].grade, person.key);
    let (due_fen, waived_fen) = draft.bill;
    let school = &county.schools[draft.school].code;
    let class = class_of(county, draft);
    let local_id =
        || identity::local(school, class.grade.number(), class.number, person.local_position());
    Case {
        id: draft.id,
        topic: draft.topic,
        what: draft.what,
        look: draft.look,
        school: school.clone(),
        pupil: CasePupil {
            class,
            name: person.name,
            student_number: number.parse().ok().filter(|_| person.has_number),
            local_id: (!person.has_number).then(local_id),
        },
        expected: Expected {
            due_fen,
            waived_fen,
            payable_fen: due_fen - waived_fen,
            correction: draft.correction.map(|(month, due_fen)| correction(month, due_fen)),
        },
    }
}

#[expect(clippy::expect_used, reason = "the drafts name months of 2023, which a test looks at")]
fn correction(month: u32, due_fen: i64) -> ExpectedCorrection {
    ExpectedCorrection { month: Month::new(2023, month).expect("a month of 2023"), due_fen }
}

/// The pupil's class at the school that bills.
#[expect(clippy::expect_used, reason = "classes have grades 1 to 9, which a test looks at")]
fn class_of(county: &County, draft: &Draft) -> ClassRef {
    let stays = draft.person.stays;
    let stay = stays.iter().find(|stay| stay.school == draft.school);
    let (grade, number) = match stay {
        Some(stay) => (stay.grade, stay.class),
        // Only the pupils of the merged school come to another one with their whole class.
        None => (stays[0].grade, taken_in(county, stays[0].grade, stays[0].class)),
    };
    ClassRef { grade: Grade::new(grade).expect("a grade of a class"), number }
}

/// The number at the central school of a class of the merged school.
fn taken_in(county: &County, grade: u8, number: u16) -> u16 {
    let from = county.class_at(place::MERGED, grade, number).map(|class| (place::MERGED, class));
    let classes = &county.schools[place::CENTRAL].classes;
    classes.iter().find(|class| class.comes_from == from).map_or(0, |class| class.number)
}

#[cfg(test)]
mod tests;
