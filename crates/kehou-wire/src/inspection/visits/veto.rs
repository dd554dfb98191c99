//! Decisions about proposed vetoes.

use kehou_inspection::{VetoGround, VetoVerdict};
use kehou_registry::SchoolCode;

use super::sheet::campaign_no;
use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::line,
    naming::school_code,
    pb::inspection::{self as pb, veto_ground::Ground},
    place::{Place, reading},
    scalar::{choice, named_back},
    write::write_head,
};

/// It is decided about a proposed veto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideVetoQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// On what the veto is proposed.
    pub ground: VetoGround,
    /// The decision.
    pub verdict: VetoVerdict,
}

impl DecideVetoQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::DecideVetoRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let ground = ground(at.field("ground"), given.ground.as_ref());
            let verdict = choice::<pb::VetoVerdict>(at.field("verdict"), given.verdict);
            let (write, school, campaign) = (write?, school?, campaign?);
            let verdict = verdict_in(verdict?)?;
            Some(Self { write, school, campaign, ground: ground?, verdict })
        })
    }
}

fn ground(mut at: Place<'_>, given: Option<&pb::VetoGround>) -> Option<VetoGround> {
    match given.and_then(|given| given.ground.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Ground::Item(item)) => line(at.field("item"), item).map(VetoGround::Item),
        Some(Ground::Check(check)) => match check.parse() {
            Ok(check) => Some(VetoGround::Check(check)),
            Err(_) => {
                let given = named_back(check);
                at.field("check").refuse(Flaw::UnknownCode { given })
            }
        },
    }
}

/// A ground as messages carry it.
pub(super) fn ground_out(ground: &VetoGround) -> pb::VetoGround {
    let ground = match ground {
        VetoGround::Item(item) => Ground::Item(item.to_string()),
        VetoGround::Check(check) => Ground::Check(check.to_string()),
    };
    pb::VetoGround { ground: Some(ground) }
}

const fn verdict_in(verdict: pb::VetoVerdict) -> Option<VetoVerdict> {
    match verdict {
        pb::VetoVerdict::Unspecified => None,
        pb::VetoVerdict::Confirmed => Some(VetoVerdict::Confirmed),
        pb::VetoVerdict::Rejected => Some(VetoVerdict::Rejected),
    }
}

/// A decision as messages carry it.
pub(super) const fn verdict_out(verdict: VetoVerdict) -> pb::VetoVerdict {
    match verdict {
        VetoVerdict::Confirmed => pb::VetoVerdict::Confirmed,
        VetoVerdict::Rejected => pb::VetoVerdict::Rejected,
    }
}
