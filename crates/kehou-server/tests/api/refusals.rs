//! The catalogue of errors, walked: every reason is provoked by a real call.

use std::collections::BTreeSet;

use kehou_policy::Policy;
use kehou_server::{DETAILS_LIMIT, ERROR_DOMAIN, Reason, ServerConfig};
use kehou_wire::pb::{
    fee::{
        AssessFeesRequest, AssessFeesResponse, ExplainFeeRequest, ExplainFeeResponse,
        PublicCalendar, fee_service_server::FeeService,
    },
    policy::{
        AdoptPolicyRequest, ClauseId, ExplainClauseRequest, PolicySource, PolicyTexts,
        explain_clause_request::Subject, policy_source::Source,
    },
};
use tonic::{Code, Request, Response, Status, body::Body, codec::CompressionEncoding};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tower::ServiceExt;

use crate::{
    callers::turned_away,
    fees::shipped_files,
    harness::{TestServer, asking, details, metadata, reason},
    march::{bill_of, date, pupil},
    shutdown::Gate,
};

/// A fee service that never answers one kind of call and breaks on the other.
pub(crate) struct Stuck;

#[tonic::async_trait]
impl FeeService for Stuck {
    async fn assess_fees(
        &self,
        _: Request<AssessFeesRequest>,
    ) -> Result<Response<AssessFeesResponse>, Status> {
        std::future::pending().await
    }

    async fn explain_fee(
        &self,
        _: Request<ExplainFeeRequest>,
    ) -> Result<Response<ExplainFeeResponse>, Status> {
        panic!("the secret cause");
    }
}

/// The status that a reason is answered with.
fn code_of(reason: Reason) -> Code {
    match reason {
        Reason::Stopping | Reason::Busy => Code::Unavailable,
        Reason::TokenMissing | Reason::TokenUnknown | Reason::TokenExpired => Code::Unauthenticated,
        Reason::Forbidden => Code::PermissionDenied,
        Reason::MethodUnknown | Reason::EncodingUnsupported | Reason::NoBooks => {
            Code::Unimplemented
        }
        Reason::RequestTooLarge
        | Reason::TooManyPupils
        | Reason::TooManyMarks
        | Reason::ResponseTooLarge => Code::ResourceExhausted,
        Reason::RequestMalformed | Reason::PolicyTextsRefused | Reason::RequestInvalid => {
            Code::InvalidArgument
        }
        Reason::PolicyUnknown
        | Reason::PolicyNoneForDivision
        | Reason::RuleUnknown
        | Reason::ClauseUnknown => Code::NotFound,
        Reason::TariffNotInForce
        | Reason::TariffRateTooHigh
        | Reason::MonthNotLocked
        | Reason::MonthNeverLocks => Code::FailedPrecondition,
        Reason::DeadlinePassed => Code::DeadlineExceeded,
        Reason::Internal => Code::Internal,
    }
}

/// Provokes a reason.
async fn provoke(reason: Reason, language: &'static str) -> Status {
    match reason {
        Reason::Stopping => stopping(language).await,
        Reason::Busy => busy(language).await,
        Reason::TokenMissing | Reason::TokenUnknown | Reason::TokenExpired => {
            turned_away(reason, language).await
        }
        Reason::NoBooks => {
            let server = TestServer::start(ServerConfig::default()).await;
            let request = asking(AdoptPolicyRequest::default(), language);
            let status = server.policies().await.adopt_policy(request).await.unwrap_err();
            server.stop().await;
            status
        }
        Reason::MethodUnknown => raw("/kehou.fee.v1.FeeService/Guess", language).await,
        Reason::RequestMalformed => raw("/kehou.fee.v1.FeeService/AssessFees", language).await,
        Reason::EncodingUnsupported => encoded("deflate", language).await,
        Reason::RequestTooLarge => {
            let config = ServerConfig { request_bytes: 100, ..ServerConfig::default() };
            refused(config, bill_of(vec![pupil("a")]), language).await
        }
        Reason::ResponseTooLarge => {
            let config = ServerConfig { response_bytes: 100, ..ServerConfig::default() };
            let pupils = (0..9).map(|number| pupil(&number.to_string()));
            refused(config, bill_of(pupils.collect()), language).await
        }
        Reason::RuleUnknown => explained(Subject::Rule("F20".into()), language).await,
        Reason::ClauseUnknown => {
            let clause = ClauseId { instrument: "jiaxiang-2023-4".into(), clause: "9(9)".into() };
            explained(Subject::Clause(clause), language).await
        }
        Reason::DeadlinePassed => {
            let config = ServerConfig {
                deadline: std::time::Duration::from_millis(30),
                ..ServerConfig::default()
            };
            stuck(config, language).await
        }
        Reason::Internal => {
            let server = TestServer::start_with(ServerConfig::default(), Stuck).await;
            let request = asking(ExplainFeeRequest::default(), language);
            let status = server.fees().await.explain_fee(request).await.unwrap_err();
            server.stop().await;
            status
        }
        _ => refused(ServerConfig::default(), mistaken(reason), language).await,
    }
}

