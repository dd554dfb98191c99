//! Deciding about a request: by somebody else, with a reason.

use kehou_units::{Fault, Minutes};

use super::{FlexGround, FlexRequest, FlexSituation};
use crate::written::{Line, Reasoned, Signature, StaffRef};

/// What was decided about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlexDecision {
    /// It is granted: so many minutes leave the balance on its day.
    Granted {
        /// Who granted it, and when.
        signed: Signature,
        /// How many.
        minutes: Minutes,
    },
    /// It is refused.
    Refused {
        /// Who refused it, when, and why.
        refused: Reasoned,
        /// What stands against it; empty when the reason is the decider's own.
        grounds: Vec<FlexGround>,
    },
}

/// Why a request can't be decided so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Something stands against it, so it can't be granted.
    #[error("{} stands against the request; refuse it, or mend that first", ground.code())]
    Against {
        /// The first thing that does.
        ground: FlexGround,
    },
    /// Whoever asks does not decide.
    #[error("`{who}` asked and can't decide; let somebody else do it")]
    OwnRequest {
        /// Who.
        who: StaffRef,
    },
}

impl RequestError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Against { .. } => "FLEX_AGAINST",
            Self::OwnRequest { .. } => "FLEX_OWN_REQUEST",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name; grounds by their codes.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Against { ground } => vec![("ground", ground.code().to_owned())],
            Self::OwnRequest { who } => vec![("who", who.to_string())],
        }
    }
}

impl FlexRequest {
    /// Grants it.
    ///
    /// # Errors
    ///
    /// [`RequestError::Against`] when something stands against it, and
    /// [`RequestError::OwnRequest`] when the person grants it to themselves.
    pub fn grant(
        &self,
        situation: &FlexSituation<'_>,
        signed: Signature,
    ) -> Result<FlexDecision, RequestError> {
        self.judged_by_another(&signed)?;
        if let Some(&ground) = self.against(situation).first() {
            return Err(RequestError::Against { ground });
        }
        Ok(FlexDecision::Granted { signed, minutes: self.minutes().unwrap_or_default() })
    }

    /// Refuses it with a reason; what stands against it is kept beside.
    ///
    /// # Errors
    ///
    /// [`RequestError::OwnRequest`] when the person refuses it to themselves.
    pub fn refuse(
        &self,
        situation: &FlexSituation<'_>,
        signed: Signature,
        why: Line,
    ) -> Result<FlexDecision, RequestError> {
        self.judged_by_another(&signed)?;
        let grounds = self.against(situation);
        Ok(FlexDecision::Refused { refused: Reasoned { signed, why }, grounds })
    }

    fn judged_by_another(&self, signed: &Signature) -> Result<(), RequestError> {
        if signed.by == self.staff {
            return Err(RequestError::OwnRequest { who: signed.by.clone() });
        }
        Ok(())
    }
}
