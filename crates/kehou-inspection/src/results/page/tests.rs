//! The page is whole, harmless, and says what the summary says.

use kehou_registry::Affiliation;

use super::*;
use crate::{
    checklist::Checklist,
    results::{Points, PublishedPractice, SchoolResult, public_summary},
};

fn result(number: u32, earned: u32) -> SchoolResult {
    SchoolResult {
        school: format!("370829{number:04}").parse().unwrap(),
        affiliation: Affiliation::Town,
        town: Some("370829101".parse().unwrap()),
        visit: Points { earned, possible: 100 },
        self_check: Some(Points { earned: 95, possible: 100 }),
        grade: if earned >= 60 { "pass" } else { "fail" }.parse().unwrap(),
        vetoes: 0,
        untrue: 2,
        corrected: 1,
        problems: 3,
    }
}

fn page(schools: &[SchoolResult], practice: Option<&str>) -> String {
    let mut summary = public_summary(schools, &[]);
    summary.practices.extend(practice.map(|text| PublishedPractice {
        title: "社团 <i>进</i> 课后".parse().unwrap(),
        text: text.parse().unwrap(),
    }));
    let checklist = Checklist::shipped().unwrap();
    let grades: Vec<GradeLine> = checklist.grades().cloned().collect();
    let head = SummaryHead {
        title: &"2023年 <b>&'\" 检查".parse().unwrap(),
        as_of: NaiveDate::from_ymd_opt(2023, 6, 30).unwrap(),
        grades: &grades,
    };
    summary_page(&head, &summary)
}

#[test]
fn the_page_holds_the_figures_of_the_summary() {
    let page = page(&[result(1, 80), result(2, 55)], None);
    for told in
        ["67.5%", "−27.5", "截至2023年6月30日", "<td>2</td>", "1所", "<h2>三、等级分布</h2>"]
    {
        assert!(page.contains(told), "{told}\n{page}");
    }
    // 675 of 1,000 of a bar of 380.
    assert!(page.contains("width=\"256\""));
    assert!(!page.contains("典型经验"));
    assert!(!page.contains("3708290001"), "no school is named");
}

#[test]
fn what_people_wrote_is_harmless_on_the_page_and_nothing_is_fetched() {
    let hostile = "</p><script>alert(1)</script>\n\n<img src=x onerror=alert(1)>";
    let page = page(&[result(1, 80), result(2, 55)], Some(hostile));
    for harm in ["<script", "<img", "<b>", "<i>", "http://", "https://", "url(", "@import"] {
        assert!(!page.contains(harm), "{harm}");
    }
    assert!(page.contains("&lt;script&gt;") && page.contains("镇街370829101"));
    assert!(page.contains("default-src 'none'"));
    let opened = page.matches("<figure>").count();
    assert_eq!((opened, page.matches("</figure>").count()), (1 + 3, 1 + 3));
}

#[test]
fn a_campaign_without_points_has_a_page_too() {
    let mut nothing = [result(1, 0), result(2, 0)];
    for one in &mut nothing {
        one.visit = Points::default();
        one.self_check = None;
    }
    let page = page(&nothing, None);
    assert!(page.contains("<td>—</td>") && page.ends_with("</html>\n"));
}
