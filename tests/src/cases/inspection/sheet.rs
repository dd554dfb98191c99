//! Self-checks against visits: order, comparison, score, vetoes, contradictions. [I7, I8, R27]

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use kehou_inspection::{
    AnswerSheet, CheckOutcome, Checklist, Given, ItemAnswer, Line, Looked, Reasoned, Relation,
    SchoolVisit, Score, SheetRole, Signature, SubmittedSheet, VetoDecision, VetoGround,
    VetoVerdict, VisitReport, contradictions, prefill, score,
};
use kehou_policy::CheckId;
use kehou_units::{Instant, Period};
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::{At, Day},
};

/// What was handed in and decided at a school, in order. The campaign runs from January to September 2023.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    #[serde(default)]
    self_checks: Vec<RawSheet>,
    visit: Option<RawVisit>,
    /// Checks that found something.
    #[serde(default)]
    found: Vec<String>,
    /// Checks that looked at records and found nothing.
    #[serde(default)]
    clear: Vec<String>,
    /// Decisions about vetoes: `confirmed 6.1`, `rejected R13`.
    #[serde(default)]
    decisions: Vec<String>,
    /// Another self-check after all that.
    again: Option<RawSheet>,
}

/// A sheet that says yes to all items but those named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSheet {
    at: At,
    #[serde(default)]
    no: Vec<String>,
    /// Items answered no that the school corrected by itself.
    #[serde(default)]
    corrected: Vec<String>,
    #[serde(default)]
    not_applicable: Vec<String>,
    /// Items that are left open.
    #[serde(default)]
    open: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVisit {
    /// The day of the visit.
    on: Day,
    /// Why it went on without a self-check.
    without_self_check: Option<String>,
    sheet: RawSheet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The code with which the last thing is refused.
    refused: Option<String>,
    earned: Option<u32>,
    possible: Option<u32>,
    /// The grade, vetoes counted.
    grade: Option<String>,
    by_points: Option<String>,
    /// Items that the school said yes to and the inspectors no, joined by commas.
    untrue: Option<String>,
    /// Items that the school corrected by itself.
    corrected: Option<String>,
    /// What the visit found, `no_self_check` among it.
    problems: Option<String>,
    /// Grounds on which a veto is proposed.
    proposed: Option<String>,
    /// Those that wait for a person.
    undecided: Option<String>,
    /// Items of the last self-check that the data contradicts.
    contradicted: Option<String>,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        let says = |list: &Option<String>| list.as_deref().is_some_and(|list| !list.is_empty());
        let fails = self.grade.as_deref() == Some("fail");
        self.refused.is_some()
            || fails
            || [&self.untrue, &self.problems, &self.proposed, &self.contradicted]
                .into_iter()
                .any(says)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Course, Expected>()?;
    let checklist = Checklist::shipped()?;
    let mut differences = Differences::default();
    let seen = match Seen::of(&checklist, &input)? {
        Ok(seen) => seen,
        Err(code) => {
            let refused = expect.refused.context(format!("{code} was not expected"))?;
            differences.compare("refused", Some(refused), code.to_owned());
            return differences.none();
        }
    };
    if let Some(refused) = expect.refused {
        bail!("{refused} was expected, and nothing was refused");
    }
    if let Some((report, score)) = &seen.judged {
        let items = |pick: &dyn Fn(&kehou_inspection::Compared) -> bool| {
            joined(report.items.iter().filter(|item| pick(item)).map(|item| item.item.to_string()))
        };
        let problems = report.problems().into_iter().map(|problem| match problem {
            kehou_inspection::Problem::Item(item) => item.to_string(),
            kehou_inspection::Problem::Check(check) => check.to_string(),
            kehou_inspection::Problem::NoSelfCheck => "no_self_check".to_owned(),
        });
        let grounds = |grounds: &[VetoGround]| joined(grounds.iter().map(ToString::to_string));
        differences.compare("earned", expect.earned, score.earned);
        differences.compare("possible", expect.possible, score.possible);
        differences.compare("grade", expect.grade, score.grade.key.to_string());
        differences.compare("by_points", expect.by_points, score.by_points.key.to_string());
        let untrue = items(&|item| item.relation == Relation::Untrue);
        differences.compare("untrue", expect.untrue, untrue);
        differences.compare("corrected", expect.corrected, items(&|item| item.corrected.is_some()));
        differences.compare("problems", expect.problems, joined(problems));
        differences.compare("proposed", expect.proposed, grounds(&score.proposed));
        differences.compare("undecided", expect.undecided, grounds(&score.undecided));
    }
    differences.compare("contradicted", expect.contradicted, joined(seen.contradicted));
    differences.none()
}

/// What comes of a course.
struct Seen {
    judged: Option<(VisitReport, Score)>,
    contradicted: Vec<String>,
}