/// A request that is refused for a reason of its own content.
fn mistaken(reason: Reason) -> AssessFeesRequest {
    let mut request = bill_of(vec![pupil("a")]);
    let source = |source| Some(PolicySource { source: Some(source) });
    match reason {
        Reason::PolicyUnknown => request.policy = source(Source::PolicyId("0".repeat(64))),
        Reason::PolicyNoneForDivision => request.policy = source(Source::Division("110101".into())),
        Reason::PolicyTextsRefused => request.policy = with_rate("\"2.005\""),
        Reason::TariffRateTooHigh => request.policy = with_rate("\"20000.00\""),
        Reason::TooManyPupils => request.pupils = vec![pupil("a"); 1_001],
        Reason::TooManyMarks => {
            request.pupils = (0..100).map(|number| pupil(&number.to_string())).collect();
            for pupil in &mut request.pupils {
                let marks = pupil.days[0].marks[0];
                pupil.days[0].marks = vec![marks; 2_001];
            }
        }
        Reason::RequestInvalid => request.detail = 0,
        Reason::TariffNotInForce => request.month = "2001-03".into(),
        Reason::MonthNotLocked => request.on = date(4, 4),
        Reason::MonthNeverLocks => {
            let holidays = (1..=30).filter_map(|day| date(4, day)).collect();
            let calendar = PublicCalendar { holidays, make_up_days: Vec::new() };
            request.school.as_mut().unwrap().public_calendar = Some(calendar);
        }
        other => unreachable!("{other:?} is provoked in another way"),
    }
    if reason == Reason::TariffNotInForce {
        request.pupils[0].days.clear();
    }
    request
}

