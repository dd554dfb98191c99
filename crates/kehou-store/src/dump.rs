//! A logical dump: the same text for the same content, on either database.

use sha2::{Digest, Sha256};

use crate::{Store, StoreError, row::Take, seal::Place};

/// How a column is read.
#[derive(Clone, Copy)]
enum Kind {
    Whole,
    Text,
    Date,
    Bytes,
    /// A sealed text, opened.
    Sealed,
    /// Whether there is a value at all.
    Presence,
}

use Kind::{Bytes, Date, Presence, Sealed, Text, Whole};

/// Columns with their kinds.
type Columns = &'static [(&'static str, Kind)];

/// The tables with the columns that are content. What depends on the clock, on chance or on the
/// order of writers is none: instants, ids of persons, numbers of changes; of an item the order of
/// its versions counts. Heads follow from the changes, and requests that changed nothing are no
/// content: how often somebody asked again depends on what was broken off.
const TABLES: &[(&str, &str, Columns)] = &[
    ("school", "", &[("code", Text)]),
    ("change", "", &[("actor", Text), ("action", Text), ("reason", Text), ("request_id", Text)]),
    ("import", "", &[("state", Text), ("month", Whole), ("files", Text), ("confirmed_by", Text)]),
    (
        "school_profile",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("name", Text),
            ("affiliation", Text),
            ("town", Text),
            ("stage", Text),
            ("centrality", Text),
            ("fee_place", Text),
            ("counts_with", Text),
        ],
    ),
    ("school_closure", ITEM, &[("last_day", Date), ("successor", Text)]),
    ("term", ITEM, &[("valid_from", Date), ("valid_to", Date), ("name", Text)]),
    (
        "calendar_entry",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("scope", Text),
            ("grades", Whole),
            ("grade", Whole),
            ("class_no", Whole),
            ("kind", Text),
            ("follows", Whole),
            ("closure_reason", Text),
        ],
    ),
    (
        "planned_slot",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("slot", Whole),
            ("kind", Text),
            ("weekdays", Whole),
            ("grades", Whole),
            ("starts", Text),
            ("ends", Text),
            ("charging", Text),
            ("price_fen", Whole),
            ("cancelled", Text),
        ],
    ),
    (
        "fee_notice",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("published_on", Date),
            ("rate_fen", Whole),
            ("item", Text),
            ("basis_issuer", Text),
            ("basis_document", Text),
            ("unit", Text),
            ("scope", Text),
            ("waiver_policy", Text),
            ("complaint_phone", Text),
        ],
    ),
    (
        "payee",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("kind", Text),
            ("name", Text),
            ("account", Text),
        ],
    ),
    ("working_day", ITEM, &[("on_date", Date), ("kind", Text)]),
    ("pupil", ITEM, &[]),
    ("person", ITEM, &[("name", Text), ("student_number", Sealed), ("local_id", Text)]),
    ("guardian", ITEM, &[("name", Text), ("phone", Sealed)]),
    (
        "placement",
        ITEM,
        &[
            ("valid_from", Date),
            ("valid_to", Date),
            ("grade", Whole),
            ("class_no", Whole),
            ("boarding", Text),
        ],
    ),
    (
        "application",
        ITEM,
        &[("applied_on", Date), ("withdrawn_on", Date), ("slots", Whole), ("weekdays", Whole)],
    ),
    (
        "waiver",
        ITEM,
        &[
            ("category", Text),
            ("track", Text),
            ("since", Date),
            ("decision", Text),
            ("decided_on", Date),
            ("decision_reason", Text),
            ("lost_on", Date),
        ],
    ),
    ("month_lock", ITEM, &[("state", Text), ("families_told_on", Date)]),
    ("policy_version", ITEM, &[("division", Text), ("policy_id", Text), ("texts", Text)]),
    ("roster", "", &[("hash", Bytes), ("pupil_nos", Bytes)]),
    (
        "roll",
        "",
        &[
            ("service_date", Date),
            ("slot", Whole),
            ("group_no", Whole),
            ("revision", Whole),
            ("sheet", Whole),
            ("roster_hash", Bytes),
            ("marks", Bytes),
            ("entered_at", Presence),
            ("late_reason", Text),
        ],
    ),
    (
        "statement",
        "",
        &[
            ("month", Whole),
            ("revision", Whole),
            ("pupils", Whole),
            ("due_fen", Whole),
            ("waived_fen", Whole),
            ("payable_fen", Whole),
            ("held_fen", Whole),
            ("class_hours", Whole),
            ("billed_on", Date),
            ("policy_id", Text),
            ("payee_item", Whole),
        ],
    ),
    (
        "bill",
        "",
        &[
            ("month", Whole),
            ("pupil_no", Whole),
            ("revision", Whole),
            ("due_fen", Whole),
            ("waived_fen", Whole),
            ("payable_fen", Whole),
            ("held_fen", Whole),
            ("class_hours", Whole),
            ("lines", Bytes),
        ],
    ),
    (
        "finding",
        "",
        &[
            ("month", Whole),
            ("revision", Whole),
            ("finding_no", Whole),
            ("code", Text),
            ("grade", Whole),
            ("class_no", Whole),
            ("pupil_no", Whole),
            ("on_date", Date),
            ("slot", Whole),
            ("marks", Whole),
        ],
    ),
    ("publication", "", &[("month", Whole), ("revision", Whole), ("published_on", Date)]),
    ("checklist", ITEM, PAPER),
    ("campaign_act", ITEM, PAPER),
    ("inspector", ITEM, PAPER),
    ("routine_visit", ITEM, PAPER),
    ("answer_sheet", ITEM, PAPER),
    ("veto_decision", ITEM, PAPER),
    ("safety_item", ITEM, PAPER),
    ("attachment", ITEM, PAPER),
    ("finding_act", ITEM, PAPER),
    ("practice_act", ITEM, PAPER),
    ("principal_post", ITEM, PAPER),
    ("case_act", ITEM, SEALED_PAPER),
    ("case_reporter", ITEM, SEALED_PAPER),
    ("entry_act", ITEM, SEALED_PAPER),
    (
        "attachment_piece",
        ITEM,
        &[("attachment_no", Whole), ("piece_no", Whole), ("content", Bytes)],
    ),
];

