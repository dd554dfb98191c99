//! Files that are taken and files that are not.

use super::*;

fn named(name: &str) -> Line {
    name.parse().unwrap()
}

fn media(name: &str, content: &[u8]) -> Option<MediaType> {
    media_of(&named(name), content).ok()
}

/// An archive with nothing but a directory of names.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut content = b"PK\x03\x04".to_vec();
    let begins = u32::try_from(content.len()).unwrap();
    for name in names {
        let mut entry = vec![0; 46];
        entry[..4].copy_from_slice(b"PK\x01\x02");
        entry[28..30].copy_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        content.extend(entry);
        content.extend(name.as_bytes());
    }
    let mut end = vec![0; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[10..12].copy_from_slice(&u16::try_from(names.len()).unwrap().to_le_bytes());
    end[16..20].copy_from_slice(&begins.to_le_bytes());
    content.extend(end);
    content
}

#[test]
fn the_bytes_say_what_a_file_is_and_not_its_name() {
    let workbook = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    let document = archive(&["[Content_Types].xml", "word/document.xml"]);
    for (name, content, expected) in [
        ("照片.png", &b"\xFF\xD8\xFF\xE0"[..], MediaType::Jpeg),
        ("a.exe", b"\x89PNG\r\n\x1A\n....", MediaType::Png),
        ("a", b"RIFF\x10\0\0\0WEBPVP8 ", MediaType::Webp),
        ("../../etc/passwd", b"%PDF-1.7", MediaType::Pdf),
        ("a.zip", &workbook, MediaType::Xlsx),
        ("a.xlsx", &document, MediaType::Docx),
        ("说明.txt", "三月公示\r\n\t二元\n".as_bytes(), MediaType::Text),
        ("表.CSV", b"\xEF\xBB\xBF\xE5\x90\x8D,1\r\n", MediaType::Csv),
        ("gbk.csv", b"\xD0\xD5\xC3\xFB,2\r\n", MediaType::Csv),
        ("rare.txt", b"\x81\x30\x81\x30", MediaType::Text),
    ] {
        assert_eq!(media(name, content), Some(expected), "{name}");
    }
}

#[test]
fn what_runs_or_draws_by_itself_is_refused_whatever_its_name() {
    let macros = ["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"];
    let broken = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    for (name, content) in [
        ("a.jpg", &b"MZ\x90\0"[..]),
        ("a.png", b"\x7FELF\x02\x01"),
        ("a.txt", b"<html><script>"),
        ("a.csv", b"\n  <svg onload=1>"),
        ("a.txt", b"\xEF\xBB\xBF<!DOCTYPE html>"),
        ("a.txt", b"nul\0"),
        ("a.txt", b"\x1B[2J"),
        ("a.txt", b"\xFF\xFEa\0"),
        ("a.csv", b"\xD0"),
        ("a.webp", b"RIFF\x10\0\0\0WAVEfmt "),
        ("a.xlsx", &archive(&macros)),
        ("a.xlsx", &archive(&["xl/workbook.xml"])),
        ("a.docx", &archive(&["[Content_Types].xml", "evil.exe"])),
        ("a.xlsx", &broken[..broken.len() - 1]),
        ("a.xlsx", b"PK\x03\x04"),
    ] {
        assert_eq!(media_of(&named(name), content), Err(AttachmentError::Media), "{name}");
    }
}

#[test]
fn a_directory_that_points_anywhere_is_refused_and_breaks_nothing() {
    let sound = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    for at in 4..sound.len() {
        for byte in [0, 0xFF] {
            let mut content = sound.clone();
            content[at] = byte;
            let read = media("a.xlsx", &content);
            assert!(matches!(read, None | Some(MediaType::Xlsx)), "{at}");
        }
    }
}

#[test]
fn a_file_has_one_byte_to_ten_mebibytes() {
    assert_eq!(media_of(&named("a.txt"), b""), Err(AttachmentError::Empty));
    let full = vec![b'x'; ATTACHMENT_BYTES];
    assert_eq!(media("a.txt", &full), Some(MediaType::Text));
    let over = vec![b'x'; ATTACHMENT_BYTES + 1];
    let refused = media_of(&named("a.txt"), &over).unwrap_err();
    assert_eq!((refused.code(), refused.fault()), ("ATTACHMENT_TOO_LARGE", Fault::Limit));
}

#[test]
fn the_files_of_a_school_have_a_limit() {
    let limit = SCHOOL_ATTACHMENT_BYTES;
    assert_eq!(has_room(0, 1), Ok(()));
    assert_eq!(has_room(limit - 7, 7), Ok(()), "the limit itself is within");
    for (held, bytes) in [(limit - 7, 8), (limit, 1), (u64::MAX, 1)] {
        assert_eq!(has_room(held, bytes), Err(AttachmentError::SchoolFull { limit }));
    }
}
