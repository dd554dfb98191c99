//! `kehou corrections`: what later facts change about bills that are out. (F5, F9)

use kehou_app::{
    App, AppError, Principal, RefusalCode,
    billing::{SchoolCorrections, corrections},
    registry::{Contacts, pupil},
};
use kehou_fee::Correction;
use kehou_registry::SchoolCode;
use kehou_units::{Fen, Month};
use kehou_words::Lang;

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    operator, runtime,
    settings::Settings,
    tell::{self, grouped, tell, yuan},
};

pub(crate) fn run(arguments: &arguments::Corrections, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    runtime::wait(async {
        let app = books.app(Absent::Refused).await?;
        let due = of_schools(&app, &who, (&arguments.school, arguments.month)).await?;
        for school in &due {
            print(&app, &who, school, lang).await?;
        }
        let due_all = || due.iter().flat_map(|school| &school.due);
        if due_all().next().is_none() {
            tell!(lang, "CORRECTIONS_NONE", month = arguments.month, schools = due.len());
            return Ok(Done::Well);
        }
        let sum = |side: fn(&Correction) -> Fen| -> i64 {
            due_all().map(|correction| side(correction).as_fen()).sum()
        };
        let count = grouped(due_all().count() as u64);
        let back = yuan(sum(|correction| correction.lowered));
        let more = yuan(sum(|correction| correction.raised));
        tell!(lang, "SUMMARY_CORRECTIONS", count = count, back = back, more = more);
        Ok(Done::Well)
    })
}

/// A line for each correction of a school.
async fn print(
    app: &App,
    who: &Principal,
    of_school: &SchoolCorrections,
    lang: Lang,
) -> anyhow::Result<()> {
    let school = &of_school.school;
    for correction in &of_school.due {
        let number = correction.pupil;
        let known = pupil(app, who, (school, number), (Contacts::Hidden, None)).await?;
        let name = known.pupil.name;
        let (back, more) = (correction.lowered.as_fen(), correction.raised.as_fen());
        let yuan = yuan(more - back);
        if back > 0 && more > 0 {
            let (back, more) = (tell::yuan(back), tell::yuan(more));
            tell!(
                lang,
                "CORRECTION_BOTH",
                school = school,
                number = number,
                name = name,
                back = back,
                more = more
            );
        } else if correction.needs_two_persons() {
            tell!(
                lang,
                "CORRECTION_RAISE",
                school = school,
                number = number,
                name = name,
                yuan = yuan
            );
        } else {
            tell!(
                lang,
                "CORRECTION_LOWER",
                school = school,
                number = number,
                name = name,
                yuan = yuan
            );
        }
    }
    Ok(())
}

/// The corrections due of the named schools, or of every school that has a statement.
pub(crate) async fn of_schools(
    app: &App,
    who: &Principal,
    (named, month): (&[SchoolCode], Month),
) -> anyhow::Result<Vec<SchoolCorrections>> {
    let all: Vec<SchoolCode> = match named {
        [] => app.store().schools().await?.into_iter().map(|entry| entry.code).collect(),
        named => named.to_vec(),
    };
    let mut due = Vec::new();
    for code in all {
        match corrections(app, who, (&code, month)).await {
            Ok(of_school) => due.push(of_school),
            Err(AppError::Refused(refusal))
                if refusal.code() == RefusalCode::NotBilled && named.is_empty() => {}
            Err(error) => return Err(error.into()),
        }
    }
    anyhow::ensure!(!due.is_empty(), "no school has a statement of {month}; close the month first");
    Ok(due)
}
