//! A frame with its quota, as messages carry it. (I2–I4, I15)

use kehou_inspection::{
    Allocation, AllocationPlan, FrameClass, FramedSchool, InspectionFrame, ListedAs, MustReason,
    OtherReason, OutsideReason, PrivateSchools, Quota, QuotaReading, Spread, Stratum, StratumShare,
};

use crate::{
    fee::{affiliation_out, stage_out},
    naming::count_out,
    pb::{self as all, inspection as pb},
    scalar::date_out,
};

/// A frame with its quota; its schools only where they are asked for.
#[must_use]
pub fn frame_out(
    frame: &InspectionFrame,
    allocation: &Allocation,
    include_schools: bool,
) -> pb::CampaignFrame {
    let counts = frame.counts();
    let (shares, towns_drawn) = match &allocation.plan {
        AllocationPlan::ByStratum(shares) => (shares.iter().map(share_out).collect(), 0),
        AllocationPlan::TownsFirst(towns) => (Vec::new(), towns.draw),
    };
    let schools = frame.schools().iter().filter(|_| include_schools);
    pb::CampaignFrame {
        on: Some(date_out(frame.on())),
        settings: Some(settings_out(frame, allocation)),
        counts: Some(pb::FrameCounts {
            town_schools: count_out(counts.town_schools),
            must_visit: count_out(counts.must_visit),
            must_visit_town: count_out(counts.must_visit_town),
            others: count_out(counts.others),
        }),
        readings: allocation.readings.iter().map(figures_out).collect(),
        quota: count_out(allocation.quota),
        shares,
        towns_drawn: count_out(towns_drawn),
        schools: schools.map(school_out).collect(),
    }
}

fn settings_out(frame: &InspectionFrame, allocation: &Allocation) -> pb::FrameSettings {
    let (settings, quota) = (frame.settings(), &allocation.settings);
    let listed = settings.listed.iter().map(|(school, listing)| pb::FrameListing {
        school_code: school.to_string(),
        class: match listing.class {
            ListedAs::MustVisit => pb::FrameClass::MustVisit,
            ListedAs::Other => pb::FrameClass::Other,
            ListedAs::Outside => pb::FrameClass::Outside,
        }
        .into(),
        document: listing.document.clone(),
    });
    let spread = match quota.spread {
        Spread::County => pb::QuotaSpread::County,
        Spread::PerTown => pb::QuotaSpread::PerTown,
    };
    pb::FrameSettings {
        without_private_schools: settings.private == PrivateSchools::Outside,
        development_zones: settings.development_zones.iter().map(ToString::to_string).collect(),
        listed: listed.collect(),
        reading: reading_out(quota.reading).into(),
        spread: spread.into(),
        floor_percent: i32::from(quota.floor.percent()),
    }
}

const fn reading_out(reading: QuotaReading) -> pb::QuotaReading {
    match reading {
        QuotaReading::Literal => pb::QuotaReading::Literal,
        QuotaReading::OthersOnly => pb::QuotaReading::OthersOnly,
        QuotaReading::MustVisitCounts => pb::QuotaReading::MustVisitCounts,
    }
}

fn figures_out(quota: &Quota) -> pb::QuotaFigures {
    pb::QuotaFigures {
        reading: reading_out(quota.reading).into(),
        base: count_out(quota.base),
        asked: count_out(quota.asked),
        counted: count_out(quota.counted),
        available: count_out(quota.available),
        drawn: count_out(quota.drawn),
        short_by: count_out(quota.short_by()),
    }
}

fn share_out(share: &StratumShare<Stratum>) -> pb::QuotaShare {
    let wide = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    pb::QuotaShare {
        stratum: share.stratum.to_string(),
        eligible: count_out(share.eligible),
        by_town: count_out(share.by_town),
        whole: count_out(share.whole),
        remainder: wide(share.remainder),
        divisor: wide(share.divisor),
        by_remainder: share.by_remainder,
        raised: count_out(share.raised),
        given_up: count_out(share.given_up),
        drawn: count_out(share.drawn),
    }
}

/// A school in a frame.
pub(super) fn school_out(school: &FramedSchool) -> pb::FramedSchool {
    let mut out = pb::FramedSchool {
        school_code: school.code.to_string(),
        name: school.name.clone(),
        affiliation: school
            .affiliation
            .map_or(all::fee::Affiliation::Unspecified, affiliation_out)
            .into(),
        stage: school.stage.map_or(all::fee::SchoolStage::Unspecified, stage_out).into(),
        stratum: school.stratum.to_string(),
        reason_code: school.class.code().to_owned(),
        rules: school.class.rules().into_iter().map(|rule| rule.to_string()).collect(),
        ..Default::default()
    };
    let class = match &school.class {
        FrameClass::MustVisit(reason) => {
            if let MustReason::Listed { document } = reason {
                out.document.clone_from(document);
            }
            pb::FrameClass::MustVisit
        }
        FrameClass::Other(reason) => {
            if let OtherReason::Listed { document } = reason {
                out.document.clone_from(document);
            }
            pb::FrameClass::Other
        }
        FrameClass::Outside(reason) => {
            outside_out(reason, &mut out);
            pb::FrameClass::Outside
        }
    };
    pb::FramedSchool { class: class.into(), ..out }
}

fn outside_out(reason: &OutsideReason, out: &mut pb::FramedSchool) {
    match reason {
        OutsideReason::Closed { last_day } => out.last_day = Some(date_out(*last_day)),
        OutsideReason::Merged { last_day, into } => {
            out.last_day = Some(date_out(*last_day));
            out.related_school_code = into.to_string();
        }
        OutsideReason::CountsWith { school } => out.related_school_code = school.to_string(),
        OutsideReason::Listed { document } => out.document.clone_from(document),
        OutsideReason::NotOpen | OutsideReason::Private | OutsideReason::NotListed => {}
    }
}
