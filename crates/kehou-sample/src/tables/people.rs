//! Tables about pupils and their papers.

use std::borrow::Cow;

use crate::cells;
use crate::county::{Class, County, School};
use crate::papers::{Application, Decision, Track, Waiver};
use crate::pupil::{Pupil, pupils_of};
use crate::table::{Row, Table, TableKind};

pub(super) fn pupils(county: &County) -> Table<'_> {
    let headings = [
        "学校标识码",
        "学校名称",
        "年级",
        "班级",
        "姓名",
        "学籍号",
        "校内编号",
        "监护人",
        "联系电话",
        "寄宿",
        "入班日期",
        "离班日期",
    ];
    let rows = classes(county).flat_map(move |at| {
        let placed = move |pupil: Pupil| -> Row<'_> {
            vec![
                at.school.code.as_str().into(),
                at.school.name.as_str().into(),
                at.school.hand.grade(at.class.grade).into(),
                at.school.hand.class(at.class.number).into(),
                pupil.name.into(),
                pupil.student_number.unwrap_or_default().into(),
                pupil.local_id.unwrap_or_default().into(),
                pupil.guardian.into(),
                pupil.phone.unwrap_or_default().into(),
                cells::yes_or_no(pupil.boards).into(),
                cells::date(pupil.first),
                cells::date_or_blank(pupil.last),
            ]
        };
        at.pupils().into_iter().map(placed)
    });
    Table::new("学生名册.csv", TableKind::Pupils, &headings, rows)
}

pub(super) fn applications(county: &County) -> Table<'_> {
    let headings =
        ["学校标识码", "年级", "班级", "姓名", "学籍号", "申请日期", "退出日期", "时段", "星期"];
    let rows = classes(county).flat_map(move |at| {
        let papers = at.pupils().into_iter().filter(|pupil| pupil.files_papers);
        papers.flat_map(move |pupil| {
            let row = |application: &Application| {
                let mut row = at.person(&pupil);
                row.extend([
                    cells::date(application.applied),
                    cells::date_or_blank(application.withdrawn),
                    cells::slots(application.slots),
                    cells::weekdays(application.weekdays),
                ]);
                row
            };
            pupil.applications.iter().map(row).collect::<Vec<_>>()
        })
    });
    Table::new("申请表.csv", TableKind::Applications, &headings, rows)
}

pub(super) fn waivers(county: &County) -> Table<'_> {
    let headings = [
        "学校标识码",
        "年级",
        "班级",
        "姓名",
        "学籍号",
        "困难类别",
        "途径",
        "名单日期",
        "批准日期",
        "核定结果",
        "核定日期",
        "原因",
        "丧失日期",
    ];
    let rows = classes(county).flat_map(move |at| {
        let papers = at.pupils().into_iter().filter(|pupil| pupil.files_papers);
        papers.filter_map(move |pupil| pupil.waiver.map(|waiver| waiver_row(&at, &pupil, &waiver)))
    });
    Table::new("减免名单.csv", TableKind::Waivers, &headings, rows)
}

fn waiver_row<'a>(at: &At<'a>, pupil: &Pupil, waiver: &Waiver) -> Row<'a> {
    let (track, listed, approved) = match waiver.track {
        Track::Listed(listed, _) => ("名单比对", Some(listed), None),
        Track::Applied(approved) => ("申请", None, Some(approved)),
    };
    let (decision, decided, reason) = match waiver.track {
        Track::Applied(_) => ("", None, ""),
        Track::Listed(_, Decision::Pending) => ("待核", None, ""),
        Track::Listed(_, Decision::Confirmed(on)) => ("确认", Some(on), ""),
        Track::Listed(_, Decision::Rejected(on, reason)) => ("不符", Some(on), reason),
    };
    let mut row = at.person(pupil);
    row.extend([
        Cow::Borrowed(waiver.category),
        track.into(),
        cells::date_or_blank(listed),
        cells::date_or_blank(approved),
        decision.into(),
        cells::date_or_blank(decided),
        reason.into(),
        "".into(),
    ]);
    row
}

/// A class of a school, with the county that it stands in.
#[derive(Clone, Copy)]
struct At<'a> {
    county: &'a County,
    school: &'a School,
    place: (usize, usize),
    class: Class,
}

fn classes(county: &County) -> impl Iterator<Item = At<'_>> {
    county.schools.iter().enumerate().flat_map(move |(index, school)| {
        let at = move |(place, class): (usize, &Class)| At {
            county,
            school,
            place: (index, place),
            class: *class,
        };
        school.classes.iter().enumerate().map(at)
    })
}

impl<'a> At<'a> {
    fn pupils(&self) -> Vec<Pupil> {
        pupils_of(self.county, self.place.0, self.place.1)
    }

    /// The five cells by which papers name a pupil.
    fn person(&self, pupil: &Pupil) -> Row<'a> {
        vec![
            self.school.code.as_str().into(),
            self.school.hand.grade(self.class.grade).into(),
            self.school.hand.class(self.class.number).into(),
            pupil.name.clone().into(),
            pupil.student_number.clone().unwrap_or_default().into(),
        ]
    }
}
