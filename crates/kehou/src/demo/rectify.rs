//! Two visits, a veto that is confirmed, and a correction that is overdue. (I7–I9, R25)

use anyhow::Context as _;
use kehou_app::{
    Principal,
    inspection::{
        findings::{
            AdvanceFinding, GetWorklist, OpenFinding, advance_finding, finding, open_finding,
            worklist,
        },
        visits::{
            DecideVeto, EvidenceHead, EvidenceUpload, SubmitSheet, SubmittedRole, checklist,
            decide_veto, submit_self_check, submit_visit, visit_report,
        },
    },
};
use kehou_inspection::{
    Deed, Evidence, FindingNo, Given, Gravity, ItemAnswer, Light, Line, Opening, Problem, Rung,
    Verdict, VetoGround, VetoVerdict,
};
use kehou_registry::SchoolCode;
use kehou_units::Instant;
use sha2::{Digest as _, Sha256};

use super::{
    at,
    campaign::Visited,
    people::{discipline, finance, head_teacher_of, leading_group},
    story::Story,
};
use crate::tell::{say, sentence};

/// The item of the checklist about charging by the rules; failing it proposes a veto.
const CHARGING: &str = "6.1";
/// An item that the other school had found and corrected by itself.
const CORRECTED: &str = "1.4";
/// What the school hands in as proof of the refund.
const PROOF_OF_REFUND: &[u8] = b"%PDF-1.4\n% refunds made\n";

