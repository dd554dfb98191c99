//! Policies that are adopted.

use kehou_policy::PolicyChange;
use kehou_registry::DivisionCode;
use kehou_units::Month;

use super::{answer::change_out, source::read_files};
use crate::{
    Form, Violations, WriteHead, audit::ReceiptView, pb, place::reading, scalar::code,
    write::write_head,
};

/// A policy is adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptPolicyQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The division it is adopted for.
    pub division: DivisionCode,
    /// File names and texts.
    pub texts: Vec<(String, String)>,
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
            let texts = read_files(at.field("files"), given.files);
            Some(Self {
                write: write?,
                division: division?,
                texts: texts?,
                validate_only: given.validate_only,
                retroactive: given.retroactive,
            })
        })
    }
}

/// A policy that was adopted, or would be, to be answered.
#[derive(Clone, Copy, Debug)]
pub struct AdoptionView<'a> {
    /// The receipt; none when nothing was to be recorded.
    pub receipt: Option<ReceiptView>,
    /// The id of the policy.
    pub policy_id: &'a str,
    /// What it changes against the one that stood.
    pub changes: &'a [PolicyChange],
    /// The published months whose price changes.
    pub repriced: &'a [Month],
}

impl AdoptionView<'_> {
    /// The answer.
    #[must_use]
    pub fn answer(&self) -> pb::policy::AdoptPolicyResponse {
        pb::policy::AdoptPolicyResponse {
            receipt: self.receipt.as_ref().map(ReceiptView::message),
            policy_id: self.policy_id.to_owned(),
            changes: self.changes.iter().map(change_out).collect(),
            repriced_months: self.repriced.iter().map(ToString::to_string).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kehou_units::Instant;

    use super::*;
    use crate::{
        pb::policy::{AdoptPolicyRequest, PolicyFile},
        told::{assert_told, id},
    };

    fn adoption() -> AdoptPolicyRequest {
        AdoptPolicyRequest {
            request_id: id(),
            reason: "leading group".into(),
            division: "370829".into(),
            files: vec![PolicyFile { name: "notice.toml".into(), text: "x".into() }],
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
        let wrong = AdoptPolicyRequest { division: "37082".into(), ..Default::default() };
        assert_told(
            AdoptPolicyQuestion::read(wrong),
            &[
                ("request_id", "REQUIRED"),
                ("reason", "REQUIRED"),
                ("division", "NOT_A_DIVISION"),
                ("files", "REQUIRED"),
            ],
        );
    }

    #[test]
    fn an_adoption_is_answered_with_what_it_changes() {
        let recorded_at = Instant::from_micros(1_680_000_000_000_000);
        let receipt = ReceiptView { etag: 3, recorded_at, replayed: false, unchanged: false };
        let months = [2, 3].map(|month| Month::new(2023, month).unwrap());
        let receipt = Some(receipt);
        let view = AdoptionView { receipt, policy_id: "p1", changes: &[], repriced: &months };
        let sent = view.answer();
        assert_eq!(sent.repriced_months, ["2023-02", "2023-03"]);
        assert_eq!((sent.policy_id.as_str(), sent.receipt.unwrap().etag), ("p1", 3));
    }
}
