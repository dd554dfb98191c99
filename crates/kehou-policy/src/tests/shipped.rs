//! What the shipped policy says on the days that matter.

use kehou_units::Fen;

use super::{DEFAULTS, NOTICE, RATE, day, edited, load};
use crate::{FeePlace, Key, Kind, Policy, RuleId, shipped::SHIPPED};

fn shipped() -> Policy {
    Policy::shipped().unwrap()
}

#[test]
fn file_names_are_the_ids_of_the_instruments() {
    let policy = shipped();
    let ids: Vec<String> =
        policy.instruments().iter().map(|i| format!("{}.toml", i.id())).collect();
    let files: Vec<&str> = SHIPPED.iter().map(|(file, _)| *file).collect();
    assert_eq!(ids, files);
    assert_eq!(policy.division(), "370829");
}

#[test]
fn the_rate_is_two_yuan_from_the_first_day_on_and_unknown_before() {
    let policy = shipped();
    for place in [FeePlace::Rural, FeePlace::Elsewhere] {
        let rate = policy.rate(place, day(2023, 1, 1)).unwrap();
        assert_eq!(rate.value().to_string(), "2.00");
        assert_eq!((rate.rule(), rate.kind()), (RuleId::F1, Kind::K));
        assert_eq!(rate.clause().to_string(), "jiaxiang-2023-4 三(三)");
        assert_eq!(rate.unit(), "yuan per pupil per class hour");
        assert!(rate.basis().unwrap().contains("成本测算"));
        let before = policy.rate(place, day(2022, 12, 31)).unwrap_err();
        assert_eq!(
            before.to_string(),
            "`fee.rate` has no value in force on 2022-12-31; load a policy that fixes it for that day"
        );
    }
}

#[test]
fn every_parameter_has_the_value_that_the_documents_give() {
    let shown: Vec<String> = shipped()
        .show(day(2023, 3, 15))
        .iter()
        .map(|p| format!("{} {} {} {}", p.key().name(), p.value(), p.kind(), p.rule()))
        .collect();
    assert_eq!(
        shown,
        [
            "fee.rate 2.00 K F1",
            "fee.ceiling.rural 3.00 P F3",
            "fee.ceiling.elsewhere 3.50 P F3",
            "fee.rate_review_years 2 P F4",
            "fee.class_hour.primary 40 D F6",
            "fee.class_hour.junior 45 D F6",
            "fee.class_hour.tolerance 5 D F6",
            "fee.daily_cap 2 D F7",
            "fee.billable_statuses [present, late, left_early] D F8",
            "fee.free_slot_kinds [early, noon, evening, late_care] D F10",
            "fee.roll_lock_time 18:00 D F9",
            "fee.month_lock_working_day 3 D F9",
            "fee.waiver_decision_working_days 5 D F11",
            "fee.suppress_below 5 D F12",
            "fee.notice_precedes bill D F15",
            "fee.charge_boarders [] D F18",
            "fee.charge_private false D F18",
            "fee.payee_kinds [treasury, unit_account, school_account, nontax_platform] D F17",
            "funds.pay_review_floor 50.00 P L11",
            "registry.junior_from_grade 7 D C2",
        ]
    );
}

#[test]
fn typed_reads_answer_their_own_kind_only() {
    let (policy, on) = (shipped(), day(2023, 3, 15));
    assert_eq!(policy.fen(Key::FeeRate, on), Ok(Fen::new(200).unwrap()));
    assert_eq!(policy.count(Key::DailyCap, on), Ok(2));
    assert_eq!(policy.minutes(Key::ClassHourJunior, on).unwrap().count(), 45);
    assert_eq!(policy.time(Key::RollLockTime, on).unwrap().to_string(), "18:00:00");
    assert_eq!(policy.flag(Key::ChargePrivate, on), Ok(false));
    assert_eq!(policy.code(Key::NoticePrecedes, on), Ok("bill"));
    assert_eq!(policy.codes(Key::ChargeBoarders, on).unwrap().len(), 0);
    assert!(policy.count(Key::FeeRate, on).is_err());
}

#[test]
fn the_national_notice_takes_over_from_the_defaults_in_2024() {
    let policy = shipped();
    for key in [Key::FreeSlotKinds, Key::PayeeKinds] {
        let before = policy.parameter(key, day(2024, 1, 31)).unwrap();
        let after = policy.parameter(key, day(2024, 2, 1)).unwrap();
        assert_eq!((before.kind(), after.kind()), (Kind::D, Kind::P));
        assert_eq!(before.value(), after.value());
    }
    let documents = |on| -> Vec<String> {
        let cited = policy.citations(RuleId::F17, on);
        cited.iter().map(|c| format!("{} {} {}", c.kind(), c.document(), c.clause())).collect()
    };
    assert_eq!(documents(day(2024, 1, 31)), ["D 县级缺省参数 370829-1 收款渠道"]);
    assert_eq!(documents(day(2024, 2, 1)), ["P 教基厅函〔2023〕26号 四"]);
}

