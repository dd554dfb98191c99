//! The workload statement (工作量核定单): what somebody did, in standard lessons. (S1)

use kehou_registry::SchoolCode;
use kehou_units::{ClassHours, Minutes, Period};

use crate::{
    digest::Digest,
    facts::StaffFacts,
    kind::{ActivityKind, DutyKind},
    pack::ScorePack,
    quantity::Load,
    written::StaffRef,
};

/// A line about class hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HoursLine {
    /// The kind of activity.
    pub kind: ActivityKind,
    /// How many class hours were verified.
    pub hours: ClassHours,
    /// What each counts, in thousandths of a standard lesson.
    pub rate: u32,
    /// What they count together.
    pub load: Load,
}

/// A line about duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DutyLine {
    /// The kind of duty.
    pub kind: DutyKind,
    /// How many minutes were verified.
    pub minutes: Minutes,
    /// What an hour counts, in thousandths of a standard lesson.
    pub rate: u32,
    /// What they count together.
    pub load: Load,
}

/// What a person did in a term, converted into standard lessons without rounding.
///
/// # Clauses
///
/// S1 [嘉教体字〔2023〕4号 三(四)].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadStatement {
    /// Who.
    pub staff: StaffRef,
    /// The school where the person serves.
    pub school: SchoolCode,
    /// The term.
    pub term: Period,
    /// The hash of the pack whose conversion was used.
    pub pack: Digest,
    /// The hash of the facts; they name the records.
    pub facts: Digest,
    /// Kinds of activities of which there were class hours.
    pub hours: Vec<HoursLine>,
    /// Kinds of duty of which there were minutes.
    pub duties: Vec<DutyLine>,
    /// The sum.
    pub total: Load,
}

/// The load of a person in a term, in the units of the pack's conversion. (S1)
#[must_use]
pub fn load_of(pack: &ScorePack, facts: &StaffFacts) -> Load {
    let (conversion, parts) = (pack.conversion(), facts.parts());
    let hours = parts.class_hours.iter().zip(conversion.class_hour);
    let hours = hours.map(|(hours, rate)| hours_load(*hours, rate));
    let duties = parts.duty.iter().zip(conversion.duty_hour);
    let duties = duties.map(|(minutes, rate)| duty_load(*minutes, rate));
    hours.chain(duties).fold(Load::default(), Load::plus)
}

const fn hours_load(hours: ClassHours, rate: u32) -> Load {
    Load::from_units(hours.count() as u64 * rate as u64 * (Load::LESSON / 1_000))
}

const fn duty_load(minutes: Minutes, rate: u32) -> Load {
    Load::from_units(minutes.count() as u64 * rate as u64)
}

/// What a person did in a term, with the conversion of each kind.
///
/// # Clauses
///
/// S1.
#[must_use]
pub fn workload(pack: &ScorePack, facts: &StaffFacts) -> WorkloadStatement {
    let (conversion, parts) = (pack.conversion(), facts.parts());
    let hours_line = |kind: ActivityKind| {
        let (hours, rate) = (parts.class_hours[kind.index()], conversion.class_hour[kind.index()]);
        HoursLine { kind, hours, rate, load: hours_load(hours, rate) }
    };
    let duty_line = |kind: DutyKind| {
        let (minutes, rate) = (parts.duty[kind.index()], conversion.duty_hour[kind.index()]);
        DutyLine { kind, minutes, rate, load: duty_load(minutes, rate) }
    };
    let hours = ActivityKind::ALL.into_iter().map(hours_line);
    let duties = DutyKind::ALL.into_iter().map(duty_line);
    WorkloadStatement {
        staff: parts.staff.clone(),
        school: parts.school.clone(),
        term: parts.term,
        pack: pack.digest(),
        facts: facts.digest(),
        hours: hours.filter(|line| line.hours > ClassHours::ZERO).collect(),
        duties: duties.filter(|line| line.minutes > Minutes::default()).collect(),
        total: load_of(pack, facts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_statement_adds_up_without_rounding() {
        let pack = ScorePack::shipped().unwrap();
        let facts = StaffFacts::new(testing::teacher()).unwrap();
        let statement = workload(&pack, &facts);
        // 50 × 0.5 + 50 × 0.8 lessons, and 20 hours of late care at 0.5.
        let loads: Vec<String> = statement.hours.iter().map(|line| line.load.to_string()).collect();
        assert_eq!(loads, ["25", "40"]);
        assert_eq!(statement.duties[0].load.to_string(), "10");
        assert_eq!(statement.total.to_string(), "75");
        assert_eq!((statement.hours.len(), statement.duties.len()), (2, 1));
    }
}
