//! What an import would do: its files, read and compared with the books.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_policy::Policy;
use kehou_registry::{SchoolCode, StudentNumber, WorkingDays};
use kehou_sheets::{County, FileReport, Intake, KindSet, KnownSchool, Stated};
use kehou_store::{Book, Bound, ChangeNo, ImportId, PupilId, SchoolId};
use kehou_units::{Month, Ratio};
use uuid::Uuid;

use super::{
    comparison::{CountyComparison, compare, compare_county},
    known::{Known, known},
    spool::{UploadedFile, data_path},
};
use crate::{App, AppError, Refusal, RefusalCode};

/// The largest share of a school's pupils that may be gone unasked, in percent.
const REMOVAL_LIMIT_PERCENT: u64 = 5;

/// The files of an import, read and compared.
pub(super) struct Plan {
    pub(super) month: Month,
    pub(super) effective_on: NaiveDate,
    /// What the files say of each school, what of it they state, and the books they were compared with.
    pub(super) schools: Vec<PlannedSchool>,
    /// The working days, when the files state them.
    pub(super) working_days: Option<WorkingDays>,
    pub(super) reports: Vec<FileReport>,
    pub(super) problems: Vec<kehou_sheets::RowError>,
    pub(super) problems_not_kept: u64,
    pub(super) comparison: CountyComparison,
    /// The persons who are known, by student number: one child keeps one id in all schools.
    pub(super) persons: HashMap<StudentNumber, Uuid>,
}

/// What files say of a school, and where its books stood when they were compared.
pub(super) struct PlannedSchool {
    pub(super) code: SchoolCode,
    pub(super) filed: Arc<SchoolRecord>,
    pub(super) stated: Stated,
    pub(super) bound: ChangeNo,
}

/// The first day on which what files say without a date holds: today, if it is in the month of the
/// files, else the month's first day.
pub(super) fn effective_on(month: Month, today: NaiveDate) -> NaiveDate {
    if month.holds(today) { today } else { month.first_day() }
}

impl Plan {
    /// Reads files and compares them with the books.
    pub(super) async fn read(
        app: &App,
        (folder, files): (&Path, &[UploadedFile]),
        month: Month,
    ) -> Result<Self, AppError> {
        let policy = app.newest_policy().await?;
        let (mut books, mut over) = (BTreeMap::new(), Vec::new());
        let mut persons = HashMap::new();
        for entry in app.store.schools().await? {
            let book = app.store.book(entry.id, Bound::Now).await?;
            // A school without a first change has a number and nothing else.
            if book.bound() > ChangeNo::default() {
                let school = known(&book, &entry.code).await?;
                persons_of(&book, &school, &mut persons).await?;
                over.push(school);
            }
            books.insert(entry.code, entry.id);
        }
        let paths = (0..files.len()).map(|number| data_path(folder, number));
        let files: Vec<(String, PathBuf)> =
            files.iter().map(|file| file.name.clone()).zip(paths).collect();
        let read = move || read_files((&policy, month), over, &files);
        let (county, reports) = in_background(read).await??;
        let mut plan = Self {
            month,
            effective_on: effective_on(month, app.clock.now().day()),
            schools: Vec::new(),
            working_days: county.states_working_days().then(|| county.working_days.clone()),
            reports,
            problems: Vec::new(),
            problems_not_kept: county.problems_not_kept,
            comparison: compare_county(Vec::new(), month.first_day(), limit()),
            persons,
        };
        plan.compare(app, county, &books).await?;
        Ok(plan)
    }

    async fn compare(
        &mut self,
        app: &App,
        mut county: County,
        books: &BTreeMap<SchoolCode, SchoolId>,
    ) -> Result<(), AppError> {
        let mut compared = Vec::new();
        for filed in county.schools {
            let code = filed.school.code.clone();
            let stated = county.stated.remove(&code).unwrap_or_default();
            if stated.kinds.is_empty() {
                continue;
            }
            let known = match books.get(&code) {
                Some(id) => {
                    let book = app.store.book(*id, Bound::Now).await?;
                    Known::read(&book, self.month).await?
                }
                None => Known::default(),
            };
            let comparison = compare(&known.stored, &filed, &stated, self.effective_on);
            compared.push((known.stored, comparison));
            self.schools.push(PlannedSchool {
                code,
                filed: Arc::new(filed),
                stated,
                bound: known.bound,
            });
        }
        let pairs = compared.iter().map(|(stored, comparison)| (stored, comparison.clone()));
        self.comparison = compare_county(pairs.collect(), self.effective_on, limit());
        self.problems = county.problems;
        Ok(())
    }

    /// Which kinds of rows the files hold about which schools.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&SchoolCode, KindSet)> {
        self.schools.iter().map(|school| (&school.code, school.stated.kinds))
    }
}

/// The largest share of pupils that may be gone unasked.
fn limit() -> Ratio {
    const LIMIT: Option<Ratio> = Ratio::new(REMOVAL_LIMIT_PERCENT, 100);
    LIMIT.unwrap_or_else(|| unreachable!("a hundred is not zero"))
}

async fn persons_of(
    book: &Book<'_>,
    school: &KnownSchool,
    persons: &mut HashMap<StudentNumber, Uuid>,
) -> Result<(), AppError> {
    let ids = book.all::<PupilId>().await?;
    for pupil in &school.pupils {
        let at = ids.binary_search_by_key(&Some(pupil.no), |stored| stored.pupil);
        if let (Ok(at), Some(number)) = (at, &pupil.student_number) {
            persons.insert(number.clone(), ids[at].value.person);
        }
    }
    Ok(())
}

fn read_files(
    (policy, month): (&Policy, Month),
    known: Vec<KnownSchool>,
    files: &[(String, PathBuf)],
) -> Result<(County, Vec<FileReport>), AppError> {
    let mut intake = Intake::over(policy, month, known);
    let mut reports = Vec::with_capacity(files.len());
    for (name, path) in files {
        let missing = |error: std::io::Error| {
            let what = format_args!("the kept file `{name}`: {error}").to_string();
            Refusal::new(RefusalCode::SpoolFailed).with("what", what)
        };
        let file = File::open(path).map_err(missing)?;
        reports.push(intake.read(name, BufReader::with_capacity(1 << 16, file)));
    }
    Ok((intake.finish(), reports))
}

/// Does heavy work where it holds up nobody.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let failed = |error| Refusal::new(RefusalCode::SpoolFailed).with("what", error);
    Ok(tokio::task::spawn_blocking(work).await.map_err(failed)?)
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
