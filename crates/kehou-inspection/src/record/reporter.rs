//! Who reported a case, as it is kept: apart from the case. (O8)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, said, shape_of, text_of};
use crate::{
    dossier::{Reporter, WrittenReporter},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    name: String,
    contact: String,
}

impl Record for WrittenReporter {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        let Reporter { name, contact } = &self.reporter;
        text_of(&Shape { name: name.to_string(), contact: contact.to_string() })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let reporter = Reporter { name: said(&shape.name)?, contact: said(&shape.contact)? };
        Ok(Self { reporter, signed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn a_reporter_stands_reading_and_prints_nothing() {
        let reporter = Reporter {
            name: "某家长".parse().unwrap(),
            contact: "13800000000".parse().unwrap(),
        };
        let written = WrittenReporter { reporter, signed: signed() };
        stands_reading(&written);
        assert!(!format!("{written:?}").contains("某家长"));
    }
}
