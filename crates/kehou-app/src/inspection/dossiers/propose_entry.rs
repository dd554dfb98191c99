//! Proposing an entry of a principal's file. (I10)

use chrono::NaiveDate;
use kehou_inspection::{
    Deadline, EntryAct, EntryDeed, EntryGround, EntryRefusal, EntryStageKind, FileEntry, FindingNo,
    Line, PersonRef, Post, Refusal as Illegal, Signature, principal_on,
};
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_store::{Filed, ItemVersion, Owner, SchoolId, Tx, Work, Written};

use super::{
    cases,
    known::{KnownEntry, cases_in, entries_in},
    posts::posts_in,
    sight::Sight,
};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed,
    inspection::findings::{findings_in, rectification_rules},
};

/// On what an entry shall rest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryBasis {
    /// Poor service: a confirmed finding.
    Finding {
        /// The school.
        school: SchoolCode,
        /// The number of the finding within it.
        number: FindingNo,
    },
    /// A violation: a case that discipline verified and concluded.
    Case {
        /// The number of the case.
        number: u32,
        /// The date of the fact, not later than the day on which the case was received.
        fact_on: NaiveDate,
    },
}

/// An entry that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeEntry {
    /// On what it rests.
    pub basis: EntryBasis,
    /// The number of the entry that it corrects.
    pub corrects: Option<u32>,
}

/// An entry that was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedEntry {
    /// The write.
    pub written: Written,
    /// Its number within the county.
    pub number: u32,
}

/// Proposes an entry for the file of who was principal on the date of the fact; the person may state
/// their view within the working days that the settings give.
///
/// # Errors
///
/// Forbidden unless the principal may propose entries and read what this one rests on: files for a
/// finding, cases for a case; [`RefusalCode::SchoolUnknown`], [`RefusalCode::FindingUnknown`],
/// [`RefusalCode::CaseUnknown`], [`RefusalCode::EntryUnknown`]; [`RefusalCode::EntryFinding`] for a
/// finding that is not confirmed, [`RefusalCode::EntryCase`] for a case that is not concluded with a
/// verified violation; [`RefusalCode::EntryFactDay`]; nobody or several persons in the post;
/// [`RefusalCode::EntryTwice`], [`RefusalCode::EntryCorrects`]; failures of the books.
///
/// # Clauses
///
/// I10.
#[boxed]
pub async fn propose_entry(
    app: &App,
    (who, ask): (&Principal, Ask),
    propose: ProposeEntry,
) -> Result<ProposedEntry, AppError> {
    let county = App::admit_county(who, Permission::ProposeEntries)?;
    let Rest { school, fact_on, ground } = rest(app, who, &propose.basis).await?;
    let school_book = app.book(app.school_id(&school).await?, None).await?;
    let posts: Vec<Post> = posts_in(&school_book).await?.into_iter().map(|it| it.post).collect();
    let person = principal_on(&posts, &school, fact_on)?;
    let by: PersonRef = who.subject.parse()?;
    if by == person {
        return Err(EntryRefusal::OwnFile.into());
    }
    let working = app.county_days(None).await?.working;
    let (corrects, sight) = (propose.corrects, Sight::of(who)?);
    let rest = Rest { school, fact_on, ground };
    let entry = app.entry((who, ask), county, "inspection.propose_entry");
    let work = Proposes { rest, person, by, working, corrects, sight };
    let written = app.store.write(entry, work).await?;
    let number = written.numbers.first().and_then(|number| u32::try_from(*number).ok());
    Ok(ProposedEntry { written, number: number.unwrap_or_default() })
}

/// What an entry rests on, as it was found.
struct Rest {
    school: SchoolCode,
    fact_on: NaiveDate,
    ground: EntryGround,
}

