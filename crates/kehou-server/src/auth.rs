//! Callers: known by the token they send.
//!
//! Whoever may call is written in a token file, which holds no token but the SHA-256 of each; a
//! token has 256 random bits, so that its hash can neither be guessed nor searched for. Looking a
//! hash up takes the same time whatever token was sent.

mod access;
mod token_file;

pub(crate) use access::Door;
pub use access::{Access, Lacking, Offer, Tls};
pub use token_file::{TokenFileError, TokenFlaw};

use std::{collections::HashMap, fmt, sync::Arc};

use chrono::NaiveDate;
use http::{HeaderMap, header::AUTHORIZATION};
use kehou_app::Principal;
use sha2::{Digest as _, Sha256};
use tonic::Request;

use crate::{reason::Reason, refusal::Refusal};

/// The SHA-256 of a token.
pub(crate) type TokenDigest = [u8; 32];

/// Everybody who is known, by the SHA-256 of their token.
#[derive(Clone)]
pub struct Tokens {
    holders: HashMap<TokenDigest, Holder>,
    today: Arc<dyn Fn() -> NaiveDate + Send + Sync>,
}

/// Who holds a token, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) principal: Arc<Principal>,
    /// The last day on which the token holds.
    pub(crate) expires_on: Option<NaiveDate>,
}

impl Tokens {
    /// Nobody yet. `today` tells the county's date, by which tokens expire.
    pub fn new(today: impl Fn() -> NaiveDate + Send + Sync + 'static) -> Self {
        Self { holders: HashMap::new(), today: Arc::new(today) }
    }

    /// Reads a token file.
    ///
    /// # Errors
    ///
    /// [`TokenFileError`] with the line and the entry of the first mistake.
    ///
    /// # Examples
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use kehou_server::{Tokens, token_digest};
    ///
    /// let text = format!(
    ///     r#"
    ///     [[token]]
    ///     subject = "li-0007"
    ///     sha256 = "{}"
    ///     expires_on = 2024-07-31
    ///     grants = [{{ role = "class_teacher", scope = "class", school = "3708290001", class = "3-1" }}]
    ///     "#,
    ///     token_digest("a token as `kehou token new` prints it")
    /// );
    /// let tokens = Tokens::read(&text, || NaiveDate::MIN)?;
    /// assert_eq!(tokens.len(), 1);
    /// # Ok::<(), kehou_server::TokenFileError>(())
    /// ```
    pub fn read(
        text: &str,
        today: impl Fn() -> NaiveDate + Send + Sync + 'static,
    ) -> Result<Self, TokenFileError> {
        let holders = token_file::holders(text)?;
        Ok(Self { holders, today: Arc::new(today) })
    }

    /// The same with one more token, which never expires.
    #[must_use]
    pub fn with(mut self, token: &str, principal: Principal) -> Self {
        let holder = Holder { principal: Arc::new(principal), expires_on: None };
        self.holders.insert(digest(token), holder);
        self
    }

    /// How many tokens are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.holders.len()
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    fn holder_of(&self, token: &str) -> Result<Arc<Principal>, Reason> {
        let holder = self.holders.get(&digest(token)).ok_or(Reason::TokenUnknown)?;
        match holder.expires_on {
            Some(last_day) if last_day < (self.today)() => Err(Reason::TokenExpired),
            _ => Ok(Arc::clone(&holder.principal)),
        }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({})", self.holders.len())
    }
}

/// The SHA-256 of a token in hexadecimal digits, as token files hold it.
#[must_use]
pub fn token_digest(token: &str) -> String {
    digest(token).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(token: &str) -> TokenDigest {
    Sha256::digest(token.as_bytes()).into()
}

/// Who called, or why nobody was recognised; stands in the extensions of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller(pub(crate) Result<Arc<Principal>, Reason>);

impl Caller {
    /// Recognises a caller by the headers of a call.
    pub(crate) fn recognise(tokens: Option<&Tokens>, headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        Self(match (values.next(), values.next(), tokens) {
            (None, ..) => Err(Reason::TokenMissing),
            (Some(value), None, Some(tokens)) => {
                let token = value.to_str().ok().and_then(bearer).ok_or(Reason::TokenUnknown);
                token.and_then(|token| tokens.holder_of(token))
            }
            _ => Err(Reason::TokenUnknown),
        })
    }
}

/// The token of an `authorization` header.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who called.
///
/// # Errors
///
/// The refusal to answer, when no token, an unknown one or an expired one was sent.
pub(crate) fn caller<T>(request: &Request<T>) -> Result<Arc<Principal>, Refusal> {
    let caller = request.extensions().get::<Caller>();
    let known = caller.map_or(Err(Reason::TokenMissing), |caller| caller.0.clone());
    known.map_err(Refusal::new)
}

#[cfg(test)]
mod tests;
