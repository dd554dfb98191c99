//! What is wrong with the fields of a request, and where.

use std::fmt;

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field, such as `pupils[3].days[0].marks[1].status`.
    pub field: String,
    /// What is wrong.
    pub flaw: Flaw,
}

/// The ways in which a field can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing is given where something is needed.
    Required,
    /// Something is given where nothing may be.
    Unexpected,
    /// Three numbers are no date of the years 2000 to 2199.
    NotADate {
        /// The year given.
        year: i32,
        /// The month given.
        month: i32,
        /// The day given.
        day: i32,
    },
    /// A text has not the form that is needed.
    Malformed {
        /// The text given, shortened.
        given: String,
        /// Which form is needed.
        form: Form,
    },
    /// An enum has its zero value.
    Unspecified,
    /// An enum has a value that this version of the interface does not know.
    UnknownValue {
        /// The number given.
        given: i32,
    },
    /// A number lies outside its range.
    OutOfRange {
        /// The number given.
        given: i64,
        /// The least allowed.
        least: i64,
        /// The most allowed.
        most: i64,
    },
    /// A list is too long.
    TooMany {
        /// How many there are.
        given: usize,
        /// How many are taken.
        limit: usize,
    },
    /// A text is too long.
    TooLong {
        /// How many bytes it has.
        given: usize,
        /// How many are taken.
        limit: usize,
    },
    /// A text holds control characters.
    Unclean,
    /// Something that must be unique stands at another place too.
    Duplicate {
        /// What stands twice.
        given: String,
        /// The path of its first place.
        first: String,
    },
    /// A period ends before it begins, or a slot before it starts.
    Reversed {
        /// Where it begins.
        first: String,
        /// Where it ends.
        last: String,
    },
    /// A day lies outside the month asked for.
    OutsideMonth {
        /// The day.
        given: String,
        /// The month.
        month: String,
    },
    /// A code that the policy does not know on the days asked for.
    UnknownCode {
        /// The code.
        given: String,
    },
    /// Two entries can't both be true.
    Contradiction {
        /// What they contradict each other about.
        about: String,
    },
    /// A page token came from another query.
    OtherQuery,
}

/// The forms that texts can be asked to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A month, like `2023-03`.
    Month,
    /// A time of day, like `16:40`.
    Time,
    /// A school code: ten digits.
    SchoolCode,
    /// A division code: 2, 4, 6 or 9 digits.
    Division,
    /// An instant between the years 2000 and 2199.
    Instant,
    /// A request id: 8 to 64 letters, digits, `.`, `_` or `-`.
    RequestId,
    /// A national student number whose check character is right.
    StudentNumber,
    /// A page token as an earlier page gave it.
    PageToken,
    /// A SHA-256 in 64 hexadecimal digits.
    Sha256,
    /// A check of the register, R01 to R36.
    Check,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 10] = [
        Self::Month,
        Self::Time,
        Self::SchoolCode,
        Self::Division,
        Self::Instant,
        Self::RequestId,
        Self::StudentNumber,
        Self::PageToken,
        Self::Sha256,
        Self::Check,
    ];

    /// The code of a text that lacks this form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "FIELD_NOT_A_MONTH",
            Self::Time => "FIELD_NOT_A_TIME",
            Self::SchoolCode => "FIELD_NOT_A_SCHOOL_CODE",
            Self::Division => "FIELD_NOT_A_DIVISION",
            Self::Instant => "FIELD_NOT_AN_INSTANT",
            Self::RequestId => "FIELD_NOT_A_REQUEST_ID",
            Self::StudentNumber => "FIELD_NOT_A_STUDENT_NUMBER",
            Self::PageToken => "FIELD_NOT_A_PAGE_TOKEN",
            Self::Sha256 => "FIELD_NOT_A_SHA256",
            Self::Check => "FIELD_NOT_A_CHECK",
        }
    }
}

impl Flaw {
    /// The stable code of this flaw.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "FIELD_REQUIRED",
            Self::Unexpected => "FIELD_UNEXPECTED",
            Self::NotADate { .. } => "FIELD_NOT_A_DATE",
            Self::Malformed { form, .. } => form.code(),
            Self::Unspecified => "FIELD_UNSPECIFIED",
            Self::UnknownValue { .. } => "FIELD_UNKNOWN_VALUE",
            Self::OutOfRange { .. } => "FIELD_OUT_OF_RANGE",
            Self::TooMany { .. } => "FIELD_TOO_MANY",
            Self::TooLong { .. } => "FIELD_TOO_LONG",
            Self::Unclean => "FIELD_UNCLEAN",
            Self::Duplicate { .. } => "FIELD_DUPLICATE",
            Self::Reversed { .. } => "FIELD_REVERSED",
            Self::OutsideMonth { .. } => "FIELD_OUTSIDE_MONTH",
            Self::UnknownCode { .. } => "FIELD_UNKNOWN_CODE",
            Self::Contradiction { .. } => "FIELD_CONTRADICTION",
            Self::OtherQuery => "FIELD_TOKEN_OF_OTHER_QUERY",
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Required
            | Self::Unexpected
            | Self::Unspecified
            | Self::Unclean
            | Self::OtherQuery => Vec::new(),
            Self::NotADate { year, month, day } => vec![
                ("year", year.to_string()),
                ("month", month.to_string()),
                ("day", day.to_string()),
            ],
            Self::UnknownValue { given } => vec![("given", given.to_string())],
            Self::OutOfRange { given, least, most } => vec![
                ("given", given.to_string()),
                ("least", least.to_string()),
                ("most", most.to_string()),
            ],
            Self::TooMany { given, limit } | Self::TooLong { given, limit } => {
                vec![("given", given.to_string()), ("limit", limit.to_string())]
            }
            Self::Malformed { given, .. } | Self::UnknownCode { given } => {
                vec![("given", given.clone())]
            }
            Self::Duplicate { given, first } => {
                vec![("given", given.clone()), ("first", first.clone())]
            }
            Self::Reversed { first, last } => {
                vec![("first", first.clone()), ("last", last.clone())]
            }
            Self::OutsideMonth { given, month } => {
                vec![("given", given.clone()), ("month", month.clone())]
            }
            Self::Contradiction { about } => vec![("about", about.clone())],
        }
    }
}

/// Everything that is wrong with a request: the first few in full, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    listed: Vec<Violation>,
    count: usize,
}

impl Violations {
    /// How many are kept in full.
    pub const LISTED: usize = 20;

    /// The first of them, in the order of the request; at most [`Violations::LISTED`].
    #[must_use]
    pub fn listed(&self) -> &[Violation] {
        &self.listed
    }

    /// How many there are, those not listed included.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds one; the path is only built when it is listed.
    pub(crate) fn add(&mut self, path: &dyn fmt::Display, flaw: Flaw) {
        self.count += 1;
        if self.listed.len() < Self::LISTED {
            let field = path.to_string();
            self.listed.push(Violation { field, flaw });
        }
    }

    /// The value, unless something is wrong.
    pub(crate) fn or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}
