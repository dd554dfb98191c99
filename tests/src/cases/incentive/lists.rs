//! Cases about lists: published, frozen, decided, appealed. [S7]

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use kehou_incentive::{
    Digest, Line, ListAct, ListContent, ListDeed, ListGround, ListRefusal, ListStage, Outcome,
    Ruling, ScoreList, ScorePack, Signature, StaffRef,
};
use kehou_registry::WorkingDays;
use kehou_units::Instant;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::At,
};

/// What is done to a list that ranks t-1, t-2 and t-3 and proposes t-1 and t-2.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    acts: Vec<Act>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    at: At,
    by: String,
    /// make, publish, object, uphold, dismiss, revise, freeze, grant, decline, appeal or withdraw.
    deed: String,
    /// Which complaint is answered.
    #[serde(default)]
    complaint: u32,
    /// About whom is decided.
    staff: Option<String>,
    /// For how many working days it is published.
    days: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Where the list stands in the end, by code.
    stage: Option<String>,
    version: Option<u32>,
    undecided: Option<usize>,
    /// The code with which the last act is refused.
    refused: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        self.refused.is_some()
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(in crate::cases) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Input, Expect>()?;
    let days = ScorePack::shipped()?.objection_days();
    let working = WorkingDays::default();
    let ground = ListGround { days, working: &working };
    let mut list: Option<ScoreList> = None;
    let last = input.acts.len().saturating_sub(1);
    for (at, raw) in input.acts.iter().enumerate() {
        let frozen = list.as_ref().is_some_and(|it| matches!(it.stage(), ListStage::Frozen { .. }));
        let act = raw.act(at, frozen)?;
        let done = match list.take() {
            None => ScoreList::make(act),
            Some(list) => list.advance(act, &ground),
        };
        match (done, &expect.refused) {
            (Ok(done), _) if at < last || expect.refused.is_none() => list = Some(done.list),
            (Ok(_), Some(code)) => bail!("expected the refusal {code}; nothing was refused"),
            (Err(refusal), Some(code)) if at == last && refusal.code() == code => return Ok(()),
            (Err(refusal), _) => bail!("act {at}: {}: {refusal}", ListRefusal::code(&refusal)),
            (Ok(_), None) => {}
        }
    }
    let list = list.context("no act made a list")?;
    let mut found = Differences::default();
    found.compare("stage", expect.stage, list.stage().kind().code().to_owned());
    found.compare("version", expect.version, list.version());
    found.compare("undecided", expect.undecided, list.undecided().count());
    found.none()
}

impl Act {
    fn act(&self, place: usize, frozen: bool) -> Result<ListAct> {
        let why: Line = "经研究".parse()?;
        let number: Line = "1号".parse()?;
        let complaint = self.complaint;
        let content = || -> Result<Box<ListContent>> {
            let staff = |ids: &[&str]| -> Result<BTreeSet<StaffRef>> {
                ids.iter().map(|id| Ok(id.parse()?)).collect()
            };
            Ok(Box::new(ListContent {
                digest: Digest::of(&place.to_string()),
                ranked: staff(&["t-1", "t-2", "t-3"])?,
                proposed: staff(&["t-1", "t-2"])?,
            }))
        };
        let ruled = |ruling| match frozen {
            true => ListDeed::Rule { complaint, ruling, why: why.clone() },
            false => ListDeed::Answer { complaint, ruling, why: why.clone() },
        };
        let decided = |outcome| -> Result<ListDeed> {
            let staff = self.staff.as_deref().context("say about whom: `staff`")?.parse()?;
            let (body, number, why) = ("评议小组".parse()?, number.clone(), why.clone());
            Ok(ListDeed::Decide { staff, outcome, body, number, why })
        };
        let deed = match self.deed.as_str() {
            "make" => ListDeed::Make { content: content()? },
            "publish" => ListDeed::Publish { number, days: self.days },
            "object" => ListDeed::Object { what: why },
            "uphold" => ruled(Ruling::Upheld),
            "dismiss" => ruled(Ruling::Dismissed),
            "revise" => ListDeed::Revise { content: content()?, why },
            "freeze" => ListDeed::Freeze,
            "grant" => decided(Outcome::Granted)?,
            "decline" => decided(Outcome::Declined)?,
            "appeal" => ListDeed::Appeal { what: why },
            "withdraw" => ListDeed::Withdraw { why },
            other => bail!("`{other}` is no deed"),
        };
        let signed = Signature { by: self.by.parse()?, at: Instant::of_county(self.at.0) };
        Ok(ListAct { signed, deed })
    }
}
