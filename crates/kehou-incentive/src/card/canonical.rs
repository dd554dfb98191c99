//! The canonical text of a card: the same bytes for the same pack and facts.

use std::fmt::{Result, Write as _};

use super::{Basis, Card, CardLine};
use crate::digest::Digest;

impl Card {
    /// The card as text: a head, a line for each component, the sum.
    ///
    /// Fields are parted by tabs, lines end with a line feed, numbers have all their digits. It names
    /// pack and facts by their hashes, so it is evidence of what was scored by what.
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let mut text = String::with_capacity(1_024);
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    /// The hash of the canonical text, by which lists name the card.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.canonical_text())
    }

    fn write(&self, text: &mut String) -> Result {
        let (staff, school, group) = (&self.staff, &self.school, self.group.word());
        writeln!(text, "card\t1\t{staff}\t{school}\t{group}\t{}", self.term)?;
        writeln!(text, "pack\t{}\t{}\t{}", self.pack.key, self.pack.version, self.pack.digest)?;
        writeln!(text, "facts\t{}", self.facts)?;
        self.lines.iter().try_for_each(|line| write_line(text, line))?;
        writeln!(text, "total\t{}", self.total)
    }
}

fn write_line(text: &mut String, line: &CardLine) -> Result {
    let source = line.source.map_or("-", |source| source.word());
    write!(text, "line\t{}\t{source}", line.key)?;
    match line.basis {
        Basis::Measured { done, possible, value } => {
            write!(text, "\t{done}\t{possible}\t{value}")?;
        }
        Basis::Neutral(why) => write!(text, "\t-\t-\t{}", why.code())?,
    }
    writeln!(text, "\t{}\t{}\t{}", line.fraction, line.weight, line.points)
}
