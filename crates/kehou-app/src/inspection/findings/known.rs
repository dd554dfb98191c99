//! Findings as the books of a school hold them.

use std::collections::BTreeMap;

use kehou_inspection::{
    Finding, FindingNo, KnownProblem, Light, Overdue, Recorded, RectificationRules, StageKind,
};
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_store::{Book, ChangeNo, Fact, Filed, Owner, StoreError, Stored};
use kehou_units::{Dated, Instant};

/// A finding that stands in the books.
#[derive(Clone, Debug)]
pub(crate) struct KnownFinding {
    /// Its number within the school.
    pub(crate) number: FindingNo,
    /// What its acts add up to.
    pub(crate) finding: Finding,
    /// All that was done to it, the opening first.
    pub(crate) acts: Vec<Recorded>,
    /// The change that its last act is.
    pub(crate) etag: ChangeNo,
}

/// A finding as it is shown, and how it stands at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView {
    /// The school.
    pub school: SchoolCode,
    /// Its number within the school.
    pub number: FindingNo,
    /// What its acts add up to.
    pub finding: Finding,
    /// All that was done to it, the opening first.
    pub acts: Vec<Recorded>,
    /// The change that its last act is.
    pub etag: ChangeNo,
    /// How near the deadline is that the school must meet; none when there is none.
    pub light: Option<Light>,
    /// Whether and why its correction is overdue. (R25)
    pub overdue: Option<Overdue>,
}

/// The instant at which findings are looked at, and what lights are told by.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) at: Instant,
    pub(super) rules: &'a Dated<RectificationRules>,
    pub(super) working: &'a WorkingDays,
}

impl Look<'_> {
    /// A finding as it is shown.
    pub(super) fn at(&self, school: &SchoolCode, known: KnownFinding) -> FindingView {
        let KnownFinding { number, finding, acts, etag } = known;
        let on = self.at.day();
        let warning = self.rules.in_force(on).map_or(0, |rules| rules.warning_days);
        let light = finding.due().map(|due| due.light(on, warning, self.working));
        let overdue = finding.overdue(self.at);
        FindingView { school: school.clone(), number, finding, acts, etag, light, overdue }
    }
}

/// The findings of a school, by number.
pub(crate) async fn findings_in(book: &Book<'_>) -> Result<Vec<KnownFinding>, StoreError> {
    assembled(book.of::<Filed<Recorded>>(Owner::School).await?)
}

/// Findings from their acts, which come in the order in which they were done.
pub(crate) fn assembled(
    acts: Vec<Stored<Filed<Recorded>>>,
) -> Result<Vec<KnownFinding>, StoreError> {
    let mut by_finding: BTreeMap<u32, (Vec<Recorded>, ChangeNo)> = BTreeMap::new();
    for stored in acts {
        let (acts, etag) = by_finding.entry(stored.value.about).or_default();
        acts.push(stored.value.paper);
        *etag = stored.change_no.max(*etag);
    }
    let known = |(number, (acts, etag)): (u32, (Vec<Recorded>, ChangeNo))| {
        let finding = Finding::replay(&acts);
        let finding = finding.map_err(|e| StoreError::bad_row(Filed::<Recorded>::TABLE, e))?;
        Ok(KnownFinding { number: FindingNo::new(number), finding, acts, etag })
    };
    by_finding.into_iter().map(known).collect()
}

/// What is known of problems at a school: findings that were withdrawn are not. (R36)
pub(super) fn problems(known: &[KnownFinding]) -> Vec<KnownProblem> {
    let upheld = known.iter().filter(|one| one.finding.stage().kind() != StageKind::Withdrawn);
    let problem = |one: &KnownFinding| {
        let opening = one.finding.opening();
        KnownProblem {
            number: one.number,
            school: opening.school.clone(),
            problem: opening.problem.clone(),
            observed_on: opening.observed_on,
        }
    };
    upheld.map(problem).collect()
}
