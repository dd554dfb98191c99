//! The imports of the demo: each office brings the files that it may write.

use kehou_app::{Principal, import::AcceptedRemovals};
use kehou_sample::TableKind;
use kehou_store::ImportState;
use kehou_units::Month;

use super::{people, story::Story};
use crate::{
    import::{SourceFile, Wanted, bring_quietly},
    tell::{grouped, sentence},
};

/// Files that one office brings.
struct Load {
    id: &'static str,
    month: u32,
    who: Principal,
    /// The code of its name.
    name: &'static str,
    holds: fn(TableKind, &str) -> bool,
}

const FEBRUARY: &str = "-2023-02";

/// What is brought, in this order: schools before pupils, pupils before what is about them.
fn loads() -> [Load; 4] {
    use TableKind::{
        Applications, Calendar, LongRolls, Notices, Payees, Plans, Pupils, Rolls, Schools, Waivers,
        WorkingDays,
    };
    [
        Load {
            id: "demo-import-schools",
            month: 3,
            who: people::programme(),
            name: "DEMO_LOAD_SCHOOLS",
            holds: |kind, _| matches!(kind, Schools | Plans | Calendar | WorkingDays),
        },
        Load {
            id: "demo-import-pupils",
            month: 2,
            who: people::machine(),
            name: "DEMO_LOAD_PUPILS",
            holds: |kind, path| {
                matches!(kind, Pupils | Applications) || kind == Rolls && path.contains(FEBRUARY)
            },
        },
        Load {
            id: "demo-import-finance",
            month: 3,
            who: people::finance(),
            name: "DEMO_LOAD_FINANCE",
            holds: |kind, _| matches!(kind, Notices | Payees | Waivers),
        },
        Load {
            id: "demo-import-rolls",
            month: 3,
            who: people::machine(),
            name: "DEMO_LOAD_ROLLS",
            holds: |kind, path| matches!(kind, Rolls | LongRolls) && !path.contains(FEBRUARY),
        },
    ]
}

impl Story<'_> {
    /// Brings all files of the sample.
    pub(super) async fn import(&self) -> anyhow::Result<()> {
        for (hour, load) in (8..).zip(loads()) {
            self.set((4, 3), (hour, 0))?;
            let wanted = Wanted {
                files: self.files(load.holds),
                month: Month::new(2023, load.month)?,
                reason: sentence!(self.told.lang, "DEMO_IMPORT_REASON"),
                check: false,
                accepted: AcceptedRemovals::none(),
                request_id: Some(load.id.to_owned()),
            };
            let view = bring_quietly(self.app, &load.who, &wanted, self.told.lang).await?;
            anyhow::ensure!(view.row.state == ImportState::Complete, "{} is not stored", load.id);
            let rows: u64 = view.preview.files.iter().map(|file| file.rows).sum();
            let schools = view.preview.schools.len();
            let what = sentence!(self.told.lang, "DEMO_LOAD", what = self.sentence(load.name));
            self.tell(
                &load.who,
                &format!(
                    "{what}{}",
                    sentence!(
                        self.told.lang,
                        "DEMO_LOAD_SIZE",
                        rows = grouped(rows),
                        schools = grouped(schools as u64)
                    )
                ),
            );
        }
        Ok(())
    }

    fn files(&self, holds: fn(TableKind, &str) -> bool) -> Vec<SourceFile> {
        let tables = self.told.made.tables().filter(|table| holds(table.kind, &table.path));
        let mut files: Vec<SourceFile> = tables
            .map(|table| SourceFile { path: self.told.folder.join(&table.path), name: table.path })
            .collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files
    }
}
