//! Findings as a file.

use std::{fs::File, io::BufWriter};

use kehou_app::{
    App, Principal,
    billing::{FindingView, findings, refuse_unbilled},
};
use kehou_registry::{Finding, FindingCode, Pupil, PupilNo, School, SchoolCode, Subject};
use kehou_sheets::FindingExport;
use kehou_store::{Bound, Persons};
use kehou_words::Lang;

use crate::{arguments, close::code_of, tell::say};

/// Writes the findings of the named schools, or of all, and gives the number of rows.
pub(super) async fn write(
    app: &App,
    who: &Principal,
    (arguments, named): (&arguments::Export, Option<&[SchoolCode]>),
    (out, lang): (BufWriter<File>, Lang),
) -> anyhow::Result<u64> {
    let mut schools = app.store().schools().await?;
    schools.retain(|entry| named.is_none_or(|named| named.contains(&entry.code)));
    refuse_unbilled(app, (&schools, named.is_some()), (arguments.month, None)).await?;
    let mut table = FindingExport::new(arguments.format.into(), out)?;
    for entry in schools {
        let found = findings(app, who, (&entry.code, arguments.month), None).await?;
        if found.is_empty() {
            continue;
        }
        let book = app.store().book(entry.id, Bound::Now).await?;
        let school: School = book.school(entry.code).await?;
        let pupils: Vec<Pupil> = book.pupils(Persons::Named).await?;
        let pupil = |no: PupilNo| {
            let at = pupils.binary_search_by_key(&no, |pupil| pupil.no);
            at.ok().and_then(|at| pupils.get(at))
        };
        for view in found {
            let finding = finding_of(&school, &view)?;
            let about = match finding.subject {
                Subject::Pupil(no) => pupil(no),
                Subject::School | Subject::Class(_) => None,
            };
            table.finding(&school, &finding, (about, &text_of(&finding, lang)))?;
        }
    }
    let rows = table.rows();
    table.finish()?;
    Ok(rows)
}

fn finding_of(school: &School, view: &FindingView) -> anyhow::Result<Finding> {
    let stored = &view.finding;
    let code = code_of(&stored.code);
    let code = code.ok_or_else(|| anyhow::anyhow!("the books have a finding `{}`", stored.code))?;
    let subject = match (stored.class, stored.pupil) {
        (_, Some(pupil)) => Subject::Pupil(pupil),
        (Some(class), None) => Subject::Class(class),
        (None, None) => Subject::School,
    };
    let school = school.code.clone();
    Ok(Finding { school, code, subject, on: stored.on, slot: stored.slot, marks: stored.marks })
}

fn text_of(finding: &Finding, lang: Lang) -> String {
    let code = match finding.code {
        FindingCode::Check(check) => format!("FINDING_{check}"),
        FindingCode::Defect(defect) => defect.code().to_owned(),
    };
    say(&code, lang, &[("marks", &finding.marks.to_string())])
}
