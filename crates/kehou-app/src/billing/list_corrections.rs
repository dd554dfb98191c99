//! Listing what later facts change about published months, in one school or in all. (F5, F9)

use kehou_fee::Correction;
use kehou_registry::{PupilNo, SchoolCode};
use kehou_store::{ListedStatement, Revisions, StatementPlace, StatementQuery};
use kehou_units::Month;

use super::{corrections::corrections, readable::among};
use crate::{App, AppError, Permission, Principal, boxed};

/// Which corrections are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCorrections {
    /// Only of this month; none for every published one.
    pub month: Option<Month>,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only those after this school's month and pupil.
    pub after: Option<(SchoolCode, Month, PupilNo)>,
    /// At most so many.
    pub most: u32,
}

/// A correction due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionDue {
    /// The school.
    pub school: SchoolCode,
    /// The revision of the statement whose bill changes.
    pub revision: u32,
    /// What changes.
    pub correction: Correction,
}

/// How many statements are read ahead of the reckoning.
const AT_ONCE: u32 = 64;

/// The corrections due of published months, by code of the school, month and pupil. Published months
/// are found with one query for many schools, from the place on that is asked for; one month after the
/// other is then priced anew, until there are enough.
///
/// # Errors
///
/// Forbidden outside finance and the aid officer (F12); failures of the books.
///
/// # Clauses
///
/// F5, F9, F12.
#[boxed]
pub async fn list_corrections(
    app: &App,
    who: &Principal,
    query: &ListCorrections,
) -> Result<Vec<CorrectionDue>, AppError> {
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let among = among(app, (who, Permission::ReadBills), query.school.as_ref()).await?;
    let standing = StatementQuery {
        month: query.month,
        among,
        revisions: Revisions::Standing,
        held_by: &[],
        known_at: None,
    };
    // The month in which the last page ended is looked at again: it may have more.
    let mut place: Option<StatementPlace> = query.after.as_ref().and_then(|(school, month, _)| {
        let before = Month::of(month.first_day().pred_opt()?).ok()?;
        Some((school.clone(), before, u32::MAX))
    });
    let mut found = Vec::new();
    while found.len() < most {
        let read = app.store.statements_among(&standing, (place.as_ref(), AT_ONCE)).await?;
        let Some(last) = read.last() else { break };
        place = Some(last.place());
        for listed in read.into_iter().filter(|listed| listed.published_on.is_some()) {
            if found.len() >= most {
                break;
            }
            found.extend(due_of(app, who, (listed, query.after.as_ref())).await?);
        }
    }
    found.truncate(most);
    Ok(found)
}

/// What is due of a published month, after a place.
async fn due_of(
    app: &App,
    who: &Principal,
    (listed, after): (ListedStatement, Option<&(SchoolCode, Month, PupilNo)>),
) -> Result<Vec<CorrectionDue>, AppError> {
    let (school, month) = (listed.school, listed.statement.row.month);
    let due = corrections(app, who, (&school, month)).await?;
    let of_school = |correction: Correction| {
        let (school, revision) = (school.clone(), due.revision);
        CorrectionDue { school, revision, correction }
    };
    let due = due.due.iter().copied().map(of_school);
    Ok(due.filter(|it| after.is_none_or(|after| place_of(it) > *after)).collect())
}

fn place_of(due: &CorrectionDue) -> (SchoolCode, Month, PupilNo) {
    (due.school.clone(), due.correction.month, due.correction.pupil)
}
