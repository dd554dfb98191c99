//! Texts of data that the bureau may change: campaigns, checklists, dated settings.

use std::{fmt, ops::Range};

use kehou_units::Fault;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// The most bytes that a text of data may have.
const SIZE_LIMIT: usize = 1 << 20;

/// What is wrong with a text of data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataProblem {
    /// It is too large.
    #[error("the text has {bytes} bytes; keep it within {limit}")]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It is no TOML, or a key is unknown, missing or of another type; floats are always refused.
    #[error("{detail}; mend the text from here on")]
    Unreadable {
        /// What the reader says.
        detail: String,
    },
    /// A value is not what may stand there.
    #[error("`{value}` is no {expected}")]
    Value {
        /// The value.
        value: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// A name stands twice.
    #[error("`{name}` stands twice; name each once")]
    Twice {
        /// The name.
        name: String,
    },
    /// Something is named that the text does not define, or nothing is where something must be.
    #[error("`{name}` is missing; define it or take its name away")]
    Missing {
        /// The name.
        name: String,
    },
    /// Points that should add up do not.
    #[error("the points of `{name}` add up to {sum}, not to {expected}")]
    Sum {
        /// The part, or the whole.
        name: String,
        /// What they add up to.
        sum: u64,
        /// What they should add up to.
        expected: u64,
    },
    /// Dates or values stand in the wrong order, overlap, or leave a gap.
    #[error("`{name}` stands out of order; {expected}")]
    Order {
        /// What stands out of order.
        name: String,
        /// The order expected.
        expected: &'static str,
    },
}

/// What is wrong with a text of data, and on which line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFault {
    /// The name of the text.
    pub file: String,
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub problem: DataProblem,
}

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for DataFault {}

impl DataFault {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.problem {
            DataProblem::TooLarge { .. } => "INSPECTION_DATA_LARGE",
            DataProblem::Unreadable { .. } => "INSPECTION_DATA_UNREADABLE",
            DataProblem::Value { .. } => "INSPECTION_DATA_VALUE",
            DataProblem::Twice { .. } => "INSPECTION_DATA_TWICE",
            DataProblem::Missing { .. } => "INSPECTION_DATA_MISSING",
            DataProblem::Sum { .. } => "INSPECTION_DATA_SUM",
            DataProblem::Order { .. } => "INSPECTION_DATA_ORDER",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// Whether the text was read against another checklist than the one that it names.
    #[must_use]
    pub const fn is_of_another_checklist(&self) -> bool {
        matches!(self.problem, DataProblem::Missing { .. })
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("file", self.file.clone()), ("line", self.line.to_string())];
        match &self.problem {
            DataProblem::TooLarge { bytes, limit } => {
                args.extend([("bytes", bytes.to_string()), ("limit", limit.to_string())]);
            }
            DataProblem::Unreadable { detail } => args.push(("detail", detail.clone())),
            DataProblem::Value { value, expected } => {
                args.extend([("value", value.clone()), ("expected", (*expected).to_owned())]);
            }
            DataProblem::Twice { name } | DataProblem::Missing { name } => {
                args.push(("name", name.clone()));
            }
            DataProblem::Sum { name, sum, expected } => args.extend([
                ("name", name.clone()),
                ("sum", sum.to_string()),
                ("expected", expected.to_string()),
            ]),
            DataProblem::Order { name, expected } => {
                args.extend([("name", name.clone()), ("expected", (*expected).to_owned())]);
            }
        }
        args
    }
}

/// A text under its name.
#[derive(Clone, Copy)]
pub(crate) struct DataText<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> DataText<'a> {
    pub(crate) const fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    /// Reads it as the raw form of something.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, DataFault> {
        if self.text.len() > SIZE_LIMIT {
            let bytes = self.text.len();
            return Err(self.fault(&(0..0), DataProblem::TooLarge { bytes, limit: SIZE_LIMIT }));
        }
        toml::from_str(self.text).map_err(|error: toml::de::Error| {
            let detail = error.message().replace('\n', "; ");
            self.fault(&error.span().unwrap_or(0..0), DataProblem::Unreadable { detail })
        })
    }

    pub(crate) fn fault(self, span: &Range<usize>, problem: DataProblem) -> DataFault {
        let before = self.text.as_bytes().iter().take(span.start);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        DataFault { file: self.file.to_owned(), line, problem }
    }

    /// Turns a word into what it means.
    pub(crate) fn word<T>(
        self,
        word: &Spanned<String>,
        expected: &'static str,
        meant: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DataFault> {
        meant(word.get_ref()).ok_or_else(|| {
            let value = word.get_ref().chars().take(80).collect();
            self.fault(&word.span(), DataProblem::Value { value, expected })
        })
    }

    /// Refuses a name that stands twice.
    pub(crate) fn once<'s>(
        self,
        names: impl Iterator<Item = &'s Spanned<String>>,
    ) -> Result<(), DataFault> {
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            if !seen.insert(name.get_ref()) {
                let problem = DataProblem::Twice { name: name.get_ref().clone() };
                return Err(self.fault(&name.span(), problem));
            }
        }
        Ok(())
    }
}
