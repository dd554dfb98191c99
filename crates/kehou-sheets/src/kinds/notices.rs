//! Fee notices (收费公示). [F15]

use kehou_registry::FeeNotice;

use super::{
    schools::period,
    shared_columns::{SCHOOL_CODE, SCHOOL_NAME},
};
use crate::{
    Kind, cell,
    fields::{Fields, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    PublishedOn required named("公示日期", &["公示时间", "发布日期", "published_on"]);
    From required named("适用开始", &["适用开始日期", "适用起", "covers_from", "from"]);
    Until optional named("适用结束", &["适用结束日期", "适用止", "covers_until", "until"]);
    Rate required named("收费标准", &["标准", "单价", "rate"]);
    Item optional named("收费项目", &["项目", "项目名称", "item"]);
    Issuer optional named("依据机关", &["发文机关", "制定机关", "basis_issuer"]);
    Document optional named("依据文号", &["收费依据", "文号", "basis_document"]);
    Unit optional named("计费单位", &["计量单位", "单位", "unit"]);
    Scope optional named("收费范围", &["收费对象", "范围", "scope"]);
    WaiverPolicy optional named("减免政策", &["减免", "优惠政策", "waiver_policy"]);
    Phone optional named("监督电话", &["投诉电话", "举报电话", "complaint_phone"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Notices, form: Form::Plain, columns: COLUMNS };

/// A notice and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoticeRow {
    pub(crate) school: SchoolKey,
    pub(crate) notice: FeeNotice,
}

/// Reads a notice; a part that is empty stays empty, since what follows from it is for a rule to
/// say.
pub(crate) fn read(row: &mut Fields<'_>) -> Option<NoticeRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let published_on = row.required(Column::PublishedOn, cell::date);
    let begins = row.required(Column::From, |_| Ok(()));
    let covers = begins.and_then(|()| period(row, Column::From.into(), Column::Until.into()));
    let rate = row.required(Column::Rate, cell::yuan);
    let mut part = |column| row.optional(column, cell::text).map(Option::unwrap_or_default);
    let (item, unit) = (part(Column::Item), part(Column::Unit));
    let (basis_issuer, basis_document) = (part(Column::Issuer), part(Column::Document));
    let (scope, waiver_policy) = (part(Column::Scope), part(Column::WaiverPolicy));
    let complaint_phone = part(Column::Phone);
    let notice = FeeNotice {
        published_on: published_on?,
        covers: covers?,
        rate: rate?,
        item: item?,
        basis_issuer: basis_issuer?,
        basis_document: basis_document?,
        unit: unit?,
        scope: scope?,
        waiver_policy: waiver_policy?,
        complaint_phone: complaint_phone?,
    };
    Some(NoticeRow { school: school?, notice })
}
