//! What a file is, by its own bytes.

use crate::written::Line;

/// A kind of file that is taken as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// A photograph as JPEG.
    Jpeg,
    /// A picture as PNG.
    Png,
    /// A picture as WebP.
    Webp,
    /// A PDF.
    Pdf,
    /// A workbook without macros.
    Xlsx,
    /// A document without macros.
    Docx,
    /// Plain text.
    Text,
    /// A table as text.
    Csv,
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Pdf,
        Self::Xlsx,
        Self::Docx,
        Self::Text,
        Self::Csv,
    ];

    /// The stable code: its registered media type.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// What some bytes are; none when they are nothing that is taken. The name only tells a table
    /// from other text, which no byte does.
    pub(super) fn of(name: &Line, content: &[u8]) -> Option<Self> {
        let begins = |magic: &[u8]| content.starts_with(magic);
        if begins(b"\xFF\xD8\xFF") {
            Some(Self::Jpeg)
        } else if begins(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if begins(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else if begins(b"%PDF-") {
            Some(Self::Pdf)
        } else if begins(b"PK\x03\x04") {
            office(content)
        } else if is_text(content) {
            let is_table = name.as_str().to_ascii_lowercase().ends_with(".csv");
            Some(if is_table { Self::Csv } else { Self::Text })
        } else {
            None
        }
    }
}

/// A workbook or document, by the directory of its archive; none for other archives and for those
/// with macros.
fn office(content: &[u8]) -> Option<MediaType> {
    let names = directory(content)?;
    let has = |name: &[u8]| names.contains(&name);
    let has_macros = names.iter().any(|name| name.ends_with(b"vbaProject.bin"));
    if !has(b"[Content_Types].xml") || has_macros {
        None
    } else if has(b"xl/workbook.xml") {
        Some(MediaType::Xlsx)
    } else if has(b"word/document.xml") {
        Some(MediaType::Docx)
    } else {
        None
    }
}

/// How many bytes the end of an archive's directory has, its comment apart.
const DIRECTORY_END: usize = 22;
/// How many bytes an entry of the directory has before its name.
const ENTRY: usize = 46;

/// The names in the directory of an archive.
fn directory(content: &[u8]) -> Option<Vec<&[u8]>> {
    let last = content.len().checked_sub(DIRECTORY_END)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let is_end = |at: &usize| content.get(*at..).is_some_and(|it| it.starts_with(b"PK\x05\x06"));
    let end = (first..=last).rev().find(is_end)?;
    let count = number(content, end + 10, 2)?;
    let mut at = number(content, end + 16, 4)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if !content.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number(content, at + field, 2));
        let begins = at + ENTRY;
        names.push(content.get(begins..begins + name?)?);
        at = begins + name? + extra? + comment?;
    }
    Some(names)
}

/// The whole number of some bytes, the lowest first.
fn number(content: &[u8], at: usize, bytes: usize) -> Option<usize> {
    let digits = content.get(at..at + bytes)?.iter().rev();
    Some(digits.fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// Whether bytes are plain text in UTF-8 or GB 18030: nothing but visible characters, tabs and line
/// breaks, and no markup.
fn is_text(content: &[u8]) -> bool {
    let plain = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let is_control = |byte: &u8| match byte {
        b'\t' | b'\r' | b'\n' => false,
        other => other.is_ascii_control(),
    };
    let is_markup = plain.trim_ascii_start().starts_with(b"<");
    let is_readable = std::str::from_utf8(plain).is_ok() || is_gb18030(plain);
    !plain.iter().any(is_control) && !is_markup && is_readable
}

/// Whether bytes have the form of GB 18030: characters of one, two and four bytes.
fn is_gb18030(mut rest: &[u8]) -> bool {
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
}
