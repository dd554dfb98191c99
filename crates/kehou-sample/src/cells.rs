//! How things are written in the cells of the files.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_registry::{Affiliation, ClosureReason, PayeeKind, SchoolStage, SlotKind};

use crate::county::Hand;

const DIGITS: [&str; 10] = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const GRADES: [&str; 10] =
    ["", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"];

impl Hand {
    /// A grade.
    pub(crate) fn grade(self, grade: u8) -> &'static str {
        let words = match self {
            Self::Words => &GRADES,
            Self::Digits => &DIGITS,
            Self::Brackets => &NUMERALS,
        };
        words.get(usize::from(grade)).copied().unwrap_or_default()
    }

    /// A class.
    pub(crate) fn class(self, number: u16) -> String {
        match self {
            Self::Words => format!("{number}班"),
            Self::Digits => number.to_string(),
            Self::Brackets => format!("({number})班"),
        }
    }

    /// The heading of a slot of a day on a roll.
    pub(crate) fn slot(self, on: NaiveDate, slot: u8) -> String {
        match self {
            Self::Words | Self::Digits => format!("{on}/{slot}"),
            Self::Brackets => format!("{}月{}日第{slot}节", on.month(), on.day()),
        }
    }

    /// Whether the school's rolls bear student numbers.
    pub(crate) const fn rolls_bear_numbers(self) -> bool {
        matches!(self, Self::Digits)
    }
}

/// A day.
pub(crate) fn date(on: NaiveDate) -> Cow<'static, str> {
    Cow::Owned(on.to_string())
}

/// A day, or blank.
pub(crate) fn date_or_blank(on: Option<NaiveDate>) -> Cow<'static, str> {
    on.map_or_else(|| Cow::Borrowed(""), date)
}

/// Yes or no.
pub(crate) const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// One weekday.
pub(crate) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    }
}

/// Some weekdays; none means all.
pub(crate) fn weekdays(days: &[Weekday]) -> Cow<'static, str> {
    if days.is_empty() {
        Cow::Borrowed("全部")
    } else {
        Cow::Owned(days.iter().map(|day| weekday(*day)).collect())
    }
}

/// Some slots; none means all.
pub(crate) fn slots(slots: &[u8]) -> Cow<'static, str> {
    if slots.is_empty() {
        return Cow::Borrowed("全部");
    }
    let numbers: Vec<&str> = slots.iter().map(|slot| DIGITS[usize::from(*slot)]).collect();
    Cow::Owned(numbers.join(","))
}

/// A slot number.
pub(crate) fn slot(number: u8) -> &'static str {
    DIGITS.get(usize::from(number)).copied().unwrap_or_default()
}

/// Who runs a school.
pub(crate) const fn affiliation(affiliation: Affiliation) -> &'static str {
    match affiliation {
        Affiliation::CountyDirect => "县直",
        Affiliation::Town => "镇街",
        Affiliation::Private => "民办",
    }
}

/// What a school offers.
pub(crate) const fn stage(stage: SchoolStage) -> &'static str {
    match stage {
        SchoolStage::Primary => "小学",
        SchoolStage::Junior => "初中",
        SchoolStage::NineYear => "九年一贯制",
        SchoolStage::CompleteMiddle => "完全中学",
        SchoolStage::TwelveYear => "十二年一贯制",
        SchoolStage::Special => "特殊教育",
    }
}

/// The kind of a slot.
pub(crate) const fn slot_kind(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Regular => "课后服务",
        SlotKind::Early => "早到",
        SlotKind::Noon => "午间",
        SlotKind::Evening => "晚自习",
        SlotKind::LateCare => "延时托管",
    }
}

/// The kind of a payee.
pub(crate) const fn payee_kind(kind: PayeeKind) -> &'static str {
    match kind {
        PayeeKind::Treasury => "财政专户",
        PayeeKind::UnitAccount => "核算单位账户",
        PayeeKind::SchoolAccount => "学校账户",
        PayeeKind::NontaxPlatform => "非税平台",
        PayeeKind::ParentsCommittee => "家委会",
        PayeeKind::Agency => "机构",
        PayeeKind::Person => "个人",
    }
}

/// Why there is no teaching.
pub(crate) const fn closure(reason: ClosureReason) -> &'static str {
    match reason {
        ClosureReason::Weather => "天气",
        ClosureReason::Illness => "传染病",
        ClosureReason::ExamSite => "考点",
        ClosureReason::AfterEntranceExam => "中考离校",
        ClosureReason::BoardersDeparture => "寄宿生离校",
        ClosureReason::Other => "其他",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spring::day;

    #[test]
    fn each_hand_writes_in_its_way() {
        assert_eq!((Hand::Words.grade(7), Hand::Words.class(2).as_str()), ("七年级", "2班"));
        assert_eq!((Hand::Digits.grade(7), Hand::Digits.class(2).as_str()), ("7", "2"));
        assert_eq!((Hand::Brackets.grade(7), Hand::Brackets.class(2).as_str()), ("七", "(2)班"));
        assert_eq!(Hand::Words.slot(day(3, 1), 2), "2023-03-01/2");
        assert_eq!(Hand::Brackets.slot(day(3, 1), 2), "3月1日第2节");
    }

    #[test]
    fn sets_are_written_short() {
        assert_eq!(weekdays(&[]), "全部");
        assert_eq!(weekdays(&[Weekday::Mon, Weekday::Fri]), "一五");
        assert_eq!(slots(&[1, 2]), "1,2");
    }
}
