//! Row ids of the register of rules, and how firmly a row binds.

use std::{fmt, str::FromStr};

use kehou_units::Fault;

/// A group of rows of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// The fee of the pupil's family.
    F,
    /// The two separate lines of money (收支两条线).
    L,
    /// Registry and calendar.
    C,
    /// Time and content of the service.
    T,
    /// Planning of a term.
    P,
    /// Flexible departure (弹性离校).
    G,
    /// Staff: flexible hours and incentives.
    S,
    /// Offices and posts.
    O,
    /// Inspection.
    I,
}

impl Series {
    /// Every series, in the order of the register.
    pub const ALL: [Self; 9] =
        [Self::F, Self::L, Self::C, Self::T, Self::P, Self::G, Self::S, Self::O, Self::I];

    /// How many rows the series has; they are numbered from 1.
    #[must_use]
    pub const fn rows(self) -> u8 {
        match self {
            Self::F => 19,
            Self::L => 18,
            Self::C => 10,
            Self::T => 7,
            Self::P => 6,
            Self::G | Self::S => 8,
            Self::O => 9,
            Self::I => 16,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::F => 'F',
            Self::L => 'L',
            Self::C => 'C',
            Self::T => 'T',
            Self::P => 'P',
            Self::G => 'G',
            Self::S => 'S',
            Self::O => 'O',
            Self::I => 'I',
        }
    }
}

/// The id of a row of the register, such as `F1` or `I16`.
///
/// Only rows that exist can be built. Shown as the series' letter and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    series: Series,
    number: u8,
}

/// A text names no row of the register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no row of the register; write one of F1 to F19, L1 to L18, … I1 to I16")]
pub struct UnknownRule {
    text: String,
}

impl UnknownRule {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "RULE_UNKNOWN"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl RuleId {
    /// The row `number` of a series; `None` when the series has no such row.
    #[must_use]
    pub const fn new(series: Series, number: u8) -> Option<Self> {
        if number == 0 || number > series.rows() {
            return None;
        }
        Some(Self { series, number })
    }

    /// The row's series.
    #[must_use]
    pub const fn series(self) -> Series {
        self.series
    }

    /// The row's number within its series, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// Every row of the register, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        Series::ALL
            .into_iter()
            .flat_map(|series| (1..=series.rows()).map(move |number| Self { series, number }))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", self.series.letter(), self.number))
    }
}

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        Self::all()
            .find(|rule| rule.to_string() == text)
            .ok_or_else(|| UnknownRule { text: text.to_owned() })
    }
}

macro_rules! rows {
    ($($series:ident: $($name:ident = $number:literal),+;)+) => {
        #[allow(missing_docs, reason = "each names the row of the register that it is")]
        impl RuleId {
            $($(pub const $name: Self = Self { series: Series::$series, number: $number };)+)+
        }
    };
}

rows! {
    F: F1 = 1, F2 = 2, F3 = 3, F4 = 4, F5 = 5, F6 = 6, F7 = 7, F8 = 8, F9 = 9, F10 = 10,
       F11 = 11, F12 = 12, F13 = 13, F14 = 14, F15 = 15, F16 = 16, F17 = 17, F18 = 18, F19 = 19;
    L: L1 = 1, L2 = 2, L3 = 3, L4 = 4, L5 = 5, L6 = 6, L7 = 7, L8 = 8, L9 = 9, L10 = 10,
       L11 = 11, L12 = 12, L13 = 13, L14 = 14, L15 = 15, L16 = 16, L17 = 17, L18 = 18;
    C: C1 = 1, C2 = 2, C3 = 3, C4 = 4, C5 = 5, C6 = 6, C7 = 7, C8 = 8, C9 = 9, C10 = 10;
    T: T1 = 1, T2 = 2, T3 = 3, T4 = 4, T5 = 5, T6 = 6, T7 = 7;
    P: P1 = 1, P2 = 2, P3 = 3, P4 = 4, P5 = 5, P6 = 6;
    G: G1 = 1, G2 = 2, G3 = 3, G4 = 4, G5 = 5, G6 = 6, G7 = 7, G8 = 8;
    S: S1 = 1, S2 = 2, S3 = 3, S4 = 4, S5 = 5, S6 = 6, S7 = 7, S8 = 8;
    O: O1 = 1, O2 = 2, O3 = 3, O4 = 4, O5 = 5, O6 = 6, O7 = 7, O8 = 8, O9 = 9;
    I: I1 = 1, I2 = 2, I3 = 3, I4 = 4, I5 = 5, I6 = 6, I7 = 7, I8 = 8, I9 = 9, I10 = 10,
       I11 = 11, I12 = 12, I13 = 13, I14 = 14, I15 = 15, I16 = 16;
}

/// How firmly a row or a parameter binds, and who may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Fixed by the county notice.
    K,
    /// Fixed by a provincial or national rule, between the dates on which it binds.
    P,
    /// A default: the notice is silent, or the rule that said so has expired.
    D,
}

impl Kind {
    /// Every kind, firmest first.
    pub const ALL: [Self; 3] = [Self::K, Self::P, Self::D];

    /// The letter used in policy texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::K => "K",
            Self::P => "P",
            Self::D => "D",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_back_from_its_text() {
        let rows: Vec<RuleId> = RuleId::all().collect();
        assert_eq!(rows.len(), 101);
        for rule in rows {
            assert_eq!(rule.to_string().parse(), Ok(rule));
        }
        assert_eq!(RuleId::I16.to_string(), "I16");
    }

    #[test]
    fn rows_that_do_not_exist_are_refused() {
        for text in ["F0", "F20", "f1", "F01", "X1", "F", ""] {
            let refused: Result<RuleId, _> = text.parse();
            assert_eq!(refused.unwrap_err().code(), "RULE_UNKNOWN", "{text}");
        }
        assert_eq!(RuleId::new(Series::T, 8), None);
    }
}
