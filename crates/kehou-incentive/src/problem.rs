//! What is wrong with a text of data, and where.

use std::fmt;

use kehou_units::Fault;

use crate::pack::PackProblem;

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
    /// Dates or values stand in the wrong order, overlap, or leave a gap.
    #[error("`{name}` stands out of order; {expected}")]
    Order {
        /// What stands out of order.
        name: String,
        /// The order expected.
        expected: &'static str,
    },
    /// A score pack breaks a rule about score packs.
    #[error(transparent)]
    Pack(#[from] PackProblem),
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

impl DataFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match &self.problem {
            DataProblem::TooLarge { .. } => "INCENTIVE_DATA_LARGE",
            DataProblem::Unreadable { .. } => "INCENTIVE_DATA_UNREADABLE",
            DataProblem::Value { .. } => "INCENTIVE_DATA_VALUE",
            DataProblem::Twice { .. } => "INCENTIVE_DATA_TWICE",
            DataProblem::Missing { .. } => "INCENTIVE_DATA_MISSING",
            DataProblem::Order { .. } => "INCENTIVE_DATA_ORDER",
            DataProblem::Pack(problem) => problem.code(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match &self.problem {
            DataProblem::Pack(problem) => problem.fault(),
            _ => Fault::Invalid,
        }
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
            DataProblem::Order { name, expected } => {
                args.extend([("name", name.clone()), ("expected", (*expected).to_owned())]);
            }
            DataProblem::Pack(problem) => args.extend(problem.args()),
        }
        args
    }
}

/// Everything that is wrong with a text of data, in the order of its lines; at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFaults {
    faults: Vec<DataFault>,
}

impl DataFaults {
    pub(crate) const fn new(faults: Vec<DataFault>) -> Self {
        Self { faults }
    }

    /// The faults.
    #[must_use]
    pub fn all(&self) -> &[DataFault] {
        &self.faults
    }

    /// The stable code of the first of them.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.faults.first().map_or("INCENTIVE_DATA_UNREADABLE", DataFault::code)
    }

    /// The kind of failure of the first of them.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.faults.first().map_or(Fault::Invalid, DataFault::fault)
    }

    /// The arguments of the text of the first of them.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        self.faults.first().map(DataFault::args).unwrap_or_default()
    }
}

impl fmt::Display for DataFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            let line_break = if at == 0 { "" } else { "\n" };
            write!(f, "{line_break}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DataFaults {}
