//! Holds a workbook to its bounds before anything is kept of it.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::xlsx_rows::broken;
use crate::{Reason, ReasonCode, limits};

/// Unpacks every part once, counting and keeping nothing: what a workbook declares about its size
/// is not believed.
pub(super) fn check<R: Read + Seek>(input: R) -> Result<R, Reason> {
    let mut archive = ZipArchive::new(input).map_err(|e| broken(&e))?;
    if archive.len() > limits::WORKBOOK_PARTS {
        return Err(too_large(limits::UNPACKED_BYTES));
    }
    let mut left = limits::UNPACKED_BYTES;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|e| broken(&e))?;
        let name = part.name().map_err(|e| broken(&e))?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let limit = if shared { left.min(limits::SHARED_TEXT_BYTES) } else { left };
        let length =
            if shared { check_shared(&mut part, limit)? } else { count(&mut part, limit)? };
        left = left.saturating_sub(length);
    }
    Ok(archive.into_inner())
}

fn too_large(limit: u64) -> Reason {
    Reason::new(ReasonCode::WorkbookTooLarge).with("limit", limit)
}

fn count(part: &mut impl Read, limit: u64) -> Result<u64, Reason> {
    let length = std::io::copy(&mut part.take(limit + 1), &mut std::io::sink());
    let length = length.map_err(|e| broken(&e))?;
    if length > limit { Err(too_large(limit)) } else { Ok(length) }
}

/// The part that is kept in memory also may not promise more texts than it can hold, since room is
/// made for as many as it promises.
fn check_shared(part: &mut impl Read, limit: u64) -> Result<u64, Reason> {
    let mut head = Vec::new();
    part.take(4_096).read_to_end(&mut head).map_err(|e| broken(&e))?;
    let length = head.len() as u64 + count(part, limit)?;
    let promised = promised(&String::from_utf8_lossy(&head));
    // A text takes at least the seven bytes `<si></si>` needs.
    if promised.is_some_and(|texts| texts > length / 5) {
        return Err(broken(&"it promises more texts than it holds"));
    }
    Ok(length)
}

fn promised(head: &str) -> Option<u64> {
    let (_, after) = head.split_once("uniqueCount")?;
    let digits =
        after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    Some(digits[..end].parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_is_found_however_it_is_quoted() {
        assert_eq!(promised("<sst count=\"9\" uniqueCount=\"12\">"), Some(12));
        assert_eq!(promised("<sst uniqueCount = '7'>"), Some(7));
        assert_eq!(promised("<sst uniqueCount=\"99999999999999999999999\">"), Some(u64::MAX));
        assert_eq!(promised("<sst>"), None);
    }
}
