//! What a priced month came to.

use std::collections::BTreeMap;

use kehou_attendance::SchoolRecord;
use kehou_fee::{
    Amounts, Bill, Correction, GroupIncome, Knowledge, PublishedCount, PublishedCounts,
    SchoolBills, publish_counts,
};
use kehou_policy::{Key, Policy};
use kehou_registry::{FindingCode, SchoolCode};
use kehou_units::{Fen, Month};

/// One school of a priced month.
pub(crate) struct PricedSchool {
    pub(crate) code: SchoolCode,
    pub(crate) name: String,
    pub(crate) pupils: u64,
    /// Pupils who were there at least once, whatever became of the charge.
    pub(crate) attending: u64,
    /// Pupils whose class hours are waived, wholly or partly.
    pub(crate) waived: u64,
    pub(crate) amounts: Amounts,
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
    pub(crate) corrections: Vec<Correction>,
    pub(crate) groups: u64,
    pub(crate) below: Vec<BelowBreakEven>,
    /// Pay for one session, by which groups are judged.
    pub(crate) pay: Fen,
    /// What may be published, once every school is there.
    pub(crate) published: Option<Published>,
}

/// Counts as they may be published.
pub(crate) struct Published {
    /// Pupils who were there at least once, by school.
    pub(crate) attending: PublishedCounts,
    /// Waived pupils of the whole county.
    pub(crate) waived: PublishedCount,
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
        bills: &SchoolBills,
        incomes: &[GroupIncome],
        (record, corrections): (&SchoolRecord, Vec<Correction>),
    ) {
        let totals = &bills.totals;
        let was_there = |bill: &Bill<'_>| bill.lines.iter().any(|line| line.mark.attended());
        let count = |pick: fn(&Amounts) -> bool| {
            totals.pupils.iter().filter(|(_, amounts)| pick(amounts)).count() as u64
        };
        self.schools.push(PricedSchool {
            code: totals.school.clone(),
            name: record.school.name().to_owned(),
            pupils: totals.pupils.len() as u64,
            attending: bills.bills().filter(was_there).count() as u64,
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
        self.corrections.extend(corrections);
    }

    /// Prepares what may be published, once every school is there. (F12)
    pub(crate) fn close(&mut self, policy: &Policy) {
        let floor =
            policy.count(Key::SuppressBelow, self.month.last_day()).map_or(u64::MAX, u64::from);
        let attending: Vec<u64> = self.schools.iter().map(|school| school.attending).collect();
        let waived = self.schools.iter().map(|school| school.waived).sum();
        self.published = Some(Published {
            attending: publish_counts(&attending, floor),
            waived: publish_counts(&[waived], floor).sum,
        });
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
