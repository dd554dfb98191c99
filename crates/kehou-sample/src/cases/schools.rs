//! Cases about kinds of school and what a school failed to do.

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::person::{APPLIED, Person, Stay};

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "teaching_point",
        topic: Some(Topic::TeachingPoint),
        what: wording(
            "教学点有自己的标识码，隶属中心小学",
            "a teaching point with a code of its own belongs to the central school",
        ),
        look: wording(
            "照常计费，统计归中心小学",
            "billed as usual; it counts with the central school",
        ),
        person: &Person {
            stays: &[Stay::at(place::TEACHING_POINT, 2, 1)],
            applications: &[(place::TEACHING_POINT, APPLIED)],
            ..Person::new(22, "水云舟", "水明哲")
        },
        school: place::TEACHING_POINT,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "nine_year_school",
        topic: Some(Topic::NineYearSchool),
        what: wording(
            "九年一贯制学校七年级，全校统一40分钟一节",
            "grade 7 of a nine-year school that rings the bell every 40 minutes for all",
        ),
        look: wording(
            "初中标准45分钟，40分钟仍在允许范围内",
            "the junior standard is 45 minutes; 40 are still within what is allowed",
        ),
        person: &Person {
            stays: &[Stay::at(place::NINE_YEAR, 7, 1)],
            applications: &[(place::NINE_YEAR, APPLIED)],
            ..Person::new(23, "奚南乔", "奚西洲")
        },
        school: place::NINE_YEAR,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "boarder",
        topic: Some(Topic::Boarders),
        what: wording("八年级寄宿生参加课后服务", "a boarder of grade 8 takes part in the service"),
        look: wording(
            "县里未规定寄宿生收费，不收",
            "boarders are not chargeable unless the county says so",
        ),
        person: &Person {
            stays: &[Stay::at(place::NINE_YEAR, 8, 1)],
            applications: &[(place::NINE_YEAR, APPLIED)],
            boards: true,
            ..Person::new(24, "窦白鹭", "窦朝歌")
        },
        school: place::NINE_YEAR,
        bill: (0, 0),
        correction: None,
    },
    Draft {
        id: "private_school",
        topic: None,
        what: wording(
            "民办学校学生参加课后服务",
            "a pupil of a private school takes part in the service",
        ),
        look: wording(
            "县里未规定民办学校收费，不收",
            "private schools are not chargeable unless the county says so",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIVATE, 3, 1)],
            applications: &[(place::PRIVATE, APPLIED)],
            ..Person::new(25, "云采薇", "云问渠")
        },
        school: place::PRIVATE,
        bill: (0, 0),
        correction: None,
    },
    Draft {
        id: "no_fee_notice",
        topic: None,
        what: wording("学校本学期没有收费公示", "the school published no fee notice for the term"),
        look: wording("公示之前不得收费（R10）", "nothing may be charged before the notice (R10)"),
        person: &Person {
            stays: &[Stay::at(place::NO_NOTICE, 2, 1)],
            applications: &[(place::NO_NOTICE, APPLIED)],
            ..Person::new(26, "潘梓萱", "潘若溪")
        },
        school: place::NO_NOTICE,
        bill: (0, 0),
        correction: None,
    },
    Draft {
        id: "parents_committee_payee",
        topic: None,
        what: wording("收款方为家长委员会", "the payee is a parents' committee"),
        look: wording("家委会不得收款（R08）", "a parents' committee may not collect (R08)"),
        person: &Person {
            stays: &[Stay::at(place::COMMITTEE, 2, 1)],
            applications: &[(place::COMMITTEE, APPLIED)],
            ..Person::new(27, "花雨晨", "花如故")
        },
        school: place::COMMITTEE,
        bill: (0, 0),
        correction: None,
    },
];
