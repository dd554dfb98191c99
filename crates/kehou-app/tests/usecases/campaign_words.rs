//! Whatever a campaign, its frame, its groups or a bound is refused for is said in both languages.

use kehou_app::{AppError, inspection::campaigns::FrameFaults};
use kehou_draw::{Frame, Label};
use kehou_fee::testing::day;
use kehou_inspection::{
    AssignError, BelowFloor, BoundError, CampaignDeedKind, CampaignRefusal, CampaignState,
    Collision, FrameFault, InspectorNo, NextError, PlanError, Recusal, RecusalReason, Stratum,
    TownsError,
};
use libtest_mimic::Trial;

use crate::{county::school, words::assert_said_in_full};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("words::campaigns_are_refused_in_words_of_the_language", || {
            refused().iter().for_each(|error| assert_said_in_full(error.code(), &error.args()));
            Ok(())
        }),
        Trial::test("words::facts_that_make_no_frame_are_said", || {
            faults().iter().for_each(|error| assert_said_in_full(error.code(), &error.args()));
            Ok(())
        }),
    ]
}

fn refused() -> Vec<AppError> {
    let illegal = |from, attempted| AppError::from(CampaignRefusal::Illegal { from, attempted });
    let attempted = CampaignDeedKind::Commit;
    let mut errors: Vec<AppError> =
        CampaignState::ALL.into_iter().map(|from| illegal(from, attempted)).collect();
    let deeds = CampaignDeedKind::ALL.iter();
    errors.extend(deeds.map(|attempted| illegal(CampaignState::Framed, *attempted)));
    let plans = [
        PlanError::Planned(school(1)),
        PlanError::NotPlanned(school(1)),
        PlanError::NotDrawn(school(1)),
        PlanError::Exhausted("370829101".parse().unwrap()),
        PlanError::Quota("370829101".parse().unwrap()),
    ];
    errors.extend(plans.map(|plan| CampaignRefusal::Plan(plan).into()));
    let towns = [
        TownsError::Count { asked: 2, drawn: 1 },
        TownsError::Unknown { stratum: Stratum::County },
    ];
    errors.extend(towns.map(|towns| CampaignRefusal::Towns(towns).into()));
    let (inspector, reason) = (InspectorNo::new(1), RecusalReason::Family);
    let collision = Collision { recusals: vec![Recusal { school: school(1), inspector, reason }] };
    let groups = [
        AssignError::GroupTooSmall { group_size: 2, smallest: 3 },
        AssignError::Twice { school: school(1) },
        AssignError::Tickets { given: 1, expected: 2 },
        AssignError::TooFew { inspectors: 2, group_size: 3, short_by: 1 },
        AssignError::Collides { short_by: 1, collision },
    ];
    errors.extend(groups.map(|group| CampaignRefusal::Assign(group).into()));
    let title = Label::new("a|b").unwrap_err();
    let empty = Frame::new(Label::new("a").unwrap(), day(4, 3), Vec::new()).unwrap_err();
    errors.extend([
        CampaignRefusal::Title(title).into(),
        CampaignRefusal::Frame(empty).into(),
        CampaignRefusal::NotOpen { school: school(1) }.into(),
        BelowFloor { asked: 49, least: 50 }.into(),
        BoundError::ErrorRate { times: 2, of: 2 }.into(),
        BoundError::Sample { schools: 1, visited: 2, violations: 0 }.into(),
        BoundError::TooLarge { schools: 2_001, most: 2_000 }.into(),
        NextError::Found { wanted: 1, found: 2 }.into(),
        NextError::TooLarge { strata: 41, schools: 1_001 }.into(),
    ]);
    errors
}

fn faults() -> Vec<AppError> {
    let of = |fault| FrameFaults { faults: vec![fault] }.into();
    let central = school(2);
    let faults = [
        FrameFault::Twice { school: school(1) },
        FrameFault::NoTown { school: school(1) },
        FrameFault::CountsWithNone { school: school(1), central },
        FrameFault::ListedUnknown { school: school(1) },
        FrameFault::NotForTheList { school: school(1) },
    ];
    faults.map(of).into()
}
