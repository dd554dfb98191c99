//! What is asked about a policy.

use chrono::NaiveDate;

use crate::{
    Flaw, Violations,
    pb::{self, policy::explain_clause_request::Subject},
    place::Place,
    scalar::{date, name},
};

/// The most bytes of the name of a rule, a document or a clause.
const NAME_LIMIT: usize = 80;

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseSubject {
    /// A rule, by its id.
    Rule(String),
    /// A clause of a document.
    Clause {
        /// The id of the document.
        instrument: String,
        /// The id of the clause.
        clause: String,
    },
}

/// Reads the day that a question is about, from the field `on` of a request.
///
/// # Errors
///
/// [`Violations`] when it is absent or no date.
pub fn asked_day(given: Option<pb::Date>) -> Result<NaiveDate, Violations> {
    let mut found = Violations::default();
    let on = date(Place::request(&mut found).field("on"), given);
    found.or(on)
}

/// Reads a question about a rule or a clause.
///
/// # Errors
///
/// [`Violations`] with everything that is wrong with its fields.
pub fn clause_question(
    given: pb::policy::ExplainClauseRequest,
) -> Result<(NaiveDate, ClauseSubject), Violations> {
    let mut found = Violations::default();
    let mut at = Place::request(&mut found);
    let on = date(at.field("on"), given.on);
    let subject = match given.subject {
        None => at.field("subject").refuse(Flaw::Required),
        Some(Subject::Rule(rule)) => {
            name(at.field("rule"), rule, NAME_LIMIT).map(ClauseSubject::Rule)
        }
        Some(Subject::Clause(id)) => clause_subject(at.field("clause"), id),
    };
    found.or(on.zip(subject))
}

fn clause_subject(mut at: Place<'_>, given: pb::policy::ClauseId) -> Option<ClauseSubject> {
    let instrument = name(at.field("instrument"), given.instrument, NAME_LIMIT);
    let clause = name(at.field("clause"), given.clause, NAME_LIMIT);
    Some(ClauseSubject::Clause { instrument: instrument?, clause: clause? })
}
