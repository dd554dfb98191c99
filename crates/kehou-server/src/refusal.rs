//! From a reason to a gRPC status. This file alone decides which status a failure gets.

use std::{collections::HashMap, time::Duration};

use kehou_app::{AppError, Forbidden, billing::ExportError};
use kehou_fee::{NotLocked, TariffError};
use kehou_policy::{NotInForce, PolicyErrors};
use kehou_units::Fault;
use kehou_wire::{MARK_LIMIT, PUPIL_LIMIT, QuestionError, Violation, Violations};
use kehou_words::{Lang, render_or_code};
use tonic::{Code, Status};
use tonic_types::{
    BadRequest, ErrorDetail, ErrorInfo, FieldViolation, LocalizedMessage, RetryInfo, StatusExt,
};

use crate::{
    layers::outcome::internal,
    reason::{Origin, Reason},
};

/// The domain of every `google.rpc.ErrorInfo`.
pub const ERROR_DOMAIN: &str = "kehou";
/// The most bytes that the details of a status have.
pub const DETAILS_LIMIT: usize = 4 * 1_024;
/// The most characters of one argument that are sent back.
const ARGUMENT_LIMIT: usize = 80;
/// The most characters of what a rule of inspections names, such as recusals that collide.
const LIST_LIMIT: usize = 640;
/// When a caller that found the books busy should try again.
const BOOKS_RETRY: Duration = Duration::from_secs(1);

/// A call that is refused, with everything a caller needs to act.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    code: &'static str,
    origin: Origin,
    args: Vec<(&'static str, String)>,
    violations: Violations,
    retry_after: Option<Duration>,
}

impl Refusal {
    /// A refusal without arguments.
    pub(crate) fn new(reason: Reason) -> Self {
        Self::of(reason.code(), reason.origin())
    }

    fn of(code: &'static str, origin: Origin) -> Self {
        let (args, violations) = (Vec::new(), Violations::default());
        Self { code, origin, args, violations, retry_after: None }
    }

    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    /// Adds an argument of the text, which is also sent as metadata.
    pub(crate) fn with(self, name: &'static str, value: &impl ToString) -> Self {
        self.within(ARGUMENT_LIMIT, name, value)
    }

    fn within(mut self, limit: usize, name: &'static str, value: &impl ToString) -> Self {
        let value = value.to_string();
        let short = match value.char_indices().nth(limit) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value,
        };
        self.args.push((name, short));
        self
    }

    /// Says when trying again may succeed.
    pub(crate) fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self.with("retry_ms", &delay.as_millis())
    }

    /// The status that a client gets, with texts in `lang`.
    pub(crate) fn into_status(self, lang: Lang) -> Status {
        let code = code_of(self.origin);
        let message = self.text(Lang::En);
        let metadata: HashMap<String, String> =
            self.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let mut details = vec![
            ErrorDetail::from(ErrorInfo::new(self.code, ERROR_DOMAIN, metadata)),
            ErrorDetail::from(LocalizedMessage::new(lang.tag(), self.text(lang))),
        ];
        let retry = self.retry_after.map(|delay| RetryInfo::new(Some(delay)));
        details.extend(retry.map(Into::into));
        if self.violations.is_empty() {
            return Status::with_error_details_vec(code, message, details);
        }
        let fields = described(&self.violations, lang);
        fitting(code, &message, &details, &fields)
    }

    /// The reason in words, with the first violation if there is any.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let mut args: Vec<(&str, &str)> =
            self.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let first = self.violations.listed().first();
        let first = first.map(|violation| (violation.field.as_str(), flaw_text(violation, lang)));
        if let Some((field, flaw)) = &first {
            args.extend([("field", *field), ("flaw", flaw.as_str())]);
        }
        render_or_code(self.code, lang, &args)
    }
}

