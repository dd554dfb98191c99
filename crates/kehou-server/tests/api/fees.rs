//! What families owe, over the wire.

use kehou_server::ServerConfig;
use kehou_wire::pb::fee::{
    AssessFeesRequest, AssessFeesResponse, BillDetail, Boarding, Charging, ExplainFeeRequest,
    ExplanationNode, MarkStatus, Outcome, PayeeKind, ProposedCharge, Purpose, SlotKind,
};
use kehou_wire::pb::policy::{
    PolicyFile, PolicySource, PolicyTexts, Severity, policy_source::Source,
};

use crate::{
    harness::{TestServer, asking},
    march::{
        DAY_FEN, TEACHING_DAYS, approved, bill_of, closed, date, marks, pupil, slot, teaching_days,
    },
};

async fn assess(request: AssessFeesRequest) -> AssessFeesResponse {
    let server = TestServer::start(ServerConfig::default()).await;
    let answer = server.fees().await.assess_fees(asking(request, "en")).await.unwrap();
    server.stop().await;
    answer.into_inner()
}

fn outcomes(answer: &AssessFeesResponse, outcome: Outcome) -> usize {
    let lines = answer.bills.iter().flat_map(|bill| &bill.lines);
    lines.filter(|line| line.outcome == outcome as i32).count()
}

#[tokio::test]
async fn a_pupil_who_was_there_every_day_pays_for_every_class_hour() {
    assert_eq!(teaching_days().count(), 23);
    let answer = assess(bill_of(vec![pupil("a")])).await;
    let [bill] = &answer.bills[..] else { panic!("one bill") };
    assert_eq!(bill.pupil_ref, "a");
    assert_eq!((bill.due_fen, bill.waived_fen, bill.payable_fen), (9_200, 0, 9_200));
    assert_eq!((bill.class_hours, bill.held_fen), (46, 0));
    assert_eq!((bill.lines.len(), bill.findings.len(), bill.refusals.len()), (46, 0, 0));
    let first = &bill.lines[0];
    assert_eq!((first.date, first.slot), (date(3, 1), 1));
    assert_eq!(first.status, MarkStatus::Present as i32);
    assert_eq!(first.outcome, Outcome::Charged as i32);
    assert_eq!((first.rate_fen, first.due_fen, first.payable_fen), (200, 200, 200));
    assert_eq!(first.rules, ["F8", "F1"]);
    assert_eq!(answer.known_on, date(4, 5), "the third working day of April");
    assert_eq!(answer.payee.unwrap().name, "云溪镇教育办公室");
    assert_eq!(answer.policy_id.len(), 64);
}

#[tokio::test]
async fn every_rule_named_is_cited_once_with_its_clause() {
    let answer = assess(bill_of(vec![pupil("a")])).await;
    let cited: Vec<(&str, &str)> = answer
        .citations
        .iter()
        .map(|it| (it.rule.as_str(), it.clause.as_ref().unwrap().clause.as_str()))
        .collect();
    assert!(cited.contains(&("F1", "三(三)")), "{cited:?}");
    let mut rules: Vec<&str> = cited.iter().map(|(rule, _)| *rule).collect();
    rules.dedup();
    assert_eq!(rules, ["F1", "F8"]);
    assert!(answer.citations[0].summary.contains("yuan"), "{}", answer.citations[0].summary);
}

#[tokio::test]
async fn a_waived_pupil_owes_nothing_and_the_bill_says_what_was_waived() {
    let mut waived = pupil("a");
    waived.waivers.push(approved(20));
    let answer = assess(bill_of(vec![waived])).await;
    let bill = &answer.bills[0];
    assert_eq!((bill.due_fen, bill.waived_fen, bill.payable_fen), (9_200, 9_200, 0));
    assert_eq!(outcomes(&answer, Outcome::Waived), 46, "approved in March, from the term's start");
}

