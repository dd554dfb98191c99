//! Self-checks and visits, as they are kept. (I7)

use serde::{Deserialize, Serialize};

use super::{
    Record, RecordFault, coded, day,
    finding::{EvidenceShape, evidence_in, evidence_out},
    said, shape_of, text_of,
};
use crate::{
    checklist::{AnswerSheet, Given, ItemAnswer, SheetRole, SubmittedSheet},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    school: String,
    checklist: String,
    version: u32,
    role: RoleShape,
    answers: Vec<AnswerShape>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum RoleShape {
    SelfCheck,
    Visit { on: String, without_self_check: Option<String> },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerShape {
    item: String,
    given: String,
    corrected: Option<String>,
    evidence: Vec<EvidenceShape>,
}

impl Record for SubmittedSheet {
    fn signed(&self) -> &Signature {
        self.sheet.signed()
    }

    fn to_text(&self) -> String {
        let (checklist, version) = self.sheet.answers_to();
        text_of(&Shape {
            school: self.sheet.school().to_string(),
            checklist: checklist.to_string(),
            version,
            role: RoleShape::of(&self.role),
            answers: self.sheet.answers().map(AnswerShape::of).collect(),
        })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let answered = (said(&shape.checklist)?, shape.version);
        let answers = shape.answers.iter().map(AnswerShape::read).collect::<Result<_, _>>()?;
        let sheet = AnswerSheet::kept(said(&shape.school)?, answered, signed, answers);
        Ok(Self { sheet: sheet.map_err(RecordFault::of)?, role: shape.role.read()? })
    }
}

impl RoleShape {
    fn of(role: &SheetRole) -> Self {
        match role {
            SheetRole::SelfCheck => Self::SelfCheck,
            SheetRole::Visit { on, without_self_check } => Self::Visit {
                on: on.to_string(),
                without_self_check: without_self_check.as_ref().map(ToString::to_string),
            },
        }
    }

    fn read(self) -> Result<SheetRole, RecordFault> {
        Ok(match self {
            Self::SelfCheck => SheetRole::SelfCheck,
            Self::Visit { on, without_self_check } => SheetRole::Visit {
                on: day(&on)?,
                without_self_check: without_self_check.as_deref().map(said).transpose()?,
            },
        })
    }
}

impl AnswerShape {
    fn of(answer: &ItemAnswer) -> Self {
        Self {
            item: answer.item.to_string(),
            given: answer.given.code().to_owned(),
            corrected: answer.corrected.as_ref().map(ToString::to_string),
            evidence: evidence_out(&answer.evidence),
        }
    }

    fn read(&self) -> Result<ItemAnswer, RecordFault> {
        Ok(ItemAnswer {
            item: said(&self.item)?,
            given: coded(&self.given, &Given::ALL, Given::code)?,
            corrected: self.corrected.as_deref().map(said).transpose()?,
            evidence: evidence_in(&self.evidence)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        Checklist,
        finding::Evidence,
        record::testing::{signed, stands_reading},
    };

    fn sheet() -> AnswerSheet {
        let checklist = Checklist::shipped().unwrap();
        let given = |id: &str| match id {
            "4.2" => Given::No,
            "9.1" => Given::NotApplicable,
            _ => Given::Yes,
        };
        let answers = checklist.items().map(|item| ItemAnswer {
            item: item.id.clone(),
            given: given(item.id.as_str()),
            corrected: (item.id.as_str() == "4.2").then(|| "已改\"<b>".parse().unwrap()),
            evidence: vec![Evidence { sha256: [7; 32], name: "../a.jpg".parse().unwrap() }],
        });
        let school = "3708290001".parse().unwrap();
        AnswerSheet::of(&checklist, school, signed(), answers.collect()).unwrap()
    }

    #[test]
    fn both_kinds_of_sheets_stand_reading() {
        stands_reading(&SubmittedSheet { sheet: sheet(), role: SheetRole::SelfCheck });
        for why in [None, Some("学校未提交".parse().unwrap())] {
            let on = NaiveDate::from_ymd_opt(2023, 4, 12).unwrap();
            let role = SheetRole::Visit { on, without_self_check: why };
            stands_reading(&SubmittedSheet { sheet: sheet(), role });
        }
    }

    #[test]
    fn answers_that_no_sheet_can_have_are_refused() {
        let text = SubmittedSheet { sheet: sheet(), role: SheetRole::SelfCheck }.to_text();
        for (sound, broken) in [
            ("\"item\":\"1.2\"", "\"item\":\"1.1\""),
            ("\"given\":\"no\"", "\"given\":\"yes\""),
            ("\"given\":\"no\"", "\"given\":\"maybe\""),
            ("3708290001", "37082900"),
        ] {
            let broken = text.replacen(sound, broken, 1);
            assert_ne!(broken, text);
            assert!(SubmittedSheet::from_text(&broken, signed()).is_err(), "{sound}");
        }
    }
}
