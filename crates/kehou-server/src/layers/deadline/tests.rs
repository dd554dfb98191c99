use std::convert::Infallible;

use tokio::sync::watch;
use tonic::Code;
use tower::{Layer, ServiceExt, service_fn};

use super::*;
use crate::layers::Around;

/// A body that never ends.
struct Endless;

impl http_body::Body for Endless {
    type Data = Data;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Data>, Status>>> {
        Poll::Pending
    }
}

fn request(path: &str, timeout: Option<&str>) -> Request<Body> {
    let mut request = Request::post(path);
    if let Some(timeout) = timeout {
        request = request.header("grpc-timeout", timeout);
    }
    request.body(Body::empty()).unwrap()
}

/// The end of a body that sends nothing else.
async fn end_of(mut body: Body) -> Status {
    let frame = std::future::poll_fn(|cx| http_body::Body::poll_frame(Pin::new(&mut body), cx));
    let trailers = frame.await.unwrap().unwrap().into_trailers().unwrap();
    Status::from_header_map(&trailers).unwrap()
}

#[test]
fn timeouts_are_read_as_the_protocol_writes_them() {
    for (text, millis) in [
        ("100m", Some(100)),
        ("2S", Some(2_000)),
        ("99999999H", Some(359_999_996_400_000)),
        ("5000u", Some(5)),
        ("123456789m", None),
        ("m", None),
        ("", None),
        ("+1m", None),
        ("10", None),
        ("1é", None),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert("grpc-timeout", http::HeaderValue::from_str(text).unwrap());
        let read = grpc_timeout(&headers).map(|it| it.as_millis());
        assert_eq!(read, millis, "{text}");
    }
}

#[tokio::test]
async fn the_shorter_deadline_ends_a_call_that_has_no_answer() {
    for (asked, longest, limit) in [("20m", 60_000, "20"), ("1H", 20, "20"), ("oops", 20, "20")] {
        let (_serving, phases) = watch::channel(Phase::Serving);
        let stuck = service_fn(|_| std::future::pending::<Result<_, Infallible>>());
        let layer = Around(Deadline::new(Duration::from_millis(longest), Duration::MAX, phases));
        let call = request("/kehou.fee.v1.FeeService/AssessFees", Some(asked));
        let answer = layer.layer(stuck).oneshot(call).await.unwrap();
        let status = Status::from_header_map(answer.headers()).unwrap();
        assert_eq!(status.code(), Code::DeadlineExceeded);
        let message =
            format!("the answer was not ready within {limit} ms; allow more time or send less");
        assert_eq!(status.message(), message);
    }
}

#[tokio::test]
async fn a_streamed_body_ends_at_the_deadline() {
    let (_serving, phases) = watch::channel(Phase::Serving);
    let endless = service_fn(async |_| Ok::<_, Infallible>(Response::new(Body::new(Endless))));
    let layer = Around(Deadline::new(Duration::from_millis(20), Duration::MAX, phases));
    let call = request("/kehou.day.v1.DayService/Watch", None);
    let answer = layer.layer(endless).oneshot(call).await.unwrap();
    assert_eq!(end_of(answer.into_body()).await.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_stream_of_health_ends_when_the_service_stops_and_not_before() {
    let (announce, phases) = watch::channel(Phase::Serving);
    let endless = service_fn(async |_| Ok::<_, Infallible>(Response::new(Body::new(Endless))));
    let layer = Around(Deadline::new(Duration::ZERO, Duration::ZERO, phases));
    let call = request("/grpc.health.v1.Health/Watch", None);
    let answer = layer.layer(endless).oneshot(call).await.unwrap();
    announce.send_replace(Phase::Stopping);
    assert_eq!(end_of(answer.into_body()).await.code(), Code::Unavailable);
}

#[tokio::test]
async fn a_call_that_streams_has_a_limit_of_its_own() {
    for (asked, longest_stream, limit) in [(None, 20, "20"), (Some("10m"), 60_000, "10")] {
        let (_serving, phases) = watch::channel(Phase::Serving);
        let stuck = service_fn(|_| std::future::pending::<Result<_, Infallible>>());
        let deadline = Deadline::new(Duration::ZERO, Duration::from_millis(longest_stream), phases);
        let call = request("/kehou.fee.v1.BillingService/CloseMonth", asked);
        let answer = Around(deadline).layer(stuck).oneshot(call).await.unwrap();
        let status = Status::from_header_map(answer.headers()).unwrap();
        assert!(status.message().contains(&format!("within {limit} ms")), "{}", status.message());
    }
}

#[test]
fn every_call_that_streams_is_known() {
    use prost::Message;
    let set = prost_types::FileDescriptorSet::decode(kehou_wire::pb::DESCRIPTORS).unwrap();
    let mut streams = Vec::new();
    for file in set.file.iter().filter(|file| file.package().starts_with("kehou.")) {
        for service in &file.service {
            for method in &service.method {
                if method.client_streaming() || method.server_streaming() {
                    let service = format!("{}.{}", file.package(), service.name());
                    streams.push(format!("/{service}/{}", method.name()));
                }
            }
        }
    }
    streams.sort();
    let mut known = STREAMS;
    known.sort_unstable();
    assert_eq!(streams, known);
}
