//! The policies that stateless calls may name.

use std::sync::Arc;

use kehou_app::policy::Asked;
use kehou_wire::pb::policy::{PolicySource, policy_source::Source};

use crate::{books::Books, policies::Policies, refusal::Refusal};

/// The policies that the service was started with, and those that were adopted into its books.
#[derive(Clone)]
pub(crate) struct Shelf {
    started: Arc<Policies>,
    books: Option<Books>,
}

impl Shelf {
    pub(crate) const fn new(started: Arc<Policies>, books: Option<Books>) -> Self {
        Self { started, books }
    }

    /// The policies among which a call finds those that it names; an adopted one comes before one of
    /// the same division that the service was started with.
    pub(crate) async fn holding<const N: usize>(
        &self,
        named: [Option<&PolicySource>; N],
    ) -> Result<Arc<Policies>, Refusal> {
        let mut adopted = Vec::new();
        for source in named.into_iter().flatten() {
            let asked = match &source.source {
                Some(Source::PolicyId(id)) => Asked::Id(id),
                Some(Source::Division(division)) => Asked::Division(division),
                Some(Source::Texts(_)) | None => continue,
            };
            if let Some(books) = &self.books {
                adopted.extend(books.policy(asked).await?);
            }
        }
        Ok(match adopted[..] {
            [] => Arc::clone(&self.started),
            _ => Arc::new(self.started.beside(adopted)),
        })
    }
}
