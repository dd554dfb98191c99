//! Checklists that were adopted, as they are kept. (I7)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, shape_of, text_of};
use crate::{checklist::AdoptedChecklist, written::Signature};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    text: String,
}

impl Record for AdoptedChecklist {
    fn signed(&self) -> &Signature {
        self.signed()
    }

    fn to_text(&self) -> String {
        text_of(&Shape { text: self.text().to_owned() })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        Self::of(&shape.text, signed).map_err(RecordFault::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn a_checklist_stands_reading() {
        let text = include_str!("../../data/checklist-1.toml");
        stands_reading(&AdoptedChecklist::of(text, signed()).unwrap());
        assert!(AdoptedChecklist::from_text("{\"text\":\"id = 1\"}", signed()).is_err());
    }
}
