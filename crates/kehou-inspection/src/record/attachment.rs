//! Files handed in as evidence, as they are kept: what is known of them, without their bytes. (I7, I9)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, coded, finding::EvidenceShape, shape_of, text_of};
use crate::{
    attachment::{ATTACHMENT_BYTES, Attachment, MediaType},
    finding::Evidence,
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    file: EvidenceShape,
    media: String,
    bytes: u32,
}

impl Record for Attachment {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        let file = EvidenceShape::of(&Evidence { sha256: self.sha256, name: self.name.clone() });
        text_of(&Shape { file, media: self.media.code().to_owned(), bytes: self.bytes })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let media = coded(&shape.media, &MediaType::ALL, MediaType::code)?;
        let bytes = shape.bytes;
        if bytes == 0 || bytes as usize > ATTACHMENT_BYTES {
            return Err(RecordFault::of(format_args!("a file of {bytes} bytes")));
        }
        let Evidence { sha256, name } = shape.file.read()?;
        Ok(Self { sha256, name, media, bytes, signed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn every_kind_of_file_stands_reading() {
        for media in MediaType::ALL {
            let name = "..\\..\\照片 <1>.jpg".parse().unwrap();
            let file = Attachment { sha256: [0xAB; 32], name, media, bytes: 1, signed: signed() };
            stands_reading(&file);
            for bytes in ["0", "10485761"] {
                let broken = file.to_text().replace("\"bytes\":1", &format!("\"bytes\":{bytes}"));
                assert!(Attachment::from_text(&broken, signed()).is_err(), "{bytes}");
            }
        }
    }
}
