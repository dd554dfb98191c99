//! Pupils who would be gone, and whether that is meant.

use std::collections::BTreeSet;

use kehou_registry::SchoolCode;

use super::{Preview, SchoolPreview};
use crate::{Refusal, RefusalCode};

/// How many schools a refusal names.
const NAMED: usize = 20;

/// The schools of which somebody says that as many pupils are to be gone as the preview says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptedRemovals {
    /// These; none when nobody said so.
    Of(BTreeSet<SchoolCode>),
    /// Whatever the preview says of any school.
    All,
}

impl AcceptedRemovals {
    /// Of no school.
    #[must_use]
    pub const fn none() -> Self {
        Self::Of(BTreeSet::new())
    }

    /// The schools of a preview that would lose more pupils than may be gone unasked, and that are not
    /// accepted: a word about one school lets nothing through at another.
    pub fn lacking<'a>(&'a self, preview: &'a Preview) -> impl Iterator<Item = &'a SchoolPreview> {
        preview.schools.iter().filter(|school| match self {
            Self::Of(codes) => school.is_over && !codes.contains(&school.school),
            Self::All => false,
        })
    }

    /// Refuses a preview of which not every school is accepted.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::ImportRemovals`] with each school and how many of how many would be gone.
    pub(super) fn check(&self, preview: &Preview) -> Result<(), Refusal> {
        let lacking: Vec<&SchoolPreview> = self.lacking(preview).collect();
        if lacking.is_empty() {
            return Ok(());
        }
        let one = |one: &&SchoolPreview| format!("{} ({} / {})", one.school, one.gone, one.present);
        let mut schools: Vec<String> = lacking.iter().take(NAMED).map(one).collect();
        if lacking.len() > NAMED {
            schools.push("…".to_owned());
        }
        Err(Refusal::new(RefusalCode::ImportRemovals)
            .with("count", lacking.len())
            .with("schools", schools.join(", ")))
    }
}
