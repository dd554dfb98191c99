//! What the visits came to, and what may be said of the county. (I14, I16)

use std::fs;

use anyhow::Context as _;
use kehou_app::inspection::{
    campaigns::campaign,
    results::{SummaryFormat, group_results, public_summary},
};
use kehou_inspection::{ErrorRate, Group, Sample, bound};

use super::{campaign::Visited, people::programme, story::Story};
use crate::tell::sentence;

/// The name of the public summary in the folder of the demo.
const SUMMARY: &str = "inspection-summary.html";

impl Story<'_> {
    /// The county's results, and how many schools have a violation at most.
    pub(super) async fn summarise(&self, visited: &Visited) -> anyhow::Result<()> {
        let who = programme();
        self.set((5, 26), (9, 0))?;
        let (lang, number) = (self.told.lang, visited.campaign);
        let now = Some(self.app.clock().now());
        let seen = group_results(self.app, &who, number.get(), now).await?;
        let county = seen.groups.iter().find(|(group, _)| *group == Group::County);
        let (_, county) = county.context("no school was visited")?;
        let points = county.visit;
        self.tell(
            &who,
            &sentence!(
                lang,
                "DEMO_COUNTY",
                schools = county.schools,
                earned = points.earned,
                possible = points.possible,
                problems = county.problems
            ),
        );
        self.tell_bound(visited).await?;
        let format = (number.get(), SummaryFormat::Html);
        let page = public_summary(self.app, &who, format, now).await?;
        fs::write(self.told.folder.join(SUMMARY), page.content)?;
        self.tell(&who, &sentence!(lang, "DEMO_SUMMARY", file = SUMMARY));
        Ok(())
    }

    /// From the schools visited so far to all of them, at 95 %.
    async fn tell_bound(&self, visited: &Visited) -> anyhow::Result<()> {
        let who = programme();
        let known = campaign(self.app, &who, (visited.campaign, None)).await?;
        let fixed = known.course.fixed().context("the campaign has no frame")?;
        let seen = [&visited.school, &visited.other];
        let is_must = |code: &kehou_registry::SchoolCode| {
            fixed.frame.must_visit().any(|school| school.code == *code)
        };
        let must = u32::try_from(seen.iter().filter(|code| is_must(code)).count())?;
        let found = u32::from(is_must(&visited.school));
        let counts = fixed.frame.counts();
        let strata = [
            ("must visit", Sample::new(counts.must_visit, must, found)?),
            ("others", Sample::new(counts.others, 2 - must, 1 - found)?),
        ];
        let stated = bound(&strata, ErrorRate::new(1, 20)?);
        let (schools, most) = (counts.must_visit + counts.others, stated.at_most);
        let lang = self.told.lang;
        self.tell(&who, &sentence!(lang, "DEMO_BOUND", most = most, schools = schools));
        Ok(())
    }
}
