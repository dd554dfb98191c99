//! Which policy a request means.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    Flaw, Form, Violations,
    pb::{self, policy::policy_source::Source},
    place::Place,
    scalar::{code, date, name, named_back},
};

/// The most files of one policy.
const FILE_LIMIT: usize = 16;
/// The most bytes of one policy, all files together.
const TEXT_LIMIT: usize = 256 * 1_024;
/// How long the id of a policy is.
const ID_LENGTH: usize = 64;

/// The policy that a request means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyChoice {
    /// The one the service was started with.
    Standing,
    /// The one held for the longest prefix of a division code.
    Division(String),
    /// The one held under an id.
    Id(String),
    /// One given in full: file name and text, and the day for which it is reviewed.
    Texts {
        /// File names and texts.
        texts: Vec<(String, String)>,
        /// The day of the review.
        reviewed_on: NaiveDate,
    },
}

impl PolicyChoice {
    /// Reads the choice from the field `name` of a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with it.
    pub fn read(
        name: &'static str,
        given: Option<pb::policy::PolicySource>,
    ) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let choice = choice(Place::request(&mut found).field(name), given);
        found.or(choice)
    }
}

fn choice(mut at: Place<'_>, given: Option<pb::policy::PolicySource>) -> Option<PolicyChoice> {
    let Some(given) = given else {
        return Some(PolicyChoice::Standing);
    };
    match given.source {
        None => at.field("source").refuse(Flaw::Required),
        Some(Source::Division(division)) => {
            code::<kehou_registry::DivisionCode>(at.field("division"), &division, Form::Division)
                .map(|division| PolicyChoice::Division(division.to_string()))
        }
        Some(Source::PolicyId(id)) => {
            name(at.field("policy_id"), id, ID_LENGTH).map(PolicyChoice::Id)
        }
        Some(Source::Texts(texts)) => {
            let (texts, reviewed_on) = read_texts(at.field("texts"), texts)?;
            Some(PolicyChoice::Texts { texts, reviewed_on })
        }
    }
}

/// Reads the texts of a policy from the field `texts` of a request.
///
/// # Errors
///
/// [`Violations`] with everything that is wrong with them as fields; what they say is for the
/// policy to judge.
pub fn policy_texts(
    given: Option<pb::policy::PolicyTexts>,
) -> Result<(Vec<(String, String)>, NaiveDate), Violations> {
    let mut found = Violations::default();
    let mut request = Place::request(&mut found);
    let mut at = request.field("texts");
    let texts = match given {
        Some(given) => read_texts(at, given),
        None => at.refuse(Flaw::Required),
    };
    found.or(texts)
}

/// The texts of a policy, and the day of their review.
pub(super) fn read_texts(
    mut at: Place<'_>,
    given: pb::policy::PolicyTexts,
) -> Option<(Vec<(String, String)>, NaiveDate)> {
    let reviewed_on = date(at.field("reviewed_on"), given.reviewed_on);
    let files = read_files(at.field("files"), given.files);
    Some((files?, reviewed_on?))
}

/// The texts of a policy.
pub(super) fn read_files(
    mut at: Place<'_>,
    given: Vec<pb::policy::PolicyFile>,
) -> Option<Vec<(String, String)>> {
    let bytes: usize = given.iter().map(|file| file.text.len()).sum();
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    if given.len() > FILE_LIMIT {
        let (given, limit) = (given.len(), FILE_LIMIT);
        return at.refuse(Flaw::TooMany { given, limit });
    }
    if bytes > TEXT_LIMIT {
        let (given, limit) = (bytes, TEXT_LIMIT);
        return at.refuse(Flaw::TooLong { given, limit });
    }
    let count = given.len();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut files = Vec::with_capacity(count);
    for (index, file) in given.into_iter().enumerate() {
        if let Some(first) = places.insert(file.name.clone(), index) {
            let first = at.item(first).field("name").path();
            let given = named_back(&file.name);
            at.item(index).field("name").report(Flaw::Duplicate { given, first });
            continue;
        }
        let name = name(at.item(index).field("name"), file.name, 120);
        files.extend(name.map(|name| (name, file.text)));
    }
    (files.len() == count).then_some(files)
}
