//! The generator of the sample: SplitMix64, in integers only.
//!
//! SplitMix64 (Steele, Lea, Flood 2014) adds an odd constant to a counter and mixes the counter
//! with two multiplications and three shifts. It is small, passes the usual tests for its 64 bits,
//! and can be written down in ten lines, so that the sample is the same on every machine and in
//! every version of this program. It is no source of secrets.
//!
//! Every part of the county draws from a stream of its own, named by a few numbers. A class is
//! therefore the same whether the classes before it were made or not, which is what lets tables be
//! made lazily.

/// What a stream is for: the first number of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    /// Sizes of schools.
    Schools = 1,
    /// Pupils of a class with their papers.
    Pupils = 2,
    /// Marks of a pupil.
    Marks = 3,
    /// Rolls that a class forgot.
    Forgotten = 4,
}

/// One stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    state: u64,
}

/// The odd constant by which the counter grows: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mix(counter: u64) -> u64 {
    let mixed = (counter ^ (counter >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Generator {
    /// The stream of a purpose and a few numbers under a seed.
    pub(crate) fn new(seed: u64, purpose: Purpose, name: &[usize]) -> Self {
        let start = mix(seed.wrapping_add(STEP)) ^ purpose as u64;
        let state = name.iter().fold(mix(start), |state, part| {
            mix(state.wrapping_add(STEP).wrapping_add(*part as u64))
        });
        Self { state }
    }

    /// The next 64 bits.
    pub(crate) const fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number below `bound`, 0 when `bound` is 0. The high half of a product is taken, so the
    /// chance of a number differs from an even one by less than `bound` in 2^32.
    pub(crate) const fn below(&mut self, bound: u32) -> u32 {
        let high = (self.bits() >> 32) * bound as u64;
        (high >> 32) as u32
    }

    /// Whether something that happens `chance` times in a thousand happens.
    pub(crate) const fn per_mille(&mut self, chance: u32) -> bool {
        self.below(1000) < chance
    }

    /// One of some things, which must not be none.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let count = u32::try_from(things.len()).unwrap_or(u32::MAX);
        &things[self.below(count) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_published_generator() {
        // The first outputs of the published reference program for the state 1234567.
        let mut generator = Generator { state: 1_234_567 };
        let first = [generator.bits(), generator.bits(), generator.bits()];
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn streams_differ_by_seed_purpose_and_name() {
        let first = |seed, purpose, name: &[usize]| Generator::new(seed, purpose, name).bits();
        let one = first(1, Purpose::Pupils, &[1, 2]);
        assert_eq!(one, first(1, Purpose::Pupils, &[1, 2]));
        assert_ne!(one, first(2, Purpose::Pupils, &[1, 2]));
        assert_ne!(one, first(1, Purpose::Marks, &[1, 2]));
        assert_ne!(one, first(1, Purpose::Pupils, &[2, 1]));
        assert_ne!(one, first(1, Purpose::Pupils, &[1, 2, 0]));
    }

    #[test]
    fn chances_are_about_as_said() {
        let mut generator = Generator::new(1, Purpose::Marks, &[]);
        let hits = (0..100_000).filter(|_| generator.per_mille(80)).count();
        assert!((7_700..8_300).contains(&hits), "{hits}");
        assert!((0..100).all(|_| generator.below(7) < 7));
        assert_eq!(generator.below(0), 0);
    }
}
