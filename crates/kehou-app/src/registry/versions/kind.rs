//! Kinds of facts that keep all their versions, and what a version says.

use kehou_registry::{
    Application, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement, PlannedSlot,
    SchoolProfile, Term, Waiver,
};
use kehou_store::{Person, WorkingDay};
use kehou_units::Period;

use super::FactOwner;
use crate::Permission;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($value:ty);)+) => {
        /// A kind of fact that keeps all its versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactKind {
            $($(#[$doc])* $kind,)+
        }

        impl FactKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];
        }

        /// What a version of a fact says.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum FactValue {
            $($(#[$doc])* $kind($value),)+
        }

        impl FactValue {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> FactKind {
                match self {
                    $(Self::$kind(_) => FactKind::$kind,)+
                }
            }
        }

        $(impl From<$value> for FactValue {
            fn from(value: $value) -> Self {
                Self::$kind(value)
            }
        })+
    };
}

kinds! {
    /// What is true of a school when.
    SchoolProfile((Period, SchoolProfile));
    /// The end of a school.
    SchoolClosure(Closure);
    /// Terms.
    Term(Term);
    /// Days that differ from teaching on Monday to Friday.
    CalendarEntry(CalendarEntry);
    /// Slots of the service plan.
    PlannedSlot(PlannedSlot);
    /// Fee notices.
    FeeNotice(FeeNotice);
    /// Payees.
    Payee(Payee);
    /// Days of the public working-day calendar; the county's.
    WorkingDay(WorkingDay);
    /// Names and numbers of pupils.
    Person(Person);
    /// Guardians.
    Guardian(Guardian);
    /// Classes and boarding of pupils.
    Placement((Period, Placement));
    /// Applications of guardians.
    Application(Application);
    /// Waivers.
    Waiver(Waiver);
}

impl FactKind {
    /// What somebody needs to read the versions of an owner; none when such an owner has no such facts.
    pub(super) const fn permission(self, owner: &FactOwner) -> Option<Permission> {
        match (owner, self) {
            (FactOwner::County, Self::Term | Self::CalendarEntry | Self::WorkingDay) => {
                Some(Permission::ReadWorkingDays)
            }
            (
                FactOwner::School(_),
                Self::SchoolProfile
                | Self::SchoolClosure
                | Self::Term
                | Self::CalendarEntry
                | Self::PlannedSlot
                | Self::FeeNotice
                | Self::Payee,
            ) => Some(Permission::ReadSchools),
            (FactOwner::Pupil(..), Self::Placement | Self::Application) => {
                Some(Permission::ReadPupils)
            }
            (FactOwner::Pupil(..), Self::Person | Self::Guardian) => Some(Permission::ReadContacts),
            (FactOwner::Pupil(..), Self::Waiver) => Some(Permission::ReadWaivers),
            _ => None,
        }
    }
}
