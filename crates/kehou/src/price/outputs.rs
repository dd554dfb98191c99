//! The files that a priced month is written to.
//!
//! Everything is written into a draft folder beside the final one and moved there at the end, so
//! that a reader finds either all bills of an earlier run or all of this one. Who is waived stands
//! in the folder `finance` only; `schools` and `public` do not tell it (F12). No folder is replaced or
//! removed that does not carry the mark of this command and of the same purpose.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_attendance::SchoolRecord;
use kehou_fee::{Correction, Outcome, SchoolBills};
use kehou_registry::{Finding, FindingCode};
use kehou_sheets::{BillBook, BillTable, CsvTable, FindingReader, FindingTable, LineTable};
use kehou_words::Lang;

use super::{Job, PricedMonth, summary};
use crate::{
    folder::{FolderRead, OUTPUT_MARK},
    tell::say,
};

type Out = BufWriter<File>;

/// The files of a run, while they are written.
pub(crate) struct Outputs<'a> {
    job: &'a Job,
    draft: PathBuf,
    lang: Lang,
    bills: BillTable<Out>,
    book: BillBook,
    findings: FindingTable<Out>,
    corrections: CsvTable<Out>,
}

const CORRECTION_HEADINGS: [&str; 10] = [
    "学校标识码",
    "学校名称",
    "学生序号",
    "姓名",
    "月份",
    "差额(元)",
    "差额(分)",
    "退还(元)",
    "补收(元)",
    "须两人复核并告知家长",
];
const PUBLIC_HEADINGS: [&str; 4] = ["学校标识码", "学校名称", "参加学生数", "免收学生数"];

impl<'a> Outputs<'a> {
    /// Begins to write. An output folder that this command did not write is left alone.
    pub(crate) fn create(job: &'a Job, lang: Lang) -> anyhow::Result<Self> {
        let mark = format!("{} {}\n", job.month, purpose_of(job));
        let draft = beside(&job.out, "draft");
        // A run that was killed between two renames leaves the bills before it under their hidden name.
        let old = beside(&job.out, "old");
        if old.exists() && !job.out.exists() {
            fs::rename(&old, &job.out)?;
        }
        ensure_ours(&job.out, &mark)?;
        remove(&draft)?;
        for part in ["finance/lines", "schools", "public"] {
            let folder = draft.join(part);
            fs::create_dir_all(&folder)
                .with_context(|| format!("folder {} can't be made", folder.display()))?;
        }
        fs::write(draft.join(OUTPUT_MARK), mark)?;
        Ok(Self {
            job,
            lang,
            bills: BillTable::new(create(&draft.join("finance/bills.csv"))?)?,
            book: BillBook::new()?,
            findings: FindingTable::new(
                create(&draft.join("finance/findings.csv"))?,
                FindingReader::Finance,
            )?,
            corrections: CsvTable::new(
                create(&draft.join("finance/corrections.csv"))?,
                CORRECTION_HEADINGS,
            )?,
            draft,
        })
    }

    /// Writes the bills of a school.
    pub(crate) fn school(
        &mut self,
        record: &SchoolRecord,
        bills: &SchoolBills,
        corrections: &[Correction],
    ) -> anyhow::Result<()> {
        let lang = self.lang;
        let counted = |finding: &Finding| describe(finding, Some(finding.marks), lang);
        let described = |finding: &Finding, marks| describe(finding, marks, lang);
        self.bills.school(record, bills)?;
        self.book.school(record, bills, &counted)?;
        self.findings.school(record, &bills.totals.findings, &described)?;
        let own = self.draft.join(format!("schools/{}.csv", record.school.code));
        let mut of_school = FindingTable::new(create(&own)?, FindingReader::School)?;
        of_school.school(record, &bills.totals.findings, &described)?;
        of_school.finish()?;
        if self.job.lines {
            let path = self.draft.join(format!("finance/lines/{}.csv", record.school.code));
            let mut lines = LineTable::new(create(&path)?)?;
            lines.school(record, bills, &|outcome: Outcome| say(outcome.code(), lang, &[]))?;
            lines.finish()?;
        }
        for correction in corrections {
            let pupil = record.pupils.iter().find(|pupil| pupil.no == correction.pupil);
            self.corrections.row([
                record.school.code.as_str(),
                record.school.name(),
                &correction.pupil.to_string(),
                pupil.map_or("", |pupil| &pupil.name),
                &correction.month.to_string(),
                &correction.difference().to_string(),
                &correction.difference().as_fen().to_string(),
                &correction.lowered.to_string(),
                &correction.raised.to_string(),
                if correction.needs_two_persons() { "是" } else { "否" },
            ])?;
        }
        Ok(())
    }