/// The shipped texts with another rate, whose ceilings rise with it.
fn with_rate(rate: &str) -> Option<PolicySource> {
    let mut files = shipped_files();
    for file in &mut files {
        let text = file.text.replace(r#"value = "2.00""#, &format!("value = {rate}"));
        file.text = text
            .replace(r#"value = "3.00""#, r#"value = "30000.00""#)
            .replace(r#"value = "3.50""#, r#"value = "35000.00""#);
    }
    let texts = PolicyTexts { files, reviewed_on: date(3, 1) };
    Some(PolicySource { source: Some(Source::Texts(texts)) })
}

async fn refused(
    config: ServerConfig,
    request: AssessFeesRequest,
    language: &'static str,
) -> Status {
    let server = TestServer::start(config).await;
    let status = server.fees().await.assess_fees(asking(request, language)).await.unwrap_err();
    server.stop().await;
    status
}

async fn explained(subject: Subject, language: &'static str) -> Status {
    let server = TestServer::start(ServerConfig::default()).await;
    let request = ExplainClauseRequest { policy: None, on: date(3, 1), subject: Some(subject) };
    let status =
        server.policies().await.explain_clause(asking(request, language)).await.unwrap_err();
    server.stop().await;
    status
}

async fn stuck(config: ServerConfig, language: &'static str) -> Status {
    let server = TestServer::start_with(config, Stuck).await;
    let request = asking(AssessFeesRequest::default(), language);
    let status = server.fees().await.assess_fees(request).await.unwrap_err();
    server.stop().await;
    status
}

/// The second call of a server that takes one at a time.
async fn busy(language: &'static str) -> Status {
    let config = ServerConfig { calls: 1, ..ServerConfig::default() };
    let gate = Gate::new();
    let server = TestServer::start_with(config, gate.clone()).await;
    let mut fees = server.fees().await;
    let mut first = fees.clone();
    let calling =
        tokio::spawn(async move { first.assess_fees(AssessFeesRequest::default()).await });
    gate.begun().await;
    let request = asking(AssessFeesRequest::default(), language);
    let status = fees.assess_fees(request).await.unwrap_err();
    gate.answer();
    calling.await.unwrap().expect("the first call is answered");
    server.stop().await;
    status
}

/// A stream of health that outlives the service.
async fn stopping(language: &'static str) -> Status {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut health = HealthClient::new(server.channel().await);
    let request = asking(HealthCheckRequest::default(), language);
    let mut stream = health.watch(request).await.unwrap().into_inner();
    stream.message().await.unwrap().expect("a first state");
    let serving = server.ask_to_stop();
    let status = loop {
        if let Err(status) = stream.message().await {
            break status;
        }
    };
    serving.await.unwrap().unwrap();
    status
}

/// A message that is none of the method's, or a method that there is not.
async fn raw(path: &'static str, language: &'static str) -> Status {
    let server = TestServer::start(ServerConfig::default()).await;
    let request = http::Request::post(path)
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("accept-language", language)
        .body(Body::new("\0\0\0\0\u{2}zz".to_owned()))
        .unwrap();
    let answer = server.channel().await.oneshot(request).await.unwrap();
    let status = Status::from_header_map(answer.headers()).unwrap();
    drop(answer);
    server.stop().await;
    status
}

async fn encoded(encoding: &'static str, language: &'static str) -> Status {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut request = asking(bill_of(vec![pupil("a")]), language);
    request.metadata_mut().insert("grpc-encoding", encoding.parse().unwrap());
    let status = server.fees().await.assess_fees(request).await.unwrap_err();
    server.stop().await;
    status
}

#[tokio::test]
async fn the_catalogue_is_walked_in_both_languages() {
    // What is forbidden is provoked where there are books to forbid, see `refusal::tests`.
    for reason in Reason::ALL.iter().filter(|reason| **reason != Reason::Forbidden) {
        for (language, tag) in [("zh-CN,zh;q=0.9", "zh-CN"), ("en;q=0.8,fr", "en")] {
            let status = provoke(*reason, language).await;
            assert_eq!(status.code(), code_of(*reason), "{reason:?}: {status:?}");
            let details = details(&status);
            let info = details.error_info().unwrap_or_else(|| panic!("{reason:?} has no reason"));
            assert_eq!((info.reason.as_str(), info.domain.as_str()), (reason.code(), ERROR_DOMAIN));
            let text = details.localized_message().unwrap();
            assert_eq!(text.locale, tag, "{reason:?}");
            assert_ne!(text.message, reason.code(), "{reason:?} has no text");
            assert!(!text.message.contains('{'), "{reason:?}: {}", text.message);
            assert_eq!(text.message.is_ascii(), tag == "en", "{reason:?}: {}", text.message);
            assert!(status.details().len() <= DETAILS_LIMIT, "{reason:?}");
            assert!(!status.message().contains("secret"), "causes never leak");
        }
    }
}

#[test]
fn codes_of_the_catalogue_are_unique() {
    let codes: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
}

#[tokio::test]
async fn of_two_reasons_the_first_of_the_catalogue_is_answered() {
    for pair in [
        [Reason::PolicyUnknown, Reason::TooManyPupils],
        [Reason::PolicyUnknown, Reason::RequestInvalid],
        [Reason::TooManyPupils, Reason::RequestInvalid],
        [Reason::RequestInvalid, Reason::MonthNotLocked],
    ] {
        let mut request = mistaken(pair[1]);
        let worse = mistaken(pair[0]);
        request.policy = request.policy.or(worse.policy);
        if worse.pupils.len() > request.pupils.len() {
            request.pupils = worse.pupils;
        }
        if worse.detail == 0 {
            request.detail = 0;
        }
        let status = refused(ServerConfig::default(), request, "en").await;
        assert_eq!(reason(&status), pair[0].code());
    }
}

#[tokio::test]
async fn numbers_stand_in_the_metadata() {
    let status = refused(ServerConfig::default(), mistaken(Reason::MonthNotLocked), "en").await;
    assert_eq!(metadata(&status, "locks_on"), "2023-04-05");
    assert_eq!(
        status.message(),
        "the attendance of 2023-03 locks at the end of 2023-04-05; on 2023-04-04 it can be previewed, not billed"
    );
    let status = busy("en").await;
    let retry = details(&status).retry_info().and_then(|it| it.retry_delay);
    assert_eq!(retry, Some(ServerConfig::default().retry_after));
}

#[tokio::test]
async fn a_packed_request_is_bounded_unpacked() {
    let config = ServerConfig { request_bytes: 20_000, ..ServerConfig::default() };
    let server = TestServer::start(config).await;
    let fees = server.fees().await;
    let mut fees = fees
        .send_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Gzip);
    let answer = fees.assess_fees(bill_of(vec![pupil("a")])).await.unwrap();
    assert_eq!(answer.metadata().get("grpc-encoding").unwrap(), "gzip");
    assert_eq!(answer.into_inner().bills[0].payable_fen, 9_200);
    let status = fees.assess_fees(bill_of(vec![pupil("a"); 500])).await.unwrap_err();
    assert_eq!(reason(&status), Reason::RequestTooLarge.code());
    server.stop().await;
}

#[test]
fn the_shipped_policy_is_the_one_tested() {
    assert_eq!(Policy::shipped().unwrap().division(), "370829");
}
