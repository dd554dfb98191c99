//! Who calls.
//!
//! Every request carries in its extensions who was recognised by the token; the token itself goes
//! no further than this layer. Behind a closed door a call without a known caller ends here, but
//! the check of health, which probes send and which tells nothing but that the service runs. Behind
//! an open door the calls that need a caller refuse by themselves: they can't ask a use case
//! without one.

use std::sync::Arc;

use http::{Request, Response, header::AUTHORIZATION};
use tonic::body::Body;
use tower::Service;

use crate::{
    auth::{Access, Caller, Door, Tokens},
    lang,
    layers::{Answer, Surround},
    refusal::Refusal,
};

/// What probes call.
const HEALTH_CHECK: &str = "/grpc.health.v1.Health/Check";

/// Recognises callers.
#[derive(Clone)]
pub(crate) struct Authentication {
    tokens: Option<Arc<Tokens>>,
    door: Door,
}

impl Authentication {
    pub(crate) fn new(access: &Access, door: Door) -> Self {
        Self { tokens: access.tokens(), door }
    }
}

impl Surround for Authentication {
    fn call<S>(&self, mut request: Request<Body>, inner: &mut S) -> Answer<S::Error>
    where
        S: Service<Request<Body>, Response = Response<Body>>,
        S::Future: Send + 'static,
        S::Error: Send + 'static,
    {
        let caller = Caller::recognise(self.tokens.as_deref(), request.headers());
        request.headers_mut().remove(AUTHORIZATION);
        if let (Err(reason), Door::Closed) = (&caller.0, self.door)
            && request.uri().path() != HEALTH_CHECK
        {
            let status = Refusal::new(*reason).into_status(lang::of_headers(request.headers()));
            return Box::pin(async move { Ok(status.into_http()) });
        }
        request.extensions_mut().insert(caller);
        Box::pin(inner.call(request))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use chrono::NaiveDate;
    use kehou_app::Principal;
    use tonic::Status;
    use tower::{Layer, ServiceExt, service_fn};

    use super::*;
    use crate::{layers::Around, reason::Reason};

    /// Says who is known inside, and how many tokens got there.
    async fn inside(door: Door, path: &str, token: &str) -> Response<Body> {
        let who = Principal { subject: "zhang".into(), grants: Vec::new() };
        let tokens = Tokens::new(|| NaiveDate::MIN).with("right", who);
        let access = Access::default().with_tokens(tokens);
        let handler = service_fn(async |request: Request<Body>| {
            let caller = request.extensions().get::<Caller>().unwrap();
            let subject = caller.0.as_ref().map_or("nobody", |who| &who.subject);
            let mut response = Response::new(Body::empty());
            response.headers_mut().insert("subject", subject.parse().unwrap());
            assert!(!request.headers().contains_key(AUTHORIZATION), "the token goes no further");
            Ok::<_, Infallible>(response)
        });
        let request = Request::post(path).header(AUTHORIZATION, format!("Bearer {token}"));
        let layer = Around(Authentication::new(&access, door));
        layer.layer(handler).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    fn subject(response: &Response<Body>) -> &str {
        response.headers().get("subject").map_or("", |it| it.to_str().unwrap())
    }

    #[tokio::test]
    async fn the_caller_goes_inside_and_the_token_does_not() {
        let path = "/kehou.fee.v1.FeeService/AssessFees";
        assert_eq!(subject(&inside(Door::Closed, path, "right").await), "zhang");
        assert_eq!(subject(&inside(Door::Open, path, "right").await), "zhang");
        assert_eq!(subject(&inside(Door::Open, path, "wrong").await), "nobody");
        let refused = inside(Door::Closed, path, "wrong").await;
        let status = Status::from_header_map(refused.headers()).unwrap();
        let expected = Refusal::new(Reason::TokenUnknown).into_status(kehou_words::Lang::default());
        assert_eq!((status.code(), status.message()), (expected.code(), expected.message()));
    }

    #[tokio::test]
    async fn a_closed_door_lets_probes_in_and_nothing_like_them() {
        assert_eq!(subject(&inside(Door::Closed, HEALTH_CHECK, "wrong").await), "nobody");
        for path in ["/grpc.health.v1.Health/Watch", "/grpc.health.v1.Health/Check/", "/"] {
            assert_eq!(subject(&inside(Door::Closed, path, "wrong").await), "", "{path}");
        }
    }
}
