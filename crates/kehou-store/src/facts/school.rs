//! What is true of schools. (C2)

use kehou_registry::{Closure, SchoolProfile};
use kehou_units::Period;

use super::codes::{AFFILIATIONS, CENTRALITIES, FEE_PLACES, STAGES};
use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for (Period, SchoolProfile) {
    const TABLE: &'static str = "school_profile";
    const COLUMNS: &'static [&'static str] = &[
        "valid_from",
        "valid_to",
        "name",
        "affiliation",
        "town",
        "stage",
        "centrality",
        "fee_place",
        "counts_with",
    ];

    fn put(&self, row: &mut Put<'_>) {
        let (period, profile) = self;
        row.period(*period);
        row.text(&profile.name);
        row.coded(&profile.affiliation, AFFILIATIONS);
        row.shown(profile.town.as_ref());
        row.coded(&profile.stage, STAGES);
        row.coded(&profile.centrality, CENTRALITIES);
        row.coded(&profile.fee_place, FEE_PLACES);
        row.shown(profile.counts_with.as_ref());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let period = row.period()?;
        let profile = SchoolProfile {
            name: row.text()?,
            affiliation: row.coded(AFFILIATIONS)?,
            town: row.parsed_or_none()?,
            stage: row.coded(STAGES)?,
            centrality: row.coded(CENTRALITIES)?,
            fee_place: row.coded(FEE_PLACES)?,
            counts_with: row.parsed_or_none()?,
        };
        Ok((period, profile))
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Closure {
    const TABLE: &'static str = "school_closure";
    const COLUMNS: &'static [&'static str] = &["last_day", "successor"];

    fn put(&self, row: &mut Put<'_>) {
        row.cell(self.last_day);
        row.shown(self.successor.as_ref());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { last_day: row.cell()?, successor: row.parsed_or_none()? })
    }
}
