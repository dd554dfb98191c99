//! A pupil-month of 44 marks: 22 days of two slots, in March 2023.

use kehou_wire::pb::fee::{AssessFeesRequest, MarkStatus};

use crate::march::{bill_of, date, marks, pupil};

/// The request that is measured.
pub(crate) fn request() -> AssessFeesRequest {
    let mut pupil = pupil("3708290001-0417");
    // The pupil left before the last teaching day, which makes it 44 marks.
    pupil.days.pop();
    pupil.applications[0].withdrawn_on = date(3, 30);
    pupil.days[5] = marks(8, &[MarkStatus::Sick; 2]);
    pupil.days[10] = marks(15, &[MarkStatus::Present, MarkStatus::LeftEarly]);
    bill_of(vec![pupil])
}
