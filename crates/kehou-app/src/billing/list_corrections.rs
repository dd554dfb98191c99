//! Listing what later facts change about published months, in one school or in all. (F5, F9)

use kehou_fee::Correction;
use kehou_registry::{PupilNo, SchoolCode};
use kehou_units::Month;

use super::{corrections::corrections, readable::schools_read};
use crate::{App, AppError, Permission, Principal};

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

/// The corrections due of published months, by code of the school, month and pupil.
///
/// # Errors
///
/// Forbidden outside finance and the aid officer (F12); failures of the books.
///
/// # Clauses
///
/// F5, F9, F12.
pub async fn list_corrections(
    app: &App,
    who: &Principal,
    query: &ListCorrections,
) -> Result<Vec<CorrectionDue>, AppError> {
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let permitted = (who, Permission::ReadBills);
    for school in schools_read(app, permitted, query.school.as_ref()).await? {
        let after = query.after.as_ref();
        if after.is_some_and(|(after, ..)| school.code < *after) {
            continue;
        }
        let book = app.book(school.id, None).await?;
        let mut months: Vec<Month> =
            book.statements().await?.into_iter().map(|statement| statement.row.month).collect();
        months.dedup();
        months.retain(|month| query.month.is_none_or(|asked| asked == *month));
        for month in months {
            if found.len() >= most {
                break;
            }
            if book.publication(month).await?.is_some() {
                let due = corrections(app, who, (&school.code, month)).await?;
                let of_school = |correction: Correction| CorrectionDue {
                    school: school.code.clone(),
                    revision: due.revision,
                    correction,
                };
                found.extend(due.due.iter().copied().map(of_school));
                found.retain(|it| after.is_none_or(|after| place_of(it) > *after));
            }
        }
    }
    found.truncate(most);
    Ok(found)
}

fn place_of(due: &CorrectionDue) -> (SchoolCode, Month, PupilNo) {
    (due.school.clone(), due.correction.month, due.correction.pupil)
}
