//! Policies that were adopted. (F1, F4)

use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

/// An adopted policy: the texts it is loaded from, and the id of their canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// The division it is for.
    pub division: String,
    /// The id of the policy.
    pub policy_id: String,
    /// When it was adopted, in microseconds since 1970-01-01T00:00:00Z.
    pub adopted_at: i64,
    /// Its texts, each after a line `# file NAME`.
    pub texts: String,
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for PolicyVersion {
    const TABLE: &'static str = "policy_version";
    const COLUMNS: &'static [&'static str] = &["division", "policy_id", "adopted_at", "texts"];

    fn put(&self, row: &mut Put<'_>) {
        row.text(&self.division);
        row.text(&self.policy_id);
        row.cell(self.adopted_at);
        row.text(&self.texts);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            division: row.text()?,
            policy_id: row.text()?,
            adopted_at: row.cell()?,
            texts: row.text()?,
        })
    }
}
