//! Fee notices and payees. (F15, F17)

use kehou_registry::{FeeNotice, Payee};

use super::codes::PAYEE_KINDS;
use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for FeeNotice {
    const TABLE: &'static str = "fee_notice";
    const COLUMNS: &'static [&'static str] = &[
        "valid_from",
        "valid_to",
        "published_on",
        "rate_fen",
        "item",
        "basis_issuer",
        "basis_document",
        "unit",
        "scope",
        "waiver_policy",
        "complaint_phone",
    ];

    fn put(&self, row: &mut Put<'_>) {
        row.period(self.covers);
        row.cell(self.published_on);
        row.cell(self.rate.as_fen());
        row.text(&self.item);
        row.text(&self.basis_issuer);
        row.text(&self.basis_document);
        row.text(&self.unit);
        row.text(&self.scope);
        row.text(&self.waiver_policy);
        row.text(&self.complaint_phone);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            covers: row.period()?,
            published_on: row.cell()?,
            rate: row.fen()?,
            item: row.text()?,
            basis_issuer: row.text()?,
            basis_document: row.text()?,
            unit: row.text()?,
            scope: row.text()?,
            waiver_policy: row.text()?,
            complaint_phone: row.text()?,
        })
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Payee {
    const TABLE: &'static str = "payee";
    const COLUMNS: &'static [&'static str] = &["valid_from", "valid_to", "kind", "name", "account"];

    fn put(&self, row: &mut Put<'_>) {
        row.period(self.period);
        row.coded(&self.kind, PAYEE_KINDS);
        row.text(&self.name);
        row.text(&self.account);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            period: row.period()?,
            kind: row.coded(PAYEE_KINDS)?,
            name: row.text()?,
            account: row.text()?,
        })
    }
}
