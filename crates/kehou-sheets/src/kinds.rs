//! The kinds of tables: their columns as data, and how their rows are read.

pub(crate) mod applications;
pub(crate) mod calendar;
pub(crate) mod notices;
pub(crate) mod payees;
pub(crate) mod plans;
pub(crate) mod pupils;
pub(crate) mod rolls;
pub(crate) mod schools;
mod shared_columns;
pub(crate) mod waivers;
pub(crate) mod working_days;

use crate::heading::Layout;

/// Every layout, the most telling headings first: a row of headings begins the first layout of
/// which it lacks nothing.
pub(crate) const LAYOUTS: &[&Layout] = &[
    &waivers::LAYOUT,
    &notices::LAYOUT,
    &payees::LAYOUT,
    &plans::LAYOUT,
    &rolls::LONG,
    &applications::LAYOUT,
    &schools::LAYOUT,
    &calendar::LAYOUT,
    &rolls::WIDE,
    &pupils::LAYOUT,
    &working_days::LAYOUT,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    /// What is refused only when rows are put together names these columns by their place.
    #[test]
    fn schools_and_pupils_are_named_in_the_same_columns_of_every_layout() {
        for layout in LAYOUTS {
            let heading = |at: usize| layout.columns.get(at).map(|spec| spec.headings.canonical);
            if !matches!(layout.kind, Kind::Schools | Kind::WorkingDays) {
                assert_eq!((heading(0), heading(1)), (Some("学校标识码"), Some("学校名称")));
            }
            if let Kind::Pupils | Kind::Applications | Kind::Waivers | Kind::Rolls = layout.kind {
                let named = [heading(3), heading(4), heading(5), heading(6)];
                assert_eq!(named.map(Option::unwrap), ["班级", "姓名", "学籍号", "校内编号"]);
            }
        }
    }
}
