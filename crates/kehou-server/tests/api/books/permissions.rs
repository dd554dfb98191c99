//! Who may call what where: every call, by everybody, at every school, beside the table.

use std::collections::BTreeSet;

use kehou_app::{Permission, Place, Principal, Share, authorise};
use kehou_registry::PupilNo;
use prost::Message;
use tonic::Code;

use super::{
    calls::{At, CALLS, Call, other},
    county::{County, day},
    people::{TOWNS, class_3_1, code, everybody},
    raw::call,
};
use crate::harness::reason;

/// Whether the table permits a call about a school.
fn is_permitted(who: &Principal, asked: &Call, number: usize) -> bool {
    let school = |number: usize| (code(number), TOWNS[number - 1].parse().unwrap());
    let (code, town) = school(number);
    let (code, town) = (&code, Some(&town));
    let may = |place| authorise(who, asked.permission, place).is_ok();
    let (class, extent) = (class_3_1(), who.schools(asked.permission));
    match asked.at {
        At::County => may(Place::County),
        At::School => may(Place::School { code, town }),
        At::TwoSchools => {
            let (elsewhere, its_town) = school(other(number));
            may(Place::School { code, town })
                && may(Place::School { code: &elsewhere, town: Some(&its_town) })
        }
        At::Class => may(Place::Class { code, town, class }),
        At::Pupil => {
            let (pupil, class) = (PupilNo::new(1), Some(class));
            may(Place::Pupil { code, town, pupil, class })
        }
        At::AnyOfSchool => extent.of_school(code, town) != Share::Nothing,
        At::Anywhere => !extent.is_nothing(),
        At::SomeSchool => extent.may_hold_a_school(),
        At::Import => extent.is_county(),
        At::FilesToo => may(Place::County) && reads(who, Permission::ReadFiles),
        At::CasesToo => may(Place::County) && reads(who, Permission::KeepCases),
        At::Files => reads_any_file(who),
        At::OwnFile => reads_any_file(who) || !extent.is_nothing(),
    }
}

fn reads(who: &Principal, permission: Permission) -> bool {
    authorise(who, permission, Place::County).is_ok()
}

/// The leading group and personnel read all files, discipline those on violations.
fn reads_any_file(who: &Principal) -> bool {
    reads(who, Permission::ReadFiles) || reads(who, Permission::KeepCases)
}

/// Every method of the services of the books.
fn methods() -> BTreeSet<String> {
    let set = prost_types::FileDescriptorSet::decode(kehou_wire::pb::DESCRIPTORS).unwrap();
    let stateless = ["FeeService", "PolicyService", "DrawService"];
    let mut paths = BTreeSet::from(["/kehou.policy.v1.PolicyService/AdoptPolicy".to_owned()]);
    for file in set.file.iter().filter(|file| file.package().starts_with("kehou.")) {
        for service in file.service.iter().filter(|it| !stateless.contains(&it.name())) {
            let methods = service
                .method
                .iter()
                .map(|method| format!("/{}.{}/{}", file.package(), service.name(), method.name()));
            paths.extend(methods);
        }
    }
    paths
}

#[test]
fn the_walk_knows_every_method_of_the_books() {
    let walked: BTreeSet<String> = CALLS.iter().map(|call| call.path.to_owned()).collect();
    assert_eq!(walked, methods());
}

#[tokio::test]
async fn every_call_is_refused_exactly_where_the_table_says_so() {
    let county = County::new().await;
    county.at(day(4, 10));
    let (mut asked, mut forbidden) = (0, 0);
    for (nth, one) in CALLS.iter().enumerate() {
        for who in everybody() {
            for number in 1..=3 {
                asked += 1;
                let id = format!("walk-{nth}-{}-{number}", who.subject);
                let messages = (one.messages)(number, id);
                let channel = county.channel.clone();
                let answer = call(channel, Some(&who.subject), one.path, messages).await;
                let refused = answer.err();
                let code = refused.as_ref().map_or(Code::Ok, tonic::Status::code);
                let seen = format!("{} of {number} by {}: {refused:?}", one.path, who.subject);
                assert_ne!(code, Code::InvalidArgument, "{seen}");
                assert_ne!(code, Code::Internal, "{seen}");
                let is_forbidden = code == Code::PermissionDenied;
                assert_eq!(!is_forbidden, is_permitted(&who, one, number), "{seen}");
                if let Some(refused) = refused.filter(|_| is_forbidden) {
                    forbidden += 1;
                    assert_eq!(reason(&refused), "FORBIDDEN", "{seen}");
                }
            }
        }
    }
    assert_eq!(asked, CALLS.len() * everybody().len() * 3);
    assert!(forbidden > asked / 3 && forbidden < asked, "{forbidden} of {asked}");
    county.stop().await;
}

#[tokio::test]
async fn nobody_is_answered_without_a_token_that_is_known() {
    let county = County::bare().await;
    for one in CALLS {
        for (token, said) in [(None, "TOKEN_MISSING"), (Some("guessed"), "TOKEN_UNKNOWN")] {
            let messages = (one.messages)(1, "unknown-01".to_owned());
            let refused =
                call(county.channel.clone(), token, one.path, messages).await.unwrap_err();
            assert_eq!(refused.code(), Code::Unauthenticated, "{}", one.path);
            assert_eq!(reason(&refused), said, "{}", one.path);
        }
    }
    county.stop().await;
}
