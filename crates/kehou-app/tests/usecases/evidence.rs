//! Files handed in as evidence, safety registers, and checklists that are adopted. (I7, I8, I9, O6, R29)

use kehou_app::{
    AppError, Outcome, Principal,
    inspection::visits::{
        AdoptChecklist, EvidenceHead, EvidenceTaken, EvidenceUpload, ListAttachments,
        PutSafetyRegister, SafetyView, adopt_checklist, attachments, checklist, checklists,
        open_attachment, put_safety_register, safety_register,
    },
};
use kehou_fee::testing::day;
use kehou_inspection::{
    ATTACHMENT_BYTES, Attachment, Checklist, Evidence, MediaType, SCHOOL_ATTACHMENT_BYTES,
    SafetyItem, SafetyKind, SafetyLack, Signature,
};
use kehou_store::{Entry, Filed, ItemVersion, Tx, Work, testing::TestError};
use sha2::{Digest, Sha256};

use crate::{
    county::{
        County, ask, ask_without_reason, auditor, code, coordinator, finance, guardian, head,
        inspector, nine, nobody, programme, safety_office, school, town_office, treasurer,
    },
    findings::{attach, photo},
    harness::{Checked, Server, on_both},
};

on_both!(
    a_file_comes_back_as_it_was_handed_in,
    the_same_content_is_kept_once_a_school,
    what_is_no_evidence_is_refused_and_leaves_nothing,
    only_so_many_files_are_on_their_way_in_at_once,
    a_school_has_only_so_much_evidence,
    a_register_tells_what_it_lacks,
    registers_are_written_by_their_own,
    checklists_are_adopted_once_a_version,
);

async fn hand_in(
    county: &County,
    (who, id): (&Principal, &str),
    (name, content): (&str, &[u8]),
) -> Result<EvidenceTaken, AppError> {
    let sha256 = Sha256::digest(content).into();
    let head = EvidenceHead { school: school(1), name: name.parse().unwrap(), sha256 };
    let mut upload = EvidenceUpload::begin(&county.app, who, head).await?;
    for piece in content.chunks(1_000_000) {
        upload.bytes(piece)?;
    }
    upload.finish(&county.app, (who, ask(id))).await
}

async fn whole(county: &County, content: &[u8]) -> Result<(Vec<u8>, usize), AppError> {
    let sha256 = Sha256::digest(content).into();
    let mut reader = open_attachment(&county.app, &auditor(), (&school(1), sha256)).await?;
    let (mut bytes, mut pieces) = (Vec::new(), 0);
    while let Some(piece) = reader.next(&county.app).await? {
        assert!(piece.len() <= 262_144);
        bytes.extend(piece);
        pieces += 1;
    }
    Ok((bytes, pieces))
}

fn all() -> ListAttachments {
    ListAttachments { school: school(1), known_at: None, after: None, most: 100 }
}

/// A PDF of so many bytes, no two pieces of it alike.
fn pdf(bytes: usize) -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.extend((0..).flat_map(|number: u32| number.to_le_bytes()).take(bytes - 9));
    content
}

