//! A campaign of inspection: frame, quotas, draw, visits, and a finding that is not corrected in time.
//! (I1–I9, I14)

use std::fs;

use anyhow::Context as _;
use kehou_app::{
    Principal,
    inspection::campaigns::{
        AssignInspectors, CampaignText, CampaignWrite, DrawStage, FixFrame, InspectorEntry,
        ListVisits, PutInspectors, assign_inspectors, campaign, commit_draw, draw_proof, fix_frame,
        open_campaign, planned_visits, preview_frame, put_inspectors, reveal_seed,
    },
};
use kehou_draw::{Label, SeedMaterial, SeedSource, WitnessedDigits, verify};
use kehou_inspection::{CampaignNo, FrameSettings, LinkKind, QuotaReading, Spread, VisitReason};
use kehou_registry::SchoolCode;

use super::{
    at,
    people::{inspector, programme},
    story::Story,
};
use crate::tell::{say, sentence};

/// How many inspectors the county has in the story.
const INSPECTORS: u32 = 30;
/// The name of the proof record in the folder of the demo.
pub(super) const PROOF: &str = "draw-proof.json";
/// The digits of the story: ten balls, drawn before witnesses.
const DIGITS: &str = "0831420975";

/// Two schools of the campaign, each with an inspector of its group.
pub(super) struct Visited {
    pub(super) campaign: CampaignNo,
    pub(super) school: SchoolCode,
    pub(super) inspector: Principal,
    pub(super) other: SchoolCode,
    pub(super) other_inspector: Principal,
}

