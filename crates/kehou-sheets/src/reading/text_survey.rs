//! The first pass over a text file: its encoding, its line ends, its beginning.

use std::io::{BufRead, Read};

use encoding_rs::GB18030;

use super::{Encoding, decode::Decode, unreadable};
use crate::{Reason, ReasonCode};

/// How much of the beginning is kept, to find the separator.
const HEAD_BYTES: usize = 16 << 10;
/// With this many characters of three bytes and more before it, a byte that is not UTF-8 means that
/// the text was put together from two encodings; GB18030 is not mistaken for that many. (Of two
/// bytes it often is: 学校 in GB18030 is UTF-8 too.)
const SURE_CHARACTERS: usize = 3;

/// What the first pass finds.
#[derive(Debug)]
pub(super) struct TextSurvey {
    pub(super) encoding: Encoding,
    pub(super) head: String,
    /// Whether lines end with a carriage return alone.
    pub(super) carriage_returns: bool,
}

/// What the bytes so far are, were they UTF-8.
#[derive(Default)]
struct Utf8Check {
    carry: Vec<u8>,
    characters: usize,
    lines: usize,
    broken: bool,
}

impl Utf8Check {
    fn take(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        self.carry.extend_from_slice(bytes);
        let (valid, wrong) = match std::str::from_utf8(&self.carry) {
            Ok(_) => (self.carry.len(), false),
            Err(e) => (e.valid_up_to(), e.error_len().is_some()),
        };
        if self.characters < SURE_CHARACTERS {
            let leading = |b: &&u8| **b >= 0xE0;
            self.characters += self.carry[..valid].iter().filter(leading).count();
        }
        self.lines += newlines(&self.carry[..valid]);
        self.broken = wrong;
        self.carry.drain(..valid);
    }

    fn is_utf8(&self) -> bool {
        !self.broken && self.carry.is_empty()
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b == b'\n').count()
}

/// Looks at a whole text file, once if it is UTF-8, twice if it is not.
pub(super) fn survey(input: &mut (impl BufRead + std::io::Seek)) -> Result<TextSurvey, Reason> {
    let mut check = Utf8Check::default();
    let mut head = Vec::new();
    let (mut nulls, mut has_newline, mut has_return) = (0_usize, false, false);
    loop {
        let bytes = input.fill_buf().map_err(|e| unreadable(&e))?;
        if bytes.is_empty() {
            break;
        }
        check.take(bytes);
        if head.len() < HEAD_BYTES {
            head.extend(bytes.iter().take(HEAD_BYTES - head.len()));
            nulls = head.iter().filter(|b| **b == 0).count();
            has_newline |= head.contains(&b'\n');
            has_return |= head.contains(&b'\r');
        }
        let length = bytes.len();
        input.consume(length);
    }
    if nulls * 5 > head.len() {
        return Err(ReasonCode::EncodingUtf16.into());
    }
    let encoding = if check.is_utf8() { Encoding::Utf8 } else { other_encoding(input, &check)? };
    let head = head_text(&head, encoding);
    Ok(TextSurvey { encoding, head, carriage_returns: has_return && !has_newline })
}

/// The encoding of a text that is not UTF-8.
fn other_encoding(
    input: &mut (impl BufRead + std::io::Seek),
    check: &Utf8Check,
) -> Result<Encoding, Reason> {
    let at = |code, line: usize| Err(Reason::new(code).with("line", line));
    if check.characters >= SURE_CHARACTERS {
        return at(ReasonCode::EncodingMixed, check.lines + 1);
    }
    super::rewind(input)?;
    match first_malformed_line(input).map_err(|e| unreadable(&e))? {
        Some(line) => at(ReasonCode::EncodingUnknown, line),
        None => Ok(Encoding::Gb18030),
    }
}

fn first_malformed_line(input: &mut impl Read) -> std::io::Result<Option<usize>> {
    let mut decode = Decode::new(input, Encoding::Gb18030);
    let mut lines = 1;
    let mut text = [0; 16 << 10];
    loop {
        let length = decode.read(&mut text)?;
        if decode.is_malformed() {
            return Ok(Some(lines));
        }
        if length == 0 {
            return Ok(None);
        }
        lines += newlines(&text[..length]);
    }
}

fn head_text(head: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Gb18030 => GB18030.decode_without_bom_handling(head).0.into_owned(),
        Encoding::Utf8 | Encoding::Xlsx => String::from_utf8_lossy(head).into_owned(),
    }
}
