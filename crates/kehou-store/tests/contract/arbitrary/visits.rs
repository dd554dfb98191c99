//! Strategies for checklists, sheets, vetoes, safety registers and files. (I7, I8, O6)

use chrono::NaiveDate;
use kehou_inspection::{
    AdoptedChecklist, AnswerSheet, Attachment, Checklist, Evidence, Given, ItemAnswer, Line,
    MediaType, Reasoned, SafetyEntry, SafetyItem, SafetyKind, SheetRole, Signature, SubmittedSheet,
    VetoDecision, VetoGround, VetoVerdict,
};
use kehou_policy::CheckId;
use kehou_store::{AttachmentPiece, Filed};
use kehou_units::Instant;
use proptest::{
    array::uniform32,
    collection::vec,
    num, option, prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

fn line() -> impl Strategy<Value = Line> {
    "[^\\p{C}\\p{Z}]{1,24}".prop_map(|text| text.parse().unwrap())
}

fn signed() -> impl Strategy<Value = Signature> {
    ("[a-z0-9-]{1,16}", num::i64::ANY)
        .prop_map(|(by, at)| Signature { by: by.parse().unwrap(), at: Instant::from_micros(at) })
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (1..=28u32).prop_map(|day| NaiveDate::from_ymd_opt(2023, 4, day).unwrap())
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    vec(
        (uniform32(num::u8::ANY), line()).prop_map(|(sha256, name)| Evidence { sha256, name }),
        0..3,
    )
}

fn filed<P: std::fmt::Debug + Clone + 'static>(
    paper: impl Strategy<Value = P>,
) -> impl Strategy<Value = Filed<P>> {
    (0..9u32, paper).prop_map(|(about, paper)| Filed { about, paper })
}

pub(crate) fn checklist() -> impl Strategy<Value = Filed<AdoptedChecklist>> {
    let adopted = (1..99u32, signed()).prop_map(|(version, signed)| {
        let version = format!("version = {version}");
        let text = Checklist::SHIPPED.replacen("version = 1", &version, 1);
        AdoptedChecklist::of(&text, signed).unwrap()
    });
    filed(adopted)
}

pub(crate) fn answer_sheet() -> impl Strategy<Value = Filed<SubmittedSheet>> {
    let given = vec((select(Given::ALL.to_vec()), option::of(line()), evidence()), 39);
    let role = prop_oneof![
        Just(SheetRole::SelfCheck),
        (day(), option::of(line()))
            .prop_map(|(on, without_self_check)| SheetRole::Visit { on, without_self_check }),
    ];
    let submitted = (given, signed(), role).prop_map(|(given, signed, role)| {
        let checklist = Checklist::shipped().unwrap();
        let answer = |(item, (given, corrected, evidence)): (&kehou_inspection::Item, _)| {
            let corrected: Option<Line> = corrected;
            let corrected = corrected.filter(|_| given == Given::No);
            ItemAnswer { item: item.id.clone(), given, corrected, evidence }
        };
        let answers = checklist.items().zip(given).map(answer).collect();
        let school = "3708290001".parse().unwrap();
        let sheet = AnswerSheet::of(&checklist, school, signed, answers).unwrap();
        SubmittedSheet { sheet, role }
    });
    filed(submitted)
}

pub(crate) fn veto_decision() -> impl Strategy<Value = Filed<VetoDecision>> {
    let ground = prop_oneof![
        line().prop_map(VetoGround::Item),
        select(CheckId::ALL.to_vec()).prop_map(VetoGround::Check),
    ];
    let verdict = select(VetoVerdict::ALL.to_vec());
    let decided = (signed(), line()).prop_map(|(signed, why)| Reasoned { signed, why });
    let decision = (ground, verdict, decided).prop_map(|(ground, verdict, decided)| VetoDecision {
        ground,
        verdict,
        decided,
    });
    filed(decision)
}

pub(crate) fn safety_item() -> impl Strategy<Value = Filed<SafetyEntry>> {
    let item = (select(SafetyKind::ALL.to_vec()), day(), option::of(day()), evidence()).prop_map(
        |(kind, evidence_on, expires_on, evidence)| SafetyItem {
            kind,
            evidence_on,
            expires_on,
            evidence,
        },
    );
    filed((item, signed()).prop_map(|(item, signed)| SafetyEntry { item, signed }))
}

pub(crate) fn attachment() -> impl Strategy<Value = Filed<Attachment>> {
    let media = select(MediaType::ALL.to_vec());
    let file = (uniform32(num::u8::ANY), line(), media, 1..=10_485_760u32, signed()).prop_map(
        |(sha256, name, media, bytes, signed)| Attachment { sha256, name, media, bytes, signed },
    );
    filed(file)
}

pub(crate) fn attachment_piece() -> impl Strategy<Value = AttachmentPiece> {
    (1..9u32, 0..40u32, vec(num::u8::ANY, 1..600))
        .prop_map(|(attachment, piece, content)| AttachmentPiece { attachment, piece, content })
}
