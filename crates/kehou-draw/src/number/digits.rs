//! The decimal digits of a 256-bit number, the lowest first.

/// At least so many digits are written; higher zeros fill up.
const LEAST: usize = 64;
const GROUP: u64 = 1_000_000_000;
const GROUP_DIGITS: usize = 9;
/// Nine groups of nine digits hold every number below 2^256, which has at most 78.
const MOST: usize = 81;

/// The digits of a number in ASCII, the lowest first, without the zeros above the highest digit
/// but at least 64.
pub(super) struct Digits {
    ascii: [u8; MOST],
    at: usize,
    length: usize,
}

impl Digits {
    /// The digits of a big-endian number.
    pub(super) fn of(number: &[u8; 32]) -> Self {
        let mut limbs = limbs(number);
        let mut ascii = [b'0'; MOST];
        for group in ascii.chunks_exact_mut(GROUP_DIGITS) {
            let mut rest = divide(&mut limbs);
            for digit in group {
                *digit = b'0' + lowest_digit(rest);
                rest /= 10;
            }
        }
        let highest = ascii.iter().rposition(|digit| *digit != b'0');
        Self { ascii, at: 0, length: highest.map_or(0, |at| at + 1).max(LEAST) }
    }
}

impl Iterator for Digits {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let digit = self.ascii[..self.length].get(self.at).copied();
        self.at += 1;
        digit
    }
}

/// The number in 32-bit parts, the highest first.
fn limbs(number: &[u8; 32]) -> [u64; 8] {
    let (parts, _) = number.as_chunks::<4>();
    std::array::from_fn(|at| u64::from(u32::from_be_bytes(parts[at])))
}

/// Divides by a group's ten to the ninth; answers the remainder.
fn divide(limbs: &mut [u64; 8]) -> u64 {
    limbs.iter_mut().fold(0, |rest, limb| {
        let value = rest << 32 | *limb;
        *limb = value / GROUP;
        value % GROUP
    })
}

const fn lowest_digit(number: u64) -> u8 {
    (number % 10) as u8
}

/// The 18 lowest digits of a big-endian number, read as a number that begins with the lowest.
pub(super) fn first_eighteen(number: &[u8; 32]) -> u64 {
    let (words, _) = number.as_chunks::<8>();
    // Each power is below 2^60 and each word below 2^64: the sum stays below 2^127.
    let low = (0..4).fold(0_u128, |sum, at| {
        sum + u128::from(u64::from_be_bytes(words[at])) * u128::from(POWERS[at])
    }) % u128::from(GROUP * GROUP);
    #[expect(clippy::cast_possible_truncation, reason = "a remainder of 10^18 fits 64 bits")]
    let low = low as u64;
    reversed(low % GROUP) * GROUP + reversed(low / GROUP)
}

/// 2^192, 2^128, 2^64 and 1, without whole multiples of 10^18.
const POWERS: [u64; 4] = {
    let mut powers = [1; 4];
    let mut at = 3;
    while at > 0 {
        let above = ((powers[at] as u128) << 64) % (GROUP * GROUP) as u128;
        #[expect(clippy::cast_possible_truncation, reason = "a remainder of 10^18 fits 64 bits")]
        let above = above as u64;
        powers[at - 1] = above;
        at -= 1;
    }
    powers
};

/// Nine digits read backwards.
fn reversed(nine: u64) -> u64 {
    let (low, middle, high) = (nine % 1_000, nine / 1_000 % 1_000, nine / 1_000_000);
    turned(low) * 1_000_000 + turned(middle) * 1_000 + turned(high)
}

/// Three digits read backwards.
const fn turned(three: u64) -> u64 {
    three % 10 * 100 + three / 10 % 10 * 10 + three / 100
}