impl From<AppError> for Refusal {
    /// What a use case refuses keeps its code and arguments; causes inside go to the log alone.
    fn from(error: AppError) -> Self {
        let (code, fault) = (error.code(), error.fault());
        if fault == Fault::Internal {
            return internal(&format!("{code}: {error}"));
        }
        let args = error.args();
        let refusal = Self::of(code, Origin::Fault(fault));
        let limit = |value: &str| match &error {
            AppError::Inspection(_) if value.is_ascii() => LIST_LIMIT,
            _ => ARGUMENT_LIMIT,
        };
        let refusal = args
            .into_iter()
            .fold(refusal, |it, (name, value)| it.within(limit(&value), name, &value));
        if fault == Fault::Busy {
            tracing::warn!(code, cause = %error, "the books are busy");
            return refusal.retry_after(BOOKS_RETRY);
        }
        refusal
    }
}

impl From<ExportError> for Refusal {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::App(error) => error.into(),
            ExportError::Out(cause) => internal(&cause.to_string()),
        }
    }
}

impl From<Status> for Refusal {
    /// A stream of the caller that breaks off: what came last is no message, or too large.
    fn from(status: Status) -> Self {
        match status.code() {
            Code::OutOfRange | Code::ResourceExhausted => Self::new(Reason::RequestTooLarge),
            _ => Self::new(Reason::RequestMalformed),
        }
    }
}

impl From<Forbidden> for Refusal {
    fn from(forbidden: Forbidden) -> Self {
        Self::new(Reason::Forbidden).with("permission", &forbidden.permission)
    }
}

impl From<Violations> for Refusal {
    fn from(violations: Violations) -> Self {
        let count = violations.count();
        let mut refusal = Self::new(Reason::RequestInvalid).with("count", &count);
        refusal.violations = violations;
        refusal
    }
}

impl From<PolicyErrors> for Refusal {
    fn from(errors: PolicyErrors) -> Self {
        Self::new(Reason::PolicyTextsRefused).with("count", &errors.problems().len())
    }
}

impl From<QuestionError> for Refusal {
    fn from(error: QuestionError) -> Self {
        match error {
            QuestionError::Pupils { given } => {
                Self::new(Reason::TooManyPupils).with("given", &given).with("limit", &PUPIL_LIMIT)
            }
            QuestionError::Marks { given } => {
                Self::new(Reason::TooManyMarks).with("given", &given).with("limit", &MARK_LIMIT)
            }
            QuestionError::Fields(violations) => violations.into(),
            QuestionError::Sheets(broken) => internal(&broken.to_string()),
        }
    }
}

impl From<TariffError> for Refusal {
    fn from(error: TariffError) -> Self {
        match error {
            TariffError::NotInForce(NotInForce { key, on }) => {
                Self::new(Reason::TariffNotInForce).with("key", &key.name()).with("on", &on)
            }
            TariffError::RateTooHigh { rate, on } => {
                Self::new(Reason::TariffRateTooHigh).with("rate", &rate).with("on", &on)
            }
        }
    }
}

impl From<NotLocked> for Refusal {
    fn from(error: NotLocked) -> Self {
        match error {
            NotLocked::Yet { month, locks_on, on } => Self::new(Reason::MonthNotLocked)
                .with("month", &month)
                .with("locks_on", &locks_on)
                .with("on", &on),
            NotLocked::Never { month } => Self::new(Reason::MonthNeverLocks).with("month", &month),
        }
    }
}

/// The gRPC code of a failure.
const fn code_of(origin: Origin) -> Code {
    match origin {
        Origin::Protocol(code) => code,
        Origin::Fault(fault) => match fault {
            Fault::Invalid => Code::InvalidArgument,
            Fault::NotFound => Code::NotFound,
            Fault::Exists => Code::AlreadyExists,
            Fault::Stale => Code::Aborted,
            Fault::RuleViolated => Code::FailedPrecondition,
            Fault::Unauthenticated => Code::Unauthenticated,
            Fault::Forbidden => Code::PermissionDenied,
            Fault::Limit => Code::ResourceExhausted,
            Fault::Busy => Code::Unavailable,
            Fault::Internal => Code::Internal,
        },
    }
}

fn described(violations: &Violations, lang: Lang) -> Vec<FieldViolation> {
    let describe = |violation: &Violation| FieldViolation {
        field: violation.field.clone(),
        description: flaw_text(violation, lang),
        reason: violation.flaw.code().to_owned(),
        localized_message: None,
    };
    violations.listed().iter().map(describe).collect()
}

