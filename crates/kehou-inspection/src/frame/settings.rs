//! What the bureau decides before a frame is made.

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::{DivisionCode, SchoolCode};

/// Where private schools (民办) stand. (I15)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivateSchools {
    /// They are drawn from like other schools; they never count as town schools.
    #[default]
    AmongOthers,
    /// They are not inspected in this campaign.
    Outside,
}

/// Where the bureau's list puts a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListedAs {
    /// Always visited.
    MustVisit,
    /// Drawn from.
    Other,
    /// Not inspected in this campaign.
    Outside,
}

/// One line of the bureau's list for special-education, twelve-year and development-zone schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Where the school stands.
    pub class: ListedAs,
    /// The document that says so.
    pub document: String,
}

/// What the bureau decides before a frame is made; stored with the frame.
///
/// # Clauses
///
/// I15.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameSettings {
    /// Where private schools stand.
    pub private: PrivateSchools,
    /// The towns (镇街) that a development zone (开发区) runs.
    pub development_zones: BTreeSet<DivisionCode>,
    /// The bureau's list. It decides about special-education, twelve-year and development-zone
    /// schools only; about any other school the notice decides.
    pub listed: BTreeMap<SchoolCode, Listing>,
}