#[tokio::test]
async fn each_mark_comes_to_what_its_facts_say() {
    let mut odd = pupil("a");
    odd.days[0] = marks(1, &[MarkStatus::Sick, MarkStatus::Late]);
    odd.days[1] = marks(2, &[MarkStatus::Present]);
    // A second entry for the third day contradicts the first in slot 2.
    odd.days.push(marks(3, &[MarkStatus::Present, MarkStatus::Absent]));
    odd.days.push(marks(4, &[MarkStatus::Present]));
    odd.days.push({
        let mut unplanned = marks(6, &[MarkStatus::Present]);
        unplanned.marks[0].slot = 7;
        unplanned
    });
    let mut request = bill_of(vec![odd]);
    let school = request.school.as_mut().unwrap();
    school.calendar.push(closed(7));
    school.plan[1].cancelled_on.extend(date(3, 8));
    let answer = assess(request).await;
    for (outcome, count) in [
        (Outcome::NotAttended, 1),
        (Outcome::NotRecorded, 1),
        (Outcome::Contradicted, 1),
        (Outcome::HeldNoTeaching, 3),
        (Outcome::NotScheduled, 1),
        (Outcome::CancelledButAttended, 1),
        (Outcome::Charged, 46 - 6),
    ] {
        assert_eq!(outcomes(&answer, outcome), count, "{outcome:?}");
    }
    let bill = &answer.bills[0];
    assert_eq!((bill.payable_fen, bill.held_fen), (40 * 200, 600));
    let contradicted = bill.findings.iter().find(|it| it.code == "DEFECT_CONTRADICTED").unwrap();
    assert_eq!((contradicted.date, contradicted.slot), (date(3, 3), 2));
    assert_eq!(contradicted.severity, Severity::Warning as i32);
    assert!(contradicted.text.contains("contradict"), "{}", contradicted.text);
    let codes: Vec<&str> = answer.findings.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["R04", "R04", "R04", "R06", "DEFECT_NOT_RECORDED", "DEFECT_NOT_SCHEDULED"]);
}

#[tokio::test]
async fn what_the_school_may_not_charge_is_held_under_its_check() {
    let mut without_notice = bill_of(vec![pupil("a")]);
    without_notice.school.as_mut().unwrap().fee_notices[0].complaint_phone.clear();
    let mut without_payee = bill_of(vec![pupil("a")]);
    without_payee.school.as_mut().unwrap().payees[0].kind = PayeeKind::Person.into();
    let mut above_rate = bill_of(vec![pupil("a")]);
    for slot in &mut above_rate.school.as_mut().unwrap().plan {
        slot.charging = Charging::OwnPrice.into();
        slot.price_fen = Some(250);
    }
    let mut short = bill_of(vec![pupil("a")]);
    for slot in &mut short.school.as_mut().unwrap().plan {
        slot.end = slot.start.replace("16:30", "17:04").replace("17:20", "17:54");
    }
    let mut late_care = bill_of(vec![pupil("a")]);
    for slot in &mut late_care.school.as_mut().unwrap().plan {
        slot.kind = SlotKind::LateCare.into();
    }
    let mut unasked = bill_of(vec![pupil("a")]);
    unasked.pupils[0].applications.clear();
    for (request, outcome, check) in [
        (without_notice, Outcome::HeldNotice, "R10"),
        (without_payee, Outcome::HeldPayee, "R08"),
        (above_rate, Outcome::HeldPrice, "R01"),
        (short, Outcome::HeldShort, "R33"),
        (late_care, Outcome::HeldFreeKind, "R04"),
        (unasked, Outcome::HeldNoApplication, "R02"),
    ] {
        let answer = assess(request).await;
        assert_eq!(outcomes(&answer, outcome), 46, "{check}");
        let bill = &answer.bills[0];
        assert_eq!((bill.due_fen, bill.payable_fen), (0, 0), "{check}");
        let findings = answer.findings.iter().chain(&bill.findings);
        let found = findings.clone().find(|it| it.code == check);
        assert_eq!(found.map(|it| it.severity), Some(Severity::Block as i32), "{check}");
    }
}

