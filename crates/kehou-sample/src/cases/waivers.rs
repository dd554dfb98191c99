//! Cases about waivers.

use super::{Draft, Topic, wording};
use crate::county::place;
use crate::papers::{Decision, Track, Waiver};
use crate::person::{APPLIED, Person, Stay};
use crate::spring::day;

pub(super) const DRAFTS: &[Draft] = &[
    Draft {
        id: "waiver_in_week_six",
        topic: Some(Topic::WaiverInWeekSix),
        what: wording(
            "减免申请3月22日（第六周）批准",
            "a waiver applied for is approved on 22 March, in week six of the term",
        ),
        look: wording(
            "3月全免；批准追溯到开学，2月已收的44元应退",
            "March is waived in full; the approval reaches back to the term's start, so 44.00 yuan of February are to be given back",
        ),
        person: &Person {
            stays: &[Stay::at(place::CENTRAL, 3, 1)],
            applications: &[(place::CENTRAL, APPLIED)],
            waiver: Some(Waiver {
                category: "突发困难家庭学生",
                track: Track::Applied(day(3, 22)),
            }),
            ..Person::new(13, "韩青岚", "韩怀瑾")
        },
        school: place::CENTRAL,
        bill: (9_600, 9_600),
        // February has 13–17, 21–24, 27 and 28: 11 days × 400 fen, payable when it was billed.
        correction: Some((2, -4_400)),
    },
    Draft {
        id: "list_match_provisional",
        topic: Some(Topic::ListMatchedWaiver),
        what: wording(
            "3月8日名单比对相符，财务尚未核定",
            "matched with the list of 8 March; finance has not decided",
        ),
        look: wording(
            "名单之日起暂免，此前照收；逾期未核定另行提示",
            "waived provisionally from the list's date, charged before; the overdue decision is reported",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 2, 2)],
            applications: &[(place::PRIMARY, APPLIED)],
            waiver: Some(Waiver {
                category: "最低生活保障家庭学生",
                track: Track::Listed(day(3, 8), Decision::Pending),
            }),
            ..Person::new(14, "许云舒", "许之川")
        },
        school: place::PRIMARY,
        // 1, 2, 3, 6 and 7 March are charged: 2000 fen. The other 19 days are waived.
        bill: (9_600, 7_600),
        correction: None,
    },
    Draft {
        id: "list_match_confirmed",
        topic: Some(Topic::ListMatchedWaiver),
        what: wording(
            "3月1日名单比对相符，3月6日核定",
            "matched with the list of 1 March and confirmed on the 6th",
        ),
        look: wording("全月免收", "the whole month is waived"),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 5, 2)],
            applications: &[(place::PRIMARY, APPLIED)],
            waiver: Some(Waiver {
                category: "防返贫监测对象家庭学生",
                track: Track::Listed(day(3, 1), Decision::Confirmed(day(3, 6))),
            }),
            ..Person::new(15, "章予希", "章北乔")
        },
        school: place::PRIMARY,
        bill: (9_600, 9_600),
        correction: None,
    },
    Draft {
        id: "list_match_rejected",
        topic: Some(Topic::ListMatchedWaiver),
        what: wording(
            "3月6日名单比对相符，3月13日核定为同名他人",
            "matched with the list of 6 March and rejected on the 13th: another person of that name",
        ),
        look: wording(
            "暂免期间不倒收，此前此后照收",
            "nothing is charged backwards for the provisional days; the days before and after are",
        ),
        person: &Person {
            stays: &[Stay::at(place::PRIMARY, 6, 2)],
            applications: &[(place::PRIMARY, APPLIED)],
            waiver: Some(Waiver {
                category: "脱贫享受政策家庭学生",
                track: Track::Listed(
                    day(3, 6),
                    Decision::Rejected(day(3, 13), "名单所列为同名他人"),
                ),
            }),
            ..Person::new(16, "彭沐言", "彭向荣")
        },
        school: place::PRIMARY,
        // Waived: 6–10 and 13 March, 6 × 400 fen.
        bill: (9_600, 2_400),
        correction: None,
    },
];
