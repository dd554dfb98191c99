//! Reading the bills that the command wrote.

use std::{collections::BTreeMap, path::Path};

use libtest_mimic::Failed;

/// Due, waived and payable, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) due_fen: i64,
    pub(crate) waived_fen: i64,
    pub(crate) payable_fen: i64,
}

impl Totals {
    fn add(&mut self, other: Self) {
        self.due_fen += other.due_fen;
        self.waived_fen += other.waived_fen;
        self.payable_fen += other.payable_fen;
    }
}

/// One row of `finance/bills.csv`.
pub(crate) struct BillRow {
    pub(crate) school: String,
    pub(crate) name: String,
    pub(crate) number_end: String,
    pub(crate) local_id: String,
    pub(crate) totals: Totals,
}

/// Every bill in an output folder.
pub(crate) fn read(out: &Path) -> Result<Vec<BillRow>, Failed> {
    read_file(&out.join("finance/bills.csv"))
}

/// Every bill in a file.
pub(crate) fn read_file(file: &Path) -> Result<Vec<BillRow>, Failed> {
    let bytes = std::fs::read(file)?;
    let text =
        bytes.strip_prefix("\u{feff}".as_bytes()).ok_or("the bills have no byte order mark")?;
    let mut reader = csv::Reader::from_reader(text);
    let headings = reader.headers()?.clone();
    let at = |heading: &str| {
        headings.iter().position(|known| known == heading).ok_or(format!("no column {heading}"))
    };
    let (school, name, number) = (at("学校标识码")?, at("姓名")?, at("学籍号后四位")?);
    let (local, due, waived, payable) =
        (at("校内编号")?, at("应收(元)")?, at("免收(元)")?, at("应缴(元)")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let totals = Totals {
            due_fen: fen(&record[due])?,
            waived_fen: fen(&record[waived])?,
            payable_fen: fen(&record[payable])?,
        };
        rows.push(BillRow {
            school: record[school].to_owned(),
            name: record[name].to_owned(),
            number_end: record[number].to_owned(),
            local_id: record[local].to_owned(),
            totals,
        });
    }
    Ok(rows)
}

/// Yuan with two decimals as fen.
fn fen(yuan: &str) -> Result<i64, Failed> {
    let (whole, part) = yuan.split_once('.').ok_or(format!("`{yuan}` is no amount"))?;
    Ok(whole.parse::<i64>()? * 100 + part.parse::<i64>()?)
}

/// The totals of each school.
pub(crate) fn by_school(rows: &[BillRow]) -> BTreeMap<String, Totals> {
    let mut schools: BTreeMap<String, Totals> = BTreeMap::new();
    for row in rows {
        schools.entry(row.school.clone()).or_default().add(row.totals);
    }
    schools
}

/// The totals of each school from the JSON that the peers and the hand reckoning share.
pub(crate) fn from_json(text: &str) -> Result<BTreeMap<String, Totals>, Failed> {
    let value: serde_json::Value = serde_json::from_str(text)?;
    let schools = value.as_object().ok_or("no object of schools")?;
    let totals = schools.iter().map(|(school, amounts)| {
        let amount = |name: &str| amounts[name].as_i64().ok_or(format!("{school} has no {name}"));
        let totals = Totals {
            due_fen: amount("due_fen")?,
            waived_fen: amount("waived_fen")?,
            payable_fen: amount("payable_fen")?,
        };
        Ok((school.clone(), totals))
    });
    totals.collect()
}
