//! Cases about sheets: contradiction, late entry, correction, paper, every kind of mark.

use kehou_attendance::Mark;

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::person::{APPLIED, Person, Stay};
use crate::sheets::{CONTRADICTED, TAKEN_BACK};
use crate::spring::day;

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "contradictory_sheets",
        topic: Some(Topic::ContradictorySheets),
        what: wording(
            "3月14日第1时段有两份考勤表，一份打勾，一份记旷",
            "two sheets of slot 1 of 14 March: one says present, the other absent",
        ),
        look: wording(
            "核定之前该课时按零计，列为数据问题",
            "until it is decided the class hour counts as none, and the defect is listed",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 2, 1)],
            applications: &[(place::PRIMARY, APPLIED)],
            ..Person::new(CONTRADICTED, "吴若溪", "吴清和")
        },
        school: place::PRIMARY,
        // 48 class hours less one: 47 × 200 fen.
        bill: (9_400, 0),
        correction: None,
    },
    Draft {
        id: "entered_late",
        topic: Some(Topic::EnteredLate),
        what: wording(
            "3月22日的考勤3月27日才录入（3月23日18时已锁定）",
            "the roll of 22 March was entered on the 27th; it had locked on the 23rd at 18:00",
        ),
        look: wording(
            "本月按零计；补收4元须两人确认并告知家长",
            "billed as none; 4.00 yuan more need two persons and notice to the family",
        ),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 4, 1)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(10, "方佳宜", "方明哲")
        },
        school: place::UNEVEN,
        // 23 days of this school less one; admitting the sheet would add the day's 400 fen.
        bill: (8_800, 0),
        correction: Some((3, 400)),
    },
    Draft {
        id: "attendance_taken_back",
        topic: None,
        what: wording(
            "3月13日原记出勤，3月30日更正为旷",
            "13 March was recorded as present and corrected to absent on the 30th",
        ),
        look: wording(
            "锁定后的更正可以随时调低收费",
            "a correction after the lock may lower the charge freely",
        ),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 4, 2)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(TAKEN_BACK, "范思远", "范文博")
        },
        school: place::UNEVEN,
        // 23 days less the one taken back, known before the month locked.
        bill: (8_800, 0),
        correction: None,
    },
    Draft {
        id: "paper_roll",
        topic: Some(Topic::PaperRoll),
        what: wording(
            "三年级1班用纸质考勤表，次日由工作人员逐条录入",
            "class 3-1 keeps paper rolls; staff enter them mark by mark the next morning",
        ),
        look: wording(
            "长表与宽表结果一致",
            "the long form of the file gives the same bill as the wide one",
        ),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 3, 1)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(11, "俞景行", "俞静姝")
        },
        school: place::UNEVEN,
        // 23 × 400 fen.
        bill: (9_200, 0),
        correction: None,
    },
    Draft {
        id: "every_mark",
        topic: None,
        what: wording(
            "一个月内出现迟到、早退、事假、病假和旷课",
            "late, left early, excused, sick and absent within one month",
        ),
        look: wording(
            "迟到、早退计课时，事假、病假、旷课不计",
            "late and left early are class hours; excused, sick and absent are not",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 2, 2)],
            applications: &[(place::PRIMARY, APPLIED)],
            marks: &[
                (day(3, 2), 1, Mark::Late),
                (day(3, 3), 2, Mark::LeftEarly),
                (day(3, 6), 1, Mark::Excused),
                (day(3, 6), 2, Mark::Excused),
                (day(3, 7), 1, Mark::Sick),
                (day(3, 7), 2, Mark::Sick),
                (day(3, 8), 1, Mark::Absent),
                (day(3, 8), 2, Mark::Absent),
            ],
            ..Person::new(12, "苏子涵", "苏文博")
        },
        school: place::PRIMARY,
        // 24 days less three: 21 × 400 fen.
        bill: (8_400, 0),
        correction: None,
    },
];