async fn rest(app: &App, who: &Principal, basis: &EntryBasis) -> Result<Rest, AppError> {
    match basis {
        EntryBasis::Finding { school, number } => {
            App::admit_county(who, Permission::ReadFiles)?;
            let refuse = |code| Refusal::new(code).with("school", school).with("finding", number);
            let book = app.book(app.school_id(school).await?, None).await?;
            let known = findings_in(&book).await?;
            let known = known.into_iter().find(|known| known.number == *number);
            let known = known.ok_or_else(|| refuse(RefusalCode::FindingUnknown))?;
            let ground = EntryGround::poor_service(*number, &known.finding);
            let ground = ground.ok_or_else(|| refuse(RefusalCode::EntryFinding))?;
            let fact_on = known.finding.opening().observed_on;
            Ok(Rest { school: school.clone(), fact_on, ground })
        }
        EntryBasis::Case { number, fact_on } => {
            let county = App::admit_county(who, Permission::KeepCases)?;
            let known = cases_in(&app.book(county, None).await?).await?;
            let case = cases::named(known, *number)?.case;
            let ground = EntryGround::violation(&case);
            let ground =
                ground.ok_or_else(|| Refusal::new(RefusalCode::EntryCase).with("case", number))?;
            let received = case.received.at.day();
            if *fact_on > received {
                let refusal = Refusal::new(RefusalCode::EntryFactDay).with("on", fact_on);
                return Err(refusal.with("received", received).into());
            }
            Ok(Rest { school: case.school, fact_on: *fact_on, ground })
        }
    }
}

struct Proposes {
    rest: Rest,
    person: PersonRef,
    by: PersonRef,
    working: WorkingDays,
    corrects: Option<u32>,
    sight: Sight,
}

impl Work for Proposes {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, on) = (tx.book(), tx.at().day());
        debug_assert_eq!(book.ledger(), SchoolId::COUNTY);
        let known = entries_in(&book).await?;
        let corrects = self.corrected(&known)?;
        self.refuse_twice(&known)?;
        let days = rectification_rules().in_force(on).map(|rules| rules.statement_days);
        let due = days.and_then(|days| Deadline::after(on, days, &self.working));
        let number = known.last().map_or(0, |last| last.number) + 1;
        let deed = EntryDeed::Propose {
            person: self.person.clone(),
            school: self.rest.school.clone(),
            fact_on: self.rest.fact_on,
            ground: self.rest.ground.clone(),
            statement_due: due.ok_or(Illegal::NoRules { on })?,
            corrects,
        };
        let act = EntryAct { signed: Signature { by: self.by.clone(), at: tx.at() }, deed };
        FileEntry::replay(std::slice::from_ref(&act))?;
        let item = book.last_item::<Filed<EntryAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: number, paper: act })]).await?;
        Ok(vec![number.into()])
    }
}

impl Proposes {
    /// The document number of the entry that is corrected: one that stands in the same file.
    fn corrected(&self, known: &[KnownEntry]) -> Result<Option<Line>, Refusal> {
        let Some(number) = self.corrects else { return Ok(None) };
        let refuse = |code| Refusal::new(code).with("entry", number);
        let seen = |it: &&KnownEntry| it.number == number && self.sight.holds(&it.entry);
        let corrected = known.iter().find(seen);
        let corrected = corrected.ok_or_else(|| refuse(RefusalCode::EntryUnknown))?;
        let stands = corrected.entry.number().filter(|_| *corrected.entry.person() == self.person);
        stands.cloned().map(Some).ok_or_else(|| refuse(RefusalCode::EntryCorrects))
    }

    /// A ground enters a file once, unless the entry was declined or revoked, or is corrected.
    fn refuse_twice(&self, known: &[KnownEntry]) -> Result<(), Refusal> {
        let is_over = |known: &KnownEntry| {
            use EntryStageKind::{Declined, Revoked};
            matches!(known.entry.stage().kind(), Declined | Revoked)
        };
        let rests_on = |it: &&KnownEntry| {
            it.entry.fact().0 == &self.rest.school && *it.entry.ground() == self.rest.ground
        };
        let same = known.iter().filter(rests_on).find(|it| !is_over(it));
        match same {
            Some(same) if self.corrects != Some(same.number) => {
                Err(Refusal::new(RefusalCode::EntryTwice).with("entry", same.number))
            }
            _ => Ok(()),
        }
    }
}