impl Story<'_> {
    /// What two schools said of themselves, and what inspectors found there. (I7, I8)
    pub(super) async fn visit(&self, visited: &Visited) -> anyhow::Result<()> {
        let Visited { school, inspector, other, other_inspector, .. } = visited;
        let all_well = |_: &str| (Given::Yes, None);
        self.set((4, 20), (9, 0))?;
        self.self_check(visited, school, &all_well).await?;
        let mended = self.sentence("DEMO_MENDED");
        let found_itself = |item: &str| match item {
            CORRECTED => (Given::No, Some(mended.clone())),
            _ => (Given::Yes, None),
        };
        self.self_check(visited, other, &found_itself).await?;

        self.set((4, 24), (15, 0))?;
        let illegal = |item: &str| match item {
            CHARGING => (Given::No, None),
            _ => (Given::Yes, None),
        };
        self.inspect(visited, (school, inspector), &illegal).await?;
        self.inspect(visited, (other, other_inspector), &all_well).await?;
        self.confirm_veto(visited).await
    }

    async fn answers(
        &self,
        who: &Principal,
        said: &(dyn Fn(&str) -> (Given, Option<String>) + Sync),
    ) -> anyhow::Result<Vec<ItemAnswer>> {
        let known = checklist(self.app, who, ("service-inspection", Some(1)), None).await?;
        let answer = |item: &kehou_inspection::Item| -> anyhow::Result<ItemAnswer> {
            let (given, corrected) = said(item.id.as_str());
            let corrected = corrected.map(|text| text.parse()).transpose()?;
            Ok(ItemAnswer { item: item.id.clone(), given, corrected, evidence: Vec::new() })
        };
        known.checklist.items().map(answer).collect()
    }

    async fn self_check(
        &self,
        visited: &Visited,
        school: &SchoolCode,
        said: &(dyn Fn(&str) -> (Given, Option<String>) + Sync),
    ) -> anyhow::Result<()> {
        let who = head_teacher_of(school);
        let answers = self.answers(&who, said).await?;
        let submit = SubmitSheet {
            school: school.clone(),
            campaign: visited.campaign.get(),
            answers,
            role: (),
            etag: None,
        };
        let ask = self.ask(&format!("demo-self-check-{school}"), "");
        submit_self_check(self.app, (&who, ask), submit).await?;
        self.tell(&who, &self.sentence("DEMO_SELF_CHECK"));
        Ok(())
    }

    async fn inspect(
        &self,
        visited: &Visited,
        (school, who): (&SchoolCode, &Principal),
        said: &(dyn Fn(&str) -> (Given, Option<String>) + Sync),
    ) -> anyhow::Result<()> {
        let answers = self.answers(who, said).await?;
        let role = SubmittedRole { on: at((4, 24), (9, 0))?.day(), without_self_check: None };
        let campaign = visited.campaign.get();
        let submit = SubmitSheet { school: school.clone(), campaign, answers, role, etag: None };
        let ask = self.ask(&format!("demo-visit-{school}"), "");
        submit_visit(self.app, (who, ask), submit).await?;
        let now = Some(self.app.clock().now());
        self.tell_score(who, (school, campaign), now).await
    }

    async fn tell_score(
        &self,
        who: &Principal,
        of: (&SchoolCode, u32),
        known_at: Option<Instant>,
    ) -> anyhow::Result<()> {
        let seen = visit_report(self.app, who, of, known_at).await?;
        let (Some(report), Some(score)) = (&seen.report, &seen.score) else {
            anyhow::bail!("the visit of {} has no score", of.0);
        };
        let untrue = report
            .items
            .iter()
            .filter(|item| item.relation == kehou_inspection::Relation::Untrue)
            .count();
        let corrected = report.items.iter().filter(|item| item.corrected.is_some()).count();
        let lang = self.told.lang;
        let grade = score.grade.zh.to_string();
        let grade = if lang == kehou_words::Lang::En { score.grade.key.to_string() } else { grade };
        self.tell(
            who,
            &sentence!(
                lang,
                "DEMO_VISITED",
                school = of.0,
                earned = score.earned,
                possible = score.possible,
                grade = grade,
                untrue = untrue,
                corrected = corrected,
                vetoes = score.undecided.len()
            ),
        );
        Ok(())
    }

    /// A person confirms the veto; the grade is capped. (I8, O1)
    async fn confirm_veto(&self, visited: &Visited) -> anyhow::Result<()> {
        self.set((4, 25), (9, 0))?;
        let who = leading_group();
        let decide = DecideVeto {
            school: visited.school.clone(),
            campaign: visited.campaign.get(),
            ground: VetoGround::Item(CHARGING.parse()?),
            verdict: VetoVerdict::Confirmed,
        };
        let ask = self.ask("demo-veto", &self.sentence("DEMO_VETO_REASON"));
        decide_veto(self.app, (&who, ask), decide).await?;
        self.tell(&who, &self.sentence("DEMO_VETO"));
        let now = Some(self.app.clock().now());
        self.tell_score(&who, (&visited.school, visited.campaign.get()), now).await
    }

    /// The finding from its opening to its end, overdue in between. (I9, R25)
    pub(super) async fn rectify(&self, visited: &Visited) -> anyhow::Result<()> {
        let (office, head) = (finance(), head_teacher_of(&visited.school));
        self.set((4, 25), (10, 0))?;
        let opening = Opening {
            school: visited.school.clone(),
            problem: Problem::Item(CHARGING.parse()?),
            gravity: Gravity::IllegalCharging,
            what: self.sentence("DEMO_FINDING").parse()?,
            observed_on: at((4, 24), (9, 0))?.day(),
            repeats: None,
        };
        let ask = self.ask("demo-finding", "");
        let number = open_finding(self.app, (&office, ask), OpenFinding { opening }).await?.number;
        self.tell(&office, &self.sentence("DEMO_FINDING_OPENED"));
        let step = Rectified { story: self, school: &visited.school, number };
        step.act((4, 25), &office, Deed::Notify).await?;
        let what = self.sentence("DEMO_MEASURE").parse()?;
        step.act((4, 25), &head, Deed::Measure { what }).await?;
        let text = self.sentence("DEMO_STATED").parse()?;
        step.act((4, 27), &head, Deed::Respond { text }).await?;
        step.act((4, 28), &office, Deed::Confirm { why: step.line("DEMO_CONFIRM_REASON")? })
            .await?;
        let demands = self.sentence("DEMO_DEMANDS").parse()?;
        let order = Deed::Order { number: step.line("DEMO_ORDER_NUMBER")?, demands, days: None };
        step.act((4, 28), &office, order).await?;
        step.look(&head, (5, 5)).await?;
        step.climb(&office).await?;
        step.end((&head, &visited.other_inspector, &office)).await?;
        self.tell_worklist(&head, (5, 25)).await
    }

    /// What waits at somebody's desk on a day. (O1–O9)
    async fn tell_worklist(&self, who: &Principal, day: (u32, u32)) -> anyhow::Result<()> {
        self.set(day, (14, 0))?;
        let list = GetWorklist { desk: None, school: None, most: 100 };
        let seen = worklist(self.app, who, &list).await?;
        let lang = self.told.lang;
        self.tell(
            who,
            &sentence!(
                lang,
                "DEMO_WORKLIST",
                red = seen.red,
                today = seen.due_today,
                yellow = seen.yellow,
                count = seen.count
            ),
        );
        Ok(())
    }
}

