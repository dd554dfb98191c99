//! Visits, checklists, evidence and safety registers through the server. (I7, I8, O6, R29)

use kehou_inspection::Checklist;
use kehou_wire::pb::inspection::{
    attach_evidence_request::Part, get_attachment_response::Part as Sent, *,
};
use prost::Message;
use sha2::{Digest, Sha256};
use tonic::Code;

use super::{
    county::{County, by, day},
    people::code,
};
use crate::{harness::reason, march::date};

fn school(number: usize) -> String {
    code(number).to_string()
}

/// A request that adopts the checklist that ships, which changes nothing.
pub(crate) fn adopt(id: &str) -> AdoptChecklistRequest {
    AdoptChecklistRequest {
        request_id: id.into(),
        reason: "沿用".into(),
        text: Checklist::SHIPPED.into(),
        validate_only: false,
    }
}

pub(crate) fn checklist() -> GetChecklistRequest {
    GetChecklistRequest { checklist_id: "service-inspection".into(), ..Default::default() }
}

fn answers() -> Vec<ItemAnswer> {
    let checklist = Checklist::shipped().unwrap();
    let answer = |item: &kehou_inspection::Item| ItemAnswer {
        item: item.id.to_string(),
        given: GivenAnswer::Yes.into(),
        ..Default::default()
    };
    checklist.items().map(answer).collect()
}

/// A self-check of the first campaign.
pub(crate) fn self_check(number: usize, id: &str) -> SubmitSelfCheckRequest {
    SubmitSelfCheckRequest {
        request_id: id.into(),
        school_code: school(number),
        campaign_no: 1,
        answers: answers(),
        ..Default::default()
    }
}

/// A visit of the first campaign.
pub(crate) fn visit(number: usize, id: &str) -> SubmitVisitRequest {
    SubmitVisitRequest {
        request_id: id.into(),
        school_code: school(number),
        campaign_no: 1,
        visited_on: date(4, 10),
        answers: answers(),
        ..Default::default()
    }
}

pub(crate) fn report(number: usize) -> GetVisitReportRequest {
    GetVisitReportRequest { school_code: school(number), campaign_no: 1, known_at: None }
}

pub(crate) fn prefill(number: usize) -> GetPrefillRequest {
    GetPrefillRequest { school_code: school(number), campaign_no: 1, known_at: None }
}

