//! What is done to a list: acts are plain data, and they are all that is stored.

use chrono::NaiveDate;

use super::ListContent;
use crate::written::{Line, Signature, StaffRef};

/// Whether an objection or appeal is upheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It is: a new version follows.
    Upheld,
    /// It is not.
    Dismissed,
}

/// What a body decides about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// As proposed: the award, or the points.
    Granted,
    /// Not.
    Declined,
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident $code:literal $({ $($(#[$fdoc:meta])* $field:ident : $type:ty,)+ })? ;)+) => {
        /// What somebody does to a list.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ListDeed {
            $($(#[$doc])* $name $({ $($(#[$fdoc])* $field: $type,)+ })?,)+
        }

        /// Which deed it is, without its particulars.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ListDeedKind {
            $($(#[$doc])* $name,)+
        }

        impl ListDeed {
            /// Which deed it is.
            #[must_use]
            pub const fn kind(&self) -> ListDeedKind {
                match self {
                    $(Self::$name { .. } => ListDeedKind::$name,)+
                }
            }
        }

        impl ListDeedKind {
            /// All deeds.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

deeds! {
    /// It is made from cards.
    Make "LIST_DEED_MAKE" {
        /// What it says.
        content: Box<ListContent>,
    };
    /// It is published for objections (公示).
    Publish "LIST_DEED_PUBLISH" {
        /// The number of the document.
        number: Line,
        /// For how many working days; the fewest allowed when absent.
        days: Option<u32>,
    };
    /// Somebody objects.
    Object "LIST_DEED_OBJECT" {
        /// To what, and why.
        what: Line,
    };
    /// An objection is answered.
    Answer "LIST_DEED_ANSWER" {
        /// Which one, from 0.
        complaint: u32,
        /// Whether it is upheld.
        ruling: Ruling,
        /// Why.
        why: Line,
    };
    /// A new version takes its place: an objection or appeal was upheld, or late facts came.
    Revise "LIST_DEED_REVISE" {
        /// What it says.
        content: Box<ListContent>,
        /// Why.
        why: Line,
    };
    /// It is frozen: the time for objections is over and all are answered.
    Freeze "LIST_DEED_FREEZE";
    /// A body decides about a proposal.
    Decide "LIST_DEED_DECIDE" {
        /// About whom.
        staff: StaffRef,
        /// What.
        outcome: Outcome,
        /// The body.
        body: Line,
        /// The number of the document.
        number: Line,
        /// The body's reason.
        why: Line,
    };
    /// Somebody ranked appeals against the frozen list or a decision.
    Appeal "LIST_DEED_APPEAL" {
        /// Against what, and why.
        what: Line,
    };
    /// An appeal is decided.
    Rule "LIST_DEED_RULE" {
        /// Which one, from 0.
        complaint: u32,
        /// Whether it is upheld.
        ruling: Ruling,
        /// Why.
        why: Line,
    };
    /// It is withdrawn; no version of it was frozen.
    Withdraw "LIST_DEED_WITHDRAW" {
        /// Why.
        why: Line,
    };
}

/// Who did what, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: ListDeed,
}

/// An act that was allowed, with the last day that it set: what is stored.
///
/// The day is kept as it was when the act was done, so that a later pack or calendar moves no
/// deadline that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRecorded {
    /// The act.
    pub act: ListAct,
    /// The last day that it set: for objections (publish) or appeals (freeze).
    pub last_day: Option<NaiveDate>,
}
