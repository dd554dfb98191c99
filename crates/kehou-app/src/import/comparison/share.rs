//! How many pupils an import may take off the roll unasked.

use kehou_units::Ratio;

/// How large a part of the pupils would be on the roll no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RemovalShare {
    /// Pupils who would be on the roll no longer.
    pub gone: u64,
    /// Pupils who are on the roll.
    pub present: u64,
}

impl RemovalShare {
    /// Whether more than a share of the pupils would be gone, compared in integers: exactly the
    /// limit still passes.
    #[must_use]
    pub fn exceeds(self, limit: Ratio) -> bool {
        Ratio::new(self.gone, self.present).map_or(self.gone > 0, |share| share > limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_passes_and_one_more_does_not() {
        let limit = Ratio::new(5, 100).unwrap();
        let share = |gone, present| RemovalShare { gone, present };
        assert!(!share(1, 20).exceeds(limit) && share(2, 39).exceeds(limit));
        assert!(!share(0, 0).exceeds(limit) && share(1, 0).exceeds(limit));
    }
}
