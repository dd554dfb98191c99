//! Service plans (服务计划). [F6, F10, F19]

use std::collections::BTreeSet;

use chrono::NaiveTime;
use kehou_registry::{Charging, GradeSet, PlannedSlot, SlotKind, WeekdaySet};
use kehou_units::Period;

use super::{
    schools::period,
    shared_columns::{FROM, SCHOOL_CODE, SCHOOL_NAME, SLOT, UNTIL, WEEKDAYS},
};
use crate::{
    Kind, Reason, ReasonCode,
    cell::{self, Words},
    fields::{Fields, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Slot required SLOT;
    Kind required named("类型", &["服务类型", "时段类型", "kind", "type"]);
    From required FROM;
    Until optional UNTIL;
    Weekdays optional WEEKDAYS;
    Grades optional named("年级", &["适用年级", "服务年级", "grade", "grades"]);
    Starts required named("开始时间", &["起始时间", "上课时间", "start_time", "starts"]);
    Ends required named("结束时间", &["终止时间", "下课时间", "end_time", "ends"]);
    Charged required named("收费", &["是否收费", "charged", "chargeable"]);
    Price optional named("单价", &["收费单价", "每课时单价", "价格", "price"]);
    Cancelled optional named("取消日期", &["停课日期", "取消", "cancelled", "cancelled_on"]);
}

pub(crate) const LAYOUT: Layout = Layout { kind: Kind::Plans, form: Form::Plain, columns: COLUMNS };

const KINDS: Words<SlotKind> = Words(&[
    ("课后服务", SlotKind::Regular),
    ("早到", SlotKind::Early),
    ("午间", SlotKind::Noon),
    ("晚自习", SlotKind::Evening),
    ("延时托管", SlotKind::LateCare),
    ("早托", SlotKind::Early),
    ("早读", SlotKind::Early),
    ("午托", SlotKind::Noon),
    ("午休", SlotKind::Noon),
    ("临时托管", SlotKind::LateCare),
    ("弹性离校", SlotKind::LateCare),
    ("regular", SlotKind::Regular),
    ("early", SlotKind::Early),
    ("noon", SlotKind::Noon),
    ("evening", SlotKind::Evening),
    ("late_care", SlotKind::LateCare),
]);

/// A planned slot and whose plan it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanRow {
    pub(crate) school: SchoolKey,
    pub(crate) slot: PlannedSlot,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<PlanRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let slot = row.required(Column::Slot, cell::slot);
    let kind = row.required(Column::Kind, |text| KINDS.read(text));
    let begins = row.required(Column::From, |_| Ok(()));
    let period = begins.and_then(|()| period(row, Column::From.into(), Column::Until.into()));
    let weekdays = row.optional(Column::Weekdays, cell::weekdays);
    let grades = row.optional(Column::Grades, cell::grades);
    let times = times(row);
    let charging = charging(row);
    let cancelled = row.optional(Column::Cancelled, cell::dates);
    let (starts, ends) = times?;
    let (period, cancelled): (Period, BTreeSet<_>) = (period?, cancelled?.unwrap_or_default());
    let slot = PlannedSlot {
        slot: slot?,
        kind: kind?,
        period,
        weekdays: weekdays?.unwrap_or(WeekdaySet::MONDAY_TO_FRIDAY),
        grades: grades?.unwrap_or(GradeSet::ALL),
        starts,
        ends,
        charging: charging?,
        cancelled,
    };
    Some(PlanRow { school: school?, slot })
}

fn times(row: &mut Fields<'_>) -> Option<(NaiveTime, NaiveTime)> {
    let starts = row.required(Column::Starts, cell::time);
    let ends = row.required(Column::Ends, cell::time);
    let (starts, ends) = (starts?, ends?);
    if ends <= starts {
        let reason = Reason::new(ReasonCode::PlanEndsBeforeStart);
        return row.refuse(Column::Ends, reason.with("starts", starts.format("%H:%M")));
    }
    Some((starts, ends))
}

/// A slot that is free has no price but nothing. [F19]
fn charging(row: &mut Fields<'_>) -> Option<Charging> {
    let charged = row.required(Column::Charged, cell::yes);
    let price = row.optional(Column::Price, cell::yuan);
    match (charged?, price?) {
        (true, None) => Some(Charging::CountyRate),
        (true, Some(price)) => Some(Charging::Priced(price)),
        (false, price) if price.is_none_or(|price| price.as_fen() == 0) => Some(Charging::Free),
        (false, _) => {
            let reason = Reason::new(ReasonCode::CellForbiddenWith);
            let reason = reason.with("heading", "收费").with("given", row.text(Column::Charged));
            row.refuse(Column::Price, reason)
        }
    }
}