async fn a_file_comes_back_as_it_was_handed_in(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    for (at, bytes) in [9, 262_144, 262_145, ATTACHMENT_BYTES].into_iter().enumerate() {
        let content = pdf(bytes);
        let id = format!("attach-000{at}");
        let taken = hand_in(&county, (&head(1), &id), ("../../a.exe", &content)).await?;
        assert_eq!((taken.media, taken.bytes as usize), (MediaType::Pdf, bytes));
        assert_eq!(taken.written.outcome, Outcome::Recorded);
        let (back, pieces) = whole(&county, &content).await?;
        assert!(back == content, "{bytes} bytes come back otherwise");
        assert_eq!(pieces, bytes.div_ceil(262_144));
    }
    let files = attachments(&county.app, &auditor(), &all()).await?;
    assert_eq!(files.iter().map(|view| view.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(files[0].file.name.as_str(), "../../a.exe", "a name is a text");
    let page = ListAttachments { after: Some(2), most: 1, ..all() };
    let page = attachments(&county.app, &auditor(), &page).await?;
    assert_eq!(page.iter().map(|view| view.number).collect::<Vec<_>>(), [3]);
    Ok(())
}

async fn the_same_content_is_kept_once_a_school(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let content = pdf(300_000);
    hand_in(&county, (&head(1), "attach-0001"), ("a.pdf", &content)).await?;
    let again = hand_in(&county, (&coordinator(1), "attach-0002"), ("b.pdf", &content)).await?;
    assert_eq!(again.written.outcome, Outcome::Unchanged);
    let replayed = hand_in(&county, (&head(1), "attach-0001"), ("a.pdf", &content)).await?;
    assert_eq!(replayed.written.outcome, Outcome::Replayed);
    let files = attachments(&county.app, &auditor(), &all()).await?;
    assert_eq!(files.iter().map(|it| it.file.name.as_str()).collect::<Vec<_>>(), ["a.pdf"]);
    assert_eq!(whole(&county, &content).await?.0, content);
    let sha256 = Sha256::digest(&content).into();
    let elsewhere = open_attachment(&county.app, &auditor(), (&school(2), sha256)).await;
    assert_eq!(code(elsewhere), "ATTACHMENT_UNKNOWN", "each school has its own");
    for who in [head(2), nobody(), guardian(1, 1), town_office("370829102")] {
        let refused = open_attachment(&county.app, &who, (&school(1), sha256)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
        let refused = attachments(&county.app, &who, &all()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

async fn what_is_no_evidence_is_refused_and_leaves_nothing(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    for (name, content, refused) in [
        ("a.jpg", &b""[..], "ATTACHMENT_EMPTY"),
        ("a.jpg", b"MZ\x90\0", "ATTACHMENT_MEDIA"),
        ("a.txt", b"<script>", "ATTACHMENT_MEDIA"),
        ("a.pdf", &pdf(ATTACHMENT_BYTES + 1), "ATTACHMENT_TOO_LARGE"),
    ] {
        let answer = hand_in(&county, (&head(1), "attach-0001"), (name, content)).await;
        assert_eq!(code(answer), refused, "{name}");
    }
    for who in [head(2), treasurer(1), auditor(), guardian(1, 1), nobody()] {
        let answer = hand_in(&county, (&who, "attach-0001"), ("a.pdf", &pdf(9))).await;
        assert_eq!(code(answer), "FORBIDDEN", "{}", who.subject);
    }
    let announced = EvidenceHead {
        school: school(1),
        name: "a.pdf".parse().unwrap(),
        sha256: Sha256::digest(pdf(10)).into(),
    };
    let who = inspector("inspector-1");
    let mut upload = EvidenceUpload::begin(&county.app, &who, announced).await?;
    upload.bytes(&pdf(9))?;
    let answer = upload.finish(&county.app, (&who, ask("attach-0001"))).await;
    assert_eq!(code(answer), "ATTACHMENT_HASH");
    assert!(attachments(&county.app, &auditor(), &all()).await?.is_empty());
    Ok(())
}

async fn only_so_many_files_are_on_their_way_in_at_once(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let who = head(1);
    let begin = async || {
        let (name, sha256) = ("a.pdf".parse().unwrap(), Sha256::digest(pdf(9)).into());
        EvidenceUpload::begin(&county.app, &who, EvidenceHead { school: school(1), name, sha256 })
            .await
    };
    let mut begun = Vec::new();
    for _ in 0..8 {
        begun.push(begin().await?);
    }
    assert_eq!(code(begin().await), "UPLOADS_BUSY");
    // One is broken off, one ends as it should: each gives its place back.
    begun.pop();
    begun.push(begin().await?);
    let mut ending = begun.pop().ok_or("none began")?;
    ending.bytes(&pdf(9))?;
    ending.finish(&county.app, (&who, ask("attach-0001"))).await?;
    begun.push(begin().await?);
    assert_eq!(code(begin().await), "UPLOADS_BUSY");
    Ok(())
}

/// Files without their bytes, put on the books of school 1.
struct Filing(u32);

impl Work for Filing {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let files: Vec<ItemVersion<Filed<Attachment>>> = (1..=self.0).map(filed).collect();
        tx.save(&files).await?;
        Ok(Vec::new())
    }
}

async fn file(county: &County, files: u32) -> Result<(), TestError> {
    let store = county.app.store();
    let entry = Entry {
        ledger: store.school_id(&school(1)).await?.ok_or("no school")?,
        actor: "head".to_owned(),
        at: nine(day(3, 1)),
        action: "inspection.attach_evidence",
        reason: String::new(),
        request_id: "filed-001".to_owned(),
        fingerprint: [0; 32],
        import: None,
    };
    store.write(entry, Filing(files)).await?;
    Ok(())
}

fn filed(number: u32) -> ItemVersion<Filed<Attachment>> {
    let mut sha256 = [0; 32];
    sha256[..4].copy_from_slice(&number.to_be_bytes());
    let signed = Signature { by: "head".parse().unwrap(), at: nine(day(3, 1)) };
    let (name, media) = ("a.pdf".parse().unwrap(), MediaType::Pdf);
    let bytes = u32::try_from(ATTACHMENT_BYTES).unwrap();
    let paper = Attachment { sha256, name, media, bytes, signed };
    ItemVersion::of_school(number, Filed { about: 0, paper })
}

async fn a_school_has_only_so_much_evidence(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let most = SCHOOL_ATTACHMENT_BYTES / u64::try_from(ATTACHMENT_BYTES)?;
    file(&county, u32::try_from(most)?).await?;
    let room = usize::try_from(SCHOOL_ATTACHMENT_BYTES)? % ATTACHMENT_BYTES;
    let answer = hand_in(&county, (&head(1), "attach-0001"), ("a.pdf", &pdf(room + 1))).await;
    assert_eq!(code(answer), "ATTACHMENT_SCHOOL_FULL");
    hand_in(&county, (&head(1), "attach-0002"), ("a.pdf", &pdf(room))).await?;
    let answer = hand_in(&county, (&head(1), "attach-0003"), ("a.pdf", &pdf(9))).await;
    assert_eq!(code(answer), "ATTACHMENT_SCHOOL_FULL");
    let kept = hand_in(&county, (&head(1), "attach-0004"), ("b.pdf", &pdf(room))).await;
    assert_eq!(code(kept), "nothing was refused", "what is there takes no more room");
    Ok(())
}

fn entry(kind: SafetyKind) -> SafetyItem {
    let expires_on = Some(day(5, 31));
    SafetyItem { kind, evidence_on: day(3, 1), expires_on, evidence: vec![photo()] }
}

fn register(items: Vec<SafetyItem>) -> PutSafetyRegister {
    PutSafetyRegister { school: school(1), items, etag: None }
}

async fn read(county: &County, who: &Principal) -> Result<SafetyView, AppError> {
    safety_register(&county.app, who, (&school(1), None), None).await
}

async fn a_register_tells_what_it_lacks(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, who) = (&county.app, &head(1));
    assert_eq!(read(&county, who).await?.gaps.len(), 8, "the term is not over: no drill yet");
    let items: Vec<SafetyItem> = SafetyKind::ALL.map(entry).to_vec();
    let refused = put_safety_register(app, (who, ask("safety-001")), register(items.clone())).await;
    assert_eq!(code(refused), "EVIDENCE_NOT_ATTACHED");
    attach(&county, 1).await?;
    let put = put_safety_register(app, (who, ask("safety-001")), register(items.clone())).await?;
    let seen = read(&county, who).await?;
    assert_eq!((seen.entries.len(), seen.gaps.len(), seen.etag), (9, 0, put.change_no));
    let same = put_safety_register(app, (who, ask("safety-002")), register(items.clone())).await?;
    assert_eq!(same.outcome, Outcome::Unchanged);
    // The safety office takes one entry out; who wrote the others stays.
    let fewer = register(items[1..].to_vec());
    put_safety_register(app, (&safety_office(), ask("safety-003")), fewer).await?;
    let seen = read(&county, who).await?;
    assert!(seen.entries.iter().all(|entry| entry.signed.by.as_str() == "head"));
    assert_eq!(seen.gaps.iter().map(|gap| gap.kind).collect::<Vec<_>>(), [SafetyKind::Rule]);
    let old = PutSafetyRegister { etag: Some(put.change_no), ..register(items.clone()) };
    let stale = put_safety_register(app, (who, ask("safety-004")), old).await;
    assert_eq!(code(stale), "ITEM_STALE");
    let one = school(1);
    let on = |on| safety_register(app, who, (&one, Some(on)), None);
    let expired = on(day(6, 1)).await?.gaps;
    assert_eq!((expired.len(), expired[1].lack), (8, SafetyLack::Expired { on: day(5, 31) }));
    assert_eq!(on(day(7, 8)).await?.gaps.len(), 8, "the drill of the spring was held");
    put_safety_register(app, (who, ask("safety-005")), register(items[..8].to_vec())).await?;
    assert_eq!(on(day(7, 7)).await?.gaps.len(), 8);
    assert_eq!(on(day(7, 8)).await?.gaps.len(), 9, "no drill in a term that is over");
    Ok(())
}

async fn registers_are_written_by_their_own(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    for who in [head(2), treasurer(1), programme(), finance(), auditor(), inspector("i"), nobody()]
    {
        let refused = put_safety_register(app, (&who, ask("safety-001")), register(vec![])).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    for who in [head(2), town_office("370829102"), guardian(1, 1), nobody()] {
        assert_eq!(code(read(&county, &who).await), "FORBIDDEN", "{}", who.subject);
    }
    read(&county, &town_office("370829101")).await?;
    let ahead = SafetyItem { evidence_on: day(3, 2), evidence: vec![], ..entry(SafetyKind::Gates) };
    let over = SafetyItem { expires_on: Some(day(2, 28)), ..entry(SafetyKind::Gates) };
    for wrong in [ahead, over] {
        let put = register(vec![wrong]);
        let refused = put_safety_register(app, (&head(1), ask("safety-001")), put).await;
        assert_eq!(code(refused), "SAFETY_DAY");
    }
    let bare = SafetyItem { evidence: Vec::<Evidence>::new(), ..entry(SafetyKind::Gates) };
    put_safety_register(app, (&coordinator(1), ask("safety-001")), register(vec![bare])).await?;
    assert_eq!(read(&county, &head(1)).await?.gaps.len(), 8, "without evidence it does not count");
    Ok(())
}

async fn checklists_are_adopted_once_a_version(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, who) = (&county.app, &programme());
    let adopt = |text: &str, validate_only| AdoptChecklist { text: text.to_owned(), validate_only };
    let shipped = Checklist::SHIPPED;
    let next = shipped.replacen("version = 1", "version = 2", 1);
    assert_eq!(checklists(app, &head(1), None).await?.len(), 1, "the shipped one is there");
    let same = adopt_checklist(app, (who, ask("adopt-0001")), adopt(shipped, false)).await?;
    assert_eq!(same.written.unwrap().outcome, Outcome::Unchanged);
    let other = shipped.replacen("已组织动员", "已动员", 1);
    for only_judged in [true, false] {
        let taken =
            adopt_checklist(app, (who, ask("adopt-0002")), adopt(&other, only_judged)).await;
        assert_eq!(code(taken), "CHECKLIST_VERSION_TAKEN");
    }
    let broken = shipped.replacen("points = 2", "points = 3", 1);
    let broken = adopt_checklist(app, (who, ask("adopt-0002")), adopt(&broken, false)).await;
    assert_eq!(code(broken), "INSPECTION_DATA_SUM");
    let bare = ask_without_reason("adopt-0002");
    let bare = adopt_checklist(app, (who, bare), adopt(&next, false)).await;
    assert_eq!(code(bare), "REASON_MISSING");
    for who in [head(1), finance(), inspector("i"), auditor(), nobody()] {
        let refused = adopt_checklist(app, (&who, ask("adopt-0002")), adopt(&next, false)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let judged = adopt_checklist(app, (who, ask("adopt-0002")), adopt(&next, true)).await?;
    assert_eq!((judged.version, judged.written), (2, None));
    let id = "service-inspection";
    let reader = auditor();
    let of = |version| checklist(app, &reader, (id, version), None);
    assert_eq!(code(of(Some(2)).await), "CHECKLIST_UNKNOWN");
    let done = adopt_checklist(app, (who, ask("adopt-0002")), adopt(&next, false)).await?;
    assert_eq!(done.written.unwrap().outcome, Outcome::Recorded);
    let newest = of(None).await?;
    assert_eq!((newest.checklist.version(), newest.text), (2, next));
    assert_eq!(newest.adopted.unwrap().by.as_str(), "programme");
    assert_eq!(of(Some(1)).await?.adopted, None);
    assert_eq!(code(checklists(app, &guardian(1, 1), None).await), "FORBIDDEN");
    Ok(())
}
