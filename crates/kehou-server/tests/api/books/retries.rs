//! Requests that come again, and policies that are adopted.

use kehou_wire::pb::{
    audit::ListChangesRequest,
    policy::{AdoptPolicyRequest, GetPolicyRequest, PolicySource, policy_source::Source},
};
use tonic::Code;

use super::{
    county::{County, by, day},
    messages::*,
    people::code,
};
use crate::{
    harness::{metadata, reason},
    march::date,
};

#[tokio::test]
async fn the_same_request_is_given_the_first_answer_and_another_under_its_id_is_refused() {
    let county = County::new().await;
    let mut schools = county.schools();
    let mut put = put_notices(1, "notices-07");
    put.notices[0].complaint_phone = "0537-1111111".into();
    let first = schools.put_notices(by("head", put.clone())).await.unwrap().into_inner();
    let first = first.receipt.unwrap();
    assert!(!first.replayed && !first.unchanged);
    county.at(day(3, 9));
    let again = schools.put_notices(by("head", put.clone())).await.unwrap().into_inner();
    let again = again.receipt.unwrap();
    assert!(again.replayed);
    assert_eq!((again.etag, again.recorded_at), (first.etag, first.recorded_at));
    let mut other = put.clone();
    other.notices[0].complaint_phone = "0537-2222222".into();
    let refused = schools.put_notices(by("head", other)).await.unwrap_err();
    assert_eq!(refused.code(), Code::AlreadyExists);
    assert_eq!(reason(&refused), "REQUEST_ID_USED");
    assert_eq!(metadata(&refused, "request_id"), "notices-07");
    let alike =
        kehou_wire::pb::registry::PutNoticesRequest { request_id: "notices-08".into(), ..put };
    let same = schools.put_notices(by("head", alike)).await.unwrap().into_inner();
    let same = same.receipt.unwrap();
    assert_eq!((same.unchanged, same.etag), (true, first.etag));
    let changes = ListChangesRequest {
        school_code: code(1).to_string(),
        after_change_no: first.etag - 1,
        ..Default::default()
    };
    let told = county.audit().list_changes(by("auditor", changes)).await.unwrap().into_inner();
    let told: Vec<_> =
        told.changes.iter().map(|it| (it.actor.as_str(), it.action.as_str())).collect();
    assert_eq!(told, [("head", "registry.put_notices")], "one change in all");
    county.stop().await;
}

#[tokio::test]
async fn a_policy_is_adopted_once_and_answers_stateless_calls_by_its_id() {
    let county = County::bare().await;
    let mut policies = county.policies();
    let trial = AdoptPolicyRequest { validate_only: true, ..adopt_policy("policy-01") };
    let trial = policies.adopt_policy(by("finance", trial)).await.unwrap().into_inner();
    assert_eq!(trial.receipt, None);
    let adopted = adopt_policy("policy-02");
    let done = policies.adopt_policy(by("finance", adopted)).await.unwrap().into_inner();
    assert_eq!(done.policy_id, trial.policy_id);
    let mut other = adopt_policy("policy-03");
    for file in &mut other.files {
        file.text = file.text.replace(r#"value = "2.00""#, r#"value = "1.90""#);
    }
    let changed = policies.adopt_policy(by("finance", other)).await.unwrap().into_inner();
    assert!(changed.changes.iter().any(|change| change.after.as_deref() == Some("1.90")));
    assert_ne!(changed.policy_id, done.policy_id);
    for (source, id) in [
        (Source::PolicyId(changed.policy_id.clone()), &changed.policy_id),
        (Source::Division("370829".into()), &changed.policy_id),
        (Source::PolicyId(done.policy_id.clone()), &done.policy_id),
    ] {
        let policy = Some(PolicySource { source: Some(source) });
        let asked = GetPolicyRequest { policy, on: date(3, 1) };
        let found = policies.get_policy(asked).await.unwrap().into_inner();
        assert_eq!(&found.policy_id, id);
    }
    let broken = AdoptPolicyRequest { division: "370828".into(), ..adopt_policy("policy-04") };
    let refused = policies.adopt_policy(by("finance", broken)).await.unwrap_err();
    assert_eq!(reason(&refused), "POLICY_OTHER_DIVISION");
    let mut broken = adopt_policy("policy-05");
    broken.files[0].text = "no policy".into();
    let refused = policies.adopt_policy(by("finance", broken)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::InvalidArgument, "POLICY_TEXTS")
    );
    county.stop().await;
}
