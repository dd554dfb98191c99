//! A policy as a list of facts: what is hashed into its id and compared by a diff.
//!
//! Both read the same list, so a difference that changes the id always shows up in the diff.

use std::fmt;

use kehou_units::Period;

use crate::{Key, RuleId, policy::Contents};

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeSubject {
    /// The value of a parameter.
    Value(Key),
    /// The clause and kind behind a parameter.
    Source(Key),
    /// What a parameter's value rests on.
    Basis(Key),
    /// The bounds that a parameter's text names.
    Bounds(Key),
    /// A field of an instrument: its document number, title, dates.
    Instrument {
        /// The id of the instrument.
        id: String,
        /// The field, named as in policy texts.
        field: &'static str,
    },
    /// The words of a clause.
    Clause {
        /// The id of the instrument.
        instrument: String,
        /// The id of the clause.
        clause: String,
        /// `zh` or `en`.
        language: &'static str,
    },
    /// A rule's resting on a clause; the text is the kind.
    Citation {
        /// The row of the register.
        rule: RuleId,
        /// The id of the instrument.
        instrument: String,
        /// The id of the clause.
        clause: String,
    },
    /// A field of a waiver category.
    WaiverCategory {
        /// The code.
        code: String,
        /// The field, named as in policy texts.
        field: &'static str,
    },
}

impl fmt::Display for ChangeSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(key) => f.write_str(key.name()),
            Self::Source(key) => write!(f, "{} clause", key.name()),
            Self::Basis(key) => write!(f, "{} basis", key.name()),
            Self::Bounds(key) => write!(f, "{} bounds", key.name()),
            Self::Instrument { id, field } => write!(f, "{id} {field}"),
            Self::Clause { instrument, clause, language } => {
                write!(f, "{instrument} {clause} {language}")
            }
            Self::Citation { rule, instrument, clause } => {
                write!(f, "{rule} under {instrument} {clause}")
            }
            Self::WaiverCategory { code, field } => write!(f, "waiver category {code} {field}"),
        }
    }
}

/// A statement of a policy: about what, for which days (`None` for always), in which words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    pub(crate) subject: ChangeSubject,
    pub(crate) period: Option<Period>,
    pub(crate) text: String,
}

/// Everything that a policy says, in the order of its sorted contents.
pub(crate) fn facts(contents: &Contents) -> Vec<Fact> {
    let mut facts = Vec::new();
    add_parameters(contents, &mut facts);
    add_instruments(contents, &mut facts);
    add_citations(contents, &mut facts);
    add_categories(contents, &mut facts);
    facts
}

fn add_parameters(contents: &Contents, facts: &mut Vec<Fact>) {
    for parameter in contents.parameters.iter().flatten() {
        let key = parameter.key;
        let mut add = |subject, text| {
            facts.push(Fact { subject, period: Some(parameter.period), text });
        };
        add(ChangeSubject::Value(key), parameter.value.to_string());
        let source = format!("{} {}", parameter.clause, parameter.kind);
        add(ChangeSubject::Source(key), source);
        if let Some(basis) = &parameter.basis {
            add(ChangeSubject::Basis(key), basis.to_string());
        }
        let names = |keys: &[Key]| keys.iter().map(|key| key.name()).collect::<Vec<_>>();
        let (most, least) = (names(&parameter.at_most), names(&parameter.at_least));
        if !(most.is_empty() && least.is_empty()) {
            let bounds = format!("at most [{}], at least [{}]", most.join(", "), least.join(", "));
            add(ChangeSubject::Bounds(key), bounds);
        }
    }
}

fn add_instruments(contents: &Contents, facts: &mut Vec<Fact>) {
    for instrument in &contents.instruments {
        let fields = [
            ("document", instrument.document.to_string()),
            ("title_zh", instrument.title_zh.to_string()),
            ("title_en", instrument.title_en.to_string()),
            ("issuer", instrument.issuer.to_string()),
            ("level", instrument.level.to_string()),
            ("division", instrument.division.to_string()),
            ("in force", instrument.period.to_string()),
            ("after_expiry", instrument.after_expiry.as_str().to_owned()),
            ("replaces", instrument.replaces.join(", ")),
        ];
        facts.extend(fields.map(|(field, text)| Fact {
            subject: ChangeSubject::Instrument { id: instrument.id.to_string(), field },
            period: None,
            text,
        }));
        for clause in &instrument.clauses {
            let words = [("zh", &clause.zh), ("en", &clause.en)];
            facts.extend(words.map(|(language, text)| Fact {
                subject: ChangeSubject::Clause {
                    instrument: instrument.id.to_string(),
                    clause: clause.id.to_string(),
                    language,
                },
                period: None,
                text: text.to_string(),
            }));
        }
    }
}

fn add_citations(contents: &Contents, facts: &mut Vec<Fact>) {
    facts.extend(contents.citations.iter().map(|citation| Fact {
        subject: ChangeSubject::Citation {
            rule: citation.rule,
            instrument: citation.instrument.to_string(),
            clause: citation.clause.to_string(),
        },
        period: Some(citation.period),
        text: citation.kind.to_string(),
    }));
}

fn add_categories(contents: &Contents, facts: &mut Vec<Fact>) {
    for entry in &contents.categories {
        let fields = [
            ("zh", entry.zh.to_string()),
            ("en", entry.en.to_string()),
            ("evidence", entry.evidence.to_string()),
            ("list_match", entry.list_match.as_str().to_owned()),
            ("instrument", entry.instrument.to_string()),
        ];
        facts.extend(fields.map(|(field, text)| Fact {
            subject: ChangeSubject::WaiverCategory { code: entry.code().to_owned(), field },
            period: Some(entry.period),
            text,
        }));
    }
}
