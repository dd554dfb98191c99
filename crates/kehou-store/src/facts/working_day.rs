//! The public working-day calendar. (C9)

use chrono::NaiveDate;

use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

/// A day that is not as its weekday says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingDay {
    /// A public holiday.
    Holiday(NaiveDate),
    /// A Saturday or Sunday that is worked.
    MakeUp(NaiveDate),
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for WorkingDay {
    const TABLE: &'static str = "working_day";
    const COLUMNS: &'static [&'static str] = &["on_date", "kind"];

    fn put(&self, row: &mut Put<'_>) {
        let (on, kind) = match self {
            Self::Holiday(on) => (*on, "holiday"),
            Self::MakeUp(on) => (*on, "make_up"),
        };
        row.cell(on);
        row.text(kind);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let on = row.cell()?;
        match row.text()?.as_str() {
            "holiday" => Ok(Self::Holiday(on)),
            "make_up" => Ok(Self::MakeUp(on)),
            other => Err(row.wrong(format_args!("`{other}`"))),
        }
    }
}
