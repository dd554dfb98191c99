//! Cases about prices and plans.

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::person::{APPLIED, Person, Stay};

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "rate_change",
        topic: Some(Topic::RateChange),
        what: wording(
            "学校3月16日起把五年级第2时段降为1.50元（县定标准不变）",
            "from 16 March the school prices slot 2 of grade 5 at 1.50 yuan; the county's rate stays",
        ),
        look: wording("每个课时按当天的价格计", "each class hour is priced by its own day"),
        person: &Person {
            stays: &[Stay::at(place::UNEVEN, 5, 1)],
            applications: &[(place::UNEVEN, APPLIED)],
            ..Person::new(17, "任怀瑾", "任秋实")
        },
        school: place::UNEVEN,
        // Slot 1: 23 × 200. Slot 2: 1–3, 6–8, 10 and 13–15 March are 10 × 200; 16–18, 20–24 and
        // 27–31 March are 13 × 150. 4600 + 2000 + 1950.
        bill: (8_550, 0),
        correction: None,
    },
    Draft {
        id: "price_above_rate",
        topic: None,
        what: wording(
            "服务计划把三年级第2时段定为2.50元，高于县定标准",
            "the plan prices slot 2 of grade 3 at 2.50 yuan, above the county's rate",
        ),
        look: wording("超标的时段不得收费（R01）", "the slot may not be charged (R01)"),
        person: &Person {
            stays: &[Stay::at(place::BAD_PLAN, 3, 1)],
            applications: &[(place::BAD_PLAN, APPLIED)],
            ..Person::new(18, "葛星辰", "葛天佑")
        },
        school: place::BAD_PLAN,
        // Slot 1 only: 24 × 200 fen.
        bill: (4_800, 0),
        correction: None,
    },
    Draft {
        id: "third_chargeable_slot",
        topic: None,
        what: wording(
            "服务计划给四年级排了第三个收费时段",
            "the plan has a third chargeable slot for grade 4",
        ),
        look: wording(
            "每天只计两课时，第三时段免费（R05）",
            "two class hours a day; the third slot is free (R05)",
        ),
        person: &Person {
            stays: &[Stay::at(place::BAD_PLAN, 4, 1)],
            applications: &[(place::BAD_PLAN, APPLIED)],
            ..Person::new(19, "袁浩然", "袁问渠")
        },
        school: place::BAD_PLAN,
        // 24 × 400 fen.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "chargeable_noon",
        topic: None,
        what: wording(
            "服务计划把五年级午间看管列为收费",
            "the plan charges grade 5 for the noon break",
        ),
        look: wording("午间不得收费（R04）", "noon may not be charged (R04)"),
        person: &Person {
            stays: &[Stay::at(place::BAD_PLAN, 5, 1)],
            applications: &[(place::BAD_PLAN, APPLIED)],
            ..Person::new(20, "邹夏蝉", "邹书墨")
        },
        school: place::BAD_PLAN,
        // 24 × 400 fen for slots 1 and 2.
        bill: (9_600, 0),
        correction: None,
    },
    Draft {
        id: "short_slot",
        topic: None,
        what: wording(
            "六年级第2时段只有30分钟却列为收费",
            "slot 2 of grade 6 lasts 30 minutes and is marked chargeable",
        ),
        look: wording(
            "不足标准课时的时段不得收费（R33）",
            "a slot that is too short may not be charged (R33)",
        ),
        person: &Person {
            stays: &[Stay::at(place::BAD_PLAN, 6, 1)],
            applications: &[(place::BAD_PLAN, APPLIED)],
            ..Person::new(21, "喻暮雪", "喻可欣")
        },
        school: place::BAD_PLAN,
        // Slot 1 only: 24 × 200 fen.
        bill: (4_800, 0),
        correction: None,
    },
];
