//! Facts that contradict each other, so that no frame can rest on them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::{Affiliation, School, SchoolCode};
use kehou_units::Fault;

use super::{FrameSettings, classify::is_for_the_list};

/// Why no frame can be made of these schools and settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FrameFault {
    /// A school is given twice.
    #[error("school {school} is given twice; give each school once")]
    Twice {
        /// The school.
        school: SchoolCode,
    },
    /// A town runs the school, and the registry does not say which. (C2)
    #[error("a town runs school {school}, and the registry does not say which; name its town")]
    NoTown {
        /// The school.
        school: SchoolCode,
    },
    /// A teaching point counts with a school that is not open or counts with another itself. (C4)
    #[error("school {school} counts with {central}, which does not count on its own on that day")]
    CountsWithNone {
        /// The teaching point.
        school: SchoolCode,
        /// The school it is said to count with.
        central: SchoolCode,
    },
    /// The bureau's list names a school that is not in the registry. (I15)
    #[error("the list names {school}, which the registry does not know")]
    ListedUnknown {
        /// The code in the list.
        school: SchoolCode,
    },
    /// The bureau's list names a school about which the notice decides. (I2, I15)
    #[error(
        "the list names {school}, which is no special-education, twelve-year or development-zone \
         school on that day; take it off the list"
    )]
    NotForTheList {
        /// The school.
        school: SchoolCode,
    },
}

impl FrameFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "FRAME_TWICE",
            Self::NoTown { .. } => "FRAME_NO_TOWN",
            Self::CountsWithNone { .. } => "FRAME_COUNTS_WITH_NONE",
            Self::ListedUnknown { .. } => "FRAME_LISTED_UNKNOWN",
            Self::NotForTheList { .. } => "FRAME_NOT_FOR_THE_LIST",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Twice { .. } | Self::ListedUnknown { .. } => Fault::Invalid,
            Self::NoTown { .. } | Self::CountsWithNone { .. } | Self::NotForTheList { .. } => {
                Fault::RuleViolated
            }
        }
    }

    /// The school it is about.
    #[must_use]
    pub const fn school(&self) -> &SchoolCode {
        match self {
            Self::Twice { school }
            | Self::NoTown { school }
            | Self::CountsWithNone { school, .. }
            | Self::ListedUnknown { school }
            | Self::NotForTheList { school } => school,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("school", self.school().to_string())];
        if let Self::CountsWithNone { central, .. } = self {
            args.push(("central", central.to_string()));
        }
        args
    }
}

/// Every fault, in order of school codes.
pub(super) fn faults_of(
    schools: &[School],
    on: NaiveDate,
    settings: &FrameSettings,
) -> Vec<FrameFault> {
    let mut by_code: BTreeMap<&SchoolCode, &School> = BTreeMap::new();
    let mut faults = Vec::new();
    for school in schools {
        if by_code.insert(&school.code, school).is_some() {
            faults.push(FrameFault::Twice { school: school.code.clone() });
        }
    }
    for school in by_code.values() {
        let Some(profile) = school.profile(on) else { continue };
        let code = || school.code.clone();
        if profile.affiliation == Affiliation::Town && profile.town.is_none() {
            faults.push(FrameFault::NoTown { school: code() });
        }
        if let Some(central) = &profile.counts_with {
            let stands = by_code.get(central).and_then(|central| central.profile(on));
            if stands.is_none_or(|central| central.counts_with.is_some()) {
                let central = central.clone();
                faults.push(FrameFault::CountsWithNone { school: code(), central });
            }
        }
    }
    for code in settings.listed.keys() {
        let school = code.clone();
        match by_code.get(code).map(|school| school.profile(on)) {
            None => faults.push(FrameFault::ListedUnknown { school }),
            Some(Some(profile)) if !is_for_the_list(profile, settings) => {
                faults.push(FrameFault::NotForTheList { school });
            }
            Some(_) => {}
        }
    }
    faults.sort_by(|a, b| (a.school(), a.code()).cmp(&(b.school(), b.code())));
    faults.dedup();
    faults
}
