//! The canonical text of facts: what their hash is taken of.

use std::fmt::{Result, Write as _};

use super::{Ethics, RecordId, StaffFacts};
use crate::kind::{ActivityKind, DutyKind};

impl StaffFacts {
    /// The facts as text, one a line with the records behind it, the same for the same facts.
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let mut text = String::with_capacity(2_048);
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> Result {
        let (parts, records) = (&self.parts, &self.parts.records);
        let open = &parts.opportunity;
        let (staff, school, group) = (&parts.staff, &parts.school, parts.group.word());
        writeln!(text, "facts\t1\t{staff}\t{school}\t{group}\t{}", parts.term)?;
        let (days, hours, kinds) = (open.days, open.class_hours, open.activities.bits());
        writeln!(text, "open\t{days}\t{hours}\t{kinds:#010b}")?;
        for kind in ActivityKind::ALL {
            let (hours, behind) =
                (parts.class_hours[kind.index()], &records.class_hours[kind.index()]);
            if hours.count() > 0 {
                line(text, format_args!("class_hours\t{}\t{hours}", kind.word()), behind)?;
            }
        }
        for kind in DutyKind::ALL {
            let (done, open) = (parts.duty[kind.index()], open.duty[kind.index()]);
            if done.count() > 0 || open.count() > 0 {
                let behind = &records.duty[kind.index()];
                line(text, format_args!("duty\t{}\t{done}\t{open}", kind.word()), behind)?;
            }
        }
        let rolls = parts.rolls;
        line(text, format_args!("rolls\t{}\t{}", rolls.in_time, rolls.due), &records.rolls)?;
        let given = parts.satisfaction;
        let answers = format_args!("satisfaction\t{}\t{}", given.satisfied, given.answers);
        line(text, answers, &records.satisfaction)?;
        let training = parts.training;
        let hours = format_args!("training\t{}\t{}", training.attended, training.offered);
        line(text, hours, &records.training)?;
        match parts.ethics {
            Ethics::NotOffered => writeln!(text, "ethics\tnot_offered")?,
            Ethics::Missing => writeln!(text, "ethics\tmissing")?,
            Ethics::Recorded(on) => line(text, format_args!("ethics\t{on}"), &records.ethics)?,
        }
        let research = records.research.len();
        line(text, format_args!("research\t{research}"), &records.research)?;
        for finding in &parts.findings {
            writeln!(text, "finding\t{:?}\t{}", finding.standing, finding.record)?;
        }
        Ok(())
    }
}

fn line(text: &mut String, fact: std::fmt::Arguments<'_>, records: &[RecordId]) -> Result {
    write!(text, "{fact}")?;
    for record in records {
        write!(text, "\t{record}")?;
    }
    text.push('\n');
    Ok(())
}
