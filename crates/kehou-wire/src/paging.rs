//! Pages of lists, and the tokens that lead from one to the next.
//!
//! A token holds where the next page begins and which query it belongs to, so that a client can't
//! carry it over to another one. It says nothing about who asks: scope is checked on every page.

use std::mem;

use prost::Message;

use crate::{Flaw, Form, pb, place::Place, write::fingerprint};

/// The first byte of every token: the version of its form.
const VERSION: u8 = 1;
/// How many bytes of a query's hash a token holds.
const QUERY_BYTES: usize = 8;
/// The most numbers of a position.
const NUMBERS: usize = 6;
/// How many rows a page has when nothing is said.
const USUAL_SIZE: u32 = 100;
/// The most rows of a page.
const SIZE_LIMIT: i32 = 1_000;

/// Where a page ends: up to six numbers that a list is ordered by, the first before all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    numbers: [i64; NUMBERS],
    count: usize,
}

impl Position {
    /// The position of some numbers; those after the sixth are left out.
    #[must_use]
    pub fn of(numbers: &[i64]) -> Self {
        let count = numbers.len().min(NUMBERS);
        let mut held = [0; NUMBERS];
        held[..count].copy_from_slice(&numbers[..count]);
        Self { numbers: held, count }
    }

    /// Its numbers.
    #[must_use]
    pub fn numbers(&self) -> &[i64] {
        &self.numbers[..self.count]
    }

    /// Its numbers, when it has exactly `N`.
    #[must_use]
    pub fn exactly<const N: usize>(&self) -> Option<[i64; N]> {
        self.numbers().try_into().ok()
    }
}

/// The page that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The most rows to answer, 1 to 1,000.
    pub size: u32,
    /// Where the page before ended; none for the first page.
    pub after: Option<Position>,
    query: [u8; QUERY_BYTES],
}

impl Page {
    /// The token of the page that follows a position.
    #[must_use]
    pub fn token_after(&self, end: Position) -> String {
        let numbers = end.numbers().iter().flat_map(|number| number.to_be_bytes());
        let bytes: Vec<u8> = [VERSION].into_iter().chain(self.query).chain(numbers).collect();
        to_base64url(&bytes)
    }

    /// The token when there is more, or else the empty text that ends a list.
    #[must_use]
    pub fn next_token(&self, end: Option<Position>) -> String {
        end.map_or_else(String::new, |end| self.token_after(end))
    }
}

/// A request for a list.
pub(crate) trait Paged: Message {
    /// The method, which binds a token too.
    const METHOD: &'static str;

    /// The fields `page_size` and `page_token`.
    fn page(&mut self) -> (&mut i32, &mut String);
}

macro_rules! paged {
    ($($context:ident::$request:ident $method:literal;)+) => {$(
        impl Paged for pb::$context::$request {
            const METHOD: &'static str = $method;

            fn page(&mut self) -> (&mut i32, &mut String) {
                (&mut self.page_size, &mut self.page_token)
            }
        }
    )+};
}

paged! {
    registry::ListSchoolsRequest "ListSchools";
    registry::ListVersionsRequest "ListVersions";
    registry::ListPupilsRequest "ListPupils";
    registry::ListWaiversRequest "ListWaivers";
    attendance::ListRollsRequest "ListRolls";
    fee::ListBillsRequest "ListBills";
    fee::ListStatementsRequest "ListStatements";
    fee::ListFindingsRequest "ListFindings";
    fee::ListCorrectionsDueRequest "ListCorrectionsDue";
    admin::ListRowErrorsRequest "ListRowErrors";
    audit::ListChangesRequest "ListChanges";
    inspection::ListAttachmentsRequest "ListAttachments";
    inspection::ListCampaignsRequest "ListCampaigns";
    inspection::ListVisitsRequest "ListVisits";
    inspection::ListRoutineStandingRequest "ListRoutineStanding";
    inspection::ListCasesRequest "ListCases";
    inspection::ListEntriesRequest "ListEntries";
    inspection::ListSchoolResultsRequest "ListSchoolResults";
    inspection::ListPracticesRequest "ListPractices";
    inspection::ListFindingsRequest "FindingService.ListFindings";
}

/// Reads which page of a list is asked for. Size and token are taken out of the request.
pub(crate) fn page<P: Paged>(at: &mut Place<'_>, given: &mut P) -> Option<Page> {
    let (size, token) = given.page();
    let (size, token) = (mem::take(size), mem::take(token));
    let mut query = [0; QUERY_BYTES];
    query.copy_from_slice(&fingerprint(P::METHOD, given)[..QUERY_BYTES]);
    let size = page_size(at.field("page_size"), size);
    let after = page_token(at.field("page_token"), &token, query);
    Some(Page { size: size?, after: after?, query })
}

fn page_size(mut at: Place<'_>, given: i32) -> Option<u32> {
    match u32::try_from(given) {
        Ok(0) => Some(USUAL_SIZE),
        Ok(size) if given <= SIZE_LIMIT => Some(size),
        _ => {
            let (given, most) = (i64::from(given), i64::from(SIZE_LIMIT));
            at.refuse(Flaw::OutOfRange { given, least: 0, most })
        }
    }
}

fn page_token(
    mut at: Place<'_>,
    given: &str,
    query: [u8; QUERY_BYTES],
) -> Option<Option<Position>> {
    if given.is_empty() {
        return Some(None);
    }
    match read_token(given) {
        Some((of, position)) if of == query => Some(Some(position)),
        Some(_) => at.refuse(Flaw::OtherQuery),
        None => {
            let given = String::new();
            at.refuse(Flaw::Malformed { given, form: Form::PageToken })
        }
    }
}

/// The query and the position that a token holds.
fn read_token(given: &str) -> Option<([u8; QUERY_BYTES], Position)> {
    let longest = (1 + QUERY_BYTES + 8 * NUMBERS).div_ceil(3) * 4;
    let bytes = if given.len() <= longest { from_base64url(given)? } else { return None };
    let (&[VERSION, ref query @ ..], numbers) = bytes.split_first_chunk::<{ 1 + QUERY_BYTES }>()?
    else {
        return None;
    };
    let (numbers, []) = numbers.as_chunks::<8>() else {
        return None;
    };
    let numbers: Vec<i64> = numbers.iter().map(|eight| i64::from_be_bytes(*eight)).collect();
    (numbers.len() <= NUMBERS).then(|| (*query, Position::of(&numbers)))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 of RFC 4648 for URLs, without padding.
fn to_base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sextet in 0..=three.len() {
            text.push(char::from(ALPHABET[(bits >> (18 - 6 * sextet) & 63) as usize]));
        }
    }
    text
}

/// The bytes of a text made by [`to_base64url`]; none for any other text.
fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0u32);
    for letter in text.bytes() {
        let sextet = ALPHABET.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(sextet).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    // What is left over is padding: too short for a byte of its own, and zero.
    (held < 6 && bits == 0).then_some(bytes)
}

#[cfg(test)]
mod tests;
