//! Components of a score pack.

use super::{Source, Transform};
use crate::{quantity::Weight, written::Line};

/// One component of a score: what it looks at, how much of its weight a value earns, its weight.
///
/// It earns between nothing and its weight, so its influence is bounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its key, unique within its pack.
    pub key: Line,
    /// Its name in Chinese.
    pub zh: Line,
    /// Its name in English.
    pub en: Line,
    /// What it looks at.
    pub source: Source,
    /// From the value to the fraction of the weight.
    pub transform: Transform,
    /// Its weight.
    pub weight: Weight,
}
