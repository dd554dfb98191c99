//! What a file is, by its first bytes.

use std::io::Read;

use super::unreadable;
use crate::{Reason, ReasonCode, limits};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Workbook,
}

const ZIP: [u8; 4] = *b"PK\x03\x04";
const OLE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
const NO_TABLES: [&[u8]; 6] =
    [b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"Rar!", b"7z\xBC\xAF"];

impl Format {
    pub(super) fn of(input: &mut impl Read) -> Result<Self, Reason> {
        let mut head = Vec::with_capacity(8);
        input.take(8).read_to_end(&mut head).map_err(|e| unreadable(&e))?;
        match head.as_slice() {
            [] => Err(ReasonCode::FileEmpty.into()),
            head if head.starts_with(&ZIP) => Ok(Self::Workbook),
            head if head.starts_with(&OLE) => Err(ReasonCode::FileOldExcel.into()),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(ReasonCode::EncodingUtf16.into()),
            head if NO_TABLES.iter().any(|magic| head.starts_with(magic)) => {
                Err(ReasonCode::FileNotTable.into())
            }
            _ => Ok(Self::Text),
        }
    }

    pub(super) const fn limit(self) -> u64 {
        match self {
            Self::Text => limits::TEXT_BYTES,
            Self::Workbook => limits::WORKBOOK_BYTES,
        }
    }
}