    /// Writes what concerns the county as a whole, and puts everything in its place.
    pub(crate) fn finish(self, priced: &PricedMonth, read: &FolderRead) -> anyhow::Result<()> {
        self.bills.finish()?;
        self.findings.finish()?;
        self.corrections.finish()?;
        let book = self.draft.join("finance/bills.xlsx");
        self.book
            .finish(create(&book)?)
            .with_context(|| format!("{} can't be written", book.display()))?;
        publish(&self.draft.join("public/counts.csv"), priced)?;
        let text = summary::text(priced, read, self.lang);
        fs::write(self.draft.join("finance/summary.txt"), text)?;
        let old = beside(&self.job.out, "old");
        remove(&old)?;
        if self.job.out.exists() {
            fs::rename(&self.job.out, &old)?;
        }
        fs::rename(&self.draft, &self.job.out).with_context(|| {
            format!("{} can't be moved to {}", self.draft.display(), self.job.out.display())
        })?;
        remove(&old)
    }
}

/// Counts that anybody may see: of each school who takes part, of the county also who is waived. A
/// school's waived pupils are published nowhere, since few of them stand out among few. (F12)
fn publish(path: &Path, priced: &PricedMonth) -> anyhow::Result<()> {
    let mut public = CsvTable::new(create(path)?, PUBLIC_HEADINGS)?;
    let Some(published) = &priced.published else { return Ok(()) };
    for (count, school) in published.attending.counts.iter().zip(&priced.schools) {
        public.row([school.code.as_str(), &school.name, &count.to_string(), ""])?;
    }
    let sums = [&published.attending.sum, &published.waived].map(ToString::to_string);
    public.row(["", "合计", &sums[0], &sums[1]])?;
    public.finish()?;
    Ok(())
}

/// A finding in words; without the number of marks where the reader may not know it.
fn describe(finding: &Finding, marks: Option<u32>, lang: Lang) -> String {
    let code = match (finding.code, marks) {
        (FindingCode::Check(check), None) => check.to_string(),
        (FindingCode::Check(check), Some(_)) => format!("FINDING_{check}"),
        (FindingCode::Defect(defect), _) => defect.code().to_owned(),
    };
    say(&code, lang, &[("marks", &marks.unwrap_or_default().to_string())])
}

/// A hidden name beside a folder that is this command's alone, for what is not finished or no longer
/// wanted; what is found there is left over from a run that was killed.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name =
        folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.kehou-{what}"))
}

const fn purpose_of(job: &Job) -> &'static str {
    if job.preview { "preview" } else { "bills" }
}

/// Holds that a folder is absent, empty, or written by this command for the same month and purpose.
fn ensure_ours(folder: &Path, mark: &str) -> anyhow::Result<()> {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    let found = fs::read_to_string(folder.join(OUTPUT_MARK)).unwrap_or_default();
    anyhow::ensure!(
        !folder.exists() || found == mark || is_empty(),
        "folder {} exists and was not written by this command for the same month and purpose; name another with --out",
        folder.display()
    );
    Ok(())
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("folder {} can't be removed", folder.display()))?;
    }
    Ok(())
}

fn create(path: &Path) -> anyhow::Result<Out> {
    let file =
        File::create(path).with_context(|| format!("{} can't be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 16, file))
}
