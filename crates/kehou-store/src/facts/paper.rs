//! Papers of inspections: acts and sheets that are kept by what they say. (I1–I16, O6, O8)

use kehou_inspection::{
    AdoptedChecklist, Attachment, CampaignRecorded, CaseAct, EntryAct, Inspector, PracticeAct,
    Recorded, RoutineVisited, SafetyEntry, Signature, SubmittedSheet, VetoDecision, WrittenPost,
    WrittenReporter,
    record::{Record, RecordFault},
};
use kehou_units::Instant;

use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

/// A kind of papers: a table of its own.
///
/// One more kind costs a line here, its table in the two migrations and in the dump.
pub trait Paper: Record + Send + Sync + 'static {
    /// Its table.
    const TABLE: &'static str;
    /// Whether what it says is sealed.
    const IS_SEALED: bool;
}

/// A paper where it is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed<P> {
    /// The number of what it is about within its ledger: a finding, a campaign, a case; 0 when it
    /// stands by itself.
    pub about: u32,
    /// The paper.
    pub paper: P,
}

macro_rules! papers {
    ($($table:literal $paper:ty, $sealed:literal;)+) => {$(
        impl Paper for $paper {
            const TABLE: &'static str = $table;
            const IS_SEALED: bool = $sealed;
        }
    )+};
}

papers! {
    "finding_act" Recorded, false;
    "campaign_act" CampaignRecorded, false;
    "inspector" Inspector, false;
    "routine_visit" RoutineVisited, false;
    "checklist" AdoptedChecklist, false;
    "answer_sheet" SubmittedSheet, false;
    "veto_decision" VetoDecision, false;
    "safety_item" SafetyEntry, false;
    "attachment" Attachment, false;
    "practice_act" PracticeAct, false;
    "principal_post" WrittenPost, false;
    "case_act" CaseAct, true;
    "case_reporter" WrittenReporter, true;
    "entry_act" EntryAct, true;
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl<P: Paper> Fact for Filed<P> {
    const TABLE: &'static str = P::TABLE;
    const COLUMNS: &'static [&'static str] = &["about_no", "done_by", "done_at", "body"];

    fn put(&self, row: &mut Put<'_>) {
        let signed = self.paper.signed();
        row.whole(self.about);
        row.text(signed.by.as_str());
        row.cell(signed.at.as_micros());
        let text = self.paper.to_text();
        if P::IS_SEALED {
            row.sealed(Some(&text));
        } else {
            row.text(&text);
        }
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let about = row.whole()?;
        let by = row.parsed()?;
        let at = Instant::from_micros(row.cell()?);
        let text = if P::IS_SEALED { row.opened()?.unwrap_or_default() } else { row.text()? };
        let unreadable = |fault: RecordFault| row.wrong(fault);
        let paper = P::from_text(&text, Signature { by, at }).map_err(unreadable)?;
        Ok(Self { about, paper })
    }
}
