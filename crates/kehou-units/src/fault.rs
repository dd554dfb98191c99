//! The closed set of ways in which an operation can fail.

/// What kind of failure an error is, whatever crate it comes from.
///
/// Every error of the workspace answers `fault()` with one of these; the facade maps them to a
/// gRPC status in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The input is malformed or out of range; sending it again unchanged fails again.
    Invalid,
    /// Something named in the request does not exist.
    NotFound,
    /// Something that would be created exists already.
    Exists,
    /// The caller acted on an outdated version.
    Stale,
    /// The input is well formed, and a rule forbids the act.
    RuleViolated,
    /// The caller is not known.
    Unauthenticated,
    /// The caller is known and not allowed.
    Forbidden,
    /// A size, count or rate limit is exceeded.
    Limit,
    /// The service can't answer now; trying again later may succeed.
    Busy,
    /// A defect of the program or its storage.
    Internal,
}
