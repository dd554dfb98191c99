//! What stands in the documents, and that nothing in them is taken for markup.

use std::collections::BTreeSet;

use kehou_registry::WorkingDays;
use kehou_units::Instant;

use super::*;
use crate::{
    finding::{Act, Deed, Ground, Opening, Problem},
    rectification::{Gravity, RectificationRules},
    written::Signature,
};

const HOSTILE: &str = "</p><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 4, d).unwrap()
}

fn finding(what: &str, is_ordered: bool) -> Finding {
    let opening = Opening {
        school: "3708290001".parse().unwrap(),
        problem: Problem::NoSelfCheck,
        gravity: Gravity::Ordinary,
        what: what.parse().unwrap(),
        observed_on: day(3),
        repeats: None,
    };
    let act = |deed| {
        let at = Instant::of_county(day(3).and_hms_opt(9, 0, 0).unwrap());
        Act { signed: Signature { by: "bureau".parse().unwrap(), at }, deed }
    };
    let rules = RectificationRules::shipped().unwrap();
    let (working, linked) = (WorkingDays::default(), BTreeSet::new());
    let ground = Ground { rules: &rules, working: &working, linked: &linked };
    let number: Line = format!("嘉教改〔2023〕{HOSTILE}").parse().unwrap();
    let deeds = [
        Deed::Notify,
        Deed::Respond { text: "属实".parse().unwrap() },
        Deed::Confirm { why: "属实".parse().unwrap() },
        Deed::Order {
            number,
            demands: format!("补齐公示\n{HOSTILE}").parse().unwrap(),
            days: None,
        },
    ];
    let opened = Finding::open(act(Deed::Open { opening: Box::new(opening) })).unwrap().finding;
    let done = deeds.into_iter().take(if is_ordered { 4 } else { 1 });
    done.fold(opened, |finding, deed| finding.advance(act(deed), &ground).unwrap().finding)
}

fn head(text: &str) -> Letterhead {
    let line: Line = text.parse().unwrap();
    Letterhead { issuer: line.clone(), addressee: line, issued_on: day(4) }
}

/// The names of the tags that stand in a page.
fn tags(page: &str) -> BTreeSet<String> {
    let opened = page.split('<').skip(1);
    opened
        .map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned())
        .collect()
}

#[test]
fn an_order_has_the_parts_of_the_official_form() {
    let page = rectification_order(&head("某某单位"), &finding("公示缺投诉电话", true)).unwrap();
    for part in [
        "<h1>课后服务问题整改通知书</h1>",
        "<p class=\"to\">某某单位：</p>",
        "<p>公示缺投诉电话</p>",
        "<p>补齐公示</p>",
        "请于2023年4月24日24时前完成整改",
        "<p>2023年4月4日</p>",
        "@page{size:A4",
        "lang=\"zh-CN\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn hostile_names_are_only_text() {
    let hostile = finding(HOSTILE, true);
    let order = rectification_order(&head(HOSTILE), &hostile).unwrap();
    let plain = rectification_order(&head("甲"), &finding("乙", true)).unwrap();
    assert!(!order.contains("<script") && !order.contains("<img"));
    assert_eq!(tags(&order), tags(&plain));
    assert!(order.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img"));
    let one = AnnouncedFinding { school_name: HOSTILE, finding: &hostile };
    let told = announcement(&head(HOSTILE), &HOSTILE.parse().unwrap(), &[one]).unwrap();
    assert!(!told.contains("<script") && !told.contains("<img"));
}

#[test]
fn only_confirmed_findings_are_announced() {
    let (confirmed, draft) = (finding("甲", true), finding("乙", false));
    let of = |school_name, finding| AnnouncedFinding { school_name, finding };
    let number: Line = "嘉教通〔2023〕1号".parse().unwrap();
    let told = announcement(&head("各镇街"), &number, &[of("第一小学", &confirmed)]).unwrap();
    assert!(told.contains("<h2>1. 第一小学</h2>") && told.contains("限2023年4月24日前完成整改"));
    let both = [of("第一小学", &confirmed), of("第二小学", &draft)];
    let school = "第二小学".to_owned();
    assert_eq!(
        announcement(&head("各镇街"), &number, &both),
        Err(DocumentError::Unconfirmed { school })
    );
    assert_eq!(announcement(&head("各镇街"), &number, &[]), Err(DocumentError::Empty));
    assert_eq!(rectification_order(&head("某校"), &draft), Err(DocumentError::NoOrder));
}
