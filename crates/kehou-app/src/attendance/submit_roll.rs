//! Submitting a roll. (F8, F9)

use chrono::NaiveDate;
use kehou_attendance::{GroupNo, LockRules, Mark, Roster};
use kehou_registry::{ClassRef, Grade, Placement, PupilNo, SchoolCode, SlotNo};
use kehou_store::{Book, ChangeNo, NewRoll, PupilId, StoredRoll, Tx, Work, Written};
use kehou_units::{Instant, Month, Period};

use super::month_state::{MonthPhase, phase_of};
use crate::{
    App, AppError, Ask, Forbidden, Permission, Principal, Refusal, RefusalCode, Share,
    ask::check_etag, boxed, registry::CountyDays,
};

/// How many group numbers a grade has; the group of a class is grade × 1000 + number.
const GROUPS_OF_GRADE: u32 = 1_000;
/// How many unknown pupils a refusal names.
const NAMED: usize = 10;

/// One sheet: the marks of a group in one slot of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitRoll {
    /// The school.
    pub school: SchoolCode,
    /// The day of service, not in the future.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group that shares the sheet; that of a class is [`group_of_class`].
    pub group: GroupNo,
    /// A mark for each pupil, each pupil once.
    pub marks: Vec<(PupilNo, Mark)>,
    /// The change of the sheet that the caller read, to be refused if there is a newer one.
    pub etag: Option<ChangeNo>,
}

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedRoll {
    /// What was recorded.
    pub written: Written,
    /// The revision that stands: 0 for the first sheet, the next for each correction.
    pub revision: u32,
    /// Whether it came after its lock, so that it may lower a charge and not raise it. (F9)
    pub is_late: bool,
}

/// The group of a class.
#[must_use]
pub fn group_of_class(class: ClassRef) -> GroupNo {
    GroupNo::new(u32::from(class.grade.number()) * GROUPS_OF_GRADE + u32::from(class.number))
}

/// The class of a group, when it is one of a class.
#[must_use]
pub fn class_of_group(group: GroupNo) -> Option<ClassRef> {
    let grade = u8::try_from(group.number() / GROUPS_OF_GRADE).ok()?;
    let number =
        u16::try_from(group.number() % GROUPS_OF_GRADE).ok().filter(|number| *number > 0)?;
    Some(ClassRef { grade: Grade::new(grade).ok()?, number })
}

/// Records a sheet. One that says what the newest says already changes nothing, unless that came late
/// and this counts as in time; one that differs is the next revision. A sheet that comes after its lock needs a reason, and may lower a charge only;
/// while the month is opened again every sheet counts as in time.
///
/// # Errors
///
/// Forbidden unless the roll is of a class or school of the principal; [`RefusalCode::RollMarks`],
/// [`RefusalCode::RollFuture`], [`RefusalCode::RollPupils`], [`RefusalCode::RollLate`],
/// [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// F8, F9.
#[boxed]
pub async fn submit_roll(
    app: &App,
    (who, ask): (&Principal, Ask),
    roll: SubmitRoll,
) -> Result<SubmittedRoll, AppError> {
    let class = class_of_group(roll.group);
    let (id, share) = app.share(who, Permission::SubmitRolls, &roll.school).await?;
    let only_class = match (&share, class) {
        (Share::Whole, _) => None,
        (Share::Part { classes, .. }, Some(class)) if classes.contains(&class) => Some(class),
        _ => return Err(Forbidden { permission: Permission::SubmitRolls }.into()),
    };
    let today = app.clock.now().day();
    if roll.on > today {
        let refusal = Refusal::new(RefusalCode::RollFuture);
        return Err(refusal.with("on", roll.on).with("today", today).into());
    }
    let sheet = Sheet { only_class, ..Sheet::of(app, &roll, &ask.reason).await? };
    let entry = app.entry((who, ask), id, "attendance.submit_roll");
    let written = app.store.write(entry, sheet).await?;
    let [revision, late] = written.numbers[..] else {
        return Err(kehou_store::StoreError::bad_row("change", "the answer to a roll").into());
    };
    let revision = u32::try_from(revision).unwrap_or_default();
    Ok(SubmittedRoll { written, revision, is_late: late == 1 })
}

/// A sheet on its way into the books.
struct Sheet {
    key: (NaiveDate, SlotNo, GroupNo),
    roster: Roster,
    marks: Box<[Mark]>,
    etag: Option<ChangeNo>,
    reason: String,
    /// When rolls lock on the next teaching day, and the county's own calendar; none for a roll of
    /// today, which can't be late.
    locks: Option<(LockRules, CountyDays)>,
    /// The class whose pupils alone may stand on it, when a class teacher submits it.
    only_class: Option<ClassRef>,
}

