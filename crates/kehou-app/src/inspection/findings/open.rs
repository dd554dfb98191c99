//! Opening a finding. (I9, R36)

use kehou_inspection::{
    Act, Deed, Finding, FindingNo, KnownProblem, Opening, PersonRef, Refusal as Illegal, repeat_of,
};
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::{
    ground::{person, rectification_rules, signed},
    known::{findings_in, problems},
    permitted::permission_for,
};
use crate::{App, AppError, Ask, Principal, boxed};

/// What was found where. Whether it repeats an earlier finding is found out, whatever the opening says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFinding {
    /// What was found where.
    pub opening: Opening,
}

/// A finding that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFinding {
    /// The write.
    pub written: Written,
    /// Its number within the school.
    pub number: FindingNo,
    /// The finding that it repeats. (R36)
    pub repeats: Option<FindingNo>,
}

/// Opens a finding as a draft.
///
/// # Errors
///
/// Forbidden outside the offices and inspectors; [`SchoolUnknown`](crate::RefusalCode::SchoolUnknown);
/// what [`Finding::open`] refuses, and no settings in force; failures of the books.
///
/// # Clauses
///
/// I9; R36.
#[boxed]
pub async fn open_finding(
    app: &App,
    (who, ask): (&Principal, Ask),
    open: OpenFinding,
) -> Result<OpenedFinding, AppError> {
    let permission = permission_for(kehou_inspection::DeedKind::Open);
    let id = app.admit(who, permission, &open.opening.school).await?;
    let by = person(who)?;
    let entry = app.entry((who, ask), id, "inspection.open_finding");
    let written = app.store.write(entry, Opens { opening: open.opening, by }).await?;
    let number = |place: usize| {
        let number = written.numbers.get(place).and_then(|number| u32::try_from(*number).ok());
        number.unwrap_or_default()
    };
    let (opened, repeated) = (FindingNo::new(number(0)), number(1));
    let repeats = (repeated > 0).then(|| FindingNo::new(repeated));
    Ok(OpenedFinding { written, number: opened, repeats })
}

struct Opens {
    opening: Opening,
    by: PersonRef,
}

impl Work for Opens {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let known = findings_in(&book).await?;
        let number = known.last().map_or(0, |last| last.number.get()) + 1;
        let on = tx.at().day();
        let rules = rectification_rules().in_force(on).ok_or(Illegal::NoRules { on })?;
        let new = KnownProblem {
            number: FindingNo::new(number),
            school: self.opening.school.clone(),
            problem: self.opening.problem.clone(),
            observed_on: self.opening.observed_on,
        };
        let repeats = repeat_of(&new, &problems(&known), rules).map(|old| old.number);
        let opening = Opening { repeats, ..self.opening.clone() };
        let deed = Deed::Open { opening: Box::new(opening) };
        let opened = Finding::open(Act { signed: signed(&self.by, tx), deed })?;
        let item = book.last_item::<Filed<kehou_inspection::Recorded>>(Owner::School).await? + 1;
        let filed = Filed { about: number, paper: opened.recorded };
        tx.save(&[ItemVersion::of_school(item, filed)]).await?;
        Ok(vec![number.into(), repeats.map_or(0, FindingNo::get).into()])
    }
}
