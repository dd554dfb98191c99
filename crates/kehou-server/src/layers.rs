//! What stands around every call: callers, admission, deadlines, and the house form of errors.

pub(crate) mod admission;
pub(crate) mod authentication;
pub(crate) mod deadline;
pub(crate) mod outcome;

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use http::{Request, Response};
use tonic::body::Body;
use tower::{Layer, Service};

/// The future of a call.
pub(crate) type Answer<E> = Pin<Box<dyn Future<Output = Result<Response<Body>, E>> + Send>>;

/// What a layer does around a call.
pub(crate) trait Surround: Clone {
    /// Answers a call, as a rule with the help of the service inside.
    fn call<S>(&self, request: Request<Body>, inner: &mut S) -> Answer<S::Error>
    where
        S: Service<Request<Body>, Response = Response<Body>>,
        S::Future: Send + 'static,
        S::Error: Send + 'static;
}

/// A layer that does something around each call.
#[derive(Clone)]
pub(crate) struct Around<A>(pub(crate) A);

impl<A: Surround, S> Layer<S> for Around<A> {
    type Service = Surrounded<A, S>;

    fn layer(&self, inner: S) -> Surrounded<A, S> {
        let around = self.0.clone();
        Surrounded { around, inner }
    }
}

/// A service behind a layer.
#[derive(Clone)]
pub(crate) struct Surrounded<A, S> {
    around: A,
    inner: S,
}

impl<A, S> Service<Request<Body>> for Surrounded<A, S>
where
    A: Surround,
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
        self.around.call(request, &mut self.inner)
    }
}

/// Whether a call is about the service itself (health, reflection) and not about its subject.
pub(crate) fn is_infrastructure(path: &str) -> bool {
    path.starts_with("/grpc.")
}