impl Sheet {
    async fn of(app: &App, roll: &SubmitRoll, reason: &str) -> Result<Self, AppError> {
        let wrong = |pupil: PupilNo| Refusal::new(RefusalCode::RollMarks).with("pupil", pupil);
        let mut marks = roll.marks.clone();
        marks.sort_unstable_by_key(|(pupil, _)| *pupil);
        if let Some((pupil, _)) = marks.iter().find(|(_, mark)| *mark == Mark::Contradicted) {
            return Err(wrong(*pupil).into());
        }
        let (pupils, marks): (Vec<PupilNo>, Vec<Mark>) = marks.into_iter().unzip();
        let first = pupils.first().copied().ok_or_else(|| wrong(PupilNo::new(0)))?;
        let twice = pupils.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        let roster = Roster::new(pupils).map_err(|_| wrong(twice.unwrap_or(first)))?;
        let locks = if roll.on < app.clock.now().day() {
            let month = Month::of(roll.on).map_err(|_| wrong(first))?;
            let standing = app.standing(crate::policy::division_of(&roll.school)).await?;
            Some((standing.tariff(month)?.locks(), app.county_days(None).await?))
        } else {
            None
        };
        let key = (roll.on, roll.slot, roll.group);
        let (etag, reason) = (roll.etag, reason.trim().to_owned());
        Ok(Self { key, roster, marks: marks.into(), etag, reason, locks, only_class: None })
    }

    fn says(&self, stored: &StoredRoll) -> bool {
        stored.roll.roster == self.roster && stored.roll.marks == self.marks
    }

    /// When the roll locked, if that was before `at` and nobody opened the month again.
    async fn late(&self, book: &Book<'_>, at: Instant) -> Result<Option<String>, AppError> {
        let (on, ..) = self.key;
        let Some((locks, county)) = &self.locks else { return Ok(None) };
        let calendar = county.calendar_of(book).await?;
        let Some(lock) = locks.roll_locks_at(on, &calendar) else { return Ok(None) };
        Ok((at.in_county() > lock).then(|| lock.format("%Y-%m-%d %H:%M").to_string()))
    }

    /// Whether a stored sheet came after the lock: while the month is opened again, the same sheet
    /// once more is no repetition, since it counts as in time.
    async fn came_late(&self, book: &Book<'_>, stored: &StoredRoll) -> Result<bool, AppError> {
        match stored.roll.entered_at {
            Some(at) => Ok(self.late(book, at).await?.is_some()),
            None => Ok(false),
        }
    }

    async fn refuse_unknown_pupils(&self, book: &Book<'_>) -> Result<(), AppError> {
        let known = book.all::<PupilId>().await?;
        let is_known = |pupil: &&PupilNo| {
            known.binary_search_by_key(&Some(**pupil), |stored| stored.pupil).is_err()
        };
        let unknown: Vec<String> =
            self.roster.pupils().iter().filter(is_known).map(ToString::to_string).collect();
        refuse_named(RefusalCode::RollPupils, &unknown)
    }

    /// Refuses pupils who are not in the class of a class teacher on the day.
    async fn refuse_other_classes(&self, book: &Book<'_>) -> Result<(), AppError> {
        let Some(class) = self.only_class else { return Ok(()) };
        let (on, ..) = self.key;
        let placed = book.all::<(Period, Placement)>().await?;
        let in_class = |pupil: PupilNo| {
            let mut of_pupil = placed.iter().filter(|stored| stored.pupil == Some(pupil));
            of_pupil.any(|stored| stored.value.0.holds(on) && stored.value.1.class == class)
        };
        let others = self.roster.pupils().iter().filter(|pupil| !in_class(**pupil));
        let others: Vec<String> = others.map(ToString::to_string).collect();
        refuse_named(RefusalCode::RollOtherClass, &others)
    }
}

fn refuse_named(code: RefusalCode, pupils: &[String]) -> Result<(), AppError> {
    if pupils.is_empty() {
        return Ok(());
    }
    let named = pupils.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    Err(Refusal::new(code).with("pupils", named).into())
}

impl Work for Sheet {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let newest = book.newest_rolls(self.key).await?;
        let stands = newest.first().map(|stored| stored.change_no);
        check_etag(&book, self.etag, stands.unwrap_or_default())?;
        let (on, slot, group) = self.key;
        let late = self.late(&book, tx.at()).await?;
        let reopened = match (&late, Month::of(on)) {
            (Some(_), Ok(month)) => phase_of(&book, month).await? == MonthPhase::Reopened,
            _ => false,
        };
        let late = late.filter(|_| !reopened);
        if let [only] = &newest[..]
            && self.says(only)
            && !(reopened && self.came_late(&book, only).await?)
        {
            return Ok(vec![only.roll.revision.into(), i64::from(late.is_some())]);
        }
        if let Some(locked_at) = &late
            && self.reason.is_empty()
        {
            let refusal = Refusal::new(RefusalCode::RollLate);
            return Err(refusal.with("on", on).with("locked_at", locked_at).into());
        }
        self.refuse_other_classes(&book).await?;
        if !book.has_roster(&self.roster).await? {
            self.refuse_unknown_pupils(&book).await?;
            tx.save_rosters([&self.roster]).await?;
        }
        let revision = newest.first().map_or(0, |stored| stored.roll.revision + 1);
        let roll = NewRoll {
            on,
            slot,
            group,
            revision,
            sheet: 0,
            roster: self.roster.clone(),
            marks: self.marks.clone(),
            entered_at: (!reopened).then_some(tx.at()),
            late_reason: late.as_ref().map(|_| self.reason.clone()),
        };
        tx.save_rolls(&[roll]).await?;
        Ok(vec![revision.into(), i64::from(late.is_some())])
    }
}
