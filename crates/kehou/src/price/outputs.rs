//! The files that a priced month is written to.
//!
//! Everything is written into a draft folder beside the final one and moved there at the end, so
//! that a reader finds either all bills of an earlier run or all of this one. Who is waived stands
//! in the folder `finance` only; `schools` and `public` do not tell it (F12).

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_fee::{Correction, Outcome, SchoolBills};
use kehou_policy::Policy;
use kehou_registry::{Finding, FindingCode};
use kehou_sheets::{
    BillBook, BillTable, CsvTable, FindingReader, FindingTable, LineTable, SchoolRecord,
};
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
    of_schools: FindingTable<Out>,
    corrections: CsvTable<Out>,
}

const CORRECTION_HEADINGS: [&str; 8] = [
    "学校标识码",
    "学校名称",
    "学生序号",
    "姓名",
    "月份",
    "差额(元)",
    "差额(分)",
    "须两人复核并告知家长",
];
const PUBLIC_HEADINGS: [&str; 4] = ["学校标识码", "学校名称", "参加学生数", "免收学生数"];

impl<'a> Outputs<'a> {
    /// Begins to write. An output folder that this command did not write is left alone.
    pub(crate) fn create(job: &'a Job, policy: &Policy, lang: Lang) -> anyhow::Result<Self> {
        let foreign = job.out.exists() && !job.out.join(OUTPUT_MARK).exists();
        anyhow::ensure!(
            !foreign,
            "folder {} exists and was not written by this command; name another with --out",
            job.out.display()
        );
        let draft = beside(&job.out, ".draft");
        remove(&draft)?;
        for part in ["finance/lines", "schools", "public"] {
            let folder = draft.join(part);
            fs::create_dir_all(&folder)
                .with_context(|| format!("folder {} can't be made", folder.display()))?;
        }
        fs::write(draft.join(OUTPUT_MARK), format!("{}\n{}\n", job.month, policy.id()))?;
        Ok(Self {
            job,
            lang,
            bills: BillTable::new(create(&draft.join("finance/bills.csv"))?)?,
            book: BillBook::new()?,
            findings: FindingTable::new(
                create(&draft.join("finance/findings.csv"))?,
                FindingReader::Finance,
            )?,
            of_schools: FindingTable::new(
                create(&draft.join("schools/findings.csv"))?,
                FindingReader::School,
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
        let describe = |finding: &Finding| describe(finding, lang);
        self.bills.school(record, bills)?;
        self.book.school(record, bills, &describe)?;
        self.findings.school(record, &bills.totals.findings, &describe)?;
        self.of_schools.school(record, &bills.totals.findings, &describe)?;
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
                &correction.difference.to_string(),
                &correction.difference.as_fen().to_string(),
                if correction.needs_two_persons() { "是" } else { "否" },
            ])?;
        }
        Ok(())
    }

    /// Writes what concerns the county as a whole, and puts everything in its place.
    pub(crate) fn finish(self, priced: &PricedMonth, read: &FolderRead) -> anyhow::Result<()> {
        self.bills.finish()?;
        self.findings.finish()?;
        self.of_schools.finish()?;
        self.corrections.finish()?;
        let book = self.draft.join("finance/bills.xlsx");
        self.book
            .finish(create(&book)?)
            .with_context(|| format!("{} can't be written", book.display()))?;
        publish(&self.draft.join("public/counts.csv"), priced)?;
        let text = summary::text(priced, read, self.lang);
        fs::write(self.draft.join("finance/summary.txt"), text)?;
        let old = beside(&self.job.out, ".old");
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

/// Counts that anybody may see. (F12)
fn publish(path: &Path, priced: &PricedMonth) -> anyhow::Result<()> {
    let mut public = CsvTable::new(create(path)?, PUBLIC_HEADINGS)?;
    let Some((attending, waived)) = &priced.published else { return Ok(()) };
    for (place, school) in priced.schools.iter().enumerate() {
        let counts = [&attending.counts[place], &waived.counts[place]].map(ToString::to_string);
        public.row([school.code.as_str(), &school.name, &counts[0], &counts[1]])?;
    }
    public.row(["", "合计", &attending.sum.to_string(), &waived.sum.to_string()])?;
    public.finish()?;
    Ok(())
}

/// A finding in words.
fn describe(finding: &Finding, lang: Lang) -> String {
    let code = match finding.code {
        FindingCode::Check(check) => format!("FINDING_{check}"),
        FindingCode::Defect(defect) => defect.code().to_owned(),
    };
    say(&code, lang, &[("marks", &finding.marks.to_string())])
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().map(ToOwned::to_owned).unwrap_or_default();
    name.push(ending);
    folder.with_file_name(name)
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
