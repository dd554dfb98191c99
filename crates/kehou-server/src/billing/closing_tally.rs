//! What became of a month that is closed, school by school and in sum.

use kehou_app::{
    AppError, Outcome,
    billing::{Closed, Sums},
};
use kehou_registry::SchoolCode;
use kehou_units::Month;
use kehou_wire::{
    billing::{CloseSummaryView, ClosingView, SchoolFate},
    pb::fee::CloseMonthResponse,
};
use kehou_words::Lang;
use tokio::sync::mpsc::Receiver;

use super::view::sums_view;
use crate::{
    books::{News, news_of, receipt},
    refusal::Refusal,
};

/// How far a closing is.
pub(super) struct Tally {
    month: Month,
    lang: Lang,
    total: u32,
    done: u32,
    closed: u32,
    unchanged: u32,
    refused: u32,
    pupils: u32,
    sums: Vec<Sums>,
}

impl Tally {
    pub(super) fn new(month: Month, schools: usize, lang: Lang) -> Self {
        let total = u32::try_from(schools).unwrap_or(u32::MAX);
        let (done, closed, unchanged, refused, pupils) = (0, 0, 0, 0, 0);
        Self { month, lang, total, done, closed, unchanged, refused, pupils, sums: Vec::new() }
    }

    /// News of each school as it is done, and the sum of all at the end.
    pub(super) fn tell(
        self,
        progress: Receiver<(SchoolCode, Result<Closed, AppError>)>,
    ) -> News<CloseMonthResponse> {
        news_of(Some((self, progress)), async |state| {
            let (mut tally, mut progress) = state?;
            Some(match progress.recv().await {
                Some((school, closed)) => {
                    let told = tally.school(&school, closed);
                    (Ok(told), Some((tally, progress)))
                }
                None => (Ok(tally.summary()), None),
            })
        })
    }

    fn school(
        &mut self,
        school: &SchoolCode,
        closed: Result<Closed, AppError>,
    ) -> CloseMonthResponse {
        self.done += 1;
        let (fate, receipt) = match closed {
            Ok(closed) => {
                let receipt = closed.written.as_ref().map(receipt);
                (self.fate(&closed), receipt)
            }
            Err(error) => {
                self.refused += 1;
                let refusal = Refusal::from(error);
                let (code, text) = (refusal.code().to_owned(), refusal.text(self.lang));
                (SchoolFate::Refused { code, text }, None)
            }
        };
        ClosingView { school, fate, receipt, done: self.done, total: self.total }.news()
    }

    fn fate(&mut self, closed: &Closed) -> SchoolFate {
        let (revision, findings) = (closed.revision, closed.findings);
        let sums = Sums::All(closed.amounts);
        self.pupils += closed.pupils;
        self.sums.push(sums);
        let sums = sums_view(closed.pupils, sums);
        let outcome = closed.written.as_ref().map(|written| written.outcome);
        if outcome.map_or(closed.changed == 0, Outcome::is_unchanged) {
            self.unchanged += 1;
            return SchoolFate::Unchanged { revision, sums, findings };
        }
        self.closed += 1;
        SchoolFate::Closed { revision, sums, findings }
    }

    fn summary(&self) -> CloseMonthResponse {
        let Self { month, closed, unchanged, refused, pupils, .. } = *self;
        let sums = sums_view(pupils, Sums::total(&self.sums));
        CloseSummaryView { month, closed, unchanged, refused, sums }.news()
    }
}
