//! `kehou.fee.v1.FeeService`.

mod assess_fees;
mod explain_fee;

use std::sync::Arc;

use kehou_fee::{Knowledge, NotLocked, Purpose, SchoolBills, Tariff, price};
use kehou_wire::{
    FeeQuestion, Priced,
    pb::{
        fee::{
            AssessFeesRequest, AssessFeesResponse, ExplainFeeRequest, ExplainFeeResponse,
            fee_service_server::FeeService,
        },
        policy::PolicySource,
    },
};
use kehou_words::Lang;
use tonic::{Request, Response, Status};

use crate::{
    lang,
    policies::{HeldPolicy, MonthTerms, Policies},
    refusal::Refusal,
    shelf::Shelf,
    work::{Weight, Workshop},
};

/// From how many pupils on a call is worked on apart.
const HEAVY_PUPILS: usize = 8;

/// Answers fee calls.
#[derive(Clone)]
pub(crate) struct Fees {
    shelf: Shelf,
    workshop: Workshop,
    response_bytes: usize,
}

impl Fees {
    pub(crate) const fn new(shelf: Shelf, workshop: Workshop, response_bytes: usize) -> Self {
        Self { shelf, workshop, response_bytes }
    }

    async fn holding(
        &self,
        named: Option<&PolicySource>,
        lang: Lang,
    ) -> Result<Arc<Policies>, Status> {
        self.shelf.holding([named]).await.map_err(|refusal| refusal.into_status(lang))
    }
}

#[tonic::async_trait]
impl FeeService for Fees {
    async fn assess_fees(
        &self,
        request: Request<AssessFeesRequest>,
    ) -> Result<Response<AssessFeesResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let weight = match request.pupils.len() {
            HEAVY_PUPILS.. => Weight::Heavy,
            _ => Weight::of([request.policy.as_ref()]),
        };
        let policies = self.holding(request.policy.as_ref(), lang).await?;
        let most = self.response_bytes;
        let work = move || assess_fees::assess_fees(&policies, request, lang, most);
        self.workshop.answer(weight, lang, work).await
    }

    async fn explain_fee(
        &self,
        request: Request<ExplainFeeRequest>,
    ) -> Result<Response<ExplainFeeResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let weight = Weight::of([request.policy.as_ref()]);
        let policies = self.holding(request.policy.as_ref(), lang).await?;
        let work = move || explain_fee::explain_fee(&policies, request, lang);
        self.workshop.answer(weight, lang, work).await
    }
}

/// A question, the bills that answer it, and the terms by which they were made.
struct Answered {
    question: FeeQuestion,
    terms: Arc<MonthTerms>,
    bills: SchoolBills,
    lang: Lang,
}

impl Answered {
    /// Prices a question by a policy.
    fn new(held: &HeldPolicy, question: FeeQuestion, lang: Lang) -> Result<Self, Refusal> {
        let terms = held.month(question.month, lang)?;
        let knowledge = knowledge(&terms.tariff, &question)?;
        let bills = price(&terms.tariff, &question.facts.as_school_facts(), knowledge);
        Ok(Self { question, terms, bills, lang })
    }

    /// The answer, to be rendered.
    fn priced(&self) -> Priced<'_> {
        Priced {
            question: &self.question,
            tariff: &self.terms.tariff,
            bills: &self.bills,
            citations: &self.terms.citations,
            lang: self.lang,
        }
    }
}

/// What counts as known for a question.
fn knowledge(tariff: &Tariff, question: &FeeQuestion) -> Result<Knowledge, NotLocked> {
    match question.purpose {
        Purpose::Bill => {
            let working_days = question.facts.as_school_facts().working_days;
            Knowledge::at_lock(tariff, working_days, question.on)
        }
        Purpose::Preview => Ok(Knowledge::preview(question.on)),
        Purpose::Correction => Ok(Knowledge::corrected(question.on)),
    }
}
