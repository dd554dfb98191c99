//! Decisions about proposed vetoes, as they are kept. (I8)

use kehou_policy::CheckId;
use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, coded, said, shape_of, text_of};
use crate::{
    score::{VetoDecision, VetoGround, VetoVerdict},
    written::{Reasoned, Signature},
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    ground: GroundShape,
    verdict: String,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum GroundShape {
    Item(String),
    Check(String),
}

impl Record for VetoDecision {
    fn signed(&self) -> &Signature {
        &self.decided.signed
    }

    fn to_text(&self) -> String {
        let ground = match &self.ground {
            VetoGround::Item(item) => GroundShape::Item(item.to_string()),
            VetoGround::Check(check) => GroundShape::Check(check.to_string()),
        };
        let (verdict, why) = (self.verdict.code().to_owned(), self.decided.why.to_string());
        text_of(&Shape { ground, verdict, why })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let ground = match shape.ground {
            GroundShape::Item(item) => VetoGround::Item(said(&item)?),
            GroundShape::Check(check) => VetoGround::Check(said::<CheckId>(&check)?),
        };
        let verdict = coded(&shape.verdict, &VetoVerdict::ALL, VetoVerdict::code)?;
        Ok(Self { ground, verdict, decided: Reasoned { signed, why: said(&shape.why)? } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn decisions_stand_reading() {
        let grounds = [VetoGround::Item("6.1".parse().unwrap()), VetoGround::Check(CheckId::R13)];
        for ground in grounds {
            for verdict in VetoVerdict::ALL {
                let decided = Reasoned { signed: signed(), why: "现场核实".parse().unwrap() };
                stands_reading(&VetoDecision { ground: ground.clone(), verdict, decided });
            }
        }
    }
}
