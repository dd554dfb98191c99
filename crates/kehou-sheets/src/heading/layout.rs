//! The columns of each kind of table, as data.

use crate::Kind;

/// Whether a table needs a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Always.
    Required,
    /// Unless another column of the same group is there.
    OneOf(u8),
    /// Never.
    Optional,
}

/// The headings that name a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headings {
    /// The canonical one.
    pub(crate) canonical: &'static str,
    /// Others that mean the same.
    pub(crate) synonyms: &'static [&'static str],
}

/// The headings of a column, the canonical one first.
pub(crate) const fn named(canonical: &'static str, synonyms: &'static [&'static str]) -> Headings {
    Headings { canonical, synonyms }
}

/// One column that a kind of table may have.
#[derive(Debug)]
pub(crate) struct ColumnSpec {
    pub(crate) headings: Headings,
    pub(crate) need: Need,
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One column, one fact.
    Plain,
    /// Besides, one column per service slot.
    SlotColumns,
}

/// The layout of a kind of table.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    pub(crate) form: Form,
    pub(crate) columns: &'static [ColumnSpec],
}

impl Layout {
    /// What a reader is told that this layout is.
    pub(crate) fn name(&self) -> String {
        format!("{} ({})", self.kind.zh(), self.kind.code())
    }
}

/// Declares the columns of a layout: an enum that names each by its place, and their headings.
macro_rules! columns {
    (@need required) => { $crate::heading::Need::Required };
    (@need optional) => { $crate::heading::Need::Optional };
    (@need one_of_a) => { $crate::heading::Need::OneOf(0) };
    (@need one_of_b) => { $crate::heading::Need::OneOf(1) };
    ($($name:ident $need:ident $headings:expr;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Column {
            $($name,)+
        }

        const COLUMNS: &[$crate::heading::ColumnSpec] = &[
            $($crate::heading::ColumnSpec {
                headings: $headings,
                need: $crate::heading::columns!(@need $need),
            },)+
        ];

        impl From<Column> for usize {
            fn from(column: Column) -> usize {
                column as usize
            }
        }
    };
}

pub(crate) use columns;