impl Story<'_> {
    /// From the order of the campaign to its groups of inspectors.
    pub(super) async fn draw_schools(&self) -> anyhow::Result<Visited> {
        let who = programme();
        self.set((4, 17), (9, 0))?;
        let ask = self.ask("demo-campaign", "");
        let opened = open_campaign(self.app, (&who, ask), CampaignText::Shipped2023).await?;
        let number = opened.number;
        self.tell(&who, &self.sentence("DEMO_CAMPAIGN_OPENED"));
        self.frame(&who, number).await?;
        self.name_inspectors(&who, number).await?;
        self.draw(&who, number).await?;
        self.assign(&who, number).await
    }

    /// The frame as of a day, and what the three readings of the quota ask for. (I2, I3)
    async fn frame(&self, who: &Principal, number: CampaignNo) -> anyhow::Result<()> {
        self.set((4, 17), (10, 0))?;
        let fix = FixFrame {
            on: at((4, 17), (10, 0))?.day(),
            frame: FrameSettings::default(),
            floor: None,
            reading: QuotaReading::Literal,
            spread: Spread::County,
        };
        let write = CampaignWrite { campaign: number, etag: None };
        let seen = preview_frame(self.app, who, (write, fix.clone())).await;
        let ask = self.ask("demo-frame", &self.sentence("DEMO_FRAME_REASON"));
        fix_frame(self.app, (who, ask), (write, fix)).await?;
        // Told again, the frame is committed to and nothing is looked at before it any more.
        let (counts, readings) = match seen {
            Ok(seen) => (seen.frame.counts(), seen.allocation.readings),
            Err(_) => {
                let known = campaign(self.app, who, (number, None)).await?;
                let fixed = known.course.fixed().context("the campaign has no frame")?;
                (fixed.frame.counts(), fixed.allocation.readings)
            }
        };
        let lang = self.told.lang;
        self.tell(
            who,
            &sentence!(
                lang,
                "DEMO_FRAME",
                must = counts.must_visit,
                towns = counts.town_schools,
                others = counts.others
            ),
        );
        for quota in readings {
            let reading = say(&format!("DEMO_{}", quota.reading.code()), lang, &[]);
            let (asked, drawn) = (quota.asked, quota.drawn);
            self.tell(
                who,
                &sentence!(lang, "DEMO_QUOTA", reading = reading, asked = asked, drawn = drawn),
            );
        }
        Ok(())
    }

    /// Inspectors with what they declared: one of them works at a school that must be visited. (I6)
    async fn name_inspectors(&self, who: &Principal, number: CampaignNo) -> anyhow::Result<()> {
        self.set((4, 17), (14, 0))?;
        let known = campaign(self.app, who, (number, None)).await?;
        let fixed = known.course.fixed().context("the campaign has no frame")?;
        let first = fixed.frame.must_visit().next().context("no school must be visited")?;
        let entry = |at: u32| -> anyhow::Result<InspectorEntry> {
            let links = match at {
                1 => vec![(first.code.clone(), LinkKind::Family)],
                _ => Vec::new(),
            };
            let person = inspector(at).subject.parse()?;
            Ok(InspectorEntry { person, name: format!("督查员{at}").parse()?, links })
        };
        let inspectors = (1..=INSPECTORS).map(entry).collect::<anyhow::Result<_>>()?;
        let ask = self.ask("demo-inspectors", "");
        put_inspectors(self.app, (who, ask), PutInspectors { inspectors, etag: None }).await?;
        let lang = self.told.lang;
        self.tell(
            who,
            &sentence!(lang, "DEMO_INSPECTORS", count = INSPECTORS, school = first.name),
        );
        Ok(())
    }

    /// The commitment is published, then ten digits are drawn before witnesses. (I5)
    async fn draw(&self, who: &Principal, number: CampaignNo) -> anyhow::Result<()> {
        let lang = self.told.lang;
        let label = |code| Label::new(&say(code, lang, &[]));
        let witnesses = vec![label("DEMO_WITNESS_1")?, label("DEMO_WITNESS_2")?];
        self.set((4, 17), (16, 0))?;
        let what = label("DEMO_DIGITS")?;
        let source = SeedSource::Witnessed(WitnessedDigits::new(what, 10, witnesses.clone())?);
        let write = CampaignWrite { campaign: number, etag: None };
        let ask = self.ask("demo-commit", "");
        commit_draw(self.app, (who, ask), (write, source)).await?;
        let known = campaign(self.app, who, (number, None)).await?;
        let committed = known.course.committed().context("the draw is not committed to")?;
        let hash = committed.commitments.last().context("no commitment")?.hash().to_string();
        let short: String = hash.chars().take(12).collect();
        self.tell(who, &sentence!(lang, "DEMO_COMMITTED", hash = short));

        self.set((4, 19), (9, 0))?;
        let material = SeedMaterial::Witnessed { digits: DIGITS.to_owned(), witnesses };
        let ask = self.ask("demo-seed", "");
        reveal_seed(self.app, (who, ask), (write, material)).await?;
        let proof = draw_proof(self.app, who, (number, DrawStage::Schools)).await?;
        anyhow::ensure!(verify(&proof).is_ok(), "the proof of the draw does not hold");
        fs::write(self.told.folder.join(PROOF), proof.to_json())?;
        self.tell(who, &sentence!(lang, "DEMO_DRAWN", digits = DIGITS, file = PROOF));
        Ok(())
    }

    /// Groups of three, nobody at a school of their own. (I6)
    async fn assign(&self, who: &Principal, number: CampaignNo) -> anyhow::Result<Visited> {
        self.set((4, 19), (10, 0))?;
        let on = at((4, 19), (10, 0))?.day();
        let write = CampaignWrite { campaign: number, etag: None };
        let asked = AssignInspectors { on, group_size: None, visits: Vec::new() };
        assign_inspectors(self.app, (who, self.ask("demo-assign", "")), (write, asked)).await?;
        let query = ListVisits {
            campaign: number,
            standing_only: true,
            known_at: None,
            after: None,
            most: 1_000,
        };
        let visits = planned_visits(self.app, who, &query).await?;
        let drawn = visits.iter().filter(|it| matches!(it.visit.reason, VisitReason::Drawn { .. }));
        let lang = self.told.lang;
        self.tell(
            who,
            &sentence!(lang, "DEMO_ASSIGNED", visits = visits.len(), drawn = drawn.count()),
        );
        let visited = |at: usize| -> anyhow::Result<(SchoolCode, Principal)> {
            let visit = visits.get(at).context("fewer than two schools are visited")?;
            let (one, _) = visit.group.first().context("a school has no group")?;
            Ok((visit.visit.school.clone(), inspector(one.get())))
        };
        let ((school, inspector), (other, other_inspector)) = (visited(0)?, visited(1)?);
        Ok(Visited { campaign: number, school, inspector, other, other_inspector })
    }
}
