//! Who may do what, where: everything is refused that [the table](table) does not permit.

mod extent;
mod place;
mod table;

pub use extent::{Extent, Share};
pub use place::Place;
pub use table::{Reach, reach_of, scopes_of};

use kehou_units::Fault;

use crate::{Principal, coded::coded};

coded! {
    /// Something that a role may be permitted to do.
    ///
    /// Making an import has no permission of its own: it needs the one to write each kind of table in its
    /// files, for every school it touches.
    Permission is a "permission":
    /// Read schools, what they publish, their calendars and plans.
    ReadSchools "read_schools";
    /// Read the public working-day calendar, which is the county's and concerns everybody. (C9)
    ReadWorkingDays "read_working_days";
    /// Write profiles of schools, close and merge them, write working days. (C2, C9)
    WriteSchools "write_schools";
    /// Write a school's calendar and service plan. (C8, P2)
    WriteTimetable "write_timetable";
    /// Write a school's fee notices. (F15)
    WriteNotices "write_notices";
    /// Designate where families pay. (F17)
    WritePayees "write_payees";
    /// Read names and classes of pupils: neither contacts nor waivers nor money.
    ReadPupils "read_pupils";
    /// Read what stands sealed: student numbers, guardians and their phones. (C5)
    ReadContacts "read_contacts";
    /// Write pupils, move and transfer them. (C5)
    WritePupils "write_pupils";
    /// Write the applications of guardians, also those on paper. (F14, C10)
    WriteApplications "write_applications";
    /// Read who is waived, and why. (F12)
    ReadWaivers "read_waivers";
    /// Enter waivers, list matches among them. (F11)
    WriteWaivers "write_waivers";
    /// Confirm or reject list matches. (F11)
    DecideWaivers "decide_waivers";
    /// Read marks. (F8)
    ReadRolls "read_rolls";
    /// Submit rolls and corrections of them. (F8, F9)
    SubmitRolls "submit_rolls";
    /// Lock a school's month. (F9)
    LockMonth "lock_month";
    /// Reopen a school's month until its statement is published. (F9)
    ReopenMonth "reopen_month";
    /// Make the bills of a locked month. (F5, F9)
    CloseMonth "close_month";
    /// Publish statements; afterwards the month can't be reopened. (F9)
    PublishStatement "publish_statement";
    /// Read bills, and sums of what is waived, payable and held. (F12)
    ReadBills "read_bills";
    /// Read what was due, class hours, counts and findings, without what is waived or payable. (F12)
    ReadStatements "read_statements";
    /// Adopt a policy for a division. (F1, F4)
    AdoptPolicy "adopt_policy";
    /// Read what imports that others staged would change, or changed.
    ReadImports "read_imports";
    /// Read who changed what, when and why, without the contents.
    ReadChanges "read_changes";
    /// Read campaigns: frames, quotas, draws and their proofs, planned visits. (I1–I5)
    ReadCampaigns "read_campaigns";
    /// Run campaigns: frame, quota, commitment, seed, plan, inspectors. (I1–I6)
    RunCampaigns "run_campaigns";
    /// Read self-checks, visits, scores, findings and the safety register of a school. (I7–I9, O6)
    ReadInspections "read_inspections";
    /// Submit a school's self-check. (I7)
    WriteSelfChecks "write_self_checks";
    /// Submit what a visit found; only members of its group do. (I6, I7)
    WriteVisits "write_visits";
    /// Confirm or reject proposed vetoes. (I8, O1)
    DecideVetoes "decide_vetoes";
    /// Write the safety register of a school. (O6)
    WriteSafety "write_safety";
    /// Hand in files as evidence. (I7, I9)
    AttachEvidence "attach_evidence";
    /// Open findings and put them to the school. (I9)
    OpenFindings "open_findings";
    /// State the view of the school, take measures, hand in corrections. (I9)
    AnswerFindings "answer_findings";
    /// Confirm or withdraw findings, order, announce, extend, close and reopen them. (I9, O3, O4, O6)
    DecideFindings "decide_findings";
    /// Verify corrections; never of the own hand or school. (I6, I9)
    VerifyFindings "verify_findings";
    /// Take the next rung against an overdue correction. (I9, R25)
    EscalateFindings "escalate_findings";
    /// Read and keep the cases of the discipline office, its reporters included. (O8)
    KeepCases "keep_cases";
    /// Read principals' files. (I10, O1, O2)
    ReadFiles "read_files";
    /// Propose, decline and revoke entries of principals' files. (I10)
    ProposeEntries "propose_entries";
    /// State one's own view of a proposed entry. (I10)
    AnswerEntries "answer_entries";
    /// Decide on an entry for the leading group. (I10, O1)
    TurnLeadingGroupKey "turn_leading_group_key";
    /// Verify the violation behind an entry for the discipline office. (I10, O8)
    TurnDisciplineKey "turn_discipline_key";
    /// Enter an entry for personnel. (I10, O2)
    TurnPersonnelKey "turn_personnel_key";
    /// Write who is principal of which school when. (I10, O2)
    WritePosts "write_posts";
    /// Nominate good practice from visits. (I16)
    NominatePractices "nominate_practices";
    /// Review and publish good practice. (I16)
    ReviewPractices "review_practices";
}

/// The principal may not do this here; whether there is such a thing stays unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{permission}` is not permitted here")]
pub struct Forbidden {
    /// What was asked for.
    pub permission: Permission,
}

impl Forbidden {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "FORBIDDEN"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Forbidden
    }
}

/// Permits an act, or refuses it without saying whether the thing exists.
///
/// # Errors
///
/// [`Forbidden`] when no grant of the principal permits it.
pub fn authorise(
    principal: &Principal,
    permission: Permission,
    place: Place<'_>,
) -> Result<(), Forbidden> {
    if principal.schools(permission).covers(place) { Ok(()) } else { Err(Forbidden { permission }) }
}

#[cfg(test)]
mod tests;
