//! What is read and answered again is what was sent.

use kehou_policy::WaiverCategory;
use kehou_registry::{Decision, School, Waiver, WaiverTrack};
use proptest::{collection::vec, option, prelude::*, sample::subsequence};

use crate::{
    fee::{application_out, entry_out, placement_out, waiver_out, working_days_out},
    pb::{self, fee::calendar_entry::Scope, registry as sent},
    registry::{school::profile_out, *},
    scalar::date_of,
    told::{id, school},
};

fn arb_day() -> impl Strategy<Value = pb::Date> {
    (2000..2200i32, 1..=12i32, 1..=28i32).prop_map(|(year, month, day)| pb::Date {
        year,
        month,
        day,
    })
}

/// Days from one to another, in order.
fn arb_days() -> impl Strategy<Value = Option<pb::policy::Period>> {
    (arb_day(), option::of(arb_day())).prop_map(|(one, other)| {
        let key = |day: &pb::Date| (day.year, day.month, day.day);
        let (first, last) = match other {
            Some(other) if key(&other) < key(&one) => (other, Some(one)),
            other => (one, other),
        };
        Some(pb::policy::Period { first: Some(first), last })
    })
}

fn arb_text() -> impl Strategy<Value = String> {
    "[a-z课后]{1,9}( [a-z]{1,9})?"
}

fn arb_numbers(most: i32) -> impl Strategy<Value = Vec<i32>> {
    let all: Vec<i32> = (1..=most).collect();
    let count = all.len();
    subsequence(all, 1..=count)
}

fn arb_class() -> impl Strategy<Value = pb::fee::ClassRef> {
    (1..=9i32, 1..=999i32).prop_map(|(grade, number)| pb::fee::ClassRef { grade, number })
}

prop_compose! {
    fn arb_profile()(
        days in arb_days(),
        name in arb_text(),
        affiliation in 1..=3i32,
        stage in 1..=6i32,
        centrality in 1..=2i32,
        fee_place in 1..=2i32,
        counts in any::<bool>(),
    ) -> sent::SchoolProfile {
        let town = if affiliation == 1 { "" } else { "370829102" }.to_owned();
        let counts_with = if counts { "3708290002" } else { "" }.to_owned();
        sent::SchoolProfile { days, name, affiliation, town, stage, centrality, fee_place, counts_with }
    }
}

prop_compose! {
    fn arb_entry()(
        days in arb_days(),
        scope in prop_oneof![
            Just(None),
            arb_numbers(9).prop_map(|grades| Some(Scope::Grades(pb::fee::GradeScope { grades }))),
            arb_class().prop_map(|class| Some(Scope::Class(class))),
        ],
        kind in 1..=4i32,
        follows in 1..=7i32,
        reason in 1..=6i32,
    ) -> pb::fee::CalendarEntry {
        let follows = if kind == 2 { follows } else { 0 };
        let closure_reason = if kind == 4 { reason } else { 0 };
        pb::fee::CalendarEntry { days, scope, kind, follows, closure_reason }
    }
}

prop_compose! {
    fn arb_slot()(
        (slot, kind, charging) in (1..=8i32, 1..=5i32, 1..=3i32),
        days in arb_days(),
        weekdays in arb_numbers(7),
        grades in arb_numbers(9),
        start in 0..23u32,
        minute in 0..60u32,
        price in 0..=i64::MAX,
        cancelled in vec(arb_day(), 0..3),
    ) -> pb::fee::PlannedSlot {
        let mut cancelled_on = cancelled;
        cancelled_on.sort_by_key(|day| (day.year, day.month, day.day));
        cancelled_on.dedup();
        pb::fee::PlannedSlot {
            slot, kind, days, weekdays, grades,
            start: format!("{start:02}:{minute:02}"),
            end: format!("{:02}:{minute:02}", start + 1),
            charging,
            price_fen: (charging == 3).then_some(price),
            cancelled_on,
        }
    }
}

prop_compose! {
    fn arb_notice()(
        published_on in arb_day(),
        covers in arb_days(),
        rate_fen in 0..=i64::MAX,
        texts in vec(arb_text(), 7),
    ) -> pb::fee::FeeNotice {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        pb::fee::FeeNotice {
            published_on: Some(published_on), covers, rate_fen,
            item: text(), basis_issuer: text(), basis_document: text(), unit: text(),
            scope: text(), waiver_policy: text(), complaint_phone: text(),
        }
    }
}

prop_compose! {
    fn arb_payee()(kind in 1..=7i32, name in arb_text(), account in arb_text(), days in arb_days())
        -> pb::fee::PayeeChannel
    {
        pb::fee::PayeeChannel { kind, name, account, days }
    }
}

prop_compose! {
    fn arb_application()(days in arb_days(), slots in arb_numbers(8), weekdays in arb_numbers(7))
        -> pb::fee::Application
    {
        let days = days.unwrap();
        pb::fee::Application { applied_on: days.first, withdrawn_on: days.last, slots, weekdays }
    }
}

prop_compose! {
    fn arb_placement()(days in arb_days(), class in arb_class(), boarding in 1..=2i32)
        -> pb::fee::Placement
    {
        pb::fee::Placement { days, class: Some(class), boarding }
    }
}