/// The content of papers.
const PAPER: Columns = &[("about_no", Whole), ("done_by", Text), ("body", Text)];
/// The content of papers that are sealed.
const SEALED_PAPER: Columns = &[("about_no", Whole), ("done_by", Text), ("body", Sealed)];

/// The columns that tell items apart.
const ITEM: &str = "pupil_no, item_no, removed, ";

/// What a database holds, table by table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump {
    /// The tables with the number of their rows and the SHA-256 of their content.
    pub tables: Vec<(&'static str, usize, [u8; 32])>,
}

impl Dump {
    /// The SHA-256 of everything, in hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut all = Sha256::new();
        self.tables.iter().for_each(|(name, _, hash)| {
            all.update(name);
            all.update(hash);
        });
        all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Store {
    /// The logical dump of all tables.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn dump(&self) -> Result<Dump, StoreError> {
        let mut tables = Vec::with_capacity(TABLES.len());
        for (table, item, columns) in TABLES {
            let mut lines = self.lines(table, item, columns).await?;
            lines.sort_unstable();
            let mut hash = Sha256::new();
            lines.iter().for_each(|line| hash.update(line));
            tables.push((*table, lines.len(), hash.finalize().into()));
        }
        Ok(Dump { tables })
    }

    async fn lines(
        &self,
        table: &'static str,
        item: &str,
        columns: &[(&str, Kind)],
    ) -> Result<Vec<String>, StoreError> {
        let owner = if table == "import" { "import_id" } else { "school_id" };
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let list = format!("{owner}, {item}{}", names.join(", "));
        let list = list.trim_end_matches(", ");
        let order =
            if item.is_empty() { "" } else { " ORDER BY school_id, pupil_no, item_no, change_no" };
        let rows =
            self.conn().rows(&format!("SELECT {list} FROM {table}{order}"), Vec::new()).await?;
        let mut lines = Vec::with_capacity(rows.len());
        let (mut last, mut version) = ((0, 0, 0), 0);
        for row in &rows {
            let place = Place { table, school: 0, pupil: 0, item: 0 };
            let mut row = Take::new(row, place, &self.inner.seal);
            let school: i64 = row.cell()?;
            let mut line = format!("{school}\t");
            row.place.school = school;
            if !item.is_empty() {
                (row.place.pupil, row.place.item) = (row.cell()?, row.cell()?);
                let removed: bool = row.cell()?;
                let key = (school, row.place.pupil, row.place.item);
                version = if key == last { version + 1 } else { 0 };
                last = key;
                line.push_str(&format!("{}\t{}\t{version}\t{removed}\t", key.1, key.2));
            }
            for (_, kind) in columns {
                line.push_str(&cell(&mut row, *kind)?);
                line.push('\t');
            }
            line.push('\n');
            lines.push(line);
        }
        Ok(lines)
    }
}

fn cell(row: &mut Take<'_>, kind: Kind) -> Result<String, StoreError> {
    fn shown(value: Option<impl std::fmt::Debug>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:?}"))
    }
    Ok(match kind {
        Whole => shown(row.cell::<Option<i64>>()?),
        Text => shown(row.cell::<Option<String>>()?),
        Date => shown(row.cell::<Option<chrono::NaiveDate>>()?),
        Bytes => shown(row.cell::<Option<Vec<u8>>>()?),
        Sealed => shown(row.opened()?),
        Presence => row.cell::<Option<i64>>()?.is_some().to_string(),
    })
}
