//! Waivers. (F2, F11)

use chrono::NaiveDate;
use kehou_policy::WaiverCategory;
use kehou_registry::{Decision, Waiver, WaiverTrack};

use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Waiver {
    const TABLE: &'static str = "waiver";
    const COLUMNS: &'static [&'static str] =
        &["category", "track", "since", "decision", "decided_on", "decision_reason", "lost_on"];

    fn put(&self, row: &mut Put<'_>) {
        row.text(self.category.as_str());
        let (track, since, decision) = match &self.track {
            WaiverTrack::ListMatch { listed_on, decision } => {
                ("list_match", *listed_on, Some(decision))
            }
            WaiverTrack::Application { approved_on } => ("application", *approved_on, None),
        };
        row.text(track);
        row.cell(since);
        let (code, on, reason) = match decision {
            Some(Decision::Pending) => (Some("pending"), None, None),
            Some(Decision::Confirmed { on }) => (Some("confirmed"), Some(*on), None),
            Some(Decision::Rejected { on, reason }) => {
                (Some("rejected"), Some(*on), Some(reason.clone()))
            }
            None => (None, None, None),
        };
        row.cell(code);
        row.cell(on);
        row.cell(reason);
        row.cell(self.lost_on);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let category = row.text()?;
        let category = WaiverCategory::recorded(&category);
        let (track, since) = (row.text()?, row.cell::<NaiveDate>()?);
        let (decision, on) = (row.cell::<Option<String>>()?, row.cell::<Option<NaiveDate>>()?);
        let reason = row.cell::<Option<String>>()?;
        let track = match (track.as_str(), decision.as_deref(), on) {
            ("application", None, _) => WaiverTrack::Application { approved_on: since },
            ("list_match", Some("pending"), _) => list_match(since, Decision::Pending),
            ("list_match", Some("confirmed"), Some(on)) => {
                list_match(since, Decision::Confirmed { on })
            }
            ("list_match", Some("rejected"), Some(on)) => {
                list_match(since, Decision::Rejected { on, reason: reason.unwrap_or_default() })
            }
            _ => return Err(row.wrong(format_args!("track `{track}` lacks what belongs to it"))),
        };
        Ok(Self { category, track, lost_on: row.cell()? })
    }
}

const fn list_match(listed_on: NaiveDate, decision: Decision) -> WaiverTrack {
    WaiverTrack::ListMatch { listed_on, decision }
}
