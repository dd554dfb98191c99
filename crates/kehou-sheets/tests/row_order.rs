//! Rows mean the same in any order.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{io::Cursor, sync::LazyLock};

use kehou_policy::Policy;
use kehou_sheets::{County, Intake};
use proptest::prelude::*;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());

const SCHOOLS: &str = include_str!("../../../tests/hostile/ground/学校名单.csv");
const PUPILS: &str = include_str!("../../../tests/hostile/ground/学生名册.csv");
const APPLICATIONS: &str = "学校标识码,年级,班级,姓名,学籍号,申请日期,退出日期
3708290001,3,1,张三,,2023-02-20,
3708290001,3,1,张三,,2023-03-20,
3708290001,3,1,李四,,2023-02-20,2023-03-09
3708290001,3,2,赵一,,2023-02-20,
3708290001,3,1,刘洋,,2023-02-20,
";
/// Two pupils with two different rows each, one of them of a correction.
const ROLLS: &str = "学校标识码,年级,班级,姓名,学籍号,修订,2023-03-01/1,2023-03-01/2
3708290001,3,1,张三,,,√,√
3708290001,3,1,张三,,,√,旷
3708290001,3,1,李四,,,√,√
3708290001,3,1,李四,,,病,√
3708290001,3,1,李四,,1,,假
3708290001,3,1,赵一,,,√,
3708290001,3,2,赵一,,,,迟
";

/// The rows of a text in an order given by keys, below its headings.
fn in_order(text: &str, keys: &[u32]) -> String {
    let mut lines = text.lines();
    let headings = lines.next().unwrap();
    let mut rows: Vec<(u32, &str)> = keys.iter().copied().cycle().zip(lines).collect();
    rows.sort_by_key(|(key, _)| *key);
    let rows: Vec<&str> = rows.into_iter().map(|(_, row)| row).collect();
    format!("{headings}\n{}\n", rows.join("\n"))
}

fn read(keys: &[u32]) -> County {
    let mut intake = Intake::new(&POLICY, "2023-03".parse().unwrap());
    for (at, text) in [SCHOOLS, PUPILS, APPLICATIONS, ROLLS].into_iter().enumerate() {
        intake.read(&format!("{at}.csv"), Cursor::new(in_order(text, keys)));
    }
    intake.finish()
}

fn codes(county: &County) -> Vec<&'static str> {
    let mut codes: Vec<_> = county.problems.iter().map(|one| one.reason.code().as_str()).collect();
    codes.sort_unstable();
    codes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Pupils keep their numbers and sheets their marks, however the rows are shuffled.
    #[test]
    fn the_order_of_rows_does_not_matter(keys in prop::collection::vec(any::<u32>(), 9)) {
        let (one, other) = (read(&[0]), read(&keys));
        prop_assert_eq!(format!("{:?}", one.schools), format!("{:?}", other.schools));
        prop_assert_eq!(codes(&one), codes(&other));
        prop_assert_eq!(codes(&one), ["PUPIL_AMBIGUOUS"]);
    }
}
