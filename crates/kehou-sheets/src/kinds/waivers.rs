//! Waiver lists (减免名单). [F11]

use chrono::NaiveDate;
use kehou_policy::{Policy, WaiverCategory, WaiverCategoryEntry};
use kehou_registry::{Decision, Waiver, WaiverTrack};

use super::shared_columns::{
    CLASS, GRADE, LOCAL_ID, NAME, SCHOOL_CODE, SCHOOL_NAME, STUDENT_NUMBER,
};
use crate::{
    Kind, Reason, ReasonCode,
    cell::{self, Words},
    fields::{Fields, PupilColumns, PupilKey, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Grade optional GRADE;
    Class optional CLASS;
    Name required NAME;
    Number optional STUDENT_NUMBER;
    LocalId optional LOCAL_ID;
    Category required named("困难类别", &["困难类型", "减免类别", "减免类型", "资助类别", "category"]);
    Track optional named("途径", &["认定途径", "方式", "track"]);
    ListedOn optional named("名单日期", &["比对日期", "名单时间", "listed_on"]);
    ApprovedOn optional named("批准日期", &["审批日期", "认定日期", "approved_on"]);
    Decision optional named("核定结果", &["核定", "审核结果", "结果", "decision"]);
    DecidedOn optional named("核定日期", &["审核日期", "decided_on"]);
    Cause optional named("原因", &["不符原因", "理由", "reason"]);
    LostOn optional named("丧失日期", &["退出日期", "取消日期", "资格丧失日期", "lost_on"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Waivers, form: Form::Plain, columns: COLUMNS };

const PUPIL: PupilColumns = PupilColumns {
    grade: Column::Grade as usize,
    class: Column::Class as usize,
    name: Column::Name as usize,
    number: Column::Number as usize,
    local_id: Column::LocalId as usize,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Track {
    List,
    Application,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Pending,
    Confirmed,
    Rejected,
}

const TRACKS: Words<Track> = Words(&[
    ("名单比对", Track::List),
    ("申请", Track::Application),
    ("比对", Track::List),
    ("免申即享", Track::List),
    ("个人申请", Track::Application),
    ("list", Track::List),
    ("application", Track::Application),
]);

const OUTCOMES: Words<Outcome> = Words(&[
    ("待核", Outcome::Pending),
    ("确认", Outcome::Confirmed),
    ("不符", Outcome::Rejected),
    ("待核定", Outcome::Pending),
    ("通过", Outcome::Confirmed),
    ("不通过", Outcome::Rejected),
    ("pending", Outcome::Pending),
    ("confirmed", Outcome::Confirmed),
    ("rejected", Outcome::Rejected),
]);

/// A waiver and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaiverRow {
    pub(crate) school: SchoolKey,
    pub(crate) pupil: PupilKey,
    pub(crate) waiver: Waiver,
}

pub(crate) fn read(row: &mut Fields<'_>, policy: &Policy) -> Option<WaiverRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let pupil = row.pupil(PUPIL);
    let track = track(row);
    let lost_on = row.optional(Column::LostOn, cell::date);
    let on = track.as_ref().map(|track| match track {
        WaiverTrack::ListMatch { listed_on, .. } => *listed_on,
        WaiverTrack::Application { approved_on } => *approved_on,
    });
    let Some(on) = on else {
        // Without its date a category can't be looked up; an empty one is told all the same.
        row.required(Column::Category, |_| Ok(()));
        return None;
    };
    let category = row.required(Column::Category, |text| category(text, policy, on));
    // An approval reaches back to the start of its term and a loss takes effect at the end of one,
    // so a loss before the approval still leaves a waived term. [F11]
    let waiver = Waiver { category: category?, track: track?, lost_on: lost_on? };
    Some(WaiverRow { school: school?, pupil: pupil?, waiver })
}

/// The track of the row; where it is not said, a date of a list means a match with that list.
fn track(row: &mut Fields<'_>) -> Option<WaiverTrack> {
    let said = row.optional(Column::Track, |text| TRACKS.read(text))?;
    let is_listed = !row.text(Column::ListedOn).is_empty();
    match said.unwrap_or(if is_listed { Track::List } else { Track::Application }) {
        Track::List => {
            let listed_on = row.required(Column::ListedOn, cell::date);
            let decision = decision(row);
            Some(WaiverTrack::ListMatch { listed_on: listed_on?, decision: decision? })
        }
        Track::Application => {
            let approved_on = row.required(Column::ApprovedOn, cell::date)?;
            Some(WaiverTrack::Application { approved_on })
        }
    }
}

fn decision(row: &mut Fields<'_>) -> Option<Decision> {
    let outcome = row.optional(Column::Decision, |text| OUTCOMES.read(text))?;
    let outcome = outcome.unwrap_or(Outcome::Pending);
    if outcome == Outcome::Pending {
        return Some(Decision::Pending);
    }
    let on = row.required_with(Column::DecidedOn, Column::Decision, cell::date);
    if outcome == Outcome::Confirmed {
        return Some(Decision::Confirmed { on: on? });
    }
    let reason = row.required_with(Column::Cause, Column::Decision, cell::text);
    Some(Decision::Rejected { on: on?, reason: reason? })
}

/// The category of a code or a Chinese name in the policy's table of a day; `学生` and `家庭学生` at
/// the end of a name may be left out. [F11]
fn category(text: &str, policy: &Policy, on: NaiveDate) -> Result<WaiverCategory, Reason> {
    let text = cell::squeezed(text);
    let short = |name: &str| -> bool {
        ["", "学生", "家庭学生"].iter().any(|end| name.strip_suffix(end) == Some(&*text))
    };
    let in_force = || policy.waiver_categories().iter().filter(|entry| entry.period().holds(on));
    let found = in_force().find(|entry| entry.code() == text || short(entry.zh()));
    found.map(|entry| entry.category().clone()).ok_or_else(|| {
        let names: Vec<&str> = in_force().map(WaiverCategoryEntry::zh).collect();
        let reason = Reason::new(ReasonCode::CategoryUnknown).with("date", on);
        reason.with("accepted", names.join(" "))
    })
}
