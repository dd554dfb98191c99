//! Cases about days and times. March 2023 has 23 days from Monday to Friday and the Saturday of
//! the 18th; two class hours at 2.00 yuan make 400 fen a day, and 9600 fen in the month.

use chrono::Weekday;
use kehou_attendance::Mark;

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::papers::Application;
use crate::person::{APPLIED, Person, Stay};
use crate::spring::day;

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "seasonal_timetable",
        topic: Some(Topic::SeasonalTimetable),
        what: wording(
            "3月16日起改用夏季作息，课后服务时间推后半小时",
            "the summer timetable begins on 16 March and moves the service by half an hour",
        ),
        look: wording(
            "换季前后每天都是两课时，全月48课时",
            "two class hours a day before and after the switch, 48 in the month",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 1, 1)],
            applications: &[(place::PRIMARY, APPLIED)],
            ..Person::new(0, "沈知禾", "沈望舟")
        },
        school: place::PRIMARY,
        // 24 days × 2 × 200 fen; half of it would be missing if one season were lost.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "make_up_saturday",
        topic: Some(Topic::MakeUpSaturday),
        what: wording(
            "3月18日星期六补2月20日的课，按星期一课表；家长只申请星期一",
            "Saturday 18 March makes up for 20 February by Monday's timetable; the family applied for Mondays only",
        ),
        look: wording("四个星期一加一个星期六，共五天", "four Mondays and one Saturday: five days"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 1, 2)],
            applications: &[(place::PRIMARY, APPLIED.on(&[Weekday::Mon]))],
            ..Person::new(1, "陶一诺", "陶向荣")
        },
        school: place::PRIMARY,
        // 6, 13, 18, 20 and 27 March: 5 days × 400 fen.
        bill: (2_000, 0),
        correction: None,
    },
    Draft {
        id: "weather_closure",
        topic: Some(Topic::WeatherClosure),
        what: wording("3月9日因暴雪停课", "snow closes the school on 9 March"),
        look: wording("3月9日没有课时", "no class hour on 9 March"),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 1, 1)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(2, "柏映雪", "柏怀瑾")
        },
        school: place::UNEVEN,
        // 24 days less one: 23 × 400 fen.
        bill: (9_200, 0),
        correction: None,
    },
    Draft {
        id: "class_closed_by_illness",
        topic: Some(Topic::ClassClosedByIllness),
        what: wording(
            "二年级1班3月20日至24日因传染病停课，全校3月9日停课",
            "illness closes class 2-1 from 20 to 24 March, snow the whole school on the 9th",
        ),
        look: wording(
            "停课的一周没有课时，也不算漏记考勤",
            "the closed week has no class hours and no missing rolls",
        ),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 2, 1)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(3, "姜听泉", "姜以恒")
        },
        school: place::UNEVEN,
        // 23 days of this school less five: 18 × 400 fen.
        bill: (7_200, 0),
        correction: None,
    },
    Draft {
        id: "grade_nine_after_exam",
        topic: Some(Topic::GradeNineAfterExam),
        what: wording(
            "九年级中考后（6月16日起）离校",
            "grade 9 leaves on 16 June, after the entrance examination",
        ),
        look: wording(
            "3月照常；6月16日以后不再产生课时",
            "March is as usual; from 16 June on no class hour arises",
        ),
        person: &Person {
            stays: &[Stay::at(place::JUNIOR, 9, 1)],
            applications: &[(place::JUNIOR, APPLIED)],
            ..Person::new(4, "秦望舒", "秦朝歌")
        },
        school: place::JUNIOR,
        // 24 × 400 fen: the entry lies outside March.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "evening_study_is_free",
        topic: None,
        what: wording(
            "八年级学生每天还参加晚自习",
            "a pupil of grade 8 also stays for evening self-study every day",
        ),
        look: wording(
            "晚自习免费，只收前两课时",
            "evening study is free; two class hours a day are charged",
        ),
        person: &Person {
            stays: &[Stay::at(place::JUNIOR, 8, 1)],
            applications: &[(place::JUNIOR, APPLIED)],
            ..Person::new(5, "卫晨星", "卫如故")
        },
        school: place::JUNIOR,
        // 24 × 400 fen; the third slot of each day is free (F10).
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "cancelled_slot",
        topic: None,
        what: wording(
            "学校取消3月8日第2时段，考勤表却打了勾",
            "the school cancelled slot 2 of 8 March, yet the roll has a tick",
        ),
        look: wording(
            "取消的时段不收费，并提示R06",
            "the cancelled slot costs nothing and is reported under R06",
        ),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 6, 1)],
            applications: &[(place::UNEVEN, Application::since(day(2, 10)))],
            marks: &[(day(3, 8), 2, Mark::Present)],
            ..Person::new(6, "鲁亦凡", "鲁采薇")
        },
        school: place::UNEVEN,
        // 23 × 400 fen less one class hour.
        bill: (9_000, 0),
        correction: None,
    },
];
