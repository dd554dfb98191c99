//! What every write brings beside its facts: an id, a reason, an etag; and what it is known by.

use std::mem;

use prost::Message;
use sha2::{Digest, Sha256};

use crate::{Flaw, Form, pb, place::Place, scalar};

/// The most bytes of a reason.
const REASON_LIMIT: usize = 400;

/// What every write brings beside its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteHead {
    /// The caller's id of the request.
    pub request_id: String,
    /// Why; empty when nothing was said.
    pub reason: String,
    /// The change that the caller has seen last; none when that is not to be checked.
    pub etag: Option<i64>,
    /// SHA-256 of the method and of the request without its id: what a repetition has in common with
    /// its first.
    pub fingerprint: [u8; 32],
}

/// Whether a write must say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReasonDuty {
    /// It may.
    Optional,
    /// It must.
    Required,
}

/// A request that writes.
pub(crate) trait Write: Message {
    /// The method, which the fingerprint holds too.
    const METHOD: &'static str;
    /// Whether it must say why.
    const REASON: ReasonDuty;

    /// The field `request_id`.
    fn request_id(&mut self) -> &mut String;
    /// The field `reason`.
    fn reason(&self) -> &str;
    /// The field `etag`; 0 where there is none.
    fn etag(&self) -> i64;
}

macro_rules! writes {
    ($($context:ident::$request:ident $method:literal $duty:ident $($etag:ident)?;)+) => {$(
        impl Write for pb::$context::$request {
            const METHOD: &'static str = $method;
            const REASON: ReasonDuty = ReasonDuty::$duty;

            fn request_id(&mut self) -> &mut String {
                &mut self.request_id
            }

            fn reason(&self) -> &str {
                &self.reason
            }

            fn etag(&self) -> i64 {
                0 $(+ self.$etag)?
            }
        }
    )+};
}

writes! {
    registry::PutSchoolRequest "PutSchool" Optional etag;
    registry::CloseSchoolRequest "CloseSchool" Required etag;
    registry::PutCalendarRequest "PutCalendar" Optional etag;
    registry::PutPlanRequest "PutPlan" Optional etag;
    registry::PutNoticesRequest "PutNotices" Optional etag;
    registry::PutPayeesRequest "PutPayees" Optional etag;
    registry::PutWorkingDaysRequest "PutWorkingDays" Optional etag;
    registry::PutPupilsRequest "PutPupils" Optional etag;
    registry::MovePupilRequest "MovePupil" Optional etag;
    registry::TransferPupilRequest "TransferPupil" Required etag;
    registry::PutApplicationsRequest "PutApplications" Optional etag;
    registry::PutWaiversRequest "PutWaivers" Required etag;
    registry::DecideWaiverRequest "DecideWaiver" Optional etag;
    attendance::SubmitRollRequest "SubmitRoll" Optional etag;
    attendance::LockMonthRequest "LockMonth" Optional etag;
    attendance::ReopenMonthRequest "ReopenMonth" Required etag;
    fee::CloseMonthRequest "CloseMonth" Optional;
    fee::PublishStatementRequest "PublishStatement" Optional etag;
    policy::AdoptPolicyRequest "AdoptPolicy" Required;
    inspection::AdoptChecklistRequest "AdoptChecklist" Required;
    inspection::SubmitSelfCheckRequest "SubmitSelfCheck" Optional etag;
    inspection::SubmitVisitRequest "SubmitVisit" Optional etag;
    inspection::DecideVetoRequest "DecideVeto" Required;
    inspection::PutSafetyRegisterRequest "PutSafetyRegister" Optional etag;
    inspection::OpenCampaignRequest "OpenCampaign" Optional;
    inspection::FixFrameRequest "FixFrame" Optional etag;
    inspection::CommitDrawRequest "CommitDraw" Optional etag;
    inspection::RevealSeedRequest "RevealSeed" Optional etag;
    inspection::PutInspectorsRequest "PutInspectors" Optional etag;
    inspection::AssignInspectorsRequest "AssignInspectors" Optional etag;
    inspection::AddVisitRequest "AddVisit" Required etag;
    inspection::CancelVisitRequest "CancelVisit" Required etag;
    inspection::SubstituteVisitRequest "SubstituteVisit" Required etag;
    inspection::RecordRoutineVisitRequest "RecordRoutineVisit" Optional;
    inspection::ReceiveCaseRequest "ReceiveCase" Optional;
    inspection::AdvanceCaseRequest "AdvanceCase" Optional etag;
    inspection::ProposeEntryRequest "ProposeEntry" Optional;
    inspection::AdvanceEntryRequest "AdvanceEntry" Optional etag;
    inspection::PutPostsRequest "PutPosts" Optional etag;
    inspection::NominatePracticeRequest "NominatePractice" Optional;
    inspection::AdvancePracticeRequest "AdvancePractice" Optional etag;
    inspection::OpenFindingRequest "OpenFinding" Optional;
    inspection::AdvanceFindingRequest "AdvanceFinding" Optional etag;
}

