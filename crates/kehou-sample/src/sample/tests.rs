use std::collections::{BTreeMap, BTreeSet};

use kehou_attendance::Mark;
use kehou_registry::StudentNumber;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::table::TableKind;

fn small() -> Sample {
    Sample::new(Seed(1), Size::Small)
}

/// Every row of the tables of a kind, cells joined to owned texts.
fn rows(sample: &Sample, kind: TableKind) -> Vec<Vec<String>> {
    let tables = sample.tables().filter(|table| table.kind == kind);
    tables
        .flat_map(|table| table.rows)
        .map(|row| row.into_iter().map(String::from).collect())
        .collect()
}

fn fingerprint(sample: &Sample) -> String {
    let mut hash = Sha256::new();
    for table in sample.tables() {
        hash.update(format!("{}\n{}\n", table.path, table.headings.join(",")));
        table.rows.for_each(|row| hash.update(format!("{}\n", row.join(","))));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_sample_of_seed_one_stays_what_it_is() {
    let pinned = "29d3fbd015c9dfc7e6018b1e5dbc6d6d95a81c95f4cc390316c627cf59f23b9c";
    assert_eq!(fingerprint(&small()), pinned);
}

#[test]
fn headings_are_those_of_the_contract() {
    let headings: BTreeMap<String, String> =
        small().tables().map(|table| (table.path, table.headings.join(" "))).collect();
    for (path, wanted) in [
        (
            "学校名单.csv",
            "学校标识码 学校名称 镇街代码 隶属关系 办学类型 中心小学 农村学校 所属中心校 生效日期 截止日期 并入学校",
        ),
        (
            "学生名册.csv",
            "学校标识码 学校名称 年级 班级 姓名 学籍号 校内编号 监护人 联系电话 寄宿 入班日期 离班日期",
        ),
        ("申请表.csv", "学校标识码 年级 班级 姓名 学籍号 申请日期 退出日期 时段 星期"),
        (
            "服务计划.csv",
            "学校标识码 时段 类型 开始日期 结束日期 星期 年级 开始时间 结束时间 收费 单价 取消日期",
        ),
        (
            "收费公示.csv",
            "学校标识码 公示日期 适用开始 适用结束 收费标准 收费项目 依据机关 依据文号 计费单位 收费范围 减免政策 监督电话",
        ),
        ("收款渠道.csv", "学校标识码 渠道类型 户名 账号 生效日期 截止日期"),
        (
            "减免名单.csv",
            "学校标识码 年级 班级 姓名 学籍号 困难类别 途径 名单日期 批准日期 核定结果 核定日期 原因 丧失日期",
        ),
        ("校历.csv", "学校标识码 年级 班级 类型 名称 开始日期 结束日期 按星期 原因"),
        ("工作日历.csv", "日期 类型"),
        (
            "考勤/3708290011-2023-03-纸质.csv",
            "学校标识码 年级 班级 姓名 学籍号 日期 时段 标记 修订 录入时间",
        ),
        (
            "考勤/3708290001-2023-03-复核.csv",
            "学校标识码 年级 班级 姓名 学籍号 修订 录入时间 2023-03-14/1",
        ),
    ] {
        assert_eq!(headings[path], wanted, "{path}");
    }
    let roll = &headings["考勤/3708290001-2023-03.csv"];
    assert!(
        roll.starts_with(
            "学校标识码 年级 班级 姓名 学籍号 2023-03-01/1 2023-03-01/2 2023-03-02/1 "
        )
    );
    assert!(roll.ends_with(" 2023-03-31/2") && roll.contains(" 2023-03-18/1 "));
    assert!(headings["考勤/3708290003-2023-03.csv"].contains(" 3月1日第1节 "));
}

#[test]
fn every_row_has_a_cell_for_each_heading() {
    for table in small().tables() {
        let width = table.headings.len();
        let mut count = 0;
        for row in table.rows {
            assert_eq!(row.len(), width, "{}", table.path);
            count += 1;
        }
        assert!(count > 0, "{} is empty", table.path);
    }
}

#[test]
fn each_size_has_its_files_and_pupils() {
    for (size, schools, pupils) in [(Size::Small, 12, 3_000), (Size::County, 160, 80_000)] {
        let sample = Sample::new(Seed(1), size);
        assert_eq!((sample.schools(), sample.pupils()), (schools, pupils));
        assert_eq!(rows(&sample, TableKind::Schools).len(), schools);
        // The month of every school, February of one, four odd sheets of which one is long.
        let wide = sample.tables().filter(|table| table.kind == TableKind::Rolls).count();
        assert_eq!(wide, schools + 1 + 3);
        let persons: BTreeSet<String> = rows(&sample, TableKind::Pupils)
            .into_iter()
            .map(|row| format!("{}{}", row[5], row[6]))
            .collect();
        assert_eq!(persons.len(), pupils, "one number or local id for each person");
    }
}

#[test]
fn student_numbers_are_valid_and_unique() {
    let sample = small();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(&sample, TableKind::Pupils) {
        let (name, number, local) = (&row[4], &row[5], &row[6]);
        assert_ne!(number.is_empty(), local.is_empty(), "{name} has a number or a local id");
        if !number.is_empty() {
            assert!(number.parse::<StudentNumber>().is_ok(), "{number}");
            let owner = owners.insert(number.clone(), name.clone());
            assert!(owner.is_none_or(|owner| owner == *name), "{number}");
        }
    }
}

#[test]
fn names_in_a_class_are_unique_apart_from_the_planted_pair() {
    for size in [Size::Small, Size::County] {
        let sample = Sample::new(Seed(1), size);
        let mut seen = BTreeMap::new();
        for row in rows(&sample, TableKind::Pupils) {
            let key = (row[0].clone(), row[2].clone(), row[3].clone(), row[4].clone());
            *seen.entry(key).or_insert(0) += 1;
        }
        let twice: Vec<_> = seen.into_iter().filter(|(_, count)| *count > 1).collect();
        let [((school, grade, class, name), 2)] = twice.as_slice() else { panic!("{twice:?}") };
        assert_eq!([school, grade, class, name], ["3708290001", "五年级", "1班", "张子涵"]);
    }
}

#[test]
fn every_case_has_its_pupil_on_the_register() {
    let sample = small();
    let pupils = rows(&sample, TableKind::Pupils);
    for case in sample.cases() {
        let number = case.pupil.student_number.as_ref().map_or("", StudentNumber::as_str);
        let local = case.pupil.local_id.as_deref().unwrap_or_default();
        let found = pupils.iter().find(|row| {
            row[0] == case.school
                && row[4] == case.pupil.name
                && row[5] == number
                && row[6] == local
        });
        assert!(found.is_some(), "{} {number}{local}", case.id);
    }
}

#[test]
fn rolls_name_pupils_of_the_register_and_hold_known_marks() {
    let sample = small();
    let key = |row: &[String]| (row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone());
    let register: BTreeSet<_> = rows(&sample, TableKind::Pupils)
        .into_iter()
        .map(|row| (row[0].clone(), row[2].clone(), row[3].clone(), row[4].clone()))
        .collect();
    for table in sample.tables().filter(|table| table.kind == TableKind::Rolls) {
        let first =
            table.headings.iter().position(|heading| heading.contains(['/', '月'])).unwrap();
        for row in table.rows {
            let row: Vec<String> = row.into_iter().map(String::from).collect();
            assert!(register.contains(&key(&row)), "{row:?}");
            assert!(row[first..].iter().all(|cell| Mark::from_symbol(cell).is_some()), "{row:?}");
        }
    }
}

#[test]
fn proportions_are_those_of_a_county() {
    let sample = Sample::new(Seed(1), Size::Custom { schools: 20, pupils: 10_000 });
    let per_mille = |part: usize, whole: usize| part * 1000 / whole;
    let waived = rows(&sample, TableKind::Waivers).len();
    assert!((70..=90).contains(&per_mille(waived, 10_000)), "{waived}");
    let applied = rows(&sample, TableKind::Applications).len();
    assert!((830..=880).contains(&per_mille(applied, 10_000)), "{applied}");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&sample, TableKind::Rolls) {
        row.into_iter().skip(5).for_each(|cell| *counts.entry(cell).or_default() += 1);
    }
    let count = |sign: &str| counts.get(sign).copied().unwrap_or_default();
    let recorded: usize = ["√", "迟", "早", "假", "病", "旷"].into_iter().map(count).sum();
    let attended = count("√") + count("迟") + count("早");
    assert!((935..=955).contains(&per_mille(attended, recorded)), "{counts:?}");
    assert!((1..=20).contains(&per_mille(count("迟"), recorded)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The same seed gives the same county, another seed another one; the cases stay.
    #[test]
    fn seeds_tell_counties_apart(one in any::<u64>(), other in any::<u64>()) {
        prop_assume!(one != other);
        let size = Size::Custom { schools: 12, pupils: 1_200 };
        let [first, again, second] = [one, one, other].map(|seed| Sample::new(Seed(seed), size));
        prop_assert_eq!(fingerprint(&first), fingerprint(&again));
        prop_assert_ne!(fingerprint(&first), fingerprint(&second));
        prop_assert_eq!(first.cases(), second.cases());
    }
}
