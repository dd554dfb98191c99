//! Waivers, which have messages of their own: few may see them (F12).

use chrono::NaiveDate;
use kehou_registry::{Decision, PupilNo, SchoolCode, Waiver, WaiverTrack};
use kehou_units::Instant;

use crate::{
    Flaw, Page, Violations, WriteHead,
    fee::waiver_out,
    naming::{known_at, pupil_no, pupil_no_if_any, school_code},
    paging::page,
    pb::{self, registry::waiver_entry::Track},
    place::{Place, reading},
    scalar::{choice, date, date_if_any, list, name},
    write::write_head,
};

/// The most bytes of the code of a category.
const CATEGORY_LIMIT: usize = 64;

/// A waiver to be written; one of the same category and track is the same waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverEntry {
    /// The code of its category, which the policy must know.
    pub category: String,
    /// How it came about; a match with a list is pending here, whatever was decided about it.
    pub track: WaiverTrack,
    /// The day on which the status was lost.
    pub lost_on: Option<NaiveDate>,
}

/// Waivers of one pupil are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutWaiversQuestion {
    /// Who writes them by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The waivers; the whole list, none twice.
    pub waivers: Vec<WaiverEntry>,
}

impl PutWaiversQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutWaiversRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let mut place = at.field("waivers");
            let waivers = list(&mut place, &given.waivers, 0..=40, waiver_entry);
            let waivers = waivers.and_then(|waivers| told_apart(place, waivers));
            Some(Self { write: write?, school: school?, pupil: pupil?, waivers: waivers? })
        })
    }
}

fn waiver_entry(mut at: Place<'_>, given: &pb::registry::WaiverEntry) -> Option<WaiverEntry> {
    let category = name(at.field("category"), given.category.clone(), CATEGORY_LIMIT);
    let track = match given.track {
        None => at.field("track").refuse(Flaw::Required),
        Some(Track::ListedOn(day)) => date(at.field("listed_on"), Some(day))
            .map(|listed_on| WaiverTrack::ListMatch { listed_on, decision: Decision::Pending }),
        Some(Track::ApprovedOn(day)) => date(at.field("approved_on"), Some(day))
            .map(|approved_on| WaiverTrack::Application { approved_on }),
    };
    let lost_on = date_if_any(at.field("lost_on"), given.lost_on);
    Some(WaiverEntry { category: category?, track: track?, lost_on: lost_on? })
}

/// The waivers, when no two of them are the same.
fn told_apart(mut at: Place<'_>, waivers: Vec<WaiverEntry>) -> Option<Vec<WaiverEntry>> {
    let same =
        |a: &WaiverEntry, b: &WaiverEntry| (&a.category, &a.track) == (&b.category, &b.track);
    let mut apart = true;
    for (index, waiver) in waivers.iter().enumerate() {
        if let Some(first) = waivers[..index].iter().position(|other| same(other, waiver)) {
            let first = at.item(first).path();
            let given = waiver.category.clone();
            at.item(index).report(Flaw::Duplicate { given, first });
            apart = false;
        }
    }
    apart.then_some(waivers)
}

/// What finance says about a match with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is confirmed.
    Confirmed,
    /// It is rejected, for the reason of the request.
    Rejected,
}

/// A match with a list is decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideWaiverQuestion {
    /// Who writes it by what id, and why; a rejection always says why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The number of the waiver, from 1.
    pub waiver_no: u32,
    /// What finance says.
    pub verdict: Verdict,
    /// The day of the decision; today when none.
    pub decided_on: Option<NaiveDate>,
}

impl DecideWaiverQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::DecideWaiverRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let waiver_no = match given.waiver_no {
                0 => at.field("waiver_no").refuse(Flaw::Required),
                number => Some(number),
            };
            let verdict = verdict(at.field("decision"), given.decision);
            if verdict == Some(Verdict::Rejected) && given.reason.trim().is_empty() {
                at.field("reason").report(Flaw::Required);
            }
            let decided_on = date_if_any(at.field("decided_on"), given.decided_on);
            Some(Self {
                write: write?,
                school: school?,
                pupil: pupil?,
                waiver_no: waiver_no?,
                verdict: verdict?,
                decided_on: decided_on?,
            })
        })
    }
}

fn verdict(mut at: Place<'_>, given: i32) -> Option<Verdict> {
    use pb::fee::ListDecision as Given;
    match choice(at.here(), given)? {
        Given::Unspecified => None,
        Given::Pending => at.refuse(Flaw::Unexpected),
        Given::Confirmed => Some(Verdict::Confirmed),
        Given::Rejected => Some(Verdict::Rejected),
    }
}

/// Waivers are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListWaiversQuestion {
    /// The school.
    pub school: SchoolCode,
    /// Only those of this pupil.
    pub pupil: Option<PupilNo>,
    /// Only matches with a list that await a decision.
    pub pending_only: bool,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListWaiversQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::ListWaiversRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no_if_any(given.pupil_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let pending_only = given.pending_only;
            Some(Self { school: school?, pupil, pending_only, known_at: known_at?, page: page? })
        })
    }
}

/// A waiver to be answered. (F12)
#[derive(Clone, Copy, Debug)]
pub struct WaiverView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The number of the waiver among the pupil's.
    pub waiver_no: u32,
    /// The waiver.
    pub waiver: &'a Waiver,
    /// The number of its latest change.
    pub etag: i64,
}

impl WaiverView<'_> {
    /// The waiver as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::registry::RecordedWaiver {
        pb::registry::RecordedWaiver {
            school_code: self.school.to_string(),
            pupil_no: self.pupil.number(),
            waiver_no: self.waiver_no,
            waiver: Some(waiver_out(self.waiver)),
            etag: self.etag,
        }
    }
}
