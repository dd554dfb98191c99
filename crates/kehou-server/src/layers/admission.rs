//! How many calls are in work at a time.
//!
//! A call that finds no place is refused at once, as busy, with the time after which to try again;
//! nothing queues, so a service under load stays quick. Health and reflection always find a place.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http::{Request, Response};
use tokio::sync::Semaphore;
use tonic::body::Body;
use tower::{Layer, Service};

use crate::{
    lang,
    layers::{Answer, is_infrastructure},
    reason::Reason,
    refusal::Refusal,
};

/// Admits up to a number of calls at a time.
#[derive(Clone)]
pub(crate) struct AdmissionLayer {
    places: Arc<Semaphore>,
    retry_after: Duration,
}

impl AdmissionLayer {
    pub(crate) fn new(calls: usize, retry_after: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(calls)), retry_after }
    }
}

impl<S> Layer<S> for AdmissionLayer {
    type Service = Admission<S>;

    fn layer(&self, inner: S) -> Admission<S> {
        Admission { inner, layer: self.clone() }
    }
}

/// A service behind [`AdmissionLayer`].
#[derive(Clone)]
pub(crate) struct Admission<S> {
    inner: S,
    layer: AdmissionLayer,
}

impl<S> Service<Request<Body>> for Admission<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        if is_infrastructure(request.uri().path()) {
            return Box::pin(self.inner.call(request));
        }
        let Ok(place) = Arc::clone(&self.layer.places).try_acquire_owned() else {
            let lang = lang::of_headers(request.headers());
            let refusal = Refusal::new(Reason::Busy).retry_after(self.layer.retry_after);
            return Box::pin(async move { Ok(refusal.into_status(lang).into_http()) });
        };
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await;
            drop(place);
            answer
        })
    }
}