#[tokio::test]
async fn boarders_and_third_slots_cost_nothing() {
    let mut request = bill_of(vec![pupil("boarder"), pupil("eager")]);
    request.pupils[0].placements[0].boarding = Boarding::Boarder.into();
    request.school.as_mut().unwrap().plan.push(slot(3, "18:10", "18:50"));
    request.pupils[1].applications[0].slots.push(3);
    request.pupils[1].days[0] = marks(1, &[MarkStatus::Present; 3]);
    let answer = assess(request).await;
    assert_eq!(answer.bills[0].payable_fen, 0);
    assert!(answer.bills[0].lines.iter().all(|it| it.outcome == Outcome::NotChargeable as i32));
    assert_eq!(answer.bills[1].payable_fen, TEACHING_DAYS * DAY_FEN);
    assert_eq!(outcomes(&answer, Outcome::OverCap), 1);
}

#[tokio::test]
async fn a_proposed_charge_is_refused_by_check() {
    let proposing = |pupil_ref: &str, payable_fen, payee| {
        let mut proposing = pupil(pupil_ref);
        proposing.proposed_charge = Some(ProposedCharge { payable_fen, payee });
        proposing
    };
    let mut waived = proposing("waived", 9_200, 0);
    waived.waivers.push(approved(20));
    let pupils = vec![
        proposing("exact", 9_200, PayeeKind::UnitAccount.into()),
        proposing("more", 9_500, 0),
        waived,
        proposing("person", 9_200, PayeeKind::Person.into()),
    ];
    let answer = assess(bill_of(pupils)).await;
    let refusals: Vec<Vec<(&str, i64)>> = answer
        .bills
        .iter()
        .map(|bill| bill.refusals.iter().map(|it| (it.check.as_str(), it.excess_fen)).collect())
        .collect();
    assert_eq!(refusals, [vec![], vec![("R01", 300)], vec![("R03", 9_200)], vec![("R08", 0)]]);
    assert!(answer.bills[1].refusals[0].text.contains("3.00 yuan"));
}

#[tokio::test]
async fn a_batch_answers_what_single_calls_would() {
    let mut sick = pupil("sick");
    sick.days[4] = marks(7, &[MarkStatus::Sick, MarkStatus::Sick]);
    let mut corrected = pupil("corrected");
    corrected.days.push({
        let mut correction = marks(1, &[MarkStatus::Absent, MarkStatus::Present]);
        correction.revision = 1;
        correction
    });
    let mut gappy = pupil("gappy");
    gappy.days.drain(3..9);
    let mut waived = pupil("waived");
    waived.waivers.push(approved(20));
    let pupils = vec![sick, corrected, gappy, waived, pupil("plain")];
    let batch = assess(bill_of(pupils.clone())).await;
    assert_eq!(batch.bills[1].payable_fen, 9_000, "the correction takes one class hour back");
    for (pupil, bill) in pupils.into_iter().zip(batch.bills) {
        let single = assess(bill_of(vec![pupil])).await;
        assert_eq!(single.bills, [bill]);
    }
}

#[tokio::test]
async fn a_late_correction_lowers_the_bill_and_does_not_raise_it() {
    let mut late = pupil("a");
    let (mut raising, mut lowering) =
        (marks(1, &[MarkStatus::Present]), marks(2, &[MarkStatus::Absent]));
    late.days[0] = marks(1, &[MarkStatus::Absent, MarkStatus::Present]);
    for entry in [&mut raising, &mut lowering] {
        entry.revision = 1;
        // 20 March 2023, 10:00 in county time: long after the lock, and before the month's.
        entry.recorded_at = Some(prost_types::Timestamp { seconds: 1_679_277_600, nanos: 0 });
    }
    late.days.extend([raising, lowering]);
    let billed = assess(bill_of(vec![late.clone()])).await;
    assert_eq!(billed.bills[0].payable_fen, 44 * 200);
    assert!(billed.findings.iter().any(|it| it.code == "DEFECT_RECORDED_LATE"));
    let mut corrected = bill_of(vec![late]);
    corrected.purpose = Purpose::Correction.into();
    assert_eq!(assess(corrected).await.bills[0].payable_fen, 45 * 200);
}

