//! What is announced or running and so stays as it is (P5).

use kehou_units::Fault;

use super::{Band, BandNo, Day, GroupNo, Minute, Plan, RoomNo};

/// What is announced or running: bands that stay wholly as they are, and rooms already told.
///
/// # Clauses
///
/// P5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    before: usize,
    plan: Plan,
    announced: Vec<(BandNo, GroupNo, RoomNo)>,
}

/// A day can't be split at a minute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the day can't be split at {at}: it would leave less than a hand-over before or after; choose {choose}"
)]
pub struct SplitError {
    /// The minute asked for.
    pub at: Minute,
    /// The next minute at which it can be split.
    pub choose: Minute,
}

impl SplitError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "SCHEDULE_SPLIT"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("at", self.at.to_string()), ("choose", self.choose.to_string())]
    }
}

impl Held {
    /// How many bands, from the first, stay wholly as they are.
    #[must_use]
    pub const fn bands(&self) -> usize {
        self.before
    }

    /// The room in which a group has to be in a band, when that is told already.
    #[must_use]
    pub fn room(&self, band: BandNo, group: GroupNo) -> Option<RoomNo> {
        if band.index() < self.before {
            return self.plan.room(band, group);
        }
        let told = self.announced.iter().find(|it| it.0 == band && it.1 == group);
        told.map(|it| it.2)
    }

    /// The plan whose first bands stay as they are.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl Day {
    /// This day with the first `bands` bands of a plan kept wholly as they are.
    #[must_use]
    pub fn holding(mut self, plan: &Plan, bands: usize) -> Self {
        let before = bands.min(self.bands().len());
        let announced = std::mem::take(&mut self.held_mut().announced);
        *self.held_mut() = Held { before, plan: plan.clone(), announced };
        self
    }

    /// This day with a room kept that is told already.
    #[must_use]
    pub fn announcing(mut self, band: BandNo, group: GroupNo, room: RoomNo) -> Self {
        self.held_mut().announced.push((band, group, room));
        self
    }

    /// This day and a plan of it with the band that holds `at` split there, and how many bands lie
    /// before `at`. A boundary of bands splits nothing.
    ///
    /// # Errors
    ///
    /// [`SplitError`] when a part would be shorter than a hand-over.
    pub fn split_at(mut self, plan: &Plan, at: Minute) -> Result<(Self, Plan, usize), SplitError> {
        let before = self.bands().iter().take_while(|band| band.ends <= at).count();
        let mut plan = plan.clone();
        let overlap = self.settings().overlap;
        let Some(&band) = self.bands().get(before) else { return Ok((self, plan, before)) };
        if band.starts >= at {
            return Ok((self, plan, before));
        }
        if at.since(band.starts) < overlap {
            return Err(SplitError { at, choose: band.starts.plus(overlap) });
        }
        if band.ends.since(at) < overlap {
            return Err(SplitError { at, choose: band.ends });
        }
        self.duplicate_band(before, at);
        if let Some(rooms) = plan.rooms.get(before).cloned() {
            plan.rooms.insert(before, rooms);
        }
        Ok((self, plan, before + 1))
    }

    fn duplicate_band(&mut self, band: usize, at: Minute) {
        let (bands, groups, siblings) = self.bands_mut();
        if let Some(first) = bands.get_mut(band) {
            let second = Band { starts: at, ..*first };
            first.ends = at;
            bands.insert(band + 1, second);
        }
        for group in groups {
            let count = group.staying.get(band).copied().unwrap_or_default();
            group.staying.insert(band + 1, count);
        }
        for pair in siblings.iter_mut().filter(|it| it.bands as usize > band) {
            pair.bands += 1;
        }
        for told in &mut self.held_mut().announced {
            if told.0.index() > band {
                told.0 = BandNo::at(told.0.index() + 1);
            }
        }
    }
}
