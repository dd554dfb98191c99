//! Marks (考勤标记).

/// How one pupil was marked in one slot. The number is the byte that is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Mark {
    /// Nothing was recorded: the pupil's band ended before, or the school forgot.
    #[default]
    None = 0,
    /// Present (√ 到).
    Present = 1,
    /// Came late (迟).
    Late = 2,
    /// Left early (早).
    LeftEarly = 3,
    /// Excused (假).
    Excused = 4,
    /// Sick (病).
    Sick = 5,
    /// Absent without excuse (旷).
    Absent = 6,
    /// The school cancelled the slot (停).
    Cancelled = 7,
    /// Two sheets contradict each other; made by [`settle`](crate::settle), never entered.
    Contradicted = 8,
}

impl Mark {
    /// All marks, in the order of their bytes.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Present,
        Self::Late,
        Self::LeftEarly,
        Self::Excused,
        Self::Sick,
        Self::Absent,
        Self::Cancelled,
        Self::Contradicted,
    ];

    /// The byte that is stored.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self as u8
    }

    /// The mark of a stored byte.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Self> {
        if (byte as usize) < Self::ALL.len() { Some(Self::ALL[byte as usize]) } else { None }
    }

    /// The code used in policy files and on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Present => "present",
            Self::Late => "late",
            Self::LeftEarly => "left_early",
            Self::Excused => "excused",
            Self::Sick => "sick",
            Self::Absent => "absent",
            Self::Cancelled => "cancelled",
            Self::Contradicted => "contradicted",
        }
    }

    /// The mark of a code; contradictions can't be entered, so they have none here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code && *mark != Self::Contradicted)
    }

    /// The sign on a paper roll.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Present => "√",
            Self::Late => "迟",
            Self::LeftEarly => "早",
            Self::Excused => "假",
            Self::Sick => "病",
            Self::Absent => "旷",
            Self::Cancelled => "停",
            Self::Contradicted => "?",
        }
    }

    /// Reads a sign of a roll, in the ways schools write it; blank means not recorded.
    #[must_use]
    pub fn from_symbol(sign: &str) -> Option<Self> {
        Some(match sign {
            "" => Self::None,
            "√" | "✓" | "✔" | "到" | "出勤" | "1" => Self::Present,
            "迟" | "迟到" => Self::Late,
            "早" | "早退" => Self::LeftEarly,
            "假" | "事假" | "请假" => Self::Excused,
            "病" | "病假" => Self::Sick,
            "旷" | "缺" | "缺勤" | "×" | "0" => Self::Absent,
            "停" | "停课" => Self::Cancelled,
            _ => return None,
        })
    }

    /// Whether the pupil was there, at least for a part.
    #[must_use]
    pub const fn attended(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::LeftEarly)
    }
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MarkSet(u16);

impl MarkSet {
    /// The set of some marks.
    #[must_use]
    pub fn of(marks: impl IntoIterator<Item = Mark>) -> Self {
        Self(marks.into_iter().fold(0, |set, mark| set | 1 << mark.byte()))
    }

    /// Whether it holds `mark`.
    #[must_use]
    pub const fn holds(self, mark: Mark) -> bool {
        self.0 & (1 << mark.byte()) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_codes_and_signs_come_back() {
        for mark in Mark::ALL {
            assert_eq!(Mark::from_byte(mark.byte()), Some(mark));
            if mark != Mark::Contradicted {
                assert_eq!(Mark::from_code(mark.code()), Some(mark));
                assert_eq!(Mark::from_symbol(mark.symbol()), Some(mark));
            }
        }
        assert_eq!(Mark::from_byte(9), None);
        assert_eq!(Mark::from_code("contradicted"), None, "nobody enters a contradiction");
        assert_eq!(Mark::from_symbol("?"), None);
    }
}
