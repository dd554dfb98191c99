//! The acts of the demo, in the order of their days.

use std::sync::Arc;

use anyhow::Context as _;
use kehou_app::{
    App, Ask, Principal,
    attendance::{LockMonth, ReopenMonth, SubmitRoll, lock_month, reopen_month, submit_roll},
    billing::{CloseMonth, bill, publish_statements},
    policy::Adopt,
    registry::{DecideWaiver, ListWaivers, Verdict, decide_waiver, waivers},
};
use kehou_attendance::Mark;
use kehou_policy::Policy;
use kehou_registry::SchoolCode;
use kehou_units::{Instant, Month};

use super::{
    Cast, DIVISION, Told, Voice, at,
    people::finance,
    sheets::{Found, Wanted},
};
use crate::{
    close::{self, ClosedSchools, Summary},
    policy,
    tell::{say, sentence},
};

/// The story while it is told.
pub(super) struct Story<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) told: &'a Told<'a>,
}

impl Story<'_> {
    /// Keeps the books from the policy to the first correction that is due.
    pub(super) async fn keep(&self) -> anyhow::Result<()> {
        self.adopt().await?;
        self.import().await?;
        let cast = Cast::of(self.app, self.told.made).await?;
        self.correct_in_time(&cast).await?;
        self.enter_late(&cast).await?;
        self.close_first().await?;
        self.open_again(&cast).await?;
        self.publish().await?;
        self.decide(&cast).await?;
        self.find_later(&cast).await?;
        self.look(&cast).await?;
        let visited = self.draw_schools().await?;
        self.visit(&visited).await?;
        self.rectify(&visited).await?;
        self.summarise(&visited).await
    }

    async fn adopt(&self) -> anyhow::Result<()> {
        self.set((2, 6), (9, 0))?;
        let (who, reason) = (finance(), self.sentence("DEMO_ADOPT_REASON"));
        let texts = Policy::texts_with_overrides(&[]);
        let adopt = Adopt { division: DIVISION.to_owned(), texts, retroactive: false };
        let adopted = policy::adopt(self.app, (&who, &reason), adopt, false).await?;
        let id: String = adopted.policy.id().to_string().chars().take(12).collect();
        self.tell(&who, &sentence!(self.told.lang, "DEMO_ADOPTED", id = id));
        Ok(())
    }

    /// A class teacher corrects the roll of 31 March, whose lock is on 3 April at 18:00.
    async fn correct_in_time(&self, cast: &Cast) -> anyhow::Result<()> {
        self.set((4, 3), (16, 0))?;
        let who = cast.class_teacher();
        let wanted = Wanted {
            school: &cast.school,
            class: Some(cast.class),
            days: (31, 31),
            known_at: at((4, 3), (15, 0))?,
            mark: Mark::Present,
        };
        let found = self.find(&who, &wanted).await?;
        self.submit(&who, ("demo-roll-in-time", ""), found.corrected(Mark::Late)).await?;
        self.tell_sheet(&who, "DEMO_CORRECTED", &found);
        Ok(())
    }

    /// A coordinator enters late that a pupil was there: what it adds is not billed.
    async fn enter_late(&self, cast: &Cast) -> anyhow::Result<()> {
        self.set((4, 4), (10, 0))?;
        let who = cast.coordinator(&cast.other);
        let wanted = Wanted {
            school: &cast.other,
            class: None,
            days: (20, 29),
            known_at: at((4, 4), (9, 0))?,
            mark: Mark::Absent,
        };
        let found = self.find(&who, &wanted).await?;
        let reason = self.sentence("DEMO_LATE_REASON");
        self.submit(&who, ("demo-roll-late", &reason), found.corrected(Mark::Present)).await?;
        self.tell_sheet(&who, "DEMO_LATE", &found);
        Ok(())
    }

    /// Finance closes February, of the one school that has it, and March.
    async fn close_first(&self) -> anyhow::Result<()> {
        self.set((4, 7), (9, 0))?;
        let who = finance();
        self.close((2, None), "demo-close-02").await?;
        let closed = self.close((3, None), "demo-close-03").await?;
        self.tell(&who, &self.sentence("DEMO_CLOSED"));
        if self.told.voice == Voice::Aloud {
            let mut summary = Summary::new(Month::new(2023, 3)?, &closed);
            summary.add_findings(self.app, &who, Some(at((4, 7), (9, 0))?)).await?;
            summary.print(self.told.lang);
            println!();
        }
        Ok(())
    }

    /// A school opens March again, corrects a sheet, and another person locks it; finance closes it
    /// again, and the first revision is kept. (F9)
    async fn open_again(&self, cast: &Cast) -> anyhow::Result<()> {
        let (lang, month, school) = (self.told.lang, Month::new(2023, 3)?, &cast.school);
        self.set((4, 10), (9, 0))?;
        let who = cast.head_teacher();
        let reason = self.sentence("DEMO_REOPEN_REASON");
        let reopen = ReopenMonth { school: school.clone(), month, etag: None };
        reopen_month(self.app, (&who, self.ask("demo-reopen", &reason)), reopen).await?;
        self.tell(&who, &sentence!(lang, "DEMO_REOPENED", month = month, reason = reason));

        self.set((4, 10), (10, 0))?;
        let teacher = cast.class_teacher();
        let wanted = Wanted {
            school,
            class: Some(cast.class),
            days: (1, 30),
            known_at: at((4, 10), (9, 30))?,
            mark: Mark::Absent,
        };
        let found = self.find(&teacher, &wanted).await?;
        let sheet = found.corrected(Mark::Present);
        self.submit(&teacher, ("demo-roll-reopened", &reason), sheet).await?;
        self.tell_sheet(&teacher, "DEMO_RAISED", &found);

        self.set((4, 11), (9, 0))?;
        let coordinator = cast.coordinator(school);
        let told_on = at((4, 10), (18, 0))?.day();
        let lock = LockMonth {
            school: school.clone(),
            month,
            families_told_on: Some(told_on),
            etag: None,
        };
        lock_month(self.app, (&coordinator, self.ask("demo-lock", "")), lock).await?;
        self.tell(&coordinator, &sentence!(lang, "DEMO_LOCKED", month = month, on = told_on));

        self.set((4, 11), (10, 0))?;
        let who = finance();
        self.close((3, Some(vec![school.clone()])), "demo-close-03-again").await?;
        let of = (school, found.pupil, month);
        let before = bill(self.app, &who, of, Some(0)).await?.amounts.payable;
        let after = bill(self.app, &who, of, Some(1)).await?.amounts.payable;
        let name = found.name;
        self.tell(
            &who,
            &sentence!(lang, "DEMO_CLOSED_AGAIN", pupil = name, before = before, after = after),
        );
        Ok(())
    }

    async fn publish(&self) -> anyhow::Result<()> {
        self.set((4, 12), (9, 0))?;
        let (who, mut schools) = (finance(), 0);
        for month in [2, 3] {
            let month = Month::new(2023, month)?;
            let ask = self.ask(&format!("demo-publish-{month}"), "");
            schools = publish_statements(self.app, (&who, ask), month).await?.len();
        }
        self.tell(&who, &sentence!(self.told.lang, "DEMO_PUBLISHED", schools = schools));
        Ok(())
    }

    /// Finance confirms a match with a government list, after publication: what was charged before the
    /// list's day becomes a correction due. (F5, F11)
    async fn decide(&self, cast: &Cast) -> anyhow::Result<()> {
        self.set((4, 13), (9, 0))?;
        let who = finance();
        let query = ListWaivers {
            school: cast.school.clone(),
            pupil: Some(cast.child_no),
            pending_only: true,
            known_at: Some(at((4, 13), (8, 0))?),
            after: None,
            most: 1,
        };
        let pending = waivers(self.app, &who, &query).await?;
        let waiver = pending.first().context("the child of the story has no list match")?;
        let decide = DecideWaiver {
            school: cast.school.clone(),
            pupil: cast.child_no,
            waiver: waiver.item,
            verdict: Verdict::Confirmed,
            decided_on: None,
            etag: None,
        };
        decide_waiver(self.app, (&who, self.ask("demo-list-match", "")), decide).await?;
        let name = cast.child.pupil.name;
        self.tell(&who, &sentence!(self.told.lang, "DEMO_CONFIRMED", pupil = name));
        Ok(())
    }

    /// A fact that comes after publication: the bill stays, a correction is due. (F5)
    async fn find_later(&self, cast: &Cast) -> anyhow::Result<()> {
        self.set((4, 14), (9, 0))?;
        let who = cast.coordinator(&cast.other);
        let wanted = Wanted {
            school: &cast.other,
            class: None,
            days: (13, 17),
            known_at: at((4, 14), (8, 0))?,
            mark: Mark::Present,
        };
        let found = self.find(&who, &wanted).await?;
        let reason = self.sentence("DEMO_LATER_REASON");
        self.submit(&who, ("demo-roll-later", &reason), found.corrected(Mark::Sick)).await?;
        self.tell_sheet(&who, "DEMO_LATER", &found);
        Ok(())
    }

    async fn close(
        &self,
        (month, schools): (u32, Option<Vec<SchoolCode>>),
        id: &str,
    ) -> anyhow::Result<ClosedSchools> {
        let month = Month::new(2023, month)?;
        let wanted = close::Wanted {
            close: CloseMonth { month, schools, dry: false },
            reason: String::new(),
            request_id: Some(id.to_owned()),
        };
        let mut closed = close::close(self.app, &finance(), &wanted, self.told.lang).await?;
        if let Some(at) = closed.iter().position(|(_, result)| result.is_err()) {
            let (school, result) = closed.swap_remove(at);
            result.with_context(|| format!("school {school} can't be closed"))?;
        }
        Ok(closed)
    }

    async fn submit(
        &self,
        who: &Principal,
        (id, reason): (&str, &str),
        roll: SubmitRoll,
    ) -> anyhow::Result<()> {
        submit_roll(self.app, (who, self.ask(id, reason)), roll).await?;
        Ok(())
    }

    /// Every act of the demo has an id of its own, so what it asks for need not be told apart.
    pub(super) fn ask(&self, id: &str, reason: &str) -> Ask {
        Ask::of(id, reason, id.as_bytes())
    }

    /// Sets the clock of the story.
    pub(super) fn set(&self, day: (u32, u32), time: (u32, u32)) -> anyhow::Result<()> {
        self.app.clock().set(at(day, time)?);
        Ok(())
    }

    pub(super) fn sentence(&self, code: &str) -> String {
        say(code, self.told.lang, &[])
    }

    fn tell_sheet(&self, who: &Principal, code: &str, found: &Found) {
        let (on, slot) = (found.roll.on.to_string(), found.roll.slot.to_string());
        let class = found.class.to_string();
        let args =
            [("on", on.as_str()), ("slot", &slot), ("class", &class), ("pupil", &found.name)];
        self.tell(who, &say(code, self.told.lang, &args));
    }

    /// Tells what somebody did, with the moment of the story.
    pub(super) fn tell(&self, who: &Principal, what: &str) {
        if self.told.voice == Voice::Aloud {
            let now: Instant = self.app.clock().now();
            println!("{} {:<16} {what}", now.in_county().format("%m-%d %H:%M"), who.subject);
        }
    }
}
