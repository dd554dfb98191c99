//! Receiving a case. (O8)

use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, DisciplineCase, FindingNo, Line, Passage, PersonRef, Reporter,
    Rung, Signature, WrittenReporter,
};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::known::cases_in;
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed,
    inspection::findings::findings_in,
};

/// Where a case comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseOrigin {
    /// Somebody reported it; who, if they said so.
    Report(Option<Reporter>),
    /// A finding of the school that was proposed to the office, or repeats another.
    Finding(FindingNo),
    /// Another office.
    Office(Line),
}

/// A case that is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCase {
    /// From where.
    pub origin: CaseOrigin,
    /// The school.
    pub school: SchoolCode,
    /// What it is about.
    pub matter: Passage,
}

/// A case that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedCase {
    /// The write.
    pub written: Written,
    /// Its number within the county.
    pub number: u32,
}

/// Receives a case. Who reported it is written down apart from it, in the same change.
///
/// # Errors
///
/// Forbidden outside the discipline office; [`RefusalCode::SchoolUnknown`];
/// [`RefusalCode::FindingUnknown`]; [`RefusalCode::CaseFinding`] for a finding that the ladder did not
/// bring to the office; failures of the books.
///
/// # Clauses
///
/// O8; R25, R36.
#[boxed]
pub async fn receive_case(
    app: &App,
    (who, ask): (&Principal, Ask),
    receive: ReceiveCase,
) -> Result<ReceivedCase, AppError> {
    let county = App::admit_county(who, Permission::KeepCases)?;
    let school = app.school_id(&receive.school).await?;
    let (source, reporter) = match receive.origin {
        CaseOrigin::Report(reporter) => (CaseSource::Report, reporter),
        CaseOrigin::Office(office) => (CaseSource::Office(office), None),
        CaseOrigin::Finding(number) => {
            let known = findings_in(&app.book(school, None).await?).await?;
            let known = known.into_iter().find(|known| known.number == number);
            let is_brought = known.as_ref().map(|known| {
                let rungs = known.finding.order().map_or(&[][..], |order| &order.rungs);
                let is_proposed = rungs.iter().any(|taken| taken.rung == Rung::ToDiscipline);
                is_proposed || known.finding.opening().repeats.is_some()
            });
            let code = match is_brought {
                Some(true) => None,
                Some(false) => Some(RefusalCode::CaseFinding),
                None => Some(RefusalCode::FindingUnknown),
            };
            if let Some(code) = code {
                let refusal = Refusal::new(code).with("school", &receive.school);
                return Err(refusal.with("finding", number).into());
            }
            (CaseSource::Finding(number), None)
        }
    };
    let deed = CaseDeed::Receive { source, school: receive.school, matter: receive.matter };
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), county, "inspection.receive_case");
    let written = app.store.write(entry, Receives { deed, reporter, by }).await?;
    let number = written.numbers.first().and_then(|number| u32::try_from(*number).ok());
    Ok(ReceivedCase { written, number: number.unwrap_or_default() })
}

struct Receives {
    deed: CaseDeed,
    reporter: Option<Reporter>,
    by: PersonRef,
}

impl Work for Receives {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let number = cases_in(&book).await?.last().map_or(0, |last| last.number) + 1;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let act = CaseAct { signed: signed.clone(), deed: self.deed.clone() };
        DisciplineCase::replay(std::slice::from_ref(&act))?;
        let item = book.last_item::<Filed<CaseAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: number, paper: act })]).await?;
        if let Some(reporter) = self.reporter.clone() {
            let item = book.last_item::<Filed<WrittenReporter>>(Owner::School).await? + 1;
            let paper = WrittenReporter { reporter, signed };
            tx.save(&[ItemVersion::of_school(item, Filed { about: number, paper })]).await?;
        }
        Ok(vec![number.into()])
    }
}
