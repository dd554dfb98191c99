//! `kehou close`: from locked attendance to stored bills.

mod publish;
mod request;
mod summary;

use std::sync::Arc;

use kehou_app::{
    App, AppError, Ask, Principal,
    billing::{CloseMonth, Closed, close_month, schools_to_close},
    import::unfinished,
};
use kehou_registry::SchoolCode;
use kehou_store::StoreError;
use kehou_units::Month;
use kehou_words::Lang;

pub(crate) use summary::{Summary, code_of};

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    operator, progress, runtime,
    settings::Settings,
    tell::{say, tell},
};

pub(crate) fn run(arguments: &arguments::Close, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    runtime::wait(async {
        let app = books.app(Absent::Refused).await?;
        refuse_unfinished(&app).await?;
        let wanted = Wanted {
            close: CloseMonth {
                month: arguments.month,
                schools: (!arguments.school.is_empty()).then(|| arguments.school.clone()),
                dry: arguments.check,
            },
            reason: arguments.reason.clone(),
            request_id: arguments.request_id.clone(),
        };
        let schools = close(&app, &who, &wanted, lang).await?;
        let mut summary = Summary::new(arguments.month, &schools);
        if arguments.check {
            summary.print(lang);
            tell!(lang, "CLOSE_CHECKED");
        } else {
            summary.add_findings(&app, &who, None).await?;
            summary.print(lang);
        }
        let mut is_refused = summary.has_refused();
        if arguments.publish {
            is_refused |= publish::all(&app, &who, (&wanted, &summary), lang).await?;
        }
        Ok(if is_refused { Done::Refused } else { Done::Well })
    })
}

/// Refuses to close while an import is being stored: the schools that it has yet to reach would be
/// billed without it.
async fn refuse_unfinished(app: &App) -> Result<(), AppError> {
    match unfinished(app).await?.first() {
        Some(row) => Err(StoreError::ImportUnfinished { import: row.id.number() }.into()),
        None => Ok(()),
    }
}

/// A month to be closed.
pub(crate) struct Wanted {
    pub(crate) close: CloseMonth,
    pub(crate) reason: String,
    pub(crate) request_id: Option<String>,
}

impl Wanted {
    const fn month(&self) -> Month {
        self.close.month
    }
}

/// What each school came to.
pub(crate) type ClosedSchools = Vec<(SchoolCode, Result<Closed, AppError>)>;

/// Closes a month of several schools, with progress.
pub(crate) async fn close(
    app: &Arc<App>,
    who: &Principal,
    wanted: &Wanted,
    lang: Lang,
) -> anyhow::Result<ClosedSchools> {
    let request_id = match &wanted.request_id {
        Some(given) => given.clone(),
        None => request::derived(app, &wanted.close).await?,
    };
    let ask = Ask::of(&request_id, &wanted.reason, wanted.month().to_string().as_bytes());
    let total = schools_to_close(app, who, &wanted.close).await?.len();
    let bar = progress::bar(total as u64, say("PROGRESS_CLOSING", lang, &[]));
    let mut news = close_month(app, (who, ask), &wanted.close).await?;
    let mut schools = Vec::with_capacity(total);
    while let Some(school) = news.recv().await {
        bar.inc(1);
        schools.push(school);
    }
    bar.finish_and_clear();
    anyhow::ensure!(
        schools.len() == total,
        "closing was broken off after {} of {total} schools; the same command goes on",
        schools.len()
    );
    Ok(schools)
}
