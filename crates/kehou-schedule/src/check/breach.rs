//! What a plan breaks.

use kehou_units::Fault;

use crate::late_hours::{Minute, Name};

/// The first thing that is wrong with a plan, and when.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {breach}")]
pub struct Violation {
    /// From which minute.
    pub at: Minute,
    /// What.
    pub breach: Breach,
}

impl Violation {
    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The stable code of what is broken.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.breach.code()
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = self.breach.args();
        args.push(("at", self.at.to_string()));
        args
    }
}

macro_rules! breaches {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty),* } = $code:literal, $clauses:expr, $text:literal;)+) => {
        /// What is wrong with a plan.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Breach {
            $($(#[$doc])* #[error($text)] $name { $($(#[$field_doc])* $field: $type),* },)+
        }

        impl Breach {
            /// The stable codes of all breaches.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// Its stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)+ }
            }

            /// The rows of the rules that it breaks.
            #[must_use]
            pub const fn clauses(&self) -> &'static [&'static str] {
                match self { $(Self::$name { .. } => &$clauses,)+ }
            }

            /// The arguments of its text, by name.
            #[must_use]
            pub fn args(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.to_string())),*],)+
                }
            }
        }
    };
}

breaches! {
    /// Rooms or stays do not fit the day's lists.
    Shape {} = "SCHEDULE_PLAN_SHAPE", ["G3"],
        "the plan does not fit the day: give each band one room or none per group, and stays with a length, in rooms of the day";
    /// A group that stays has no room.
    NoRoom {
        /// The group.
        group: Name
    } = "SCHEDULE_PLAN_NO_ROOM", ["G3"], "group `{group}` stays and has no room; give it one";
    /// A group is not where it was told to be.
    Told {
        /// The group.
        group: Name
    } = "SCHEDULE_PLAN_TOLD", ["P5"], "group `{group}` was told another room; leave it there";
    /// A group of the youngest leaves its building.
    Building {
        /// The group.
        group: Name,
        /// The room.
        room: Name
    } = "SCHEDULE_PLAN_BUILDING", ["G8"], "group `{group}` is of the youngest and may not go to room `{room}` in another building; keep it in its own";
    /// A room is used while it is closed.
    Closed {
        /// The room.
        room: Name
    } = "SCHEDULE_PLAN_CLOSED", ["G3"], "room `{room}` is closed; choose another";
    /// A room holds more than it may.
    Crowded {
        /// The room.
        room: Name,
        /// How many are in it.
        children: u32,
        /// How many it may hold.
        capacity: u32
    } = "SCHEDULE_PLAN_CROWDED", ["G3"], "room `{room}` would hold {children} children and may hold {capacity}; bring groups elsewhere";
    /// An adult is in two places.
    TwoPlaces {
        /// The adult.
        adult: Name
    } = "SCHEDULE_PLAN_TWO_PLACES", ["G3"], "{adult} is in two places; let one stay end before the next";
    /// An adult leaves and comes back.
    ComesBack {
        /// The adult.
        adult: Name
    } = "SCHEDULE_PLAN_COMES_BACK", ["G8"], "{adult} leaves and comes back; give one stay without a break";
    /// An outside person is not valid on the day.
    NotValid {
        /// The adult.
        adult: Name
    } = "SCHEDULE_PLAN_NOT_VALID", ["T6", "R17"], "{adult} is from outside and not valid on the day; choose another, or have the papers put right";
    /// An adult is placed when they can't or may not serve; which of both, and why, is not told.
    Limit {
        /// The adult.
        adult: Name
    } = "SCHEDULE_PLAN_LIMIT", ["S3", "S4"], "{adult} is not available; choose another";
    /// What runs already is changed.
    Running {
        /// The adult.
        adult: Name
    } = "SCHEDULE_PLAN_RUNNING", ["P5"], "the place of {adult} is running or announced and can't change; leave it";
    /// Children are alone.
    Alone {
        /// The room.
        room: Name
    } = "SCHEDULE_PLAN_ALONE", ["G3", "R34"], "room `{room}` holds children and no adult; send one, or bring them elsewhere";
    /// Too few adults for the children of a room.
    TooFew {
        /// The room.
        room: Name,
        /// How many adults are in it.
        adults: u32,
        /// How many it needs.
        needed: u32
    } = "SCHEDULE_PLAN_TOO_FEW", ["T5"], "room `{room}` has {adults} adults and needs {needed}; send more, or bring groups elsewhere";
    /// Only outside persons are with children.
    OutsideAlone {
        /// The room.
        room: Name
    } = "SCHEDULE_PLAN_OUTSIDE_ALONE", ["T6"], "room `{room}` has only persons from outside with the children; send own staff";
    /// Too few adults at school after the standard end.
    SiteTooFew {
        /// How many are there.
        adults: u32,
        /// How many must be.
        needed: u32
    } = "SCHEDULE_PLAN_SITE", ["G3"], "{adults} adults are at school after the standard end; {needed} must be, let somebody stay";
    /// Nobody stays with a group for the length of a hand-over.
    HandOver {
        /// The group.
        group: Name
    } = "SCHEDULE_PLAN_HAND_OVER", ["G8"], "nobody of the staff stays with group `{group}` while it is handed over or walks; let one who is with it stay on, or one who comes begin earlier";
}