impl Seen {
    /// The outcome, or the code with which something is refused.
    fn of(checklist: &Checklist, input: &Course) -> Result<Result<Self, &'static str>> {
        let campaign = Period::new(date(1, 1)?, Some(date(9, 30)?))?;
        let mut stands = SchoolVisit::default();
        for raw in &input.self_checks {
            match raw.read(checklist)? {
                Ok(sheet) => stands.self_checks.push(self_check(sheet)),
                Err(code) => return Ok(Err(code)),
            }
        }
        if let Some(raw) = &input.visit {
            let why: Option<Line> =
                raw.without_self_check.as_deref().map(str::parse).transpose()?;
            let today = instant(raw.sheet.at).day();
            if let Err(error) = stands.admits_visit((raw.on.0, why.as_ref()), &campaign, today) {
                return Ok(Err(error.code()));
            }
            let sheet = match raw.sheet.read(checklist)? {
                Ok(sheet) => sheet,
                Err(code) => return Ok(Err(code)),
            };
            let role = SheetRole::Visit { on: raw.on.0, without_self_check: why };
            stands.visit = Some(SubmittedSheet { sheet, role });
        }
        stands.decisions = decisions(&input.decisions)?;
        if input.again.is_some()
            && let Err(error) = stands.admits_self_check()
        {
            return Ok(Err(error.code()));
        }
        let outcomes = outcomes(input)?;
        let found: Vec<CheckId> = outcomes
            .iter()
            .filter(|outcome| outcome.looked == Looked::Found)
            .map(|outcome| outcome.check)
            .collect();
        let judged = match stands.report(checklist)? {
            None => None,
            Some(report) => match score(checklist, &report, &found, &stands.decisions) {
                Ok(score) => Some((report, score)),
                Err(error) => return Ok(Err(error.code())),
            },
        };
        let prefilled = prefill(checklist, &outcomes);
        let last = stands.self_checks.last();
        let told = last.map(|last| contradictions(&last.sheet, &prefilled)).unwrap_or_default();
        let contradicted = told.into_iter().map(|told| told.item.to_string()).collect();
        Ok(Ok(Self { judged, contradicted }))
    }
}

impl RawSheet {
    fn read(&self, checklist: &Checklist) -> Result<Result<AnswerSheet, &'static str>> {
        let named = [&self.no, &self.corrected, &self.not_applicable, &self.open];
        let strange = named.into_iter().flatten().find(|id| checklist.item(id).is_none());
        if let Some(strange) = strange {
            bail!("`{strange}` is no item of the checklist");
        }
        let why: Line = "已改".parse()?;
        let answers = checklist.items().filter(|item| !self.open.contains(&item.id.to_string()));
        let answers = answers.map(|item| {
            let is = |list: &[String]| list.iter().any(|id| *id == item.id.as_str());
            let corrected = is(&self.corrected);
            let given = match (corrected || is(&self.no), is(&self.not_applicable)) {
                (true, _) => Given::No,
                (false, true) => Given::NotApplicable,
                (false, false) => Given::Yes,
            };
            let corrected = corrected.then(|| why.clone());
            ItemAnswer { item: item.id.clone(), given, corrected, evidence: Vec::new() }
        });
        let signed = Signature { by: "somebody".parse()?, at: instant(self.at) };
        let sheet = AnswerSheet::of(checklist, "3708290001".parse()?, signed, answers.collect());
        Ok(sheet.map_err(|error| error.code()))
    }
}

const fn self_check(sheet: AnswerSheet) -> SubmittedSheet {
    SubmittedSheet { sheet, role: SheetRole::SelfCheck }
}

fn decisions(given: &[String]) -> Result<Vec<VetoDecision>> {
    let decision = |text: &String| {
        let (verdict, ground) = text.split_once(' ').context("such as `confirmed 6.1`")?;
        let mut verdicts = VetoVerdict::ALL.into_iter();
        let verdict = verdicts.find(|it| it.code() == verdict).context("no such verdict")?;
        let ground = match ground.parse::<CheckId>() {
            Ok(check) => VetoGround::Check(check),
            Err(_) => VetoGround::Item(ground.parse()?),
        };
        let signed = Signature { by: "leader".parse()?, at: Instant::from_micros(0) };
        let decided = Reasoned { signed, why: "现场核实".parse()? };
        Ok(VetoDecision { ground, verdict, decided })
    };
    given.iter().map(decision).collect()
}

fn outcomes(input: &Course) -> Result<Vec<CheckOutcome>> {
    let of = |given: &[String], looked| {
        let outcome = |id: &String| {
            let records = vec!["statement 2023-03 revision 0".parse()?];
            Ok(CheckOutcome { check: id.parse()?, looked, records })
        };
        given.iter().map(outcome).collect::<Result<Vec<_>>>()
    };
    Ok([of(&input.found, Looked::Found)?, of(&input.clear, Looked::Clear)?].concat())
}

fn joined(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}

fn instant(at: At) -> Instant {
    Instant::of_county(at.0)
}

fn date(month: u32, day: u32) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, month, day).context("no such day")
}