pub(crate) fn veto(number: usize, id: &str) -> DecideVetoRequest {
    DecideVetoRequest {
        request_id: id.into(),
        reason: "现场核实".into(),
        school_code: school(number),
        campaign_no: 1,
        ground: Some(VetoGround { ground: Some(veto_ground::Ground::Item("6.1".into())) }),
        verdict: VetoVerdict::Confirmed.into(),
    }
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pieces(number: usize, id: &str, content: &[u8]) -> Vec<AttachEvidenceRequest> {
    let header = EvidenceHeader {
        request_id: id.into(),
        reason: String::new(),
        school_code: school(number),
        name: "..\\..\\照片 <1>.jpg".into(),
        sha256: hash(content),
    };
    let chunks = content.chunks(1_000_000).map(|chunk| Part::Chunk(chunk.to_vec()));
    let parts = [Part::Header(header)].into_iter().chain(chunks);
    parts.map(|part| AttachEvidenceRequest { part: Some(part) }).collect()
}

const PHOTO: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x10JFIF";

/// The pieces of a photo that is attached.
pub(crate) fn photo(number: usize, id: &str) -> Vec<Vec<u8>> {
    pieces(number, id, PHOTO).iter().map(Message::encode_to_vec).collect()
}

pub(crate) fn attachment(number: usize) -> GetAttachmentRequest {
    GetAttachmentRequest { school_code: school(number), sha256: hash(PHOTO) }
}

pub(crate) fn attachments(number: usize) -> ListAttachmentsRequest {
    ListAttachmentsRequest { school_code: school(number), ..Default::default() }
}

pub(crate) fn register(number: usize, id: &str) -> PutSafetyRegisterRequest {
    PutSafetyRegisterRequest {
        request_id: id.into(),
        school_code: school(number),
        ..Default::default()
    }
}

pub(crate) fn safety(number: usize) -> GetSafetyRegisterRequest {
    GetSafetyRegisterRequest { school_code: school(number), on: None, known_at: None }
}

/// What comes of a file: its header, and its bytes until it ends or breaks off.
async fn whole(county: &County, asked: GetAttachmentRequest) -> (Attachment, Vec<u8>) {
    let mut stream =
        county.visits().get_attachment(by("auditor", asked)).await.unwrap().into_inner();
    let (mut file, mut bytes) = (None, Vec::new());
    while let Some(message) = stream.message().await.unwrap() {
        match message.part.unwrap() {
            Sent::File(sent) => assert!(file.replace(sent).is_none() && bytes.is_empty()),
            Sent::Chunk(chunk) => bytes.extend(chunk),
        }
    }
    (file.unwrap(), bytes)
}

#[tokio::test]
async fn a_file_goes_in_and_comes_out_in_pieces() {
    let county = County::new().await;
    let mut content = PHOTO.to_vec();
    content.extend((0..700_000u32).flat_map(u32::to_le_bytes));
    let sent = tokio_stream::iter(pieces(1, "attach-0001", &content));
    let taken = county.visits().attach_evidence(by("head", sent)).await.unwrap().into_inner();
    assert_eq!((taken.media_type.as_str(), taken.sha256), ("image/jpeg", hash(&content)));
    let asked = GetAttachmentRequest { school_code: school(1), sha256: hash(&content) };
    let (file, bytes) = whole(&county, asked).await;
    assert!(bytes == content, "the bytes come back otherwise");
    assert_eq!((file.name.as_str(), file.size_bytes), ("..\\..\\照片 <1>.jpg", taken.size_bytes));
    let listed = county.visits().list_attachments(by("auditor", attachments(1))).await.unwrap();
    assert_eq!(listed.into_inner().files, [file]);
    county.stop().await;
}

#[tokio::test]
async fn a_file_that_is_not_taken_is_refused_with_its_reason() {
    let county = County::new().await;
    let broken =
        [&pieces(1, "attach-0001", PHOTO)[..1], &pieces(1, "x", b"\xFF\xD8\xFF!")[1..]].concat();
    let large = pieces(1, "attach-0001", &[b"%PDF-", &vec![b'x'; 10_485_756][..]].concat());
    let late = pieces(1, "attach-0001", PHOTO).into_iter().skip(1).collect();
    for (sent, status, expected) in [
        (pieces(1, "attach-0001", b"MZ\x90"), Code::InvalidArgument, "ATTACHMENT_MEDIA"),
        (pieces(1, "attach-0001", b""), Code::InvalidArgument, "ATTACHMENT_EMPTY"),
        (broken, Code::InvalidArgument, "ATTACHMENT_HASH"),
        (large, Code::ResourceExhausted, "ATTACHMENT_TOO_LARGE"),
        (late, Code::InvalidArgument, "REQUEST_INVALID"),
        (Vec::new(), Code::InvalidArgument, "REQUEST_INVALID"),
    ] {
        let sent = by("head", tokio_stream::iter(sent));
        let refused = county.visits().attach_evidence(sent).await.unwrap_err();
        assert_eq!((refused.code(), reason(&refused).as_str()), (status, expected));
    }
    let listed = county.visits().list_attachments(by("auditor", attachments(1))).await.unwrap();
    assert!(listed.into_inner().files.is_empty());
    let unknown = county.visits().get_attachment(by("auditor", attachment(1))).await;
    let unknown = unknown.err().unwrap();
    assert_eq!((unknown.code(), reason(&unknown).as_str()), (Code::NotFound, "ATTACHMENT_UNKNOWN"));
    county.stop().await;
}

#[tokio::test]
async fn a_register_goes_in_and_says_what_it_lacks() {
    let county = County::new().await;
    let photo = tokio_stream::iter(pieces(1, "attach-0001", PHOTO));
    county.visits().attach_evidence(by("head", photo)).await.unwrap();
    let evidence = vec![Evidence { sha256: hash(PHOTO), name: "校门.jpg".into() }];
    let gates = SafetyItem {
        kind: SafetyKind::Gates.into(),
        evidence_on: date(3, 1),
        evidence,
        ..Default::default()
    };
    let put = PutSafetyRegisterRequest { items: vec![gates], ..register(1, "safety-001") };
    let put = county.safety().put_safety_register(by("head", put)).await.unwrap().into_inner();
    let seen = county.safety().get_safety_register(by("town", safety(1))).await.unwrap();
    let seen = seen.into_inner();
    assert_eq!((seen.etag, seen.on), (put.receipt.unwrap().etag, date(3, 1)));
    assert_eq!(seen.items[0].signed.as_ref().unwrap().by, "head");
    assert!(seen.gaps.len() == 7 && seen.gaps.iter().all(|gap| gap.kind() != SafetyKind::Gates));
    county.stop().await;
}

#[tokio::test]
async fn checklists_and_reports_are_answered() {
    let county = County::new().await;
    county.at(day(4, 10));
    let read = county.visits().get_checklist(by("head", checklist())).await.unwrap().into_inner();
    assert_eq!(read.checklist.unwrap().parts.len(), 9);
    let next = read.text.replacen("version = 1", "version = 2", 1);
    let next = AdoptChecklistRequest { text: next, ..adopt("adopt-0001") };
    let adopted = county.visits().adopt_checklist(by("programme", next)).await.unwrap();
    assert_eq!(adopted.into_inner().checklist_version, 2);
    let list = by("head", ListChecklistsRequest::default());
    let list = county.visits().list_checklists(list).await.unwrap().into_inner();
    assert_eq!(list.checklists.iter().map(|it| it.version).collect::<Vec<_>>(), [1, 2]);
    let refused = county.visits().get_visit_report(by("head", report(1))).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::NotFound, "CAMPAIGN_UNKNOWN"));
    let broken = AdoptChecklistRequest { text: "id = 1".into(), ..adopt("adopt-0002") };
    let refused = county.visits().adopt_checklist(by("programme", broken)).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    assert_eq!(reason(&refused), "INSPECTION_DATA_UNREADABLE");
    county.stop().await;
}
