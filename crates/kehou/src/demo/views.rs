//! Who sees what. (F12)

use kehou_app::{
    AppError,
    billing::{Sums, bill, statements},
    registry::{ListWaivers, waivers},
};
use kehou_fee::Correction;
use kehou_units::{Fen, Month};
use kehou_words::Lang;

use super::{Cast, people::finance, story::Story};
use crate::{
    corrections, exit,
    tell::{sentence, yuan},
};

impl Story<'_> {
    /// What is due by later facts; a guardian reads the own child's bill; a treasurer of another school and a principal who asks
    /// about waivers are refused.
    pub(super) async fn look(&self, cast: &Cast) -> anyhow::Result<()> {
        self.set((4, 14), (18, 0))?;
        let (lang, month) = (self.told.lang, Month::new(2023, 3)?);
        let of = (&cast.school, cast.child_no, month);
        let name = cast.child.pupil.name;

        self.tell_corrections(month).await?;
        let guardian = cast.guardian();
        let own = bill(self.app, &guardian, of, None).await?.amounts;
        self.tell(
            &guardian,
            &sentence!(
                lang,
                "DEMO_OWN_CHILD",
                pupil = name,
                due = own.due,
                waived = own.waived,
                payable = own.payable
            ),
        );

        let treasurer = cast.treasurer();
        let asked = bill(self.app, &treasurer, of, None).await;
        let why = refusal_of(asked.map(drop), lang)?;
        self.tell(&treasurer, &sentence!(lang, "DEMO_OTHER_SCHOOL", pupil = name, why = why));

        let head = cast.head_teacher();
        let asked = (Some(&cast.school), Some(month));
        let seen = statements(self.app, &head, asked, None).await?;
        let sums = seen.first().map(|statement| statement.sums);
        let Some(Sums::Service { class_hours, due }) = sums else {
            anyhow::bail!("the principal of a school sees more, or less, than its service");
        };
        self.tell(&head, &sentence!(lang, "DEMO_STATEMENT", hours = class_hours, due = due));
        let query = ListWaivers {
            school: cast.school.clone(),
            pupil: None,
            pending_only: false,
            known_at: None,
            after: None,
            most: 1,
        };
        let why = refusal_of(waivers(self.app, &head, &query).await.map(drop), lang)?;
        self.tell(&head, &sentence!(lang, "DEMO_NO_WAIVERS", why = why));
        Ok(())
    }

    /// What later facts change about the bills of a month.
    async fn tell_corrections(&self, month: Month) -> anyhow::Result<()> {
        let who = finance();
        let due = corrections::of_schools(self.app, &who, (&[], month)).await?;
        let due: Vec<&Correction> = due.iter().flat_map(|school| &school.due).collect();
        let sum = |side: fn(&Correction) -> Fen| -> i64 {
            due.iter().map(|correction| side(correction).as_fen()).sum()
        };
        let (count, back, more) =
            (due.len(), yuan(sum(|due| due.lowered)), yuan(sum(|due| due.raised)));
        let lang = self.told.lang;
        self.tell(
            &who,
            &sentence!(lang, "SUMMARY_CORRECTIONS", count = count, back = back, more = more),
        );
        Ok(())
    }
}

/// Why somebody was refused; an error when they were not.
fn refusal_of(answer: Result<(), AppError>, lang: Lang) -> anyhow::Result<String> {
    match answer {
        Err(error @ AppError::Forbidden(_)) => Ok(exit::text_of(&error, lang)),
        Err(other) => Err(other.into()),
        Ok(()) => anyhow::bail!("somebody was shown what they may not see"),
    }
}
