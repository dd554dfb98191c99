//! What the calls of the county's books have in common: a caller, a use case, an answer or a refusal.

mod news;
mod paging;
mod policies;
mod written;

use std::{future::Future, sync::Arc};

use kehou_app::{App, Principal, policy::Asked};
use kehou_words::Lang;
use tokio::sync::OwnedSemaphorePermit;
use tonic::{Request, Response, Status};

pub(crate) use news::{News, news_of};
pub(crate) use paging::{Cut, code_of, number_of, one_more};
pub(crate) use written::{ask, receipt};

use self::policies::AdoptedPolicies;
use crate::{
    auth::caller, lang, layers::outcome::internal, policies::HeldPolicy, refusal::Refusal,
    work::Workshop,
};

/// The books that are offered.
#[derive(Clone)]
pub(crate) struct Books {
    app: Arc<App>,
    policies: AdoptedPolicies,
    workshop: Workshop,
}

/// One call: who asks, and the language of the answer.
pub(crate) struct Call {
    pub(crate) app: Arc<App>,
    pub(crate) who: Arc<Principal>,
    pub(crate) lang: Lang,
    policies: AdoptedPolicies,
    workshop: Workshop,
}

impl Books {
    /// The books, whose heavy calls are worked on one after the other in a workshop.
    pub(crate) fn new(app: Arc<App>, workshop: Workshop) -> Self {
        Self { app, policies: AdoptedPolicies::default(), workshop }
    }

    /// The policy that was adopted under an id, or stands for a division; none when none was.
    pub(crate) async fn policy(
        &self,
        asked: Asked<'_>,
    ) -> Result<Option<Arc<HeldPolicy>>, Refusal> {
        self.policies.of(&self.app, asked).await
    }

    /// Answers a call of somebody who is known, or refuses it in the caller's language.
    pub(crate) async fn answer<Q, A, F>(
        &self,
        request: Request<Q>,
        work: impl FnOnce(Call, Q) -> F,
    ) -> Result<Response<A>, Status>
    where
        F: Future<Output = Result<A, Refusal>>,
    {
        let lang = lang::of_metadata(request.metadata());
        let refused = |refusal: Refusal| refusal.into_status(lang);
        let who = caller(&request).map_err(refused)?;
        let (app, policies) = (Arc::clone(&self.app), self.policies.clone());
        let workshop = self.workshop.clone();
        let call = Call { app, who, lang, policies, workshop };
        work(call, request.into_inner()).await.map(Response::new).map_err(refused)
    }
}

impl Call {
    /// A place to do heavy work at: the work may begin when there is one.
    pub(crate) async fn bench(&self) -> Option<OwnedSemaphorePermit> {
        self.workshop.bench().await
    }

    /// The policy that priced something.
    pub(crate) async fn policy(&self, policy_id: &str) -> Result<Arc<HeldPolicy>, Refusal> {
        let held = self.policies.of(&self.app, Asked::Id(policy_id)).await?;
        held.ok_or_else(|| internal("a bill was priced by a policy that was not adopted"))
    }
}

/// Implements a service of the books: each method is a function of its own file; one that
/// streams its answer gives [`News`].
macro_rules! serve_calls {
    (
        $service:ident for $calls:ident:
        $($method:ident($request:ty) -> $response:ty;)*
        $(=> $streaming:ident($asked:ty) -> $news:ty as $stream:ident;)*
    ) => {
        /// Answers the calls of the service.
        #[derive(Clone)]
        pub(crate) struct $calls(pub(crate) $crate::books::Books);

        #[tonic::async_trait]
        impl $service for $calls {
            $(
                async fn $method(
                    &self,
                    request: tonic::Request<$request>,
                ) -> Result<tonic::Response<$response>, tonic::Status> {
                    self.0.answer(request, $method::$method).await
                }
            )*
            $(
                type $stream = $crate::books::News<$news>;

                async fn $streaming(
                    &self,
                    request: tonic::Request<$asked>,
                ) -> Result<tonic::Response<Self::$stream>, tonic::Status> {
                    self.0.answer(request, $streaming::$streaming).await
                }
            )*
        }
    };
}

pub(crate) use serve_calls;
