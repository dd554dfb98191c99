//! A reader that hands on UTF-8, whatever it reads.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, GB18030, UTF_8};

use super::Encoding;

/// Decodes what it reads, drops a byte order mark and ends the last line.
pub(super) struct Decode<R> {
    input: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    start: usize,
    end: usize,
    finished: bool,
    ended: bool,
    malformed: bool,
    returns: bool,
}

impl<R: Read> Decode<R> {
    pub(super) fn new(input: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Gb18030 => GB18030.new_decoder_without_bom_handling(),
            Encoding::Utf8 | Encoding::Xlsx => UTF_8.new_decoder_with_bom_removal(),
        };
        let raw = vec![0; 64 << 10].into_boxed_slice();
        Self {
            input,
            decoder,
            raw,
            start: 0,
            end: 0,
            finished: false,
            ended: false,
            malformed: false,
            returns: false,
        }
    }

    /// Makes line feeds of carriage returns, for texts whose lines end with those alone.
    pub(super) const fn ending_lines_with_returns(mut self, returns: bool) -> Self {
        self.returns = returns;
        self
    }

    fn end_lines(&self, out: &mut [u8]) {
        if self.returns {
            out.iter_mut().filter(|b| **b == b'\r').for_each(|b| *b = b'\n');
        }
    }

    /// Whether anything so far was not of the encoding.
    pub(super) const fn is_malformed(&self) -> bool {
        self.malformed
    }
}

impl<R: Read> Read for Decode<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        // The decoder needs room for one character.
        if out.len() < 8 {
            return Ok(0);
        }
        while !self.ended {
            if self.start == self.end && !self.finished {
                self.start = 0;
                self.end = self.input.read(&mut self.raw)?;
                self.finished = self.end == 0;
            }
            let raw = &self.raw[self.start..self.end];
            let (result, read, written, malformed) =
                self.decoder.decode_to_utf8(raw, out, self.finished);
            self.start += read;
            self.malformed |= malformed;
            self.end_lines(&mut out[..written]);
            if self.finished && result == CoderResult::InputEmpty {
                self.ended = true;
                if written < out.len() {
                    out[written] = b'\n';
                    return Ok(written + 1);
                }
            }
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
