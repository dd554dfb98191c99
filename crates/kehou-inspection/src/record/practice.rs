//! Acts on nominations of good practice, as they are kept. (I16)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, said, shape_of, text_of};
use crate::{
    results::{PracticeAct, PracticeDeed},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Shape {
    Nominate { school: String, what: String },
    Approve { why: String },
    Decline { why: String },
    Publish { title: String, text: String, names: Vec<String> },
}

impl Record for PracticeAct {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        text_of(&Shape::of(&self.deed))
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        Ok(Self { signed, deed: shape.read()? })
    }
}

impl Shape {
    fn of(deed: &PracticeDeed) -> Self {
        match deed {
            PracticeDeed::Nominate { school, what } => {
                Self::Nominate { school: school.to_string(), what: what.to_string() }
            }
            PracticeDeed::Approve(why) => Self::Approve { why: why.to_string() },
            PracticeDeed::Decline(why) => Self::Decline { why: why.to_string() },
            PracticeDeed::Publish { title, text, names } => Self::Publish {
                title: title.to_string(),
                text: text.to_string(),
                names: names.iter().map(ToString::to_string).collect(),
            },
        }
    }

    fn read(&self) -> Result<PracticeDeed, RecordFault> {
        Ok(match self {
            Self::Nominate { school, what } => {
                PracticeDeed::Nominate { school: said(school)?, what: said(what)? }
            }
            Self::Approve { why } => PracticeDeed::Approve(said(why)?),
            Self::Decline { why } => PracticeDeed::Decline(said(why)?),
            Self::Publish { title, text, names } => PracticeDeed::Publish {
                title: said(title)?,
                text: said(text)?,
                names: names.iter().map(|name| said(name)).collect::<Result<_, _>>()?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn every_deed_on_a_nomination_stands_reading() {
        let school = "3708290001".parse().unwrap();
        let deeds = [
            PracticeDeed::Nominate { school, what: "社团\n丰富".parse().unwrap() },
            PracticeDeed::Approve("可推广".parse().unwrap()),
            PracticeDeed::Decline("一般".parse().unwrap()),
            PracticeDeed::Publish {
                title: "社团进课后".parse().unwrap(),
                text: "某校\"<b>\"".parse().unwrap(),
                names: vec!["第一小学".parse().unwrap()],
            },
        ];
        for deed in deeds {
            stands_reading(&PracticeAct { signed: signed(), deed });
        }
    }
}
