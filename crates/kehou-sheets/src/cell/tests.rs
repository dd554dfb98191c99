use chrono::{NaiveDate, NaiveTime, Weekday};
use kehou_registry::{Grade, GradeSet, SlotNo, SlotSet, WeekdaySet};

use super::*;
use crate::ReasonCode;

fn code<T: std::fmt::Debug>(result: Result<T, Reason>) -> ReasonCode {
    result.unwrap_err().code()
}

#[test]
fn dates_are_read_in_every_form_of_the_contract() {
    let first = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
    for cell in [
        "2023-03-01",
        "2023/3/1",
        "2023.3.1",
        "2023年3月1日",
        "20230301",
        "２０２３-03-01",
        "2023 年 3 月 1 日",
        "2023-03-01 00:00:00",
        "2023-03-01T00:00:00",
        "2023年03月01号",
    ] {
        assert_eq!(date(cell).unwrap(), first, "{cell}");
    }
    for cell in [
        "2023-02-30",
        "23-03-01",
        "2023-03",
        "2023-03-01 08:00",
        "x",
        "2023-03-011",
        "1899-12-31",
        "年月日",
    ] {
        assert_eq!(code(date(cell)), ReasonCode::DateInvalid, "{cell}");
    }
    let serial = date("44986").unwrap_err();
    assert_eq!((serial.code(), serial.arg("date")), (ReasonCode::DateSerial, Some("2023-03-01")));
}

#[test]
fn times_and_moments() {
    let at = NaiveTime::from_hms_opt(16, 30, 0).unwrap();
    for cell in ["16:30", "16：30", "16:30:00", "16:30:59"] {
        assert_eq!(time(cell).unwrap(), at, "{cell}");
    }
    for cell in ["24:00", "16:3", "16", "16:30:60", "16:30:00:00", ":", "4:30pm"] {
        assert_eq!(code(time(cell)), ReasonCode::TimeInvalid, "{cell}");
    }
    let day = NaiveDate::from_ymd_opt(2023, 3, 2).unwrap();
    for cell in
        ["2023-03-02 16:30", "2023/3/2 16:30:12", "2023-03-02T16:30", "2023年3月2日　16：30"]
    {
        assert_eq!(moment(cell).unwrap(), day.and_time(at), "{cell}");
    }
    for cell in ["2023-03-02", "16:30", "2023-02-30 16:30", "2023-03-02 25:00"] {
        assert_eq!(code(moment(cell)), ReasonCode::MomentInvalid, "{cell}");
    }
}

#[test]
fn grades_and_classes_are_read_as_schools_write_them() {
    for (cell, number) in [
        ("1", 1),
        ("一", 1),
        ("一年级", 1),
        ("七年级", 7),
        ("初一", 7),
        ("初三年级", 9),
        ("小六", 6),
        ("３", 3),
    ] {
        assert_eq!(grade(cell).unwrap().number(), number, "{cell}");
    }
    for cell in ["0", "10", "高一", "初四", "2022级", "年级", "一二"] {
        assert_eq!(code(grade(cell)), ReasonCode::GradeInvalid, "{cell}");
    }
    for (cell, expected) in [
        ("2", (None, 2)),
        ("2班", (None, 2)),
        ("(2)班", (None, 2)),
        ("（２）班", (None, 2)),
        ("二班", (None, 2)),
        ("三(2)班", (Some(3), 2)),
        ("三年级2班", (Some(3), 2)),
        ("三年级（2）班", (Some(3), 2)),
        ("初一(12)班", (Some(7), 12)),
        ("十二班", (None, 12)),
        ("二十", (None, 20)),
        ("3.2班", (Some(3), 2)),
        ("三2班", (Some(3), 2)),
    ] {
        let expected = (expected.0.map(|g| Grade::new(g).unwrap()), expected.1);
        assert_eq!(class(cell).unwrap(), expected, "{cell}");
    }
    for cell in ["", "班", "0", "1000", "实验班", "高一(2)班", "()"] {
        assert_eq!(code(class(cell)), ReasonCode::ClassInvalid, "{cell}");
    }
}

