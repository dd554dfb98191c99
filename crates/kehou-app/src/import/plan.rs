//! What an import would do: its files, read and compared with the books.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_registry::{SchoolCode, StudentNumber, WorkingDays};
use kehou_sheets::{County, FileReport, KindSet, Note, RowError, Stated};
use kehou_store::{Bound, ChangeNo, ImportId, SchoolId};
use kehou_units::Month;
use uuid::Uuid;

use super::{
    background::in_background,
    comparison::{CountyComparison, compare, compare_county},
    known::{Known, KnownCounty},
    reading::{self, kept_files},
    spool::UploadedFile,
};
use crate::{App, AppError, registry::CountyDays};

/// The files of an import, read and compared.
pub(super) struct Plan {
    pub(super) month: Month,
    pub(super) effective_on: NaiveDate,
    /// What the files say of each school, what of it they state, and the books they were compared with.
    pub(super) schools: Vec<PlannedSchool>,
    /// The working days, when the files state them.
    pub(super) working_days: Option<WorkingDays>,
    /// The working days that stand.
    pub(super) days_before: WorkingDays,
    pub(super) reports: Vec<FileReport>,
    pub(super) problems: Vec<RowError>,
    pub(super) problems_not_kept: u64,
    /// What a reader should know, though nothing is wrong.
    pub(super) notes: Vec<Note>,
    pub(super) comparison: CountyComparison,
    /// The persons who are known, by student number: one child keeps one id in all schools.
    pub(super) persons: HashMap<StudentNumber, Uuid>,
    /// Where the books of all schools stood before anything was read of them.
    pub(super) stood: BTreeMap<SchoolCode, (SchoolId, ChangeNo)>,
}

/// What files say of a school, and where its books stood when they were compared.
pub(super) struct PlannedSchool {
    pub(super) code: SchoolCode,
    pub(super) filed: Arc<SchoolRecord>,
    pub(super) stated: Stated,
    pub(super) bound: ChangeNo,
}

/// The first day on which what files say without a date holds: the day they were staged, if it is in
/// the month of the files, else the month's first day.
fn effective_on(month: Month, on: NaiveDate) -> NaiveDate {
    if month.holds(on) { on } else { month.first_day() }
}

impl Plan {
    /// Reads files and compares them with the books. What they say without a date holds from `on`, the day
    /// they were staged, if that is in their month.
    pub(super) async fn read(
        app: &App,
        (folder, files): (&Path, &[UploadedFile]),
        (month, on): (Month, NaiveDate),
    ) -> Result<Self, AppError> {
        let policy = app.newest_policy().await?;
        let files = kept_files(folder, files);
        let read = move || reading::read((&policy, month), &files);
        let (intake, reports) = in_background(read).await??;
        let days = app.county_days(None).await?;
        let known = KnownCounty::of(app, &intake.named()).await?;
        let KnownCounty { ids, schools, persons, stood } = known;
        let mut county = in_background(move || intake.knowing(schools).finish()).await?;
        reading::refuse_empty(&reports, &county.problems)?;
        let states_days = county.states_working_days();
        let mut plan = Self {
            month,
            effective_on: effective_on(month, on),
            schools: Vec::new(),
            working_days: states_days.then(|| std::mem::take(&mut county.working_days)),
            days_before: days.working.clone(),
            reports,
            problems: std::mem::take(&mut county.problems),
            problems_not_kept: county.problems_not_kept,
            notes: std::mem::take(&mut county.notes),
            comparison: compare_county(Vec::new(), month.first_day(), app.removal_limit),
            persons,
            stood,
        };
        plan.compare(app, county, (&ids, &days)).await?;
        Ok(plan)
    }

    async fn compare(
        &mut self,
        app: &App,
        mut county: County,
        (ids, days): (&BTreeMap<SchoolCode, SchoolId>, &CountyDays),
    ) -> Result<(), AppError> {
        let mut compared = Vec::new();
        for mut filed in county.schools {
            let code = filed.school.code.clone();
            let stated = county.stated.remove(&code).unwrap_or_default();
            if stated.kinds.is_empty() {
                continue;
            }
            let known = match ids.get(&code) {
                Some(id) => {
                    let book = app.store.book(*id, Bound::Now).await?;
                    Known::read(&book, self.month).await?
                }
                None => Known::default(),
            };
            filed.calendar = known.stored.own_of(&filed.calendar, days.own_calendar());
            let comparison = compare(&known.stored, &filed, &stated, self.effective_on);
            compared.push((known.stored, comparison));
            let (filed, bound) = (Arc::new(filed), known.bound);
            self.schools.push(PlannedSchool { code, filed, stated, bound });
        }
        let pairs = compared.iter().map(|(stored, comparison)| (stored, comparison.clone()));
        self.comparison = compare_county(pairs.collect(), self.effective_on, app.removal_limit);
        Ok(())
    }

    /// Which kinds of rows the files hold about which schools.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&SchoolCode, KindSet)> {
        self.schools.iter().map(|school| (&school.code, school.stated.kinds))
    }
}

/// The plan of the import that was staged last, so that confirming it at once reads nothing again.
#[derive(Default)]
pub(crate) struct KeptPlan(Mutex<Option<(ImportId, Plan)>>);

impl App {
    pub(super) fn keep_plan(&self, id: ImportId, plan: Plan) {
        let mut kept = self.kept_plan.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((id, plan));
    }

    pub(super) fn take_plan(&self, id: ImportId) -> Option<Plan> {
        let mut kept = self.kept_plan.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take_if(|(of, _)| *of == id).map(|(_, plan)| plan)
    }
}
