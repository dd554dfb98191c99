//! Payee channels (收款渠道). [F17]

use kehou_registry::{Payee, PayeeKind};

use super::{
    schools::period,
    shared_columns::{IN_FORCE_FROM, IN_FORCE_UNTIL, SCHOOL_CODE, SCHOOL_NAME},
};
use crate::{
    Kind,
    cell::{self, Words},
    fields::{Fields, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Kind required named("渠道类型", &["收款渠道", "渠道", "账户类型", "payee_kind", "channel"]);
    Holder required named("户名", &["账户名称", "收款户名", "account_name", "name"]);
    Account required named("账号", &["账户", "收款账号", "银行账号", "account"]);
    From optional IN_FORCE_FROM;
    Until optional IN_FORCE_UNTIL;
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Payees, form: Form::Plain, columns: COLUMNS };

const KINDS: Words<PayeeKind> = Words(&[
    ("财政专户", PayeeKind::Treasury),
    ("核算单位账户", PayeeKind::UnitAccount),
    ("学校账户", PayeeKind::SchoolAccount),
    ("非税平台", PayeeKind::NontaxPlatform),
    ("家委会", PayeeKind::ParentsCommittee),
    ("机构", PayeeKind::Agency),
    ("个人", PayeeKind::Person),
    ("核算单位", PayeeKind::UnitAccount),
    ("学校", PayeeKind::SchoolAccount),
    ("非税收缴平台", PayeeKind::NontaxPlatform),
    ("家长委员会", PayeeKind::ParentsCommittee),
    ("培训机构", PayeeKind::Agency),
    ("treasury", PayeeKind::Treasury),
    ("unit_account", PayeeKind::UnitAccount),
    ("school_account", PayeeKind::SchoolAccount),
    ("nontax_platform", PayeeKind::NontaxPlatform),
    ("parents_committee", PayeeKind::ParentsCommittee),
    ("agency", PayeeKind::Agency),
    ("person", PayeeKind::Person),
]);

/// A payee and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PayeeRow {
    pub(crate) school: SchoolKey,
    pub(crate) payee: Payee,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<PayeeRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let kind = row.required(Column::Kind, |text| KINDS.read(text));
    let name = row.required(Column::Holder, cell::text);
    let account = row.required(Column::Account, cell::account);
    let period = period(row, Column::From.into(), Column::Until.into());
    let payee = Payee { kind: kind?, name: name?, account: account?, period: period? };
    Some(PayeeRow { school: school?, payee })
}
