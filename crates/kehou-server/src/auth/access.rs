//! Who may reach the service, and how.

use std::{fmt, net::SocketAddr, sync::Arc};

use kehou_app::App;
use tonic::transport::Identity;

use super::Tokens;
use crate::{policies::Policies, serve::ServeError};

/// What is served, and to whom.
#[derive(Clone)]
pub struct Offer {
    /// The policies that the service answers by.
    pub policies: Policies,
    /// The county's books; without them only stateless calls are served.
    pub books: Option<Arc<App>>,
    /// Who may reach it.
    pub access: Access,
}

impl From<Policies> for Offer {
    /// Stateless calls for everybody on this machine.
    fn from(policies: Policies) -> Self {
        Self { policies, books: None, access: Access::default() }
    }
}

/// Who may reach the service, and how.
///
/// By default: whoever can reach a loopback address, without TLS, and only for calls that need no
/// caller. An address that others can reach needs both TLS and tokens, and there every call needs
/// a token but `grpc.health.v1.Health/Check`, which probes send.
#[derive(Clone, Debug, Default)]
pub struct Access {
    tokens: Option<Arc<Tokens>>,
    tls: Option<Tls>,
    known_only: bool,
}

impl Access {
    /// The same with the tokens of known callers.
    #[must_use]
    pub fn with_tokens(mut self, tokens: Tokens) -> Self {
        self.tokens = Some(Arc::new(tokens));
        self
    }

    /// The same over TLS alone.
    #[must_use]
    pub fn with_tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// The same with a token needed for every call, on a loopback address too: for a service that
    /// others reach through a proxy on this machine.
    #[must_use]
    pub const fn for_known_only(mut self) -> Self {
        self.known_only = true;
        self
    }

    /// Whether the service may listen on an address.
    ///
    /// # Errors
    ///
    /// [`ServeError::NotLoopback`] when other machines can reach it and TLS or tokens are lacking.
    pub fn admits(&self, address: SocketAddr) -> Result<(), ServeError> {
        if address.ip().is_loopback() {
            return Ok(());
        }
        let known = self.tokens.as_ref().is_some_and(|tokens| !tokens.is_empty());
        let lacking = match (self.tls.is_some(), known) {
            (true, true) => return Ok(()),
            (false, true) => Lacking::Tls,
            (true, false) => Lacking::Tokens,
            (false, false) => Lacking::Both,
        };
        Err(ServeError::NotLoopback { address, lacking })
    }

    /// Whether the service speaks TLS, and nothing else.
    #[must_use]
    pub const fn has_tls(&self) -> bool {
        self.tls.is_some()
    }

    /// Whether calls on an address need a token even where they need no caller.
    #[must_use]
    pub fn needs_token(&self, address: SocketAddr) -> bool {
        self.door(address) == Door::Closed
    }

    pub(crate) fn tokens(&self) -> Option<Arc<Tokens>> {
        self.tokens.clone()
    }

    pub(crate) const fn tls(&self) -> Option<&Tls> {
        self.tls.as_ref()
    }

    /// Whether calls without a known caller are answered at all on an address.
    pub(crate) fn door(&self, address: SocketAddr) -> Door {
        if self.known_only || !address.ip().is_loopback() { Door::Closed } else { Door::Open }
    }
}

/// What an address that others can reach lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// A certificate and its key.
    Tls,
    /// Tokens of known callers.
    Tokens,
    /// Both.
    Both,
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tls => "TLS (a certificate and its key)",
            Self::Tokens => "tokens (a token file with at least one)",
            Self::Both => {
                "TLS (a certificate and its key) and tokens (a token file with at least one)"
            }
        })
    }
}

/// Whether calls that need no caller are answered to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// They are.
    Open,
    /// Every call needs a known caller, but the check of health.
    Closed,
}

/// The certificate and the key by which the service shows who it is.
#[derive(Clone)]
pub struct Tls {
    identity: Identity,
}

impl Tls {
    /// From the certificate with its chain, and its private key, both in PEM. Whether they can be
    /// used is found out when serving begins.
    #[must_use]
    pub fn from_pem(certificate: &[u8], key: &[u8]) -> Self {
        Self { identity: Identity::from_pem(certificate, key) }
    }

    pub(crate) fn identity(&self) -> Identity {
        self.identity.clone()
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use kehou_app::Principal;

    use super::*;

    #[test]
    fn an_address_open_to_others_needs_tls_and_tokens() {
        let nobody = Tokens::new(|| NaiveDate::MIN);
        let somebody = Principal { subject: "zhang".into(), grants: Vec::new() };
        let known = Access::default().with_tokens(nobody.clone().with("token", somebody));
        let tls = Tls::from_pem(b"", b"");
        let lacking = |access: &Access| match access.admits("10.0.0.1:50051".parse().unwrap()) {
            Ok(()) => None,
            Err(ServeError::NotLoopback { lacking, .. }) => Some(lacking),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(lacking(&Access::default()), Some(Lacking::Both));
        assert_eq!(lacking(&known), Some(Lacking::Tls));
        assert_eq!(lacking(&Access::default().with_tls(tls.clone())), Some(Lacking::Tokens));
        let empty = Access::default().with_tls(tls.clone()).with_tokens(nobody);
        assert_eq!(lacking(&empty), Some(Lacking::Tokens), "a file without tokens is none");
        assert_eq!(lacking(&known.with_tls(tls)), None);
        for loopback in ["127.0.0.1:1", "[::1]:1"] {
            assert!(Access::default().admits(loopback.parse().unwrap()).is_ok(), "{loopback}");
        }
    }

    #[test]
    fn the_door_is_open_on_this_machine_alone() {
        let access = Access::default();
        assert_eq!(access.door("127.0.0.1:1".parse().unwrap()), Door::Open);
        assert_eq!(access.door("0.0.0.0:1".parse().unwrap()), Door::Closed);
        assert_eq!(access.for_known_only().door("127.0.0.1:1".parse().unwrap()), Door::Closed);
    }
}
