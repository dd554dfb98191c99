//! Which rules about score packs a pack breaks.

use kehou_units::Fault;

use crate::kind::DutyKind;

/// What may never enter a score, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BarredInput {
    /// A reason for care: it gives priority and limits in the roster, never points. (S4)
    Care,
    /// Participation of pupils: never a score or target of persons or schools. (S8)
    Participation,
    /// What nobody has verified or confirmed. (S6)
    Unverified,
    /// Money: neither income nor pay measures work.
    Money,
    /// The scores of others: what a person gains would hang on who else is scored. (S8)
    Cohort,
}

impl BarredInput {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Care, Self::Participation, Self::Unverified, Self::Money, Self::Cohort];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Care => "BARRED_CARE",
            Self::Participation => "BARRED_PARTICIPATION",
            Self::Unverified => "BARRED_UNVERIFIED",
            Self::Money => "BARRED_MONEY",
            Self::Cohort => "BARRED_COHORT",
        }
    }

    /// The barred input that a word names, if it names one.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        const WORDS: [(BarredInput, &[&str]); 5] = [
            (
                BarredInput::Care,
                &[
                    "care",
                    "nursing",
                    "pregnan",
                    "breastfeed",
                    "maternity",
                    "family",
                    "burden",
                    "commut",
                    "sex",
                    "gender",
                    "age",
                    "children",
                    "health",
                    "illness",
                    "marital",
                    "disab",
                    "leave",
                ],
            ),
            (
                BarredInput::Participation,
                &["participation", "pupil", "enrol", "student", "full_week", "headcount"],
            ),
            (
                BarredInput::Unverified,
                &["planned", "reported", "claimed", "unverified", "unconfirmed", "complaint"],
            ),
            (BarredInput::Money, &["income", "revenue", "fee", "pay", "money"]),
            (
                BarredInput::Cohort,
                &["min_max", "minmax", "z_score", "zscore", "percentile", "rank", "relative"],
            ),
        ];
        let names = |part: &str| {
            let whole = ["age", "sex", "pay", "fee", "rank", "leave", "care"].contains(&part);
            // Short words count only where they stand on their own, as in `care_factor`.
            word.split('_').any(|piece| piece == part) || (!whole && word.contains(part))
        };
        // A kind of duty may be called care; it is no reason for it.
        if DutyKind::of_word(word).is_some() {
            return None;
        }
        WORDS.into_iter().find(|(_, parts)| parts.iter().any(|part| names(part))).map(|it| it.0)
    }
}

/// Which rule about score packs a pack breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackProblem {
    /// A component would pay for doing fewer class hours. (S8)
    #[error(
        "component `{component}` can fall when a person does one more verified class hour; \
         let it rise or stay level"
    )]
    FewerHours {
        /// The component.
        component: String,
    },
    /// Something enters that never may. (S4, S6, S8)
    #[error("component `{component}` reads `{word}` ({}), which never enters a score", why.code())]
    Barred {
        /// The component.
        component: String,
        /// The word that names it.
        word: String,
        /// Why it never may.
        why: BarredInput,
    },
    /// A unit or divisor is not the one that the source has. (S5)
    #[error("component `{component}` says `{given}`; its source is counted in `{expected}`")]
    Units {
        /// The component.
        component: String,
        /// What it says.
        given: String,
        /// What its source has.
        expected: &'static str,
    },
    /// The transform runs the wrong way, both ways, or nowhere.
    #[error("the transform of `{component}` must be {expected} throughout")]
    Direction {
        /// The component.
        component: String,
        /// The way it must run: rising or falling.
        expected: &'static str,
    },
    /// Weights do not add up.
    #[error("the weights of `{name}` add up to {sum}%, not to {expected}%")]
    Sum {
        /// The pack, or the school's part.
        name: String,
        /// What they add up to, in per cent.
        sum: String,
        /// What they should add up to, in per cent.
        expected: String,
    },
    /// One source decides more than the pack allows it to.
    #[error("source `{source_word}` has a weight of {weight}%; at most {most}% is allowed")]
    TooHeavy {
        /// The source.
        source_word: String,
        /// Its weight over all components, in per cent.
        weight: String,
        /// The most allowed, in per cent.
        most: String,
    },
    /// A quantile table was frozen after the pack came into force.
    #[error("the table of `{component}` was frozen on {frozen_on}, after {from}")]
    NotFrozen {
        /// The component.
        component: String,
        /// The day on which it was frozen.
        frozen_on: String,
        /// The first day of the pack.
        from: String,
    },
    /// A school's part goes beyond what the county allows. (S1)
    #[error("the school's part may not have `{name}`; the county allows {allowed}")]
    SchoolPart {
        /// What goes beyond.
        name: String,
        /// What is allowed.
        allowed: String,
    },
}

impl PackProblem {
    /// The stable code of this problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FewerHours { .. } => "SCORE_PACK_FEWER_HOURS",
            Self::Barred { .. } => "SCORE_PACK_BARRED",
            Self::Units { .. } => "SCORE_PACK_UNITS",
            Self::Direction { .. } => "SCORE_PACK_DIRECTION",
            Self::Sum { .. } => "SCORE_PACK_SUM",
            Self::TooHeavy { .. } => "SCORE_PACK_TOO_HEAVY",
            Self::NotFrozen { .. } => "SCORE_PACK_NOT_FROZEN",
            Self::SchoolPart { .. } => "SCORE_PACK_SCHOOL_PART",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name; barred inputs by their codes.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self.clone() {
            Self::FewerHours { component } => vec![("component", component)],
            Self::Barred { component, word, why } => {
                vec![("component", component), ("word", word), ("why", why.code().to_owned())]
            }
            Self::Units { component, given, expected } => {
                vec![("component", component), ("given", given), ("expected", expected.to_owned())]
            }
            Self::Direction { component, expected } => {
                vec![("component", component), ("expected", expected.to_owned())]
            }
            Self::Sum { name, sum, expected } => {
                vec![("name", name), ("sum", sum), ("expected", expected)]
            }
            Self::TooHeavy { source_word, weight, most } => {
                vec![("source", source_word), ("weight", weight), ("most", most)]
            }
            Self::NotFrozen { component, frozen_on, from } => {
                vec![("component", component), ("frozen_on", frozen_on), ("from", from)]
            }
            Self::SchoolPart { name, allowed } => vec![("name", name), ("allowed", allowed)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_enters_is_known_by_its_words() {
        use BarredInput::{Care, Cohort, Money, Participation, Unverified};
        for (word, barred) in [
            ("care_factor", Some(Care)),
            ("nursing_staff", Some(Care)),
            ("commute_minutes", Some(Care)),
            ("age", Some(Care)),
            ("pupil_participation", Some(Participation)),
            ("enrolment_rate", Some(Participation)),
            ("planned_hours", Some(Unverified)),
            ("fee_income", Some(Money)),
            ("min_max", Some(Cohort)),
            ("z_score", Some(Cohort)),
            ("late_care", None),
            ("homework", None),
            ("manager", None),
        ] {
            assert_eq!(BarredInput::of_word(word), barred, "{word}");
        }
    }
}
