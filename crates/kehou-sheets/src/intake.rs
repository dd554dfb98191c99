//! Taking in the files of a month.

mod file_reading;

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use kehou_policy::Policy;
use kehou_units::Month;

use crate::{
    County, Kind, KnownSchool, Named, assembly, county::Note, facts::Facts, reading::Encoding,
    sources::Sources,
};
use file_reading::FileReading;

/// The files of a county's month, read one after the other and put together at the end.
///
/// Files may come in any order and under any names: what a table is about is told by its headings.
/// Everything that refers to something else (a pupil to a school, a mark to a pupil) waits until
/// [`Intake::finish`], in a compact form.
pub struct Intake {
    policy: Policy,
    month: Month,
    sources: Sources,
    facts: Facts,
    notes: Vec<Note>,
    known: Vec<KnownSchool>,
}

/// What was found in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The name under which it was read.
    pub file: Arc<str>,
    /// How it is encoded; none when it could not be read at all.
    pub encoding: Option<Encoding>,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its tables, in their order.
    pub tables: Vec<TableReport>,
    /// How many things were refused so far; [`Intake::finish`] may refuse more.
    pub errors: u64,
}

/// What was found in one table of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableReport {
    /// The sheet; empty for a text file.
    pub sheet: Arc<str>,
    /// What it is about.
    pub kind: Kind,
    /// How many rows it has below its headings, refused ones included.
    pub rows: u32,
}

impl FileReport {
    /// How many rows all its tables have.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| u64::from(table.rows)).sum()
    }
}

impl Intake {
    /// Begins to take in the files of a month. The policy says which waiver categories there are;
    /// days without a year and the columns of rolls are of the month.
    #[must_use]
    pub fn new(policy: &Policy, month: Month) -> Self {
        Self::over(policy, month, Vec::new())
    }

    /// Begins to take in files about schools of which something is known, so that files of one
    /// kind or one school can be read alone.
    ///
    /// Schools are named by code or name and pupils by student number, by local id or by class and
    /// name, whether the files list them or not. Pupils who are known keep their numbers; those who
    /// are new get numbers above all known ones. A roster in the files states the whole roster of
    /// each school it speaks of; [`County::stated`] says what the files speak of.
    #[must_use]
    pub fn over(policy: &Policy, month: Month, known: Vec<KnownSchool>) -> Self {
        Self {
            policy: policy.clone(),
            month,
            sources: Sources::default(),
            facts: Facts::default(),
            notes: Vec::new(),
            known,
        }
    }

    /// Reads one file; `name` is what it is called in reports. What is wrong with it is reported,
    /// and never stops the next file.
    pub fn read(&mut self, name: &str, input: impl Read + Seek) -> FileReport {
        FileReading::of(self, name).read(input)
    }

    /// The schools and pupils that the files read so far name: what [`Intake::knowing`] should know.
    #[must_use]
    pub fn named(&self) -> Named {
        Named::of(&self.facts)
    }

    /// The same over what is known of a county, as [`Intake::over`] has it from the start.
    #[must_use]
    pub fn knowing(self, known: Vec<KnownSchool>) -> Self {
        Self { known, ..self }
    }

    /// Puts everything together.
    #[must_use]
    pub fn finish(self) -> County {
        let Self { policy: _, month, sources, facts, notes, known } = self;
        assembly::assemble(facts, sources, notes, (month, known))
    }
}