fn flaw_text(violation: &Violation, lang: Lang) -> String {
    let args = violation.flaw.args();
    let args: Vec<(&str, &str)> =
        args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    render_or_code(violation.flaw.code(), lang, &args)
}

/// The status with as many field violations as its details can hold.
fn fitting(
    code: Code,
    message: &str,
    details: &[ErrorDetail],
    fields: &[FieldViolation],
) -> Status {
    let with = |listed: &[FieldViolation]| {
        let bad_request = BadRequest::new(listed);
        let details = details.iter().cloned().chain([bad_request.into()]);
        Status::with_error_details_vec(code, message, details)
    };
    (1..=fields.len())
        .rev()
        .map(|listed| with(&fields[..listed]))
        .find(|status| status.details().len() <= DETAILS_LIMIT)
        .unwrap_or_else(|| with(&[]))
}

#[cfg(test)]
mod tests {
    use kehou_app::{Permission, StoreError};

    use super::*;

    #[test]
    fn what_fails_inside_the_books_is_told_by_a_number_alone() {
        for error in [
            StoreError::bad_row("pupil", "name `a secret`"),
            StoreError::Sealed { table: "guardian" },
        ] {
            let status = Refusal::from(AppError::from(error)).into_status(Lang::En);
            let details = status.get_error_details();
            let info = details.error_info().unwrap();
            assert_eq!((status.code(), info.reason.as_str()), (Code::Internal, "INTERNAL"));
            assert_eq!(info.metadata.keys().collect::<Vec<_>>(), ["correlation_id"]);
            let said = format!("{status:?}");
            assert!(!said.contains("secret") && !said.contains("guardian"), "{said}");
        }
    }

    #[test]
    fn what_the_books_refuse_keeps_code_arguments_and_status() {
        let recorded_at = kehou_units::Instant::from_micros(0);
        let request_id = "first-0001".to_owned();
        for (error, code, names) in [
            (
                StoreError::RequestIdUsed { request_id, recorded_at },
                Code::AlreadyExists,
                &["recorded_at", "request_id"][..],
            ),
            (StoreError::NoLedger { number: 9 }, Code::NotFound, &["number"]),
            (
                StoreError::ImportUnfinished { import: 7 },
                Code::Unavailable,
                &["import", "retry_ms"],
            ),
        ] {
            let reason = error.code();
            let status = Refusal::from(AppError::from(error)).into_status(Lang::En);
            let details = status.get_error_details();
            let info = details.error_info().unwrap();
            let mut told: Vec<&str> = info.metadata.keys().map(String::as_str).collect();
            told.sort_unstable();
            assert_eq!((status.code(), info.reason.as_str(), &told[..]), (code, reason, names));
            assert!(crate::catalogue().any(|known| known == reason), "{reason}");
            assert_eq!(details.retry_info().is_some(), code == Code::Unavailable, "{reason}");
        }
    }

    #[test]
    fn every_code_of_the_catalogue_is_listed_once_and_said() {
        let mut codes: Vec<&str> = crate::catalogue().collect();
        for code in &codes {
            for lang in Lang::ALL {
                assert!(kehou_words::render(code, lang, &[]).is_some(), "{code} has no text");
            }
        }
        let listed = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), listed, "a code has two meanings");
    }

    #[test]
    fn what_is_forbidden_is_told_without_saying_what_exists() {
        let forbidden = Forbidden { permission: Permission::ReadBills };
        for (lang, said) in [
            (Lang::En, "your role does not permit `read_bills` here"),
            (Lang::ZhCn, "您的角色无权在此处进行“read_bills”"),
        ] {
            let status = Refusal::from(forbidden).into_status(lang);
            let details = status.get_error_details();
            assert_eq!(status.code(), Code::PermissionDenied);
            assert_eq!(details.error_info().map(|it| it.reason.as_str()), Some(forbidden.code()));
            assert_eq!(details.localized_message().map(|it| it.message.as_str()), Some(said));
        }
    }
}