const fn light_of(light: Light) -> &'static str {
    match light {
        Light::Green => "DEMO_LIGHT_GREEN",
        Light::Yellow => "DEMO_LIGHT_YELLOW",
        Light::Today => "DEMO_LIGHT_TODAY",
        Light::Red => "DEMO_LIGHT_RED",
    }
}

/// A finding while it is corrected.
struct Rectified<'a> {
    story: &'a Story<'a>,
    school: &'a SchoolCode,
    number: FindingNo,
}

impl Rectified<'_> {
    async fn act(&self, day: (u32, u32), who: &Principal, deed: Deed) -> anyhow::Result<()> {
        self.story.set(day, (11, 0))?;
        let code = deed.kind().code();
        let rung = match &deed {
            Deed::Escalate { rung, .. } => Some(rung.code()),
            _ => None,
        };
        let id = format!("demo-{}-{}-{}", code.to_ascii_lowercase(), day.0, day.1);
        let ask = self.story.ask(&id, "");
        let (school, number) = (self.school.clone(), self.number);
        let advance = AdvanceFinding { school, number, deed, etag: None };
        advance_finding(self.story.app, (who, ask), advance).await?;
        let said = format!("DEMO_{}", rung.unwrap_or(code));
        self.story.tell(who, &say(&said, self.story.told.lang, &[]));
        Ok(())
    }

    /// How near the deadline is on a day.
    async fn look(&self, who: &Principal, day: (u32, u32)) -> anyhow::Result<()> {
        self.story.set(day, (14, 0))?;
        let now = Some(self.story.app.clock().now());
        let seen = finding(self.story.app, who, (self.school, self.number), now).await?;
        let (due, light) = seen.finding.due().zip(seen.light).context("no deadline is set")?;
        let lang = self.story.told.lang;
        let light = say(light_of(light), lang, &[]);
        self.story.tell(who, &sentence!(lang, "DEMO_LOOKED", due = due.day(), light = light));
        Ok(())
    }

    fn line(&self, code: &str) -> anyhow::Result<Line> {
        Ok(self.story.sentence(code).parse()?)
    }

    /// Three working days pass, and the correction is not there: the ladder, rung by rung.
    async fn climb(&self, office: &Principal) -> anyhow::Result<()> {
        self.look(office, (5, 8)).await?;
        for (day, rung) in [
            ((5, 9), Rung::Announcement),
            ((5, 15), Rung::Interview),
            ((5, 19), Rung::ToDiscipline),
        ] {
            let number = self.line("DEMO_RUNG_NUMBER")?;
            self.act(day, office, Deed::Escalate { rung, number }).await?;
        }
        self.look(&discipline(), (5, 19)).await
    }

    /// Evidence, somebody independent, and the end.
    async fn end(
        &self,
        (head, inspector, office): (&Principal, &Principal, &Principal),
    ) -> anyhow::Result<()> {
        let app = self.story.app;
        self.story.set((5, 22), (9, 0))?;
        let sha256: [u8; 32] = Sha256::digest(PROOF_OF_REFUND).into();
        let name = self.line("DEMO_EVIDENCE")?;
        let head_of = EvidenceHead { school: self.school.clone(), name: name.clone(), sha256 };
        let mut upload = EvidenceUpload::begin(app, head, head_of).await?;
        upload.bytes(PROOF_OF_REFUND)?;
        upload.finish(app, (head, self.story.ask("demo-evidence", ""))).await?;
        let evidence = vec![Evidence { sha256, name }];
        self.act((5, 22), head, Deed::Submit { evidence }).await?;
        let why = self.line("DEMO_VERIFY_REASON")?;
        let verify = Deed::Verify { verdict: Verdict::Accepted, why };
        self.act((5, 23), inspector, verify).await?;
        self.act((5, 24), office, Deed::Close).await
    }
}
