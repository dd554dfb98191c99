//! The awkward cases, with their bills as the books hold them.

use std::collections::BTreeMap;

use anyhow::Context as _;
use kehou_app::{
    App, Principal,
    billing::{BillView, bill},
    policy::{Asked, adopted},
};
use kehou_fee::{Amounts, Bill, Correction, Purpose};
use kehou_registry::{DivisionCode, Pupil, SchoolCode};
use kehou_sample::{ABSENT_CASES, Case, CasePupil, Sample, Wording};
use kehou_store::{Bound, Persons};
use kehou_units::{Fen, Month};
use kehou_words::Lang;

use super::DIVISION;
use crate::{
    corrections,
    price::print_bill,
    tell::{tell, yuan},
};

/// The case whose bill is explained line by line.
const EXPLAINED: &str = "rate_change";

/// Corrections due of months, by school and pupil number.
type Corrections = BTreeMap<(Month, String, u32), Correction>;

/// The cases of a sample with what the books say of them.
pub(crate) struct Cases<'a> {
    app: &'a App,
    who: &'a Principal,
    cases: Vec<Case>,
    month: Month,
    lang: Lang,
}

impl<'a> Cases<'a> {
    pub(crate) fn new(
        (app, who): (&'a App, &'a Principal),
        made: &Sample,
        (month, lang): (Month, Lang),
    ) -> Self {
        Self { app, who, cases: made.cases(), month, lang }
    }

    /// Each case with its pupil, the bill, and the correction that is due and not posted.
    pub(crate) async fn print(&self) -> anyhow::Result<()> {
        let corrections = self.corrections().await?;
        tell!(self.lang, "DEMO_CASES");
        for case in &self.cases {
            let (pupil, bill) = self.bill_of(case).await?;
            let Amounts { due, waived, payable, held, .. } = bill.amounts;
            let what = in_lang(&case.what, self.lang);
            let name = format!("{} {}", pupil.name, case.pupil.class);
            tell!(
                self.lang,
                "DEMO_CASE",
                what = what,
                pupil = name,
                due = due,
                waived = waived,
                payable = payable
            );
            if held > Fen::ZERO {
                tell!(self.lang, "DEMO_CASE_HELD", held = held);
            }
            let of_pupil = corrections.iter().filter(|((_, school, number), _)| {
                *school == case.school && *number == pupil.no.number()
            });
            of_pupil.for_each(|(_, correction)| print_correction(correction, self.lang));
        }
        for absent in &ABSENT_CASES {
            tell!(self.lang, "DEMO_CASE_ABSENT", reason = in_lang(&absent.reason, self.lang));
        }
        println!();
        Ok(())
    }

    /// One bill, down to its lines and clauses.
    pub(crate) async fn explain_one(&self) -> anyhow::Result<()> {
        let case = self.cases.iter().find(|case| case.id == EXPLAINED);
        let case = case.context("the sample has no case to explain")?;
        let (pupil, view) = self.bill_of(case).await?;
        tell!(self.lang, "DEMO_EXPLAINED", pupil = pupil.name, class = case.pupil.class);
        let policy = adopted(self.app, Asked::Division(DIVISION)).await?;
        let policy = policy.context("no policy was adopted")?;
        let bill = Bill { pupil: pupil.no, amounts: view.amounts, lines: &view.lines };
        print_bill(&bill, (self.month, Purpose::Bill), &policy, self.lang);
        println!();
        Ok(())
    }

    async fn bill_of(&self, case: &Case) -> anyhow::Result<(Pupil, BillView)> {
        let (school, pupil) = pupil_of(self.app, case).await?;
        let view = bill(self.app, self.who, (&school, pupil.no, self.month), None).await?;
        Ok((pupil, view))
    }

    /// What is due in the months that the cases name, at all schools that have a statement.
    async fn corrections(&self) -> anyhow::Result<Corrections> {
        let named = self.cases.iter().filter_map(|case| case.expected.correction);
        let mut months: Vec<Month> = named.map(|correction| correction.month).collect();
        months.sort();
        months.dedup();
        let mut found = Corrections::new();
        for month in months {
            for school in corrections::of_schools(self.app, self.who, (&[], month)).await? {
                let of_school = school.due.iter().map(|due| {
                    let key = (month, school.school.to_string(), due.pupil.number());
                    (key, *due)
                });
                found.extend(of_school);
            }
        }
        Ok(found)
    }
}

/// A correction that is due: what goes back and what is charged more, neither hidden by the other. (F9)
fn print_correction(correction: &Correction, lang: Lang) {
    let Correction { month, lowered, raised, .. } = correction;
    let fen = correction.difference().as_fen();
    if *lowered > Fen::ZERO && *raised > Fen::ZERO {
        tell!(lang, "DEMO_CORRECTION_BOTH", month = month, back = lowered, more = raised);
    } else if correction.needs_two_persons() {
        tell!(lang, "DEMO_CORRECTION_RAISE", month = month, fen = fen, yuan = yuan(fen));
    } else {
        tell!(lang, "DEMO_CORRECTION", month = month, fen = fen, yuan = yuan(fen));
    }
}

/// The school and the pupil of a case, as the books know them.
pub(super) async fn pupil_of(app: &App, case: &Case) -> anyhow::Result<(SchoolCode, Pupil)> {
    let school: SchoolCode = case.school.parse()?;
    let id = app.store().school_id(&school).await?;
    let id = id.with_context(|| format!("the books have no school {school}"))?;
    let pupils = app.store().book(id, Bound::Now).await?.pupils(Persons::Named).await?;
    let found = pupils.into_iter().find(|pupil| is_meant(pupil, &case.pupil));
    let pupil = found.with_context(|| format!("the books have no pupil of case {}", case.id))?;
    Ok((school, pupil))
}

/// The town whose office runs a school.
pub(super) async fn town_of(app: &App, school: &SchoolCode) -> anyhow::Result<DivisionCode> {
    let id = app.store().school_id(school).await?;
    let id = id.with_context(|| format!("the books have no school {school}"))?;
    let school = app.store().book(id, Bound::Now).await?.school(school.clone()).await?;
    let profile = school.profiles.latest().and_then(|(_, profile)| profile.town.clone());
    profile.with_context(|| format!("school {} is no town's", school.code))
}

/// Whether a pupil is that of a case: by student number or local id, which no two pupils share.
fn is_meant(pupil: &Pupil, wanted: &CasePupil) -> bool {
    match (&wanted.student_number, &wanted.local_id) {
        (Some(number), _) => pupil.student_number.as_ref() == Some(number),
        (None, Some(id)) => pupil.local_id.as_ref() == Some(id),
        (None, None) => pupil.name == wanted.name,
    }
}

pub(super) const fn in_lang(wording: &Wording, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => wording.zh,
        Lang::En => wording.en,
    }
}