proptest! {
    #[test]
    fn schools(profile in arb_profile()) {
        let profiles = vec![profile.clone()];
        let given = sent::PutSchoolRequest {
            request_id: id(), school_code: school(), profiles, ..Default::default()
        };
        let read = PutSchoolQuestion::read(given).unwrap();
        let whole = School { code: read.school, profiles: read.profiles, closure: None };
        let answered = school_out(&whole, 4);
        prop_assert_eq!(answered.profiles, vec![profile]);
        prop_assert_eq!((answered.school_code, answered.etag), (school(), 4));
        let (days, of_day) = whole.profiles.iter().next().unwrap();
        prop_assert!(profile_out(days, of_day).days.is_some());
    }

    #[test]
    fn calendars(entry in arb_entry(), days in arb_days(), name in arb_text()) {
        let closed = days.filter(|days| days.last.is_some());
        let terms: Vec<_> = closed.map(|days| pb::fee::Term { name, days: Some(days) }).into_iter().collect();
        let given = sent::PutCalendarRequest {
            request_id: id(), school_code: school(), terms: terms.clone(),
            entries: vec![entry.clone()], ..Default::default()
        };
        let calendar = PutCalendarQuestion::read(given).unwrap().calendar;
        let answered = SchoolBookView {
            calendar: Listed { list: &calendar, etag: 7 },
            plan: Listed { list: &Default::default(), etag: 0 },
            notices: Listed { list: &[], etag: 0 },
            payees: Listed { list: &[], etag: 0 },
        }.answer().calendar.unwrap();
        prop_assert_eq!((answered.terms, answered.etag), (terms, 7));
        prop_assert_eq!(&answered.entries, &vec![entry.clone()]);
        prop_assert_eq!(entry_out(&calendar.entries()[0]), entry);
    }

    #[test]
    fn plans_notices_and_payees(slot in arb_slot(), notice in arb_notice(), payee in arb_payee()) {
        let (request_id, school_code) = (id(), school());
        let slots = vec![slot.clone()];
        let plan = sent::PutPlanRequest { request_id, school_code, slots, ..Default::default() };
        let plan = PutPlanQuestion::read(plan).unwrap().plan;
        let (request_id, school_code) = (id(), school());
        let notices = vec![notice.clone()];
        let notices = sent::PutNoticesRequest { request_id, school_code, notices, ..Default::default() };
        let notices = PutNoticesQuestion::read(notices).unwrap().notices;
        let (request_id, school_code) = (id(), school());
        let payees = vec![payee.clone()];
        let payees = sent::PutPayeesRequest { request_id, school_code, payees, ..Default::default() };
        let payees = PutPayeesQuestion::read(payees).unwrap().payees;
        let answered = SchoolBookView {
            calendar: Listed { list: &Default::default(), etag: 0 },
            plan: Listed { list: &plan, etag: 1 },
            notices: Listed { list: &notices, etag: 2 },
            payees: Listed { list: &payees, etag: 3 },
        }.answer();
        prop_assert_eq!(answered.plan.unwrap(), sent::SchoolPlan { slots: vec![slot], etag: 1 });
        prop_assert_eq!(answered.notices.unwrap(), sent::SchoolNotices { notices: vec![notice], etag: 2 });
        prop_assert_eq!(answered.payees.unwrap(), sent::SchoolPayees { payees: vec![payee], etag: 3 });
    }

    #[test]
    fn placements_and_applications(placed in arb_placement(), applied in arb_application()) {
        let applications = Some(sent::ApplicationList { applications: vec![applied.clone()] });
        let pupil = sent::PupilEntry {
            pupil_no: 7, name: "李小明".into(), placements: vec![placed], applications,
            ..Default::default()
        };
        let given = sent::PutPupilsRequest {
            request_id: id(), school_code: school(), pupils: vec![pupil], ..Default::default()
        };
        let read = PutPupilsQuestion::read(given).unwrap().pupils.remove(0);
        let (days, placement) = read.placements.iter().next().unwrap();
        prop_assert_eq!(placement_out(days, *placement), placed);
        prop_assert_eq!(application_out(&read.applications.unwrap()[0]), applied);
    }

    #[test]
    fn working_days(holidays in vec(arb_day(), 0..5), worked in vec(arb_day(), 0..5)) {
        let order = |mut days: Vec<pb::Date>| {
            days.sort_by_key(|day| (day.year, day.month, day.day));
            days.dedup();
            days
        };
        let holidays = order(holidays);
        let make_up_days = order(worked.into_iter().filter(|day| !holidays.contains(day)).collect());
        let calendar = pb::fee::PublicCalendar { holidays, make_up_days };
        let given = sent::PutWorkingDaysRequest {
            request_id: id(), calendar: Some(calendar.clone()), ..Default::default()
        };
        let read = PutWorkingDaysQuestion::read(given).unwrap().working_days;
        prop_assert_eq!(working_days_out(&read), calendar);
    }

    /// A waiver that is answered is read the same by the stateless calls' own reader.
    #[test]
    fn waivers(
        on in arb_day(), decided in arb_day(), lost in option::of(arb_day()),
        reason in arb_text(), which in 0..4u8,
    ) {
        let policy = kehou_policy::Policy::shipped().unwrap();
        let day = |day: pb::Date| date_of(day).unwrap();
        let decision = match which {
            0 => Decision::Pending,
            1 => Decision::Confirmed { on: day(decided) },
            _ => Decision::Rejected { on: day(decided), reason },
        };
        let track = match which {
            3 => WaiverTrack::Application { approved_on: day(on) },
            _ => WaiverTrack::ListMatch { listed_on: day(on), decision },
        };
        let category = WaiverCategory::recorded("dibao");
        let waiver = Waiver { category, track, lost_on: lost.map(day) };
        let month = kehou_units::Month::new(2023, 3).unwrap();
        prop_assert_eq!(crate::fee::read_waiver(&waiver_out(&waiver), &policy, month), Some(waiver));
    }
}
