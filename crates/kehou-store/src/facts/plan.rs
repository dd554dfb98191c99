//! Service plans. (F6, F19)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_registry::{Charging, GradeSet, PlannedSlot, SlotNo, WeekdaySet};
use kehou_units::Fen;

use super::codes::SLOT_KINDS;
use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for PlannedSlot {
    const TABLE: &'static str = "planned_slot";
    const COLUMNS: &'static [&'static str] = &[
        "valid_from",
        "valid_to",
        "slot",
        "kind",
        "weekdays",
        "grades",
        "starts",
        "ends",
        "charging",
        "price_fen",
        "cancelled",
    ];

    fn put(&self, row: &mut Put<'_>) {
        row.period(self.period);
        row.whole(self.slot.number());
        row.coded(&self.kind, SLOT_KINDS);
        row.whole(self.weekdays.bits());
        row.whole(self.grades.bits());
        row.time(self.starts);
        row.time(self.ends);
        let (charging, price) = match self.charging {
            Charging::Free => ("free", None),
            Charging::CountyRate => ("county_rate", None),
            Charging::Priced(price) => ("priced", Some(price.as_fen())),
        };
        row.text(charging);
        row.cell(price);
        let days: Vec<String> = self.cancelled.iter().map(ToString::to_string).collect();
        row.text(&days.join(" "));
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            period: row.period()?,
            slot: SlotNo::new(row.whole()?).map_err(|error| row.wrong(error))?,
            kind: row.coded(SLOT_KINDS)?,
            weekdays: WeekdaySet::from_bits(row.whole()?).ok_or_else(|| row.wrong("weekdays"))?,
            grades: GradeSet::from_bits(row.whole()?).ok_or_else(|| row.wrong("grades"))?,
            starts: row.time()?,
            ends: row.time()?,
            charging: charging(row)?,
            cancelled: days(row)?,
        })
    }
}

fn charging(row: &mut Take<'_>) -> Result<Charging, StoreError> {
    let (code, price) = (row.text()?, row.cell::<Option<i64>>()?);
    match (code.as_str(), price.map(Fen::new)) {
        ("free", None) => Ok(Charging::Free),
        ("county_rate", None) => Ok(Charging::CountyRate),
        ("priced", Some(Some(price))) => Ok(Charging::Priced(price)),
        _ => Err(row.wrong(format_args!("`{code}` does not fit the price"))),
    }
}

fn days(row: &mut Take<'_>) -> Result<BTreeSet<NaiveDate>, StoreError> {
    let text = row.text()?;
    let days = text.split(' ').filter(|day| !day.is_empty()).map(str::parse);
    days.collect::<Result<_, _>>().map_err(|_| row.wrong(format_args!("`{text}`")))
}
