//! Closing a month, and publishing its statements (F9).

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::Month;

use super::SumsView;
use crate::{
    Flaw, Violations, WriteHead,
    audit::ReceiptView,
    naming::{count_out, school_code_if_any},
    pb,
    place::reading,
    scalar::{date_out, month},
    write::write_head,
};

/// A month is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseMonthQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The month.
    pub month: Month,
    /// The school; none for all that the caller may close.
    pub school: Option<SchoolCode>,
    /// Whether nothing is to be recorded.
    pub validate_only: bool,
}

impl CloseMonthQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::CloseMonthRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let month = month(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let validate_only = given.validate_only;
            Some(Self { write: write?, month: month?, school: school?, validate_only })
        })
    }
}

/// What became of a school's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchoolFate {
    /// Bills were made, or would be.
    Closed {
        /// Their revision, from 0.
        revision: u32,
        /// Their sums.
        sums: SumsView,
        /// How many findings were made.
        findings: u32,
    },
    /// The bills that stand say the same.
    Unchanged {
        /// Their revision, from 0.
        revision: u32,
        /// Their sums.
        sums: SumsView,
        /// How many findings they were made with.
        findings: u32,
    },
    /// It could not be closed.
    Refused {
        /// The stable code of the reason.
        code: String,
        /// The reason in words.
        text: String,
    },
}

/// A school whose month is done, to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// What became of it.
    pub fate: SchoolFate,
    /// The receipt; none when nothing was to be recorded.
    pub receipt: Option<ReceiptView>,
    /// How many schools are done, this one included.
    pub done: u32,
    /// How many are to be done in all.
    pub total: u32,
}

impl ClosingView<'_> {
    /// The news as messages carry it.
    #[must_use]
    pub fn news(self) -> pb::fee::CloseMonthResponse {
        use pb::fee::{CloseOutcome as Sent, close_month_response::News};
        let made = |outcome: Sent, revision, sums: &SumsView, findings| pb::fee::SchoolClosing {
            outcome: outcome.into(),
            revision: Some(count_out(revision)),
            sums: Some(sums.message()),
            findings: count_out(findings),
            ..Default::default()
        };
        let fate = match self.fate {
            SchoolFate::Closed { revision, sums, findings } => {
                made(Sent::Closed, revision, &sums, findings)
            }
            SchoolFate::Unchanged { revision, sums, findings } => {
                made(Sent::Unchanged, revision, &sums, findings)
            }
            SchoolFate::Refused { code, text } => pb::fee::SchoolClosing {
                outcome: Sent::Refused.into(),
                refusal_code: code,
                refusal_text: text,
                ..Default::default()
            },
        };
        let closing = pb::fee::SchoolClosing {
            school_code: self.school.to_string(),
            receipt: self.receipt.as_ref().map(ReceiptView::message),
            schools_done: count_out(self.done),
            schools_total: count_out(self.total),
            ..fate
        };
        pb::fee::CloseMonthResponse { news: Some(News::School(closing)) }
    }
}

/// The end of a closing, to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseSummaryView {
    /// The month.
    pub month: Month,
    /// How many schools were closed.
    pub closed: u32,
    /// How many say the same as before.
    pub unchanged: u32,
    /// How many could not be closed.
    pub refused: u32,
    /// The sums of all that are closed now.
    pub sums: SumsView,
}

impl CloseSummaryView {
    /// The last news as messages carry it.
    #[must_use]
    pub fn news(&self) -> pb::fee::CloseMonthResponse {
        let summary = pb::fee::CloseSummary {
            month: self.month.to_string(),
            closed: count_out(self.closed),
            unchanged: count_out(self.unchanged),
            refused: count_out(self.refused),
            sums: Some(self.sums.message()),
        };
        let news = pb::fee::close_month_response::News::Summary(summary);
        pb::fee::CloseMonthResponse { news: Some(news) }
    }
}

/// Statements are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishStatementQuestion {
    /// Who writes it by what id, and why; an etag only with a school.
    pub write: WriteHead,
    /// The month.
    pub month: Month,
    /// The school; none for all whose month is closed.
    pub school: Option<SchoolCode>,
}

impl PublishStatementQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::PublishStatementRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let month = month(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            if given.etag > 0 && given.school_code.is_empty() {
                at.field("etag").report(Flaw::Unexpected);
            }
            Some(Self { write: write?, month: month?, school: school? })
        })
    }
}

/// A statement that is published, to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The revision of the bills that it sums up.
    pub revision: u32,
    /// The day of publication.
    pub published_on: NaiveDate,
    /// The receipt.
    pub receipt: ReceiptView,
}

impl PublishedView<'_> {
    /// The statement as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::fee::PublishedStatement {
        pb::fee::PublishedStatement {
            school_code: self.school.to_string(),
            revision: count_out(self.revision),
            published_on: Some(date_out(self.published_on)),
            receipt: Some(self.receipt.message()),
        }
    }
}
