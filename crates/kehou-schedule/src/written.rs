//! Days and plans as JSON files, by names, for the command line, other programs and peers.

mod day;
mod plan;

pub use day::read_day;
pub use plan::{read_plan, write_plan};

use kehou_units::Fault;

use crate::late_hours::{DayError, Minute, MinuteError, Name, NameError, Span};

/// Why a file is no day or no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// It is not JSON of this form.
    #[error("line {line}, column {column}: {problem}")]
    Form {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// A text is no time of the form HH:MM.
    #[error("`{text}` is no time; write it like 17:30, at most 24:00")]
    Time {
        /// The text.
        text: String,
    },
    /// A text is no name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A number is no minute of a day.
    #[error(transparent)]
    Minute(#[from] MinuteError),
    /// The parts make no day.
    #[error(transparent)]
    Day(#[from] DayError),
    /// A plan names something that the day does not have.
    #[error("the day has no {what} `{name}`; correct the name or the day")]
    Unknown {
        /// What was looked for: a group, a room, an adult or a band.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

impl WrittenError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "SCHEDULE_FORM",
            Self::Time { .. } => "SCHEDULE_TIME",
            Self::Name(it) => it.code(),
            Self::Minute(it) => it.code(),
            Self::Day(it) => it.code(),
            Self::Unknown { .. } => "SCHEDULE_UNKNOWN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Day(it) => it.fault(),
            _ => Fault::Invalid,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Form { line, column, problem } => vec![
                ("line", line.to_string()),
                ("column", column.to_string()),
                ("problem", problem.clone()),
            ],
            Self::Time { text } => vec![("text", text.clone())],
            Self::Name(it) => it.args(),
            Self::Minute(it) => it.args(),
            Self::Day(it) => it.args(),
            Self::Unknown { what, name } => {
                vec![("what", (*what).to_owned()), ("name", name.clone())]
            }
        }
    }
}

impl From<serde_json::Error> for WrittenError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let problem = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self::Form { line, column, problem }
    }
}

fn minute(text: &str) -> Result<Minute, WrittenError> {
    let refuse = || WrittenError::Time { text: text.to_owned() };
    let (hours, minutes) = text.split_once(':').ok_or_else(refuse)?;
    let number = |digits: &str| {
        let two = digits.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit());
        if two { digits.parse::<u32>().map_err(|_| refuse()) } else { Err(refuse()) }
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if minutes > 59 {
        return Err(refuse());
    }
    Minute::new(hours * 60 + minutes).map_err(|_| refuse())
}

fn span(texts: &[String; 2]) -> Result<Span, WrittenError> {
    Ok(Span { from: minute(&texts[0])?, until: minute(&texts[1])? })
}

fn name(text: &str) -> Result<Name, WrittenError> {
    Ok(Name::new(text)?)
}
