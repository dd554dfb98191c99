//! Policies that are adopted.

use chrono::NaiveDate;
use kehou_policy::{PolicyProblem, PolicyWarning};
use kehou_registry::DivisionCode;
use kehou_units::Month;
use kehou_words::Lang;

use super::{
    answer::{problem_out, warning_out},
    source::read_texts,
};
use crate::{
    Flaw, Form, Violations, WriteHead, audit::ReceiptView, naming::count_out, pb, place::reading,
    scalar::code, write::write_head,
};

/// The most problems, and the most warnings, that are answered.
const LISTED: usize = 200;

/// A policy is adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptPolicyQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The division it is adopted for.
    pub division: DivisionCode,
    /// File names and texts.
    pub texts: Vec<(String, String)>,
    /// The day for which it is reviewed.
    pub reviewed_on: NaiveDate,
    /// Whether nothing is to be recorded.
    pub validate_only: bool,
    /// Whether it may change the price of published months.
    pub retroactive: bool,
}

impl AdoptPolicyQuestion {
    /// Reads a request; what the texts say is for the policy to judge.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::policy::AdoptPolicyRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let division = code(at.field("division"), &given.division, Form::Division);
            let mut place = at.field("texts");
            let texts = match given.texts {
                Some(given) => read_texts(place, given),
                None => place.refuse(Flaw::Required),
            };
            let (texts, reviewed_on) = texts?;
            Some(Self {
                write: write?,
                division: division?,
                texts,
                reviewed_on,
                validate_only: given.validate_only,
                retroactive: given.retroactive,
            })
        })
    }
}

/// What became of texts that were to be adopted, to be answered.
#[derive(Clone, Copy, Debug)]
pub struct AdoptionView<'a> {
    /// The receipt; none when nothing was to be recorded.
    pub receipt: Option<ReceiptView>,
    /// The id of the policy; none when there is a problem.
    pub policy_id: Option<&'a str>,
    /// What forbids adoption.
    pub problems: &'a [PolicyProblem],
    /// What a person should look at.
    pub warnings: &'a [PolicyWarning],
    /// The published months whose price changes.
    pub repriced: &'a [Month],
}

impl AdoptionView<'_> {
    /// The answer.
    #[must_use]
    pub fn answer(&self, lang: Lang) -> pb::policy::AdoptPolicyResponse {
        let problems = self.problems.iter().take(LISTED);
        let warnings = self.warnings.iter().take(LISTED);
        let count = |len: usize| count_out(u32::try_from(len).unwrap_or(u32::MAX));
        pb::policy::AdoptPolicyResponse {
            receipt: self.receipt.as_ref().map(ReceiptView::message),
            policy_id: self.policy_id.unwrap_or_default().to_owned(),
            problems: problems.map(|problem| problem_out(problem, lang)).collect(),
            warnings: warnings.map(|warning| warning_out(warning, lang)).collect(),
            problem_count: count(self.problems.len()),
            warning_count: count(self.warnings.len()),
            repriced_months: self.repriced.iter().map(ToString::to_string).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kehou_units::Instant;

    use super::*;
    use crate::{
        pb::policy::{AdoptPolicyRequest, PolicyFile, PolicyTexts},
        told::{NO_DAY, assert_told, day, id},
    };

    fn adoption() -> AdoptPolicyRequest {
        let file = PolicyFile { name: "notice.toml".into(), text: "x".into() };
        AdoptPolicyRequest {
            request_id: id(),
            reason: "leading group".into(),
            division: "370829".into(),
            texts: Some(PolicyTexts { files: vec![file], reviewed_on: day(3, 1) }),
            validate_only: true,
            retroactive: false,
        }
    }

    #[test]
    fn texts_are_taken_as_they_are() {
        let read = AdoptPolicyQuestion::read(adoption()).unwrap();
        assert_eq!(read.texts, [("notice.toml".to_owned(), "x".to_owned())]);
        assert_eq!(read.division.as_str(), "370829");
        assert!(read.validate_only && !read.retroactive);
    }

    #[test]
    fn everything_wrong_with_an_adoption_is_told() {
        let texts = Some(PolicyTexts { files: vec![], reviewed_on: NO_DAY });
        let wrong = AdoptPolicyRequest { division: "37082".into(), texts, ..Default::default() };
        assert_told(
            AdoptPolicyQuestion::read(wrong),
            &[
                ("request_id", "REQUIRED"),
                ("reason", "REQUIRED"),
                ("division", "NOT_A_DIVISION"),
                ("texts.reviewed_on", "NOT_A_DATE"),
                ("texts.files", "REQUIRED"),
            ],
        );
        let bare = AdoptPolicyRequest { texts: None, ..adoption() };
        assert_told(AdoptPolicyQuestion::read(bare), &[("texts", "REQUIRED")]);
    }

    #[test]
    fn an_adoption_is_answered_with_what_it_changes() {
        let recorded_at = Instant::from_micros(1_680_000_000_000_000);
        let receipt = ReceiptView { etag: 3, recorded_at, replayed: false, unchanged: false };
        let months = [2, 3].map(|month| Month::new(2023, month).unwrap());
        let view = AdoptionView {
            receipt: Some(receipt),
            policy_id: Some("p1"),
            problems: &[],
            warnings: &[],
            repriced: &months,
        };
        let sent = view.answer(Lang::En);
        assert_eq!(sent.repriced_months, ["2023-02", "2023-03"]);
        assert_eq!((sent.policy_id.as_str(), sent.receipt.unwrap().etag), ("p1", 3));
        let refused = AdoptionView { receipt: None, policy_id: None, ..view }.answer(Lang::En);
        assert_eq!((refused.policy_id.as_str(), refused.receipt), ("", None));
    }
}