/// Reads what every write brings. The id is taken out of the request.
pub(crate) fn write_head<W: Write>(at: &mut Place<'_>, given: &mut W) -> Option<WriteHead> {
    let request_id = request_id(at.field("request_id"), &mem::take(given.request_id()));
    let reason = reason(at.field("reason"), given.reason(), W::REASON);
    let etag = etag(at.field("etag"), given.etag());
    let fingerprint = fingerprint(W::METHOD, given);
    Some(WriteHead { request_id: request_id?, reason: reason?, etag: etag?, fingerprint })
}

/// An id that the caller gave a request.
pub(crate) fn request_id(mut at: Place<'_>, given: &str) -> Option<String> {
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if (8..=64).contains(&given.len()) && given.bytes().all(plain) {
        return Some(given.to_owned());
    }
    let given = scalar::named_back(given);
    at.refuse(Flaw::Malformed { given, form: Form::RequestId })
}

/// Why something is written.
pub(crate) fn reason(at: Place<'_>, given: &str, duty: ReasonDuty) -> Option<String> {
    match duty {
        ReasonDuty::Optional => scalar::text(at, given.to_owned(), REASON_LIMIT),
        ReasonDuty::Required => scalar::name(at, given.to_owned(), REASON_LIMIT),
    }
}

/// The number of a change that the caller has seen; 0 says nothing.
fn etag(mut at: Place<'_>, given: i64) -> Option<Option<i64>> {
    match given {
        0 => Some(None),
        1.. => Some(Some(given)),
        _ => at.refuse(Flaw::OutOfRange { given, least: 0, most: i64::MAX }),
    }
}

/// SHA-256 of a method and a message.
pub(crate) fn fingerprint(method: &str, message: &impl Message) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(method);
    hash.update([0]);
    hash.update(message.encode_to_vec());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Violations;

    fn closing() -> pb::registry::CloseSchoolRequest {
        pb::registry::CloseSchoolRequest {
            request_id: "close-2023-0001".into(),
            reason: "merged".into(),
            etag: 7,
            school_code: "3708290001".into(),
            ..Default::default()
        }
    }

    fn read(mut given: pb::registry::CloseSchoolRequest) -> Result<WriteHead, Violations> {
        let mut found = Violations::default();
        let head = write_head(&mut Place::request(&mut found), &mut given);
        found.or(head)
    }

    #[test]
    fn id_reason_and_etag_are_read() {
        let head = read(closing()).unwrap();
        assert_eq!(head.request_id, "close-2023-0001");
        assert_eq!((head.reason.as_str(), head.etag), ("merged", Some(7)));
        assert_eq!(
            read(pb::registry::CloseSchoolRequest { etag: 0, ..closing() }).unwrap().etag,
            None
        );
    }

    #[test]
    fn what_is_wrong_with_them_is_told_at_once() {
        let wrong = pb::registry::CloseSchoolRequest {
            request_id: "spaced id".into(),
            reason: "  ".into(),
            etag: -1,
            ..closing()
        };
        let wrong = read(wrong).unwrap_err();
        let told: Vec<_> =
            wrong.listed().iter().map(|it| (it.field.as_str(), it.flaw.code())).collect();
        assert_eq!(
            told,
            [
                ("request_id", "FIELD_NOT_A_REQUEST_ID"),
                ("reason", "FIELD_REQUIRED"),
                ("etag", "FIELD_OUT_OF_RANGE")
            ]
        );
    }

    #[test]
    fn a_request_id_has_8_to_64_plain_characters() {
        for (given, taken) in [
            ("", false),
            ("1234567", false),
            ("12345678", true),
            (&"a".repeat(64), true),
            (&"a".repeat(65), false),
            ("A.b_c-09", true),
            ("课后服务课后", false),
            ("with/slash", false),
        ] {
            let mut found = Violations::default();
            let read = request_id(Place::request(&mut found).field("request_id"), given);
            assert_eq!(read.is_some(), taken, "{given}");
            assert_eq!(found.is_empty(), taken, "{given}");
        }
    }

    #[test]
    fn a_fingerprint_leaves_out_the_id_and_nothing_else() {
        let first = read(closing()).unwrap().fingerprint;
        let renamed =
            pb::registry::CloseSchoolRequest { request_id: "another-id".into(), ..closing() };
        assert_eq!(read(renamed).unwrap().fingerprint, first);
        let other = pb::registry::CloseSchoolRequest { reason: "closed".into(), ..closing() };
        assert_ne!(read(other).unwrap().fingerprint, first);
        let later = pb::registry::CloseSchoolRequest { etag: 8, ..closing() };
        assert_ne!(read(later).unwrap().fingerprint, first);
        let alike =
            pb::registry::PutPlanRequest { school_code: "3708290001".into(), ..Default::default() };
        assert_ne!(fingerprint("PutPlan", &alike), fingerprint("PutCalendar", &alike));
    }
}
