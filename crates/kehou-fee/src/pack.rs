//! The stored form of a bill's lines.

use chrono::NaiveDate;
use kehou_attendance::Mark;
use kehou_registry::SlotNo;
use kehou_units::{Fault, Fen, Month};

use crate::{Line, Outcome};

const FORMAT: u8 = 1;
const LINE: usize = 5;

/// Stored lines can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinesError {
    /// The format byte is missing or unknown, or the bytes end too early.
    #[error("stored lines of {length} bytes are cut off or of an unknown format")]
    Broken {
        /// How many bytes there are.
        length: usize,
    },
    /// A line holds a day, slot, mark, outcome or rate that does not exist.
    #[error("stored line {line} can't be read")]
    Line {
        /// The line, from 0.
        line: usize,
    },
}

impl LinesError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Broken { .. } => "LINES_BROKEN",
            Self::Line { .. } => "LINES_LINE",
        }
    }

    /// The kind of failure: what is stored is broken.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Internal
    }
}

/// Packs the lines of a month's bill: a format byte, the rates that occur (their number, then eight
/// bytes each), then five bytes a line: day, slot, mark, outcome, place of its rate.
#[must_use]
pub fn pack_lines(lines: &[Line]) -> Vec<u8> {
    let mut rates: Vec<Fen> = Vec::new();
    let mut packed = Vec::with_capacity(lines.len() * LINE);
    for line in lines {
        let place = rates.iter().position(|rate| *rate == line.rate).unwrap_or_else(|| {
            rates.push(line.rate);
            rates.len() - 1
        });
        packed.extend([day_of(line.on), line.slot.number(), line.mark.byte(), line.outcome as u8]);
        // A month has at most 31 days of 8 slots, so at most 248 rates.
        packed.push(u8::try_from(place).unwrap_or(u8::MAX));
    }
    let count = u8::try_from(rates.len()).unwrap_or(u8::MAX);
    let rates = rates.iter().flat_map(|rate| rate.as_fen().to_le_bytes());
    [FORMAT, count].into_iter().chain(rates).chain(packed).collect()
}

fn day_of(on: NaiveDate) -> u8 {
    u8::try_from(chrono::Datelike::day(&on)).unwrap_or_default()
}

/// Unpacks the lines of a month's bill.
///
/// # Errors
///
/// - [`LinesError::Broken`] when the bytes are cut off or of an unknown format.
/// - [`LinesError::Line`] when a line holds what does not exist.
pub fn unpack_lines(bytes: &[u8], month: Month) -> Result<Vec<Line>, LinesError> {
    let broken = LinesError::Broken { length: bytes.len() };
    let [FORMAT, count, rest @ ..] = bytes else { return Err(broken) };
    let (rates, rest) = rest.split_at_checked(usize::from(*count) * 8).ok_or(broken.clone())?;
    let rates: Vec<i64> = rates.as_chunks::<8>().0.iter().map(|b| i64::from_le_bytes(*b)).collect();
    let (lines, cut_off) = rest.as_chunks::<LINE>();
    if !cut_off.is_empty() {
        return Err(broken);
    }
    let line = |(at, line): (usize, &[u8; LINE])| {
        read(line, month, &rates).ok_or(LinesError::Line { line: at })
    };
    lines.iter().enumerate().map(line).collect()
}

fn read(
    [day, slot, mark, outcome, rate]: &[u8; LINE],
    month: Month,
    rates: &[i64],
) -> Option<Line> {
    Some(Line {
        on: chrono::Datelike::with_day(&month.first_day(), u32::from(*day))?,
        slot: SlotNo::new(*slot).ok()?,
        mark: Mark::from_byte(*mark)?,
        outcome: *Outcome::ALL.iter().find(|known| **known as u8 == *outcome)?,
        rate: Fen::new(*rates.get(usize::from(*rate))?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month() -> Month {
        Month::new(2023, 3).unwrap()
    }

    fn lines() -> Vec<Line> {
        let line = |(day, (slot, outcome)): (u32, (SlotNo, Outcome))| Line {
            on: NaiveDate::from_ymd_opt(2023, 3, day).unwrap(),
            slot,
            mark: if day % 2 == 0 { Mark::Present } else { Mark::Contradicted },
            outcome,
            rate: Fen::new(i64::from(day % 3) * 100).unwrap(),
        };
        let outcomes = SlotNo::ALL.into_iter().cycle().zip(Outcome::ALL);
        (1..=31).zip(outcomes).map(line).collect()
    }

    #[test]
    fn lines_come_back() {
        assert_eq!(unpack_lines(&pack_lines(&lines()), month()).unwrap(), lines());
        assert_eq!(unpack_lines(&pack_lines(&[]), month()).unwrap(), []);
    }

    #[test]
    fn outcomes_keep_their_bytes() {
        let bytes: Vec<u8> = Outcome::ALL.iter().map(|outcome| *outcome as u8).collect();
        let distinct: std::collections::BTreeSet<u8> = bytes.iter().copied().collect();
        assert_eq!(distinct.len(), Outcome::COUNT);
        assert_eq!((Outcome::Charged as u8, Outcome::HeldShort as u8), (1, bytes[20]));
    }

    #[test]
    fn broken_lines_are_refused() {
        let packed = pack_lines(&lines());
        let rates = 2 + usize::from(packed[1]) * 8;
        for at in (0..packed.len()).filter(|at| *at < rates || (at - rates) % LINE != 0) {
            assert!(unpack_lines(&packed[..at], month()).is_err(), "cut at {at}");
        }
        for (at, byte) in
            [(rates, 32), (rates + 1, 9), (rates + 2, 200), (rates + 3, 99), (rates + 4, 77)]
        {
            let mut wrong = packed.clone();
            wrong[at] = byte;
            assert_eq!(unpack_lines(&wrong, month()), Err(LinesError::Line { line: 0 }), "{at}");
        }
        assert!(unpack_lines(&[2, 0], month()).is_err(), "a format of the future");
    }
}
