//! What is asked about bounds.

use kehou_inspection::{ErrorRate, Sample};

use crate::{
    Flaw, Violations,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{list, name, number},
};

/// The most strata.
const STRATUM_LIMIT: usize = 200;
/// The most schools of a stratum.
const SCHOOL_LIMIT: u32 = 2_000;
/// The most bytes of a stratum's name.
const NAME_LIMIT: usize = 64;

/// What a sample says is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundQuestion {
    /// What was seen in each stratum.
    pub strata: Vec<(String, Sample)>,
    /// How often the statement may be wrong.
    pub rate: ErrorRate,
    /// The bound that is wanted.
    pub wanted: Option<u32>,
}

impl BoundQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::BoundViolationsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let strata = strata(at.field("strata"), &given.strata);
            let rate = rate(at.field("rate"), given.rate);
            let wanted = match given.wanted {
                Some(wanted) => number(at.field("wanted"), wanted, 0..=i32::MAX)
                    .map(i32::unsigned_abs)
                    .map(Some),
                None => Some(None),
            };
            Some(Self { strata: strata?, rate: rate?, wanted: wanted? })
        })
    }
}

fn strata(mut at: Place<'_>, given: &[pb::StratumSample]) -> Option<Vec<(String, Sample)>> {
    let mut seen = std::collections::BTreeSet::new();
    list(&mut at, given, 1..=STRATUM_LIMIT, |mut at, given| {
        let stratum = name(at.field("stratum"), given.stratum.clone(), NAME_LIMIT);
        let schools = number(at.field("schools"), given.schools, 0..=SCHOOL_LIMIT);
        let visited = number(at.field("visited"), given.visited, 0..=schools?);
        let found = number(at.field("found"), given.found, 0..=visited?);
        let (stratum, sample) = (stratum?, Sample::new(schools?, visited?, found?).ok()?);
        if !seen.insert(stratum.clone()) {
            let first = stratum.clone();
            return at.field("stratum").refuse(Flaw::Duplicate { given: stratum, first });
        }
        Some((stratum, sample))
    })
}

/// One in twenty unless something else is said.
fn rate(mut at: Place<'_>, given: Option<pb::ErrorRate>) -> Option<ErrorRate> {
    let given = given.unwrap_or(pb::ErrorRate { times: 1, of: 20 });
    let of = number(at.field("of"), given.of, 2..=1_000_000u32)?;
    let times = number(at.field("times"), given.times, 1..=of - 1)?;
    ErrorRate::new(times, of).ok()
}
