//! The canonical text of a pack: what its hash is taken of.

use std::fmt::Write as _;

use super::{Component, ListRule, ScorePack, Source, TransformKind};
use crate::kind::{ActivityKind, DutyKind};

impl ScorePack {
    /// The pack as text, one fact a line, the same for the same pack: fields are parted by tabs,
    /// lines end with a line feed. What a comment or the order of keys changes, changes nothing here.
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let mut text = String::with_capacity(4_096);
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let settings = &self.settings;
        writeln!(text, "pack\t1\t{}\t{}\t{}", self.key, self.version, self.period)?;
        writeln!(text, "title\t{}", self.title)?;
        writeln!(
            text,
            "settings\t{}\t{}\t{}\t{}\t{}",
            settings.least_answers,
            settings.activity_from,
            settings.heaviest,
            settings.neutral,
            settings.small_cell
        )?;
        for kind in ActivityKind::ALL {
            let rate = self.conversion.class_hour[kind.index()];
            writeln!(text, "class_hour\t{}\t{rate}", kind.word())?;
        }
        for kind in DutyKind::ALL {
            let rate = self.conversion.duty_hour[kind.index()];
            writeln!(text, "duty_hour\t{}\t{rate}", kind.word())?;
        }
        let days = self.objection_days;
        writeln!(text, "objections\t{}\t{}", days.objections, days.appeals)?;
        if let Some(rule) = &self.school_part {
            write!(text, "school_part\t{}\t{}", rule.weight, rule.components_most)?;
            for source in &rule.sources {
                write!(text, "\t{}", source.word())?;
            }
            text.push('\n');
        }
        self.components.iter().try_for_each(|component| write_component(text, component))?;
        self.lists.iter().try_for_each(|list| self.write_list(text, list))
    }

    fn write_list(&self, text: &mut String, list: &ListRule) -> std::fmt::Result {
        write!(text, "list\t{}\t{}\t{}", list.key, list.zh, list.en)?;
        write!(text, "\t{:?}\t{:?}\t{:?}", list.outcome, list.scope, list.places)?;
        write!(text, "\t{}\tgroups", list.last_resort.code())?;
        for group in &list.groups {
            write!(text, "\t{}", group.word())?;
        }
        write!(text, "\tties")?;
        for component in list.ties.iter().filter_map(|at| self.components.get(*at)) {
            write!(text, "\t{}", component.key)?;
        }
        text.push('\n');
        Ok(())
    }
}

fn write_component(text: &mut String, component: &Component) -> std::fmt::Result {
    let Component { key, zh, en, source, transform, weight } = component;
    write!(text, "component\t{key}\t{zh}\t{en}\t{weight}\t{}", source.kind().word())?;
    let rates = match source {
        Source::ClassHours { activities } => {
            write!(text, "\t{:#010b}", activities.bits())?;
            None
        }
        Source::DutyMinutes { rates } => Some(rates),
        Source::Load { class_hour, rates } => {
            write!(text, "\t{class_hour}")?;
            Some(rates)
        }
        _ => None,
    };
    for rate in rates.into_iter().flatten() {
        write!(text, "\t{rate}")?;
    }
    write!(text, "\n transform\t{}", transform.kind().code())?;
    if let TransformKind::Quantiles { frozen_on, cohort } = transform.kind() {
        write!(text, "\t{frozen_on}\t{cohort}")?;
    }
    for (value, earned) in transform.knots() {
        write!(text, "\t{value}={earned}")?;
    }
    text.push('\n');
    Ok(())
}
