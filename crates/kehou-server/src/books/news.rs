//! Answers that come one by one.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio_stream::Stream;
use tonic::Status;

/// News that are answered one by one.
pub(crate) type News<A> = Pin<Box<dyn Stream<Item = Result<A, Status>> + Send>>;

/// News that are told one after the other: `next` gives each, with what the one after it goes on from;
/// none when there are no more.
pub(crate) fn news_of<A, S, F>(start: S, next: impl FnMut(S) -> F + Send + 'static) -> News<A>
where
    A: 'static,
    S: Send + 'static,
    F: Future<Output = Option<(Result<A, Status>, S)>> + Send + 'static,
{
    Box::pin(Telling { next, from: Some(start), telling: None })
}

struct Telling<N, S, F> {
    next: N,
    from: Option<S>,
    telling: Option<Pin<Box<F>>>,
}

// Nothing is pinned in place but the future, which stands in a box of its own.
impl<N, S, F> Unpin for Telling<N, S, F> {}

impl<A, S, F, N> Stream for Telling<N, S, F>
where
    N: FnMut(S) -> F,
    F: Future<Output = Option<(Result<A, Status>, S)>>,
{
    type Item = Result<A, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(from) = this.from.take() {
            this.telling = Some(Box::pin((this.next)(from)));
        }
        let Some(telling) = &mut this.telling else { return Poll::Ready(None) };
        let told = ready!(telling.as_mut().poll(cx));
        this.telling = None;
        Poll::Ready(told.map(|(told, from)| {
            this.from = Some(from);
            told
        }))
    }
}