#[test]
fn lists_of_slots_weekdays_and_grades() {
    let slot_set = |all: &[u8]| SlotSet::of(all.iter().map(|n| SlotNo::new(*n).unwrap()));
    for (cell, expected) in [
        ("全部", SlotSet::ALL),
        ("1,2", slot_set(&[1, 2])),
        ("1-3", slot_set(&[1, 2, 3])),
        ("第2节", slot_set(&[2])),
        ("1、 3", slot_set(&[1, 3])),
    ] {
        assert_eq!(slots(cell).unwrap(), expected, "{cell}");
    }
    for cell in ["0", "9", "12", "2-1", "一节课", ","] {
        assert_eq!(code(slots(cell)), ReasonCode::SlotInvalid, "{cell}");
    }
    for (cell, expected) in [
        ("一二三四五", WeekdaySet::MONDAY_TO_FRIDAY),
        ("1-5", WeekdaySet::MONDAY_TO_FRIDAY),
        ("12345", WeekdaySet::MONDAY_TO_FRIDAY),
        ("周一至周五", WeekdaySet::MONDAY_TO_FRIDAY),
        ("全部", WeekdaySet::ALL),
        ("周一、周三", WeekdaySet::of([Weekday::Mon, Weekday::Wed])),
        ("一,日", WeekdaySet::of([Weekday::Mon, Weekday::Sun])),
    ] {
        assert_eq!(weekdays(cell).unwrap(), expected, "{cell}");
    }
    for cell in ["八", "1-8", "星期", "工作日", "12345678"] {
        assert_eq!(code(weekdays(cell)), ReasonCode::WeekdaysInvalid, "{cell}");
    }
    assert_eq!(weekday("周四").unwrap(), Weekday::Thu);
    let primary = GradeSet::of((1..=6).map(|n| Grade::new(n).unwrap()));
    for cell in ["1-6", "一至六", "小学", "1,2,3,4,5,6", "一年级-六年级"] {
        assert_eq!(grades(cell).unwrap(), primary, "{cell}");
    }
    assert_eq!(code(grades("幼儿园")), ReasonCode::GradeInvalid);
    assert_eq!(dates("2023-03-01;2023/3/2、20230303").unwrap().len(), 3);
    assert_eq!(code(dates("3月1日")), ReasonCode::DateInvalid);
}

#[test]
fn numbers_that_a_spreadsheet_rounded_are_refused() {
    for cell in ["3.70829E+18", "3E18", "3.70829201503074E17", "３.7e＋18"] {
        assert_eq!(code(student_number(cell)), ReasonCode::NumberRounded, "{cell}");
        assert_eq!(code(account(cell)), ReasonCode::NumberRounded, "{cell}");
    }
    assert_eq!(account("6217 0001 2345 6789").unwrap(), "6217000123456789");
    assert!(student_number("g11010519491231002x").is_ok());
    assert_eq!(code(student_number("G110105194912310021")), ReasonCode::StudentNumberCheck);
    assert_eq!(code(student_number("110105194912310021")), ReasonCode::StudentNumberForm);
    assert!(school_code("３７０８２９０００１").is_ok());
    assert_eq!(code(school_code("370829001")), ReasonCode::SchoolCodeInvalid);
    assert_eq!(code(town_code("370829")), ReasonCode::TownCodeInvalid);
}

#[test]
fn money_names_words() {
    for cell in ["2", "2.00", "2元", "￥2.00元/课时", "２．００"] {
        assert_eq!(yuan(cell).unwrap().as_fen(), 200, "{cell}");
    }
    assert_eq!(code(yuan("2.005")), ReasonCode::YuanInvalid);
    assert_eq!(code(yuan("-2")), ReasonCode::YuanInvalid);
    assert_eq!(person("张　三").unwrap(), "张三");
    assert_eq!(person("阿依古丽•买买提").unwrap(), "阿依古丽·买买提");
    assert_eq!(person("Li  Lei").unwrap(), "Li Lei");
    assert_eq!((yes("是").unwrap(), yes("NO").unwrap()), (true, false));
    assert_eq!(yes("也许").unwrap_err().arg("accepted"), Some("是 否"));
    assert_eq!(revision("1").unwrap(), 1);
    assert_eq!(code(revision("1000")), ReasonCode::RevisionInvalid);
}
