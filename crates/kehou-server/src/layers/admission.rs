//! How many calls are in work at a time.
//!
//! A call that finds no place is refused at once, as busy, with the time after which to try again;
//! nothing queues, so a service under load stays quick. Health and reflection always find a place.

use std::{sync::Arc, time::Duration};

use http::{Request, Response};
use tokio::sync::Semaphore;
use tonic::body::Body;
use tower::Service;

use crate::{
    lang,
    layers::{Answer, Surround, is_infrastructure},
    reason::Reason,
    refusal::Refusal,
};

/// Admits up to a number of calls at a time.
#[derive(Clone)]
pub(crate) struct Admission {
    places: Arc<Semaphore>,
    retry_after: Duration,
}

impl Admission {
    pub(crate) fn new(calls: usize, retry_after: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(calls)), retry_after }
    }
}

impl Surround for Admission {
    fn call<S>(&self, request: Request<Body>, inner: &mut S) -> Answer<S::Error>
    where
        S: Service<Request<Body>, Response = Response<Body>>,
        S::Future: Send + 'static,
        S::Error: Send + 'static,
    {
        if is_infrastructure(request.uri().path()) {
            return Box::pin(inner.call(request));
        }
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            let lang = lang::of_headers(request.headers());
            let refusal = Refusal::new(Reason::Busy).retry_after(self.retry_after);
            return Box::pin(async move { Ok(refusal.into_status(lang).into_http()) });
        };
        let answer = inner.call(request);
        Box::pin(async move {
            let answer = answer.await;
            drop(place);
            answer
        })
    }
}
