//! Cases about who is where when, and who applied.

use kehou_attendance::Mark;

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::papers::Application;
use crate::person::{APPLIED, Person, Stay};
use crate::spring::day;

/// Changes school on 13 March.
const CHANGES_SCHOOL: Person = Person {
    stays: &[
        Stay::at(place::PRIMARY, 6, 1).until(day(3, 10)),
        Stay::at(place::ORDINARY, 6, 1).since(day(3, 13)),
    ],
    applications: &[
        (place::PRIMARY, APPLIED.until(day(3, 10))),
        (place::ORDINARY, Application::since(day(3, 10))),
    ],
    ..Person::new(31, "孔远舟", "孔安宁")
};

/// Is at the school that is merged after 17 March.
const MERGED: Person = Person {
    stays: &[Stay::at(place::MERGED, 3, 1)],
    applications: &[(place::MERGED, APPLIED)],
    ..Person::new(32, "苗春晓", "苗东篱")
};

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "joining_mid_month",
        topic: Some(Topic::JoiningAndLeaving),
        what: wording(
            "3月13日入班并于当天申请",
            "comes to the class on 13 March and applies the same day",
        ),
        look: wording("申请次日起计，共15天", "counted from the day after: 15 days"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 4, 1).since(day(3, 13))],
            applications: &[(place::PRIMARY, Application::since(day(3, 13)))],
            ..Person::new(28, "严乐瑶", "严春晓")
        },
        school: place::PRIMARY,
        // 14–18, 20–24 and 27–31 March: 15 × 400 fen.
        bill: (6_000, 0),
        correction: None,
    },
    Draft {
        id: "leaving_mid_month",
        topic: Some(Topic::JoiningAndLeaving),
        what: wording("3月15日离校并退出", "leaves the school and withdraws on 15 March"),
        look: wording("当天仍计，共11天", "that day still counts: 11 days"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 4, 2).until(day(3, 15))],
            applications: &[(place::PRIMARY, APPLIED.until(day(3, 15)))],
            ..Person::new(29, "魏静姝", "魏清和")
        },
        school: place::PRIMARY,
        // 1–3, 6–10 and 13–15 March: 11 × 400 fen.
        bill: (4_400, 0),
        correction: None,
    },
    Draft {
        id: "withdrawn_and_applied_again",
        topic: None,
        what: wording(
            "3月8日退出，3月20日重新申请；其间3月9日被记出勤",
            "withdraws on 8 March and applies again on the 20th; the roll has a tick on the 9th",
        ),
        look: wording(
            "退出期间不收费，3月9日提示R02",
            "nothing is charged in between; the 9th is reported under R02",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 3, 2)],
            applications: &[
                (place::PRIMARY, APPLIED.until(day(3, 8))),
                (place::PRIMARY, Application::since(day(3, 20))),
            ],
            marks: &[(day(3, 9), 1, Mark::Present)],
            ..Person::new(30, "谢可欣", "谢思远")
        },
        school: place::PRIMARY,
        // 1–3 and 6–8 March, then 21–24 and 27–31 March: 15 × 400 fen.
        bill: (6_000, 0),
        correction: None,
    },
    Draft {
        id: "transfer_between_classes",
        topic: Some(Topic::Transfers),
        what: wording("3月11日由三年级1班转入2班", "moves from class 3-1 to class 3-2 on 11 March"),
        look: wording("一张账单，全月48课时", "one bill of 48 class hours"),
        person: &Person {
            stays: &[
                Stay::at(place::PRIMARY, 3, 1).until(day(3, 10)),
                Stay::at(place::PRIMARY, 3, 2).since(day(3, 11)),
            ],
            applications: &[(place::PRIMARY, APPLIED)],
            ..Person::new(33, "戚问渠", "戚以恒")
        },
        school: place::PRIMARY,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "transfer_between_schools_from",
        topic: Some(Topic::Transfers),
        what: wording("3月10日转出本校", "leaves this school for another on 10 March"),
        look: wording("转出前8天由原校计费", "the old school bills the 8 days before"),
        person: &CHANGES_SCHOOL,
        school: place::PRIMARY,
        // 1–3 and 6–10 March: 8 × 400 fen.
        bill: (3_200, 0),
        correction: None,
    },
    Draft {
        id: "transfer_between_schools_to",
        topic: Some(Topic::Transfers),
        what: wording("3月13日转入本校", "comes from another school on 13 March"),
        look: wording("转入后16天由新校计费", "the new school bills the 16 days after"),
        person: &CHANGES_SCHOOL,
        school: place::ORDINARY,
        // 13–18, 20–24 and 27–31 March: 16 × 400 fen.
        bill: (6_400, 0),
        correction: None,
    },
    Draft {
        id: "merged_school_before",
        topic: Some(Topic::MergedSchools),
        what: wording(
            "学校3月17日撤并到中心小学",
            "the school is merged into the central one after 17 March",
        ),
        look: wording("撤并前13天由原校计费", "the closed school bills the 13 days before"),
        person: &MERGED,
        school: place::MERGED,
        // 1–3, 6–10 and 13–17 March: 13 × 400 fen.
        bill: (5_200, 0),
        correction: None,
    },
    Draft {
        id: "merged_school_after",
        topic: Some(Topic::MergedSchools),
        what: wording(
            "撤并后3月18日起在中心小学就读",
            "at the central school from 18 March, after the merger",
        ),
        look: wording(
            "撤并后11天（含补课的星期六）由中心小学计费",
            "the central school bills the 11 days after, the Saturday included",
        ),
        person: &MERGED,
        school: place::CENTRAL,
        // 18, 20–24 and 27–31 March: 11 × 400 fen.
        bill: (4_400, 0),
        correction: None,
    },
    Draft {
        id: "without_student_number",
        topic: Some(Topic::WithoutStudentNumber),
        what: wording(
            "转学手续未完，暂无学籍号，只有校内编号",
            "the transfer is pending: no student number yet, only the school's own id",
        ),
        look: wording("按班级和姓名匹配，照常计费", "matched by class and name, billed as usual"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 4, 2)],
            applications: &[(place::PRIMARY, APPLIED)],
            has_number: false,
            ..Person::new(35, "凤凌霄", "凤朝阳")
        },
        school: place::PRIMARY,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "namesake_one",
        topic: Some(Topic::Namesakes),
        what: wording(
            "五年级1班有两个张子涵，这是全勤的一个",
            "class 5-1 has two pupils called 张子涵; this one was always there",
        ),
        look: wording(
            "考勤表上写了学籍号，两人不会混淆",
            "the roll bears their student numbers, so they are not mixed up",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 5, 1)],
            applications: &[(place::PRIMARY, APPLIED)],
            ..Person::new(36, "张子涵", "张明哲")
        },
        school: place::PRIMARY,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "namesake_two",
        topic: Some(Topic::Namesakes),
        what: wording(
            "五年级1班有两个张子涵，这是病了两天的一个",
            "class 5-1 has two pupils called 张子涵; this one was sick for two days",
        ),
        look: wording(
            "病假的两天只减这一个人的费用",
            "the two sick days lower this bill and not the other",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 5, 1)],
            applications: &[(place::PRIMARY, APPLIED)],
            marks: &[
                (day(3, 6), 1, Mark::Sick),
                (day(3, 6), 2, Mark::Sick),
                (day(3, 7), 1, Mark::Sick),
                (day(3, 7), 2, Mark::Sick),
            ],
            ..Person::new(37, "张子涵", "张秋实")
        },
        school: place::PRIMARY,
        // 24 days less two: 22 × 400 fen.
        bill: (8_800, 0),
        correction: None,
    },
    Draft {
        id: "guardian_without_phone",
        topic: Some(Topic::GuardianWithoutPhone),
        what: wording("监护人没有电话", "the guardian has no phone"),
        look: wording(
            "账单照出，须另行送达",
            "the bill is the same and has to be delivered otherwise",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 1, 1)],
            applications: &[(place::PRIMARY, APPLIED)],
            has_phone: false,
            ..Person::new(38, "冯采薇", "冯故里")
        },
        school: place::PRIMARY,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "attended_without_application",
        topic: None,
        what: wording(
            "没有申请却有五次出勤记录",
            "five attendances on the roll and no application",
        ),
        look: wording("没有申请不得收费（R02）", "nothing may be charged without one (R02)"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 6, 1)],
            marks: &[
                (day(3, 1), 1, Mark::Present),
                (day(3, 2), 1, Mark::Present),
                (day(3, 3), 1, Mark::Present),
                (day(3, 6), 1, Mark::Present),
                (day(3, 7), 1, Mark::Present),
            ],
            ..Person::new(39, "昌思齐", "昌敏学")
        },
        school: place::PRIMARY,
        bill: (0, 0),
        correction: None,
    },
];
