//! One policy text and the problems found in it.

use std::{fmt, ops::Range, sync::Arc};

use crate::{
    ProblemCode,
    problem::{Place, PolicyProblem},
};

/// A text under its file name, with the starts of its lines.
pub(super) struct Source {
    file: Arc<str>,
    starts: Vec<usize>,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { file: file.into(), starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The place of a span: the line on which it begins.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let line = self.starts.partition_point(|start| *start <= span.start);
        Place { file: self.file.clone(), line: u32::try_from(line).unwrap_or(u32::MAX) }
    }
}

/// The problems found so far.
#[derive(Default)]
pub(super) struct Problems {
    found: Vec<PolicyProblem>,
}

impl Problems {
    pub(super) fn add(&mut self, problem: PolicyProblem) {
        self.found.push(problem);
    }

    pub(super) fn extend(&mut self, found: impl IntoIterator<Item = PolicyProblem>) {
        self.found.extend(found);
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn into_found(self) -> Vec<PolicyProblem> {
        self.found
    }
}

/// Starts a problem at a place.
pub(super) fn problem(place: &Place, key: impl fmt::Display, code: ProblemCode) -> PolicyProblem {
    PolicyProblem::new(place.clone(), Some(key.to_string()), code)
}
