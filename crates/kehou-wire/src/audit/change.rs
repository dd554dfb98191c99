//! The log of changes.

use kehou_registry::SchoolCode;
use kehou_units::Instant;

use crate::{
    Flaw, Page, Violations,
    naming::{known_at, school_code_if_any, timestamp_out},
    paging::page,
    pb,
    place::reading,
    scalar::text,
};

/// The most bytes of the name of a person or machine.
const ACTOR_LIMIT: usize = 200;

/// Changes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListChangesQuestion {
    /// The school; none for the county's own books.
    pub school: Option<SchoolCode>,
    /// Only changes after this number, 0 or more.
    pub after_change_no: i64,
    /// Only changes of this person or machine.
    pub actor: Option<String>,
    /// Only changes from this instant on.
    pub since: Option<Instant>,
    /// Only changes before this instant.
    pub until: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListChangesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::audit::ListChangesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let after_change_no = match given.after_change_no {
                number @ 0.. => Some(number),
                given => {
                    let most = i64::MAX;
                    at.field("after_change_no").refuse(Flaw::OutOfRange { given, least: 0, most })
                }
            };
            let actor = text(at.field("actor"), given.actor, ACTOR_LIMIT);
            let since = known_at(at.field("since"), given.since.as_ref());
            let until = known_at(at.field("until"), given.until.as_ref());
            let (since, until) = (since?, until?);
            if let Some((since, until)) = since.zip(until).filter(|(since, until)| until <= since) {
                let (first, last) = (since.to_string(), until.to_string());
                at.field("until").report(Flaw::Reversed { first, last });
            }
            Some(Self {
                school: school?,
                after_change_no: after_change_no?,
                actor: actor.map(|it| Some(it).filter(|it| !it.is_empty()))?,
                since,
                until,
                page: page?,
            })
        })
    }
}

/// A change to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeView<'a> {
    /// Its number within its books.
    pub change_no: i64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who made it.
    pub actor: &'a str,
    /// What was done.
    pub action: &'a str,
    /// Why; empty when nothing was said.
    pub reason: &'a str,
    /// The request that asked for it.
    pub request_id: &'a str,
    /// Whether an import made it.
    pub imported: bool,
}

impl ChangeView<'_> {
    /// The change as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::audit::Change {
        pb::audit::Change {
            change_no: self.change_no,
            recorded_at: Some(timestamp_out(self.recorded_at)),
            actor: self.actor.to_owned(),
            action: self.action.to_owned(),
            reason: self.reason.to_owned(),
            request_id: self.request_id.to_owned(),
            imported: self.imported,
        }
    }
}
