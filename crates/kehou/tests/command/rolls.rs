//! What tests of many writers share: books with the hand-written files, rolls to submit, and the log of
//! changes.

use kehou_wire::pb::{
    Date,
    attendance::{RollMark, SubmitRollRequest, submit_roll_request::Group},
    audit::{Change, ListChangesRequest, audit_service_client::AuditServiceClient},
    fee::MarkStatus,
};
use libtest_mimic::Failed;
use tonic::transport::Channel;

use crate::{
    database::{Books, Server, text},
    kehou::{same, tests_folder},
    serve::Serving,
    tokens::{OFFICE, TokenFile, bearing},
};

/// The schools of the hand-written files, with their pupils.
pub(crate) const SCHOOLS: [(&str, u32); 3] =
    [("3708290901", 5), ("3708290902", 4), ("3708290903", 3)];

/// Books with the hand-written files, and a token of the office.
pub(crate) struct Office {
    pub(crate) books: Books,
    people: TokenFile,
}

impl Office {
    pub(crate) fn new(server: &Server) -> Result<Self, Failed> {
        let books = Books::new(server)?;
        let files = tests_folder().join("transcript/files");
        let import = ["import", text(&files)?, "--month", "2023-03", "--reason", "the files"];
        books.run(import)?.ends_with(0)?;
        let people = TokenFile::write(books.folder.path(), &[OFFICE])?;
        Ok(Self { books, people })
    }

    /// Starts a service on the books.
    pub(crate) fn serve(&self) -> Result<Serving, Failed> {
        let serve = ["serve", "--tokens", text(&self.people.path)?];
        Serving::start_with(self.books.command(serve))
    }

    pub(crate) fn token(&self) -> &str {
        &self.people.tokens[OFFICE.0]
    }
}

/// A roll that is found late; `number` tells apart what rolls of one school say.
pub(crate) fn roll(
    request_id: String,
    (school, pupils): (&str, u32),
    (group_no, day, slot): (u32, i32, i32),
    number: u32,
) -> SubmitRollRequest {
    let statuses = [
        MarkStatus::Present,
        MarkStatus::Late,
        MarkStatus::LeftEarly,
        MarkStatus::Excused,
        MarkStatus::Sick,
        MarkStatus::Absent,
    ];
    let mut rest = number as usize;
    let mark = |pupil_no| {
        let status = statuses[rest % statuses.len()].into();
        rest /= statuses.len();
        RollMark { pupil_no, status }
    };
    SubmitRollRequest {
        request_id,
        reason: "found in a drawer".into(),
        school_code: school.into(),
        date: Some(Date { year: 2023, month: 4, day }),
        slot,
        group: Some(Group::GroupNo(group_no)),
        marks: (1..=pupils).map(mark).collect(),
        ..SubmitRollRequest::default()
    }
}

/// Every change of a school, or of the county; their numbers have no gaps and no request made two.
pub(crate) async fn changes(
    channel: &Channel,
    (token, school): (&str, &str),
) -> Result<Vec<Change>, Failed> {
    let mut audit = AuditServiceClient::new(channel.clone());
    let mut found = Vec::new();
    let mut ask =
        ListChangesRequest { school_code: school.into(), page_size: 100, ..<_>::default() };
    loop {
        let page = audit.list_changes(bearing(token, ask.clone())?).await?.into_inner();
        found.extend(page.changes);
        if page.next_page_token.is_empty() {
            break;
        }
        ask.page_token = page.next_page_token;
    }
    let numbers: Vec<i64> = found.iter().map(|change| change.change_no).collect();
    let wanted: Vec<i64> = (1..).take(found.len()).collect();
    same(&format!("numbers of changes of {school}"), &numbers, &wanted)?;
    let mut ids: Vec<&str> = found.iter().map(|change| change.request_id.as_str()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty());
    same("a request that made two changes", &twice, &None)?;
    Ok(found)
}

/// Runs what clients do on two threads of its own.
pub(crate) fn run<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(work)
}
