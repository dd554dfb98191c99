//! All tables of a county, in the order in which they are written.

mod people;
mod rolls;
mod schools;

use crate::county::County;
use crate::table::Table;

/// The tables, each made when it is asked for.
pub(crate) fn tables(county: &County) -> impl Iterator<Item = Table<'_>> {
    let of_county = [
        schools::schools,
        schools::calendar,
        schools::working_days,
        schools::plans,
        schools::notices,
        schools::payees,
        people::pupils,
        people::applications,
        people::waivers,
    ];
    of_county.into_iter().map(|table| table(county)).chain(rolls::rolls(county))
}
