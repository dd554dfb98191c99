//! The end of every call: logged once, and every error in the house form.
//!
//! Errors of handlers have that form already. What the framework says by itself (an unknown method,
//! bytes that are no message, a message too large) is said again here with reason and text; a panic
//! becomes an internal error. Mistakes of clients are logged quietly.

use std::{
    future::poll_fn,
    hash::{BuildHasher, Hasher, RandomState},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
    time::Instant,
};

use http::{Request, Response};
use kehou_words::Lang;
use tonic::{Code, Status, body::Body};
use tower::Service;

use crate::{
    lang,
    layers::{Answer, Surround},
    reason::Reason,
    refusal::Refusal,
};

/// Gives every call an end in the house form.
#[derive(Clone)]
pub(crate) struct Outcome {
    request_bytes: usize,
}

impl Outcome {
    pub(crate) const fn new(request_bytes: usize) -> Self {
        Self { request_bytes }
    }
}

impl Surround for Outcome {
    fn call<S>(&self, request: Request<Body>, inner: &mut S) -> Answer<S::Error>
    where
        S: Service<Request<Body>, Response = Response<Body>>,
        S::Future: Send + 'static,
        S::Error: Send + 'static,
    {
        let call = Call {
            path: request.uri().clone(),
            lang: lang::of_headers(request.headers()),
            started: Instant::now(),
            request_bytes: self.request_bytes,
        };
        let answer = inner.call(request);
        Box::pin(async move {
            let mut answer = pin!(answer);
            let guarded = poll_fn(|cx| {
                let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(cx)));
                polled.map_or_else(|panic| Poll::Ready(Err(panic)), |polled| polled.map(Ok))
            });
            match guarded.await {
                Ok(answered) => answered.map(|response| call.end(response)),
                Err(panic) => {
                    let status = internal(&panic_text(panic.as_ref())).into_status(call.lang);
                    Ok(call.end(status.into_http()))
                }
            }
        })
    }
}

/// A failure inside: its cause goes to the log, a number to find it by goes to the caller.
pub(crate) fn internal(cause: &str) -> Refusal {
    /// Tells the runs of a service apart.
    static RUN: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    static FAILURES: AtomicU64 = AtomicU64::new(1);
    let number = FAILURES.fetch_add(1, Ordering::Relaxed);
    let correlation_id = format!("{:08x}-{number}", *RUN >> 32);
    tracing::error!(correlation_id, cause, "a call failed inside");
    Refusal::new(Reason::Internal).with("correlation_id", &correlation_id)
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without text".to_owned())
}

/// What must be known of a call at its end.
struct Call {
    path: http::Uri,
    lang: Lang,
    started: Instant,
    request_bytes: usize,
}

impl Call {
    fn end(self, response: Response<Body>) -> Response<Body> {
        let Some(status) = Status::from_header_map(response.headers()) else {
            self.log(Code::Ok, "");
            return response;
        };
        let response = match self.house_form(&status) {
            Some(refusal) => {
                let mut dressed: Response<Body> = refusal.into_status(self.lang).into_http();
                // Keeps what the framework adds, such as the encodings it takes.
                for (name, value) in response.headers() {
                    if !dressed.headers().contains_key(name) {
                        dressed.headers_mut().insert(name.clone(), value.clone());
                    }
                }
                dressed
            }
            None => response,
        };
        self.log(status.code(), status.message());
        response
    }

    /// The house form of a status that the framework made by itself.
    fn house_form(&self, status: &Status) -> Option<Refusal> {
        if !status.details().is_empty() {
            return None;
        }
        match status.code() {
            // The framework says so when it can't read a message.
            Code::Internal => Some(Refusal::new(Reason::RequestMalformed)),
            Code::OutOfRange | Code::ResourceExhausted => {
                Some(Refusal::new(Reason::RequestTooLarge).with("limit", &self.request_bytes))
            }
            Code::Unimplemented if status.metadata().contains_key("grpc-accept-encoding") => {
                Some(Refusal::new(Reason::EncodingUnsupported))
            }
            Code::Unimplemented => Some(Refusal::new(Reason::MethodUnknown)),
            _ => None,
        }
    }

    fn log(&self, code: Code, message: &str) {
        let method = self.path.path();
        let elapsed_us = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        match code {
            Code::Internal | Code::Unknown | Code::DataLoss => {
                tracing::error!(method, ?code, message, elapsed_us, "failed");
            }
            Code::Unavailable | Code::DeadlineExceeded => {
                tracing::warn!(method, ?code, message, elapsed_us, "refused");
            }
            _ => tracing::debug!(method, ?code, message, elapsed_us, "answered"),
        }
    }
}
