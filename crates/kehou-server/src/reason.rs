//! The catalogue of errors: everything that a call can be refused for, in order of precedence.
//!
//! What use cases of the books refuse by their own rules stands in [`kehou_app::RefusalCode::ALL`];
//! [`catalogue`] is all together.

use kehou_units::Fault;
use tonic::Code;

/// Where the status of a refusal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A failure of the domain or of the service.
    Fault(Fault),
    /// A status that gRPC itself prescribes for the situation.
    Protocol(Code),
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $id:ident $code:literal $origin:expr;)+) => {
        /// Why a call is refused. Where several apply, the first of the catalogue is answered.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[$doc])* $id,)+
        }

        impl Reason {
            /// The catalogue, in order of precedence.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// The stable code, sent as the reason of `google.rpc.ErrorInfo`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$id => $code,)+
                }
            }

            pub(crate) const fn origin(self) -> Origin {
                match self {
                    $(Self::$id => $origin,)+
                }
            }
        }
    };
}

/// What the books themselves refuse: a request id that stands for another request, an import that is
/// being stored, a ledger that there is not, a database that is busy.
const OF_BOOKS: [&str; 4] =
    ["REQUEST_ID_USED", "IMPORT_UNFINISHED", "STORE_NO_LEDGER", "STORE_BUSY"];

/// Every stable code that a call can be refused with, each once.
pub fn catalogue() -> impl Iterator<Item = &'static str> {
    let by_rule = kehou_app::RefusalCode::ALL.iter().map(|refusal| refusal.code());
    Reason::ALL.iter().map(|reason| reason.code()).chain(by_rule).chain(OF_BOOKS)
}

const fn fault(fault: Fault) -> Origin {
    Origin::Fault(fault)
}

reasons! {
    /// The service is stopping; a stream ends.
    Stopping "SERVER_STOPPING" fault(Fault::Busy);
    /// The call needs a caller, and no token was sent.
    TokenMissing "TOKEN_MISSING" fault(Fault::Unauthenticated);
    /// The token that was sent is none that is known.
    TokenUnknown "TOKEN_UNKNOWN" fault(Fault::Unauthenticated);
    /// The last day of the token is over.
    TokenExpired "TOKEN_EXPIRED" fault(Fault::Unauthenticated);
    /// As many calls are in work as the service takes on at once.
    Busy "SERVER_BUSY" fault(Fault::Busy);
    /// There is no such service or method.
    MethodUnknown "METHOD_UNKNOWN" Origin::Protocol(Code::Unimplemented);
    /// The request is compressed in a way that the service can't undo.
    EncodingUnsupported "REQUEST_ENCODING_UNSUPPORTED" Origin::Protocol(Code::Unimplemented);
    /// The request has more bytes than are taken, as sent or unpacked.
    RequestTooLarge "REQUEST_TOO_LARGE" fault(Fault::Limit);
    /// The request is no message of the method.
    RequestMalformed "REQUEST_MALFORMED" fault(Fault::Invalid);
    /// The caller is known and may not do this here; whether there is such a thing stays unsaid.
    Forbidden "FORBIDDEN" fault(Fault::Forbidden);
    /// The service keeps no books.
    NoBooks "BOOKS_NOT_KEPT" Origin::Protocol(Code::Unimplemented);
    /// The service holds no policy of that id.
    PolicyUnknown "POLICY_UNKNOWN" fault(Fault::NotFound);
    /// The service holds no policy for that division.
    PolicyNoneForDivision "POLICY_NONE_FOR_DIVISION" fault(Fault::NotFound);
    /// The policy texts of the request don't load.
    PolicyTextsRefused "POLICY_REFUSED" fault(Fault::Invalid);
    /// The request holds too many pupils.
    TooManyPupils "LIMIT_PUPILS" fault(Fault::Limit);
    /// The request holds too many marks.
    TooManyMarks "LIMIT_MARKS" fault(Fault::Limit);
    /// Fields of the request are wrong.
    RequestInvalid "REQUEST_INVALID" fault(Fault::Invalid);
    /// There is no such rule.
    RuleUnknown "RULE_UNKNOWN" fault(Fault::NotFound);
    /// The policy has no such clause.
    ClauseUnknown "CLAUSE_UNKNOWN" fault(Fault::NotFound);
    /// A parameter has no value on some day of the month. (F4)
    TariffNotInForce "TARIFF_NOT_IN_FORCE" fault(Fault::RuleViolated);
    /// A rate is beyond anything that is computed with.
    TariffRateTooHigh "TARIFF_RATE_TOO_HIGH" fault(Fault::RuleViolated);
    /// The month is not locked yet, so it can't be billed. (F9, R06)
    MonthNotLocked "MONTH_NOT_LOCKED" fault(Fault::RuleViolated);
    /// The working-day calendar never locks the month. (F9, R06)
    MonthNeverLocks "MONTH_NEVER_LOCKS" fault(Fault::RuleViolated);
    /// The answer would have more bytes than are sent.
    ResponseTooLarge "RESPONSE_TOO_LARGE" fault(Fault::Limit);
    /// The answer was not ready in time.
    DeadlinePassed "DEADLINE_PASSED" Origin::Protocol(Code::DeadlineExceeded);
    /// The service failed; the log has more.
    Internal "INTERNAL" fault(Fault::Internal);
}
