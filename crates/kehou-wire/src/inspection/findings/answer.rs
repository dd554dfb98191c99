//! Findings as messages carry them.

use kehou_inspection::{Finding, FindingNo, Light, Order, Overdue, Recorded};
use kehou_registry::SchoolCode;

use super::deed::{deed_out, finding_no_out, opening_out, rungs_out, stage_out};
use crate::{
    inspection::written::signature_out, naming::timestamp_out, pb::inspection as pb,
    scalar::date_out,
};

/// A finding and how it stands.
#[derive(Clone, Copy, Debug)]
pub struct FindingLook<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// Its number within the school.
    pub number: FindingNo,
    /// The finding.
    pub finding: &'a Finding,
    /// How near its deadline is; none when there is none.
    pub light: Option<Light>,
    /// Whether and why its correction is overdue. (R25)
    pub overdue: Option<Overdue>,
    /// The number of the change that its last act is.
    pub etag: i64,
}

/// A finding as messages carry it.
#[must_use]
pub fn finding_out(look: &FindingLook<'_>) -> pb::Finding {
    let FindingLook { school, number, finding, light, overdue, etag } = *look;
    let opening = finding.opening();
    let is_repeated = opening.repeats.is_some();
    pb::Finding {
        school_code: school.to_string(),
        finding_no: finding_no_out(number),
        opening: Some(opening_out(opening)),
        repeats_finding_no: opening.repeats.map_or(0, finding_no_out),
        opened: Some(signature_out(finding.opened())),
        stage: stage_out(finding.stage().kind()).into(),
        measures_due: finding.measures_due().map(|due| date_out(due.day())),
        measures: count(finding.measures().len()),
        due: finding.due().map(|due| date_out(due.day())),
        light: light.map_or(pb::Light::Unspecified, light_out).into(),
        overdue: overdue.map_or(pb::Overdue::Unspecified, overdue_out).into(),
        order: finding.order().map(|order| order_out(order, is_repeated)),
        announcement_number: finding
            .announcement()
            .map(|announced| announced.number.to_string())
            .unwrap_or_default(),
        last_act_at: Some(timestamp_out(finding.last().at)),
        etag,
    }
}

/// One act of the history of a finding.
#[must_use]
pub fn act_out(recorded: &Recorded) -> pb::FindingAct {
    pb::FindingAct {
        signed: Some(signature_out(&recorded.act.signed)),
        deed: Some(deed_out(&recorded.act.deed)),
        due: recorded.due.map(|due| date_out(due.day())),
    }
}

fn order_out(order: &Order, is_repeated: bool) -> pb::FindingOrder {
    pb::FindingOrder {
        number: order.number.to_string(),
        demands: order.demands.to_string(),
        signed: Some(signature_out(&order.signed)),
        first_due: Some(date_out(order.first_due.day())),
        due: Some(date_out(order.due().day())),
        extended: order.extension.is_some(),
        rejections: count(order.rejections.len()),
        rungs: rungs_out(order.rungs.iter().map(|taken| taken.rung)),
        next_rungs: rungs_out(order.next_rungs(is_repeated)),
    }
}

pub(super) const fn light_out(light: Light) -> pb::Light {
    match light {
        Light::Green => pb::Light::Green,
        Light::Yellow => pb::Light::Yellow,
        Light::Today => pb::Light::Today,
        Light::Red => pb::Light::Red,
    }
}

const fn overdue_out(overdue: Overdue) -> pb::Overdue {
    match overdue {
        Overdue::Missing => pb::Overdue::Missing,
        Overdue::Late => pb::Overdue::Late,
        Overdue::Rejected => pb::Overdue::Rejected,
    }
}

fn count(many: usize) -> i32 {
    i32::try_from(many).unwrap_or(i32::MAX)
}
