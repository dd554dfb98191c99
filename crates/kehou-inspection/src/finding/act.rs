//! What is done to a finding: acts are plain data, and they are all that is stored.

use super::{Opening, Rung};
use crate::{
    deadline::Deadline,
    written::{Line, Passage, Signature},
};

/// One piece of evidence, by the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// The name under which it was handed in.
    pub name: Line,
}

/// What the verifier says of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The problem is corrected.
    Accepted,
    /// It is not; the order stands with its deadline.
    Rejected,
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident $code:literal $({ $($(#[$fdoc:meta])* $field:ident : $type:ty,)+ })? ;)+) => {
        /// What somebody does to a finding.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Deed {
            $($(#[$doc])* $name $({ $($(#[$fdoc])* $field: $type,)+ })?,)+
        }

        /// Which deed it is, without its particulars.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DeedKind {
            $($(#[$doc])* $name,)+
        }

        impl Deed {
            /// Which deed it is.
            #[must_use]
            pub const fn kind(&self) -> DeedKind {
                match self {
                    $(Self::$name { .. } => DeedKind::$name,)+
                }
            }
        }

        impl DeedKind {
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
    /// It is opened as a draft.
    Open "DEED_OPEN" {
        /// What was found where.
        opening: Box<Opening>,
    };
    /// It is put to the school, which may state its view.
    Notify "DEED_NOTIFY";
    /// The school took measures at once.
    Measure "DEED_MEASURE" {
        /// What was done.
        what: Passage,
    };
    /// The school states its view (申辩).
    Respond "DEED_RESPOND" {
        /// What it says.
        text: Passage,
    };
    /// The school let its deadline pass without a statement.
    Lapse "DEED_LAPSE";
    /// It is confirmed.
    Confirm "DEED_CONFIRM" {
        /// Why, the school's statement considered.
        why: Line,
    };
    /// It is not upheld.
    Withdraw "DEED_WITHDRAW" {
        /// Why.
        why: Line,
    };
    /// The school is ordered to correct it (整改通知书).
    Order "DEED_ORDER" {
        /// The number of the document.
        number: Line,
        /// What is demanded.
        demands: Passage,
        /// How many working days; the longest allowed when absent.
        days: Option<u32>,
    };
    /// It is announced (通报).
    Announce "DEED_ANNOUNCE" {
        /// The number of the document.
        number: Line,
    };
    /// The deadline of the order is extended, once.
    Extend "DEED_EXTEND" {
        /// How many working days the order lasts now, counted from the order.
        days: u32,
        /// Why.
        why: Line,
    };
    /// The school hands in evidence of the correction.
    Submit "DEED_SUBMIT" {
        /// The evidence; at least one piece.
        evidence: Vec<Evidence>,
    };
    /// Somebody independent judges the evidence.
    Verify "DEED_VERIFY" {
        /// What they say.
        verdict: Verdict,
        /// Why.
        why: Line,
    };
    /// It is closed.
    Close "DEED_CLOSE";
    /// It is taken up again: the problem is still there, or is back.
    Reopen "DEED_REOPEN" {
        /// Why.
        why: Line,
    };
    /// The next rung of the ladder against an overdue correction.
    Escalate "DEED_ESCALATE" {
        /// Which rung.
        rung: Rung,
        /// The number of the document.
        number: Line,
    };
}

/// Who did what, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: Deed,
}

/// An act that was allowed, with the deadline that it set: what is stored.
///
/// The deadline is kept as it was when the act was done, so that a later change of settings or of
/// the working-day calendar moves no deadline that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The act.
    pub act: Act,
    /// The deadline that it set: measures (open), statement (notify), correction (order, extend).
    pub due: Option<Deadline>,
}
