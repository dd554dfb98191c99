//! `kehou.policy.v1.PolicyService`.

mod adopt_policy;
mod check_policy;
mod diff_policies;
mod explain_clause;
mod get_policy;
mod list_checks;

use std::sync::Arc;

use kehou_wire::pb::policy::{
    AdoptPolicyRequest, AdoptPolicyResponse, CheckPolicyRequest, CheckPolicyResponse,
    DiffPoliciesRequest, DiffPoliciesResponse, ExplainClauseRequest, ExplainClauseResponse,
    GetPolicyRequest, GetPolicyResponse, ListChecksRequest, ListChecksResponse, PolicySource,
    policy_service_server::PolicyService,
};
use kehou_words::Lang;
use tonic::{Request, Response, Status};

use crate::{
    books::Books,
    lang,
    policies::Policies,
    reason::Reason,
    refusal::Refusal,
    shelf::Shelf,
    work::{Weight, Workshop},
};

/// Answers policy calls.
#[derive(Clone)]
pub(crate) struct PolicyCalls {
    shelf: Shelf,
    workshop: Workshop,
    books: Option<Books>,
}

impl PolicyCalls {
    pub(crate) const fn new(shelf: Shelf, workshop: Workshop, books: Option<Books>) -> Self {
        Self { shelf, workshop, books }
    }
}

impl PolicyCalls {
    async fn holding<const N: usize>(
        &self,
        named: [Option<&PolicySource>; N],
        lang: Lang,
    ) -> Result<Arc<Policies>, Status> {
        self.shelf.holding(named).await.map_err(|refusal| refusal.into_status(lang))
    }
}

#[tonic::async_trait]
impl PolicyService for PolicyCalls {
    async fn get_policy(
        &self,
        request: Request<GetPolicyRequest>,
    ) -> Result<Response<GetPolicyResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let policies = self.holding([request.policy.as_ref()], lang).await?;
        let weight = Weight::of([request.policy.as_ref()]);
        let work = move || get_policy::get_policy(&policies, request, lang);
        self.workshop.answer(weight, lang, work).await
    }

    async fn explain_clause(
        &self,
        request: Request<ExplainClauseRequest>,
    ) -> Result<Response<ExplainClauseResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let policies = self.holding([request.policy.as_ref()], lang).await?;
        let weight = Weight::of([request.policy.as_ref()]);
        let work = move || explain_clause::explain_clause(&policies, request, lang);
        self.workshop.answer(weight, lang, work).await
    }

    async fn list_checks(
        &self,
        request: Request<ListChecksRequest>,
    ) -> Result<Response<ListChecksResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        Ok(Response::new(list_checks::list_checks(lang)))
    }

    async fn check_policy(
        &self,
        request: Request<CheckPolicyRequest>,
    ) -> Result<Response<CheckPolicyResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let work = move || check_policy::check_policy(request, lang);
        self.workshop.answer(Weight::Heavy, lang, work).await
    }

    async fn diff_policies(
        &self,
        request: Request<DiffPoliciesRequest>,
    ) -> Result<Response<DiffPoliciesResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let named = [request.before.as_ref(), request.after.as_ref()];
        let (weight, policies) = (Weight::of(named), self.holding(named, lang).await?);
        let work = move || diff_policies::diff_policies(&policies, request);
        self.workshop.answer(weight, lang, work).await
    }

    async fn adopt_policy(
        &self,
        request: Request<AdoptPolicyRequest>,
    ) -> Result<Response<AdoptPolicyResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let none = || Refusal::new(Reason::NoBooks).into_status(lang);
        let books = self.books.as_ref().ok_or_else(none)?;
        books.answer(request, adopt_policy::adopt_policy).await
    }
}
