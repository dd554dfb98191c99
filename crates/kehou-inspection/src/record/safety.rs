//! Entries of safety registers, as they are kept. (O6)

use serde::{Deserialize, Serialize};

use super::{
    Record, RecordFault, coded, day,
    finding::{EvidenceShape, evidence_in, evidence_out},
    shape_of, text_of,
};
use crate::{
    safety::{SafetyEntry, SafetyItem, SafetyKind},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    kind: String,
    evidence_on: String,
    expires_on: Option<String>,
    evidence: Vec<EvidenceShape>,
}

impl Record for SafetyEntry {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        text_of(&Shape {
            kind: self.item.kind.code().to_owned(),
            evidence_on: self.item.evidence_on.to_string(),
            expires_on: self.item.expires_on.map(|on| on.to_string()),
            evidence: evidence_out(&self.item.evidence),
        })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let item = SafetyItem {
            kind: coded(&shape.kind, &SafetyKind::ALL, SafetyKind::code)?,
            evidence_on: day(&shape.evidence_on)?,
            expires_on: shape.expires_on.as_deref().map(day).transpose()?,
            evidence: evidence_in(&shape.evidence)?,
        };
        Ok(Self { item, signed })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        finding::Evidence,
        record::testing::{signed, stands_reading},
    };

    #[test]
    fn every_kind_of_entry_stands_reading() {
        let evidence_on = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
        for kind in SafetyKind::ALL {
            for expires_on in [None, NaiveDate::from_ymd_opt(2024, 2, 29)] {
                let evidence =
                    vec![Evidence { sha256: [1; 32], name: "门卫.jpg".parse().unwrap() }];
                let item = SafetyItem { kind, evidence_on, expires_on, evidence };
                stands_reading(&SafetyEntry { item, signed: signed() });
            }
        }
    }
}
