use std::io::Cursor;

use super::*;

/// Rows as (number, cells).
type Rows = Vec<(u32, Vec<String>)>;

/// All rows of a text, with the encoding.
fn rows(bytes: &[u8]) -> Result<(Encoding, Rows), Reason> {
    let mut rows = Vec::new();
    let made = read_rows(Cursor::new(bytes), &mut |step| {
        if let Step::Row(row) = step {
            rows.push((row.number(), row.cells().map(str::to_owned).collect()));
        }
        Onward::Go
    })?;
    Ok((made.encoding, rows))
}

fn numbers(text: &str) -> Vec<u32> {
    rows(text.as_bytes()).unwrap().1.into_iter().map(|(number, _)| number).collect()
}

fn refusal(bytes: &[u8]) -> ReasonCode {
    rows(bytes).unwrap_err().code()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    assert_eq!(numbers("a,b\n1,2\n\n\n3,4"), [1, 2, 5]);
    assert_eq!(numbers("a,b\r\n1,2\r\n\r\n3,4\r\n"), [1, 2, 4]);
    assert_eq!(numbers("a,b\r1,2\r\r3,4"), [1, 2, 4]);
    assert_eq!(numbers("\n\na,\"b\nc\nd\"\n1,2\n"), [3, 4], "a line break inside a cell is no row");
    assert_eq!(numbers("a\r\n\"b\r\nc\"\r\n\r\nd\r\n"), [1, 2, 4]);
    assert_eq!(numbers(",,\n ,\u{3000},\nx"), [3]);
}

#[test]
fn both_encodings_read_the_same() {
    let text = "学校标识码,姓名\n3708290001,张三丰\n";
    let (encoding, utf8) = rows(text.as_bytes()).unwrap();
    assert_eq!(encoding, Encoding::Utf8);
    let marked = format!("\u{feff}{text}");
    assert_eq!(rows(marked.as_bytes()).unwrap(), (Encoding::Utf8, utf8.clone()));
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(rows(&bytes).unwrap(), (Encoding::Gb18030, utf8));
}

#[test]
fn a_character_split_between_two_reads_is_whole() {
    for shift in 0..4 {
        let cell = format!("{}{}", "a".repeat(shift), "课".repeat(10_000));
        let text = format!("{cell}\n").repeat(10);
        for bytes in [text.as_bytes(), &encoding_rs::GB18030.encode(&text).0] {
            let (_, rows) = rows(bytes).unwrap();
            assert_eq!(rows.len(), 10);
            let lengths: Vec<usize> = rows.iter().map(|(_, cells)| cells[0].len()).collect();
            assert_eq!(lengths, [cell.len(); 10]);
            assert!(rows.iter().all(|(_, cells)| cells == std::slice::from_ref(&cell)));
        }
    }
}

#[test]
fn what_is_no_table_is_refused_with_advice() {
    assert_eq!(refusal(b""), ReasonCode::FileEmpty);
    assert_eq!(refusal(b"\xFF\xFEa\0b\0"), ReasonCode::EncodingUtf16);
    assert_eq!(refusal(b"a\0,\0b\0\n\0"), ReasonCode::EncodingUtf16);
    assert_eq!(refusal(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ReasonCode::FileOldExcel);
    assert_eq!(refusal(b"%PDF-1.7"), ReasonCode::FileNotTable);
    assert_eq!(refusal(b"PK\x03\x04garbage"), ReasonCode::WorkbookBroken);
    assert_eq!(refusal(b"a,b\n1,\xFF\xFF\n"), ReasonCode::EncodingUnknown);
    let (chance, _, _) = encoding_rs::GB18030.encode("学校,学校,学校,代码\n");
    assert_eq!(rows(&chance).unwrap().0, Encoding::Gb18030, "its beginning is UTF-8 by chance");
    let mut mixed = "学校,姓名\n一小,张三\n".as_bytes().to_vec();
    mixed.extend_from_slice(&encoding_rs::GB18030.encode("二小,李四\n").0);
    let refused = rows(&mixed).unwrap_err();
    assert_eq!((refused.code(), refused.arg("line")), (ReasonCode::EncodingMixed, Some("3")));
}

#[test]
fn a_table_that_is_too_wide_is_refused() {
    let wide = "a,".repeat(limits::COLUMNS + 1);
    assert_eq!(refusal(wide.as_bytes()), ReasonCode::TableTooWide);
}

/// A file that claims a length and can't be read.
struct Claims(u64);

impl Read for Claims {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.0 > limits::TEXT_BYTES {
            out[..4].copy_from_slice(b"a,b\n");
            return Ok(4);
        }
        Err(std::io::Error::other("the disk is gone"))
    }
}

impl Seek for Claims {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Ok(self.0)
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read_and_a_broken_disk_is_told() {
    let refusal = |length| {
        let refused = read_rows(Claims(length), &mut |_| Onward::Go).unwrap_err();
        (refused.code(), refused.to_string())
    };
    let (code, text) = refusal(limits::TEXT_BYTES + 1);
    assert_eq!(code, ReasonCode::FileTooLarge);
    assert!(text.contains("134217729 bytes, at most 134217728"), "{text}");
    let (code, text) = refusal(10);
    assert_eq!(code, ReasonCode::FileUnreadable);
    assert!(text.contains("the disk is gone"), "{text}");
}
