//! Acts on entries of principals' files, as they are kept. (I10)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, coded, day, said, shape_of, text_of};
use crate::{
    deadline::Deadline,
    dossier::{EntryAct, EntryDeed, EntryGround, Key},
    finding::FindingNo,
    written::Signature,
};

/// One field holds the deed, so that a deed without particulars is an object too.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    deed: Shape,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Shape {
    Propose(ProposalShape),
    State { text: String },
    Lapse,
    Turn { key: String, number: String },
    Decline { why: String },
    Revoke { number: String, why: String },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalShape {
    person: String,
    school: String,
    fact_on: String,
    ground: GroundShape,
    statement_due: String,
    corrects: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum GroundShape {
    PoorService(u32),
    Violation(String),
}

impl Record for EntryAct {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        text_of(&Body { deed: Shape::of(&self.deed) })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let body: Body = shape_of(text)?;
        Ok(Self { signed, deed: body.deed.read()? })
    }
}

impl Shape {
    fn of(deed: &EntryDeed) -> Self {
        match deed {
            EntryDeed::Propose { person, school, fact_on, ground, statement_due, corrects } => {
                Self::Propose(ProposalShape {
                    person: person.to_string(),
                    school: school.to_string(),
                    fact_on: fact_on.to_string(),
                    ground: match ground {
                        EntryGround::PoorService(number) => GroundShape::PoorService(number.get()),
                        EntryGround::Violation(number) => {
                            GroundShape::Violation(number.to_string())
                        }
                    },
                    statement_due: statement_due.day().to_string(),
                    corrects: corrects.as_ref().map(ToString::to_string),
                })
            }
            EntryDeed::State(text) => Self::State { text: text.to_string() },
            EntryDeed::Lapse => Self::Lapse,
            EntryDeed::Turn { key, number } => {
                Self::Turn { key: key.code().to_owned(), number: number.to_string() }
            }
            EntryDeed::Decline(why) => Self::Decline { why: why.to_string() },
            EntryDeed::Revoke { number, why } => {
                Self::Revoke { number: number.to_string(), why: why.to_string() }
            }
        }
    }

    fn read(self) -> Result<EntryDeed, RecordFault> {
        Ok(match self {
            Self::Propose(proposal) => proposal.read()?,
            Self::State { text } => EntryDeed::State(said(&text)?),
            Self::Lapse => EntryDeed::Lapse,
            Self::Turn { key, number } => {
                EntryDeed::Turn { key: coded(&key, &Key::ALL, Key::code)?, number: said(&number)? }
            }
            Self::Decline { why } => EntryDeed::Decline(said(&why)?),
            Self::Revoke { number, why } => {
                EntryDeed::Revoke { number: said(&number)?, why: said(&why)? }
            }
        })
    }
}

impl ProposalShape {
    fn read(self) -> Result<EntryDeed, RecordFault> {
        Ok(EntryDeed::Propose {
            person: said(&self.person)?,
            school: said(&self.school)?,
            fact_on: day(&self.fact_on)?,
            ground: match self.ground {
                GroundShape::PoorService(number) => {
                    EntryGround::PoorService(FindingNo::new(number))
                }
                GroundShape::Violation(number) => EntryGround::Violation(said(&number)?),
            },
            statement_due: Deadline::on(day(&self.statement_due)?),
            corrects: self.corrects.as_deref().map(said).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        Line,
        record::testing::{signed, stands_reading},
    };

    #[test]
    fn every_deed_on_an_entry_stands_reading() {
        let line = |text: &str| -> Line { text.parse().unwrap() };
        let day = NaiveDate::from_ymd_opt(2023, 5, 4).unwrap();
        let grounds =
            [EntryGround::PoorService(FindingNo::new(3)), EntryGround::Violation(line("纪1号"))];
        let proposals = grounds.map(|ground| EntryDeed::Propose {
            person: "principal-1".parse().unwrap(),
            school: "3708290001".parse().unwrap(),
            fact_on: day,
            corrects: matches!(ground, EntryGround::PoorService(_)).then(|| line("人1号")),
            ground,
            statement_due: Deadline::on(day),
        });
        let turned = Key::ALL.map(|key| EntryDeed::Turn { key, number: line("领1号") });
        let rest = [
            EntryDeed::State("已整改\n\"<b>\"".parse().unwrap()),
            EntryDeed::Lapse,
            EntryDeed::Decline(line("情节轻微")),
            EntryDeed::Revoke { number: line("人2号"), why: line("认定有误") },
        ];
        for deed in proposals.into_iter().chain(turned).chain(rest) {
            stands_reading(&EntryAct { signed: signed(), deed });
        }
    }
}
