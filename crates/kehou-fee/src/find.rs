//! Collecting what a run finds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_attendance::SettledRoll;
use kehou_policy::CheckId;
use kehou_registry::{ClassRef, Defect, Finding, FindingCode, Pupil, SchoolCode, SlotNo, Subject};

use crate::{Hold, Outcome, SchoolFacts};

/// What was found about a school, gathered by code, subject, day and slot.
pub(crate) struct Found<'a> {
    school: SchoolCode,
    pupils: &'a [Pupil],
    marks: BTreeMap<Place, (NaiveDate, u32)>,
    others: Vec<Finding>,
    lacks_payee: bool,
    lacks_notice: bool,
}

type Place = (FindingCode, Subject, Option<NaiveDate>, Option<SlotNo>);

impl<'a> Found<'a> {
    pub(crate) fn new(facts: &SchoolFacts<'a>) -> Self {
        Self {
            school: facts.school.code.clone(),
            pupils: facts.pupils,
            marks: BTreeMap::new(),
            others: Vec::new(),
            lacks_payee: false,
            lacks_notice: false,
        }
    }

    /// A list match that finance left undecided since a day. (F11)
    pub(crate) fn undecided(&mut self, pupil: usize, since: NaiveDate) {
        self.others.push(Finding {
            school: self.school.clone(),
            code: FindingCode::Defect(Defect::WaiverUndecided),
            subject: Subject::Pupil(self.pupils[pupil].no),
            on: Some(since),
            slot: None,
            marks: 0,
        });
    }

    /// A payee in force that may never be one. (F17, R08)
    pub(crate) fn unlawful_payee(&mut self, on: NaiveDate) {
        self.others.push(Finding {
            school: self.school.clone(),
            code: FindingCode::Check(CheckId::R08),
            subject: Subject::School,
            on: Some(on),
            slot: None,
            marks: 0,
        });
    }

    /// What a class hour lacked that would have been held, were it not waived. Where everybody is waived
    /// the school lacks it all the same; else its absence would tell that nobody pays. (F12)
    pub(crate) const fn lacking(&mut self, hold: Hold) {
        match hold {
            Hold::None => {}
            Hold::Payee => self.lacks_payee = true,
            Hold::Notice => self.lacks_notice = true,
        }
    }

    /// An outcome that reports something.
    pub(crate) fn outcome(
        &mut self,
        outcome: Outcome,
        pupil: usize,
        (on, slot): (NaiveDate, SlotNo),
        class: Option<&ClassRef>,
    ) {
        let Some(code) = outcome.finding() else {
            return;
        };
        let class = class.map_or(Subject::School, |class| Subject::Class(*class));
        let (subject, day) = match outcome {
            // What the plan, the payee or the notice of a school causes is one finding of the school.
            Outcome::HeldPrice
            | Outcome::HeldFreeKind
            | Outcome::HeldShort
            | Outcome::HeldPayee
            | Outcome::HeldNotice
            | Outcome::NotScheduled
            | Outcome::OverCap => (Subject::School, None),
            Outcome::HeldNoApplication | Outcome::NotOnRoll => {
                (Subject::Pupil(self.pupils[pupil].no), None)
            }
            Outcome::Contradicted => (Subject::Pupil(self.pupils[pupil].no), Some(on)),
            _ => (class, Some(on)),
        };
        self.add((code, subject, day, Some(slot)), on);
    }

    /// A sheet that settling found late.
    pub(crate) fn sheet(&mut self, sheet: &SettledRoll<'_>) {
        if sheet.defect == Some(Defect::RecordedLate) {
            let code = FindingCode::Defect(Defect::RecordedLate);
            self.add((code, Subject::School, Some(sheet.on), Some(sheet.slot)), sheet.on);
        }
    }

    /// A mark of somebody who is not among the school's pupils.
    pub(crate) fn stranger(&mut self, sheet: &SettledRoll<'_>) {
        let code = FindingCode::Defect(Defect::NotOnRoll);
        self.add((code, Subject::School, Some(sheet.on), Some(sheet.slot)), sheet.on);
    }

    /// A pupil with marks on two sheets of one slot.
    pub(crate) fn on_two_rolls(&mut self, place: u32, sheet: &SettledRoll<'_>) {
        let code = FindingCode::Defect(Defect::OnTwoRolls);
        let subject = Subject::Pupil(self.pupils[place as usize].no);
        self.add((code, subject, Some(sheet.on), Some(sheet.slot)), sheet.on);
    }

    fn add(&mut self, place: Place, on: NaiveDate) {
        let (first, marks) = self.marks.entry(place).or_insert((on, 0));
        *first = on.min(*first);
        *marks += 1;
    }

    pub(crate) fn finish(self) -> Vec<Finding> {
        let Self { school, marks, mut others, lacks_payee, lacks_notice, .. } = self;
        for (check, lacks) in [(CheckId::R08, lacks_payee), (CheckId::R10, lacks_notice)] {
            let code = FindingCode::Check(check);
            if lacks && !marks.keys().any(|(held, ..)| *held == code) {
                let (school, subject) = (school.clone(), Subject::School);
                others.push(Finding { school, code, subject, on: None, slot: None, marks: 0 });
            }
        }
        let found = marks.into_iter().map(|((code, subject, _, slot), (on, marks))| Finding {
            school: school.clone(),
            code,
            subject,
            on: Some(on),
            slot,
            marks,
        });
        others.extend(found);
        others.sort();
        others
    }
}