#[test]
fn what_rests_on_the_expired_rules_goes_on_as_a_default() {
    let policy = shipped();
    let kinds = |on| -> Vec<String> {
        let cited = policy.citations(RuleId::F5, on);
        cited.iter().map(|c| format!("{} {} {}", c.kind(), c.document(), c.period())).collect()
    };
    assert_eq!(kinds(day(2025, 5, 11)), ["P 鲁发改成本〔2020〕648号 2020-05-12..2025-05-11"]);
    assert_eq!(kinds(day(2025, 5, 12)), ["D 鲁发改成本〔2020〕648号 2025-05-12.."]);
    assert_eq!(kinds(day(2020, 5, 11)), [""; 0]);
}

#[test]
fn every_fee_rule_is_cited_while_the_notice_binds() {
    let policy = shipped();
    for rule in RuleId::all().filter(|rule| rule.to_string().starts_with('F')) {
        for on in [day(2023, 1, 1), day(2024, 1, 31), day(2024, 2, 1), day(2030, 1, 1)] {
            let cited = policy.citations(rule, on);
            assert!(!cited.is_empty(), "{rule} on {on}");
            assert!(cited.iter().all(|c| c.rule() == rule && c.period().holds(on)));
        }
    }
}

#[test]
fn the_clause_text_of_the_file_reaches_the_citation() {
    let policy = load(&edited(&[
        (NOTICE, "document = \"嘉教体字〔2023〕4号\"", "document = \"嘉教体字〔2026〕1号\""),
        (NOTICE, "en = \"Money: 2 yuan", "en = \"Money, as amended: 2 yuan"),
        (NOTICE, RATE, "  { from = 2023-01-01, value = \"2.50\", basis = \"复核\" },\n"),
    ]))
    .unwrap()
    .policy;
    let on = day(2023, 3, 15);
    let cited = policy.citations(RuleId::F1, on);
    assert_eq!(cited[0].document(), "嘉教体字〔2026〕1号");
    assert!(cited[0].en().starts_with("Money, as amended"));
    assert!(cited[0].zh().starts_with("经费管理"));
    let rate = policy.parameter(Key::FeeRate, on).unwrap();
    assert_eq!((rate.value().to_string().as_str(), rate.basis()), ("2.50", Some("复核")));
    let instrument = policy.instrument(rate.clause().instrument()).unwrap();
    let clause = instrument.clause(rate.clause().clause()).unwrap();
    assert_eq!(clause.en(), cited[0].en());
}

#[test]
fn waiver_categories_are_looked_up_by_code_and_day() {
    let policy = shipped();
    let entry = policy.waiver_category("dibao", day(2023, 3, 1)).unwrap();
    assert_eq!(entry.category().as_str(), "dibao");
    assert_eq!(entry.zh(), "最低生活保障家庭学生");
    assert!(policy.waiver_category("dibao", day(2022, 12, 31)).is_none());
    assert!(policy.waiver_category("rich", day(2023, 3, 1)).is_none());
    assert_eq!(policy.waiver_categories().len(), 8);
    let ended = "code = \"dibao\"\nuntil = 2023-06-30";
    let policy = load(&edited(&[(DEFAULTS, "code = \"dibao\"", ended)])).unwrap().policy;
    assert!(policy.waiver_category("dibao", day(2023, 6, 30)).is_some());
    assert!(policy.waiver_category("dibao", day(2023, 7, 1)).is_none());
}

#[test]
fn order_within_and_between_texts_does_not_matter() {
    let (_, defaults) = Policy::shipped_texts().iter().find(|(file, _)| *file == DEFAULTS).unwrap();
    let at = defaults.find("[[waiver_categories]]").unwrap();
    let (head, table) = defaults.split_at(at);
    let mut rows: Vec<&str> = table.split("[[waiver_categories]]").skip(1).collect();
    rows.reverse();
    let turned: String = rows.iter().map(|row| format!("[[waiver_categories]]{row}\n")).collect();
    let bounds = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]";
    let mut texts = edited(&[
        (DEFAULTS, defaults, &format!("{head}{turned}")),
        (NOTICE, bounds, "at_most = [\"fee.ceiling.elsewhere\", \"fee.ceiling.rural\"]"),
    ]);
    texts.reverse();
    let (policy, shipped) = (load(&texts).unwrap().policy, shipped());
    assert_eq!(policy.id(), shipped.id());
    assert_eq!(policy.instruments(), shipped.instruments());
    assert_eq!(policy.waiver_categories(), shipped.waiver_categories());
    assert_eq!(
        policy.values(Key::FeeRate)[0].at_most(),
        [Key::FeeCeilingRural, Key::FeeCeilingElsewhere]
    );
}