#[tokio::test]
async fn totals_come_without_lines_and_agree_with_them() {
    let mut request = bill_of(vec![pupil("a"), pupil("b")]);
    let lines = assess(request.clone()).await;
    request.detail = BillDetail::Totals.into();
    let totals = assess(request).await;
    assert!(totals.bills.iter().all(|bill| bill.lines.is_empty()) && totals.citations.is_empty());
    for (with, without) in lines.bills.iter().zip(&totals.bills) {
        assert_eq!((with.due_fen, with.class_hours), (without.due_fen, without.class_hours));
        assert_eq!(with.lines.iter().map(|it| it.due_fen).sum::<i64>(), without.due_fen);
    }
}

#[tokio::test]
async fn a_policy_given_in_full_prices_the_month() {
    let mut files = shipped_files();
    let notice = files.iter_mut().find(|file| file.name.contains("jiaxiang")).unwrap();
    let changed = notice.text.replace(
        r#"{ from = 2023-01-01, value = "2.00""#,
        "{ from = 2023-01-01, until = 2023-03-15, value = \"2.00\", basis = \"测算\" },\n  { from = 2023-03-16, value = \"1.80\"",
    );
    assert_ne!(changed, notice.text, "the notice holds its rate");
    notice.text = changed;
    let mut request = bill_of(vec![pupil("a")]);
    request.policy = Some(PolicySource {
        source: Some(Source::Texts(PolicyTexts { files, reviewed_on: date(3, 1) })),
    });
    let answer = assess(request).await;
    // 11 teaching days to 15 March, 12 after it.
    assert_eq!(answer.bills[0].payable_fen, 11 * 400 + 12 * 360);
    assert_ne!(answer.policy_id, assess(bill_of(vec![pupil("a")])).await.policy_id);
}

pub(crate) fn shipped_files() -> Vec<PolicyFile> {
    let files = kehou_policy::Policy::shipped_texts().iter();
    files.map(|(name, text)| PolicyFile { name: (*name).into(), text: (*text).into() }).collect()
}

#[tokio::test]
async fn an_explanation_adds_up_and_speaks_both_languages() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut pupil = pupil("a");
    pupil.days[0] = marks(1, &[MarkStatus::Sick, MarkStatus::Present]);
    let request = ExplainFeeRequest {
        policy: None,
        month: "2023-03".into(),
        purpose: Purpose::Bill.into(),
        on: date(4, 20),
        school: bill_of(vec![]).school,
        pupil: Some(pupil),
    };
    let mut fees = server.fees().await;
    let zh = fees.explain_fee(request.clone()).await.unwrap().into_inner();
    let en = fees.explain_fee(asking(request, "en")).await.unwrap().into_inner();
    server.stop().await;

    assert_eq!(zh.bill.as_ref().unwrap().payable_fen, 9_000);
    let (zh, en) = (zh.explanation.unwrap(), en.explanation.unwrap());
    assert_eq!(zh.text, "2023-03 账单：应收 90.00 元，免收 0.00 元，应缴 90.00 元，暂不收 0.00 元");
    assert_eq!(en.text, "bill of 2023-03: due 90.00 yuan, waived 0.00, payable 90.00, held 0.00");
    assert_eq!(leaves(&en), 46);
    assert!(depth(&en) <= 4);
    let [rate, sick] = &en.children[..] else { panic!("one rate, one other outcome") };
    assert_eq!(
        (rate.code.as_str(), rate.text.as_str()),
        (
            "EXPLAIN_RATE",
            "2023-03-01 to 2023-03-31: class hours 45, at 2.00 yuan each, come to 90.00 yuan"
        )
    );
    assert_eq!(
        sick.children[0].text,
        "2023-03-01, slot 1, sick: not attended, nothing due (class hour at 2.00 yuan)"
    );
    assert!(!format!("{en:?}").contains('{'.to_string().repeat(2).as_str()));
}

fn leaves(node: &ExplanationNode) -> usize {
    if node.children.is_empty() { 1 } else { node.children.iter().map(leaves).sum() }
}

fn depth(node: &ExplanationNode) -> usize {
    1 + node.children.iter().map(depth).max().unwrap_or(0)
}
