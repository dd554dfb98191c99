//! What a priced month came to.

use std::collections::BTreeMap;

use kehou_fee::{
    Amounts, Correction, GroupIncome, Knowledge, PublishedCounts, SchoolTotals, publish_counts,
};
use kehou_policy::{Key, Policy};
use kehou_registry::{FindingCode, PupilNo, SchoolCode};
use kehou_sheets::SchoolRecord;
use kehou_units::{ClassHours, Fen, Month, SignedFen};

/// One school of a priced month.
pub(crate) struct PricedSchool {
    pub(crate) code: SchoolCode,
    pub(crate) name: String,
    pub(crate) pupils: u64,
    /// Pupils with at least one class hour due.
    pub(crate) attending: u64,
    /// Pupils whose class hours are waived, wholly or partly.
    pub(crate) waived: u64,
    pub(crate) amounts: Amounts,
}

/// A correction with the school and the pupil it is about.
pub(crate) struct NamedCorrection {
    pub(crate) school: SchoolCode,
    pub(crate) pupil: PupilNo,
    pub(crate) difference: SignedFen,
}

/// What was found under one code.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) findings: u64,
    pub(crate) marks: u64,
    pub(crate) schools: u64,
}

/// A group whose fees do not pay its teacher.
pub(crate) struct BelowBreakEven {
    pub(crate) school: String,
    pub(crate) income: GroupIncome,
}

/// A priced month of a county.
pub(crate) struct PricedMonth {
    pub(crate) month: Month,
    pub(crate) knowledge: Knowledge,
    pub(crate) schools: Vec<PricedSchool>,
    pub(crate) findings: BTreeMap<FindingCode, Tally>,
    pub(crate) corrections: Vec<NamedCorrection>,
    pub(crate) groups: u64,
    pub(crate) below: Vec<BelowBreakEven>,
    /// Pay for one session, by which groups are judged.
    pub(crate) pay: Fen,
    /// Counts of attending and of waived pupils by school, as they may be published.
    pub(crate) published: Option<(PublishedCounts, PublishedCounts)>,
}

impl PricedMonth {
    pub(crate) const fn new(month: Month, knowledge: Knowledge, pay: Fen) -> Self {
        Self {
            month,
            knowledge,

            schools: Vec::new(),
            findings: BTreeMap::new(),
            corrections: Vec::new(),
            groups: 0,
            below: Vec::new(),
            pay,
            published: None,
        }
    }

    /// Adds a school.
    pub(crate) fn add(
        &mut self,
        totals: &SchoolTotals,
        incomes: &[GroupIncome],
        (record, corrections): (&SchoolRecord, Vec<Correction>),
    ) {
        let count = |pick: fn(&Amounts) -> bool| {
            totals.pupils.iter().filter(|(_, amounts)| pick(amounts)).count() as u64
        };
        self.schools.push(PricedSchool {
            code: totals.school.clone(),
            name: record.school.name().to_owned(),
            pupils: totals.pupils.len() as u64,
            attending: count(|amounts| amounts.class_hours > ClassHours::ZERO),
            waived: count(|amounts| amounts.waived > Fen::ZERO),
            amounts: totals.sum(),
        });
        let mut codes: Vec<FindingCode> = Vec::new();
        for finding in &totals.findings {
            let tally = self.findings.entry(finding.code).or_default();
            tally.findings += 1;
            tally.marks += u64::from(finding.marks);
            codes.push(finding.code);
        }
        codes.sort();
        codes.dedup();
        codes
            .iter()
            .filter_map(|code| self.findings.get_mut(code).map(|tally| tally.schools += 1))
            .for_each(drop);
        self.groups += incomes.len() as u64;
        let below = incomes.iter().filter(|income| income.is_below(self.pay));
        self.below.extend(below.map(|income| BelowBreakEven {
            school: record.school.name().to_owned(),
            income: *income,
        }));
        let named = corrections.into_iter().map(|correction| NamedCorrection {
            school: totals.school.clone(),
            pupil: correction.pupil,
            difference: correction.difference,
        });
        self.corrections.extend(named);
    }

    /// Prepares what may be published, once every school is there. (F12)
    pub(crate) fn close(&mut self, policy: &Policy) {
        let floor =
            policy.count(Key::SuppressBelow, self.month.last_day()).map_or(u64::MAX, u64::from);
        let publish = |pick: fn(&PricedSchool) -> u64| {
            publish_counts(&self.schools.iter().map(pick).collect::<Vec<_>>(), floor)
        };
        self.published =
            Some((publish(|school| school.attending), publish(|school| school.waived)));
    }

    /// A sum over all schools, in fen.
    pub(crate) fn sum(&self, pick: fn(&Amounts) -> Fen) -> i64 {
        self.schools.iter().map(|school| pick(&school.amounts).as_fen()).sum()
    }

    /// All class hours that are due.
    pub(crate) fn class_hours(&self) -> u64 {
        self.schools.iter().map(|school| u64::from(school.amounts.class_hours.count())).sum()
    }
}
