//! Deadlines: of the caller's `grpc-timeout` and the service's own the shorter one.
//!
//! The framework by itself answers an expired timeout as cancelled and does not bound a streamed
//! body. This layer answers DEADLINE_EXCEEDED and bounds the body too. Calls that stream may take
//! longer than others, up to a limit of their own. The streams of health and
//! reflection, which have no natural end, run until the caller's own deadline or until the service
//! stops.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::{HeaderMap, Request, Response};
use http_body::Frame;
use kehou_words::Lang;
use tokio::time::{Instant, Sleep, sleep_until, timeout_at};
use tonic::{Status, body::Body};
use tower::Service;

use crate::{
    lang,
    layers::{Answer, Surround, is_infrastructure},
    phase::{Phase, Phases, reached},
    reason::Reason,
    refusal::Refusal,
};

/// The framework keeps the same deadline in its own way; answering this much earlier makes ours
/// the answer that is sent. Timers go by whole milliseconds.
const HEAD_START: Duration = Duration::from_millis(2);
/// Longer than any call runs; stands for "no deadline".
const NEVER: Duration = Duration::from_secs(365 * 24 * 3_600);

/// Bounds calls and their bodies in time.
#[derive(Clone)]
pub(crate) struct Deadline {
    longest: Duration,
    longest_stream: Duration,
    phases: Phases,
}

/// The calls that stream what is asked or answered.
const STREAMS: [&str; 6] = [
    "/kehou.admin.v1.ImportService/StageImport",
    "/kehou.admin.v1.ImportService/ConfirmImport",
    "/kehou.fee.v1.BillingService/CloseMonth",
    "/kehou.fee.v1.BillingService/ExportMonth",
    "/kehou.inspection.v1.VisitService/AttachEvidence",
    "/kehou.inspection.v1.VisitService/GetAttachment",
];

impl Deadline {
    pub(crate) const fn new(longest: Duration, longest_stream: Duration, phases: Phases) -> Self {
        Self { longest, longest_stream, phases }
    }

    /// The longest that a call of a path may take.
    fn longest(&self, path: &str) -> Duration {
        match path {
            path if is_infrastructure(path) => NEVER,
            path if STREAMS.contains(&path) => self.longest_stream,
            _ => self.longest,
        }
    }
}

impl Surround for Deadline {
    fn call<S>(&self, request: Request<Body>, inner: &mut S) -> Answer<S::Error>
    where
        S: Service<Request<Body>, Response = Response<Body>>,
        S::Future: Send + 'static,
        S::Error: Send + 'static,
    {
        let endless = is_infrastructure(request.uri().path());
        let asked = grpc_timeout(request.headers());
        let longest = self.longest(request.uri().path());
        let limit = asked.map_or(longest, |asked| asked.min(longest));
        let bounds = Bounds {
            limit,
            at: Instant::now() + limit.saturating_sub(HEAD_START),
            lang: lang::of_headers(request.headers()),
        };
        let stop = endless.then(|| reached(self.phases.clone(), Phase::Stopping));
        let answer = inner.call(request);
        Box::pin(async move {
            match timeout_at(bounds.at, answer).await {
                Ok(answered) => answered.map(|response| bounds.around(response, stop)),
                Err(_) => Ok(bounds.passed().into_http()),
            }
        })
    }
}

/// Reads a `grpc-timeout` header; one that is malformed counts as none.
fn grpc_timeout(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if number.is_empty() || number.len() > 8 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = number.parse().ok()?;
    Some(match unit {
        "H" => Duration::from_secs(number * 3_600),
        "M" => Duration::from_secs(number * 60),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

/// When a call must be over, and how to say so.
#[derive(Clone, Copy)]
struct Bounds {
    limit: Duration,
    at: Instant,
    lang: Lang,
}

impl Bounds {
    fn passed(self) -> Status {
        Refusal::new(Reason::DeadlinePassed)
            .with("limit_ms", &self.limit.as_millis())
            .into_status(self.lang)
    }

    fn around(self, response: Response<Body>, stop: Option<Stop>) -> Response<Body> {
        response.map(|body| {
            Body::new(Bounded {
                body,
                bounds: self,
                passed: Box::pin(sleep_until(self.at)),
                stop,
                ended: false,
            })
        })
    }
}

/// The bytes of a body.
type Data = <Body as http_body::Body>::Data;
type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A body that ends with a status at its deadline, or when the service stops.
struct Bounded {
    body: Body,
    bounds: Bounds,
    passed: Pin<Box<Sleep>>,
    stop: Option<Stop>,
    ended: bool,
}

impl Bounded {
    fn end_with(&mut self, status: &Status) -> Poll<Option<Result<Frame<Data>, Status>>> {
        self.ended = true;
        let mut trailers = HeaderMap::new();
        Poll::Ready(Some(match status.add_header(&mut trailers) {
            Ok(()) => Ok(Frame::trailers(trailers)),
            Err(unsendable) => Err(unsendable),
        }))
    }
}

impl http_body::Body for Bounded {
    type Data = Data;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Data>, Status>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            return Poll::Ready(frame);
        }
        if self.passed.as_mut().poll(cx).is_ready() {
            let status = self.bounds.passed();
            return self.end_with(&status);
        }
        let stop = self.stop.as_mut().map(|stop| stop.as_mut().poll(cx));
        if stop.is_some_and(|stop| stop.is_ready()) {
            let status = Refusal::new(Reason::Stopping).into_status(self.bounds.lang);
            return self.end_with(&status);
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.ended || self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests;
