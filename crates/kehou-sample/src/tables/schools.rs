//! Tables about schools and days.

use std::borrow::Cow;

use kehou_registry::{Affiliation, Centrality};

use crate::cells;
use crate::closures::calendar_facts;
use crate::county::County;
use crate::service::{self, Price};
use crate::spring::{
    CalendarFact, DayFact, PUBLIC_HOLIDAYS, PUBLIC_MAKE_UP, Whom, autumn_first, day,
};
use crate::table::{Row, Table, TableKind};

/// What every fee notice states beside its days. [F15]
const NOTICE: [&str; 7] = [
    "2.00",
    "课后服务费",
    "县教育和体育局",
    "嘉教体字〔2023〕4号",
    "每生每课时",
    "自愿参加课后服务的学生",
    "家庭经济困难学生免收",
];

pub(super) fn schools(county: &County) -> Table<'_> {
    let headings = [
        "学校标识码",
        "学校名称",
        "镇街代码",
        "隶属关系",
        "办学类型",
        "中心小学",
        "农村学校",
        "所属中心校",
        "生效日期",
        "截止日期",
        "并入学校",
    ];
    let rows = county.schools.iter().map(|school| {
        let code_of = |place: usize| county.schools[place].code.as_str();
        vec![
            Cow::Borrowed(school.code.as_str()),
            school.name.as_str().into(),
            school.town.as_ref().map_or("", |(code, _)| code.as_str()).into(),
            cells::affiliation(school.affiliation).into(),
            cells::stage(school.stage).into(),
            cells::yes_or_no(school.centrality == Centrality::Central).into(),
            // Blank for the rest: schools of towns are rural, others are not. [C3]
            (if school.affiliation == Affiliation::Private { "否" } else { "" }).into(),
            school.counts_with.map_or("", code_of).into(),
            cells::date(autumn_first()),
            cells::date_or_blank(school.merged.map(|(last, _)| last)),
            school.merged.map_or("", |(_, into)| code_of(into)).into(),
        ]
    });
    Table::new("学校名单.csv", TableKind::Schools, &headings, rows)
}

pub(super) fn calendar(county: &County) -> Table<'_> {
    let headings =
        ["学校标识码", "年级", "班级", "类型", "名称", "开始日期", "结束日期", "按星期", "原因"];
    let rows = calendar_facts(county).into_iter().map(|fact| calendar_row(county, &fact));
    Table::new("校历.csv", TableKind::Calendar, &headings, rows)
}

fn calendar_row<'a>(county: &'a County, fact: &CalendarFact) -> Row<'a> {
    let (school, grade, class) = match fact.whom {
        Whom::County => (None, None, None),
        Whom::School(school) => (Some(school), None, None),
        Whom::Grade(school, grade) => (Some(school), Some(grade), None),
        Whom::Class(school, grade, class) => (Some(school), Some(grade), Some(class)),
    };
    let school = school.map(|place| &county.schools[place]);
    let in_hand = |grade| school.map_or("", |school| school.hand.grade(grade));
    let (kind, follows, reason) = match fact.fact {
        DayFact::Term => ("学期", "", ""),
        DayFact::Holiday => ("放假", "", ""),
        DayFact::MakeUp(follows) => ("补课", cells::weekday(follows), ""),
        DayFact::Closed(reason) => ("停课", "", cells::closure(reason)),
    };
    vec![
        school.map_or("", |school| school.code.as_str()).into(),
        grade.map_or("", in_hand).into(),
        school
            .zip(class)
            .map_or_else(String::new, |(school, class)| school.hand.class(class))
            .into(),
        kind.into(),
        fact.name.into(),
        cells::date(fact.first),
        cells::date(fact.last),
        follows.into(),
        reason.into(),
    ]
}

pub(super) fn working_days(_: &County) -> Table<'_> {
    let holidays = PUBLIC_HOLIDAYS.into_iter().map(|date| (date, "休"));
    let rows = holidays.chain(PUBLIC_MAKE_UP.into_iter().map(|date| (date, "班")));
    let rows =
        rows.map(|((month, number), kind)| vec![cells::date(day(month, number)), kind.into()]);
    Table::new("工作日历.csv", TableKind::WorkingDays, &["日期", "类型"], rows)
}

pub(super) fn plans(county: &County) -> Table<'_> {
    let headings = [
        "学校标识码",
        "时段",
        "类型",
        "开始日期",
        "结束日期",
        "星期",
        "年级",
        "开始时间",
        "结束时间",
        "收费",
        "单价",
        "取消日期",
    ];
    let rows = county.schools.iter().enumerate().flat_map(|(index, school)| {
        service::plan(index, school).into_iter().map(move |fact| {
            let price = if let Price::Own(price) = fact.price { price } else { "" };
            vec![
                Cow::Borrowed(school.code.as_str()),
                cells::slot(fact.slot).into(),
                cells::slot_kind(fact.kind).into(),
                cells::date(fact.days.0),
                cells::date(fact.days.1),
                "一二三四五".into(),
                grades(fact.grades),
                fact.times.0.into(),
                fact.times.1.into(),
                cells::yes_or_no(fact.price != Price::Free).into(),
                price.into(),
                cells::date_or_blank(fact.cancelled),
            ]
        })
    });
    Table::new("服务计划.csv", TableKind::Plans, &headings, rows)
}

fn grades((first, last): (u8, u8)) -> Cow<'static, str> {
    if first == last { cells::slot(first).into() } else { format!("{first}-{last}").into() }
}

pub(super) fn notices(county: &County) -> Table<'_> {
    let headings = [
        "学校标识码",
        "公示日期",
        "适用开始",
        "适用结束",
        "收费标准",
        "收费项目",
        "依据机关",
        "依据文号",
        "计费单位",
        "收费范围",
        "减免政策",
        "监督电话",
    ];
    let rows = county.schools.iter().enumerate().map(|(index, school)| {
        let days = service::notice(index).map(cells::date);
        let mut row: Row<'_> = vec![school.code.as_str().into()];
        row.extend(days);
        row.extend(NOTICE.map(Cow::Borrowed));
        row.push(format!("000-{:08}", 10_000_000 + index).into());
        row
    });
    Table::new("收费公示.csv", TableKind::Notices, &headings, rows)
}

pub(super) fn payees(county: &County) -> Table<'_> {
    let headings = ["学校标识码", "渠道类型", "户名", "账号", "生效日期", "截止日期"];
    let rows = county.schools.iter().enumerate().map(|(index, school)| {
        let (kind, name) = service::payee(index, school);
        // Schools without a town share the treasury's account, the others that of their town.
        let town = school.town.as_ref().map_or("370829000", |(code, _)| code.as_str());
        vec![
            school.code.as_str().into(),
            cells::payee_kind(kind).into(),
            name.into(),
            format!("00{town}0000000").into(),
            cells::date(autumn_first()),
            "".into(),
        ]
    });
    Table::new("收款渠道.csv", TableKind::Payees, &headings, rows)
}
