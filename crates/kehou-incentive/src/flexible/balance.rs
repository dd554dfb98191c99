//! The balance: lots of minutes with their expiry, used first in, first out.

use std::collections::{BTreeMap, VecDeque};

use chrono::{Days, NaiveDate};
use kehou_units::{Dated, Minutes};

use super::FlexPolicy;
use crate::kind::DutyKind;

/// Verified minutes of duty of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Earning {
    /// The day.
    pub on: NaiveDate,
    /// Which duty.
    pub kind: DutyKind,
    /// How long.
    pub minutes: Minutes,
}

/// Minutes that were granted and taken on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    /// The day.
    pub on: NaiveDate,
    /// How long.
    pub minutes: Minutes,
}

/// What is left of what one day earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lot {
    /// The day on which it was earned.
    pub earned_on: NaiveDate,
    /// The last day on which it can be used.
    pub last_day: NaiveDate,
    /// What is left of it.
    pub left: Minutes,
}

/// The balance of a person on the morning of a day.
///
/// Nothing is lost: what was earned is left, used, expired or beyond what a balance can hold.
///
/// # Clauses
///
/// S2.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What can be used, oldest first.
    pub lots: Vec<Lot>,
    /// All that was earned.
    pub earned: u64,
    /// What was used of it.
    pub used: u64,
    /// What expired.
    pub expired: u64,
    /// What was earned beyond what a balance can hold.
    pub beyond: u64,
    /// What was taken and never earned: a correction took its earning away. It is owed, not undone.
    pub overdrawn: u64,
}

impl Balance {
    /// What can be used.
    #[must_use]
    pub fn available(&self) -> Minutes {
        self.lots.iter().fold(Minutes::default(), |sum, lot| plus(sum, lot.left))
    }
}

fn plus(a: Minutes, b: Minutes) -> Minutes {
    Minutes::new(a.count().saturating_add(b.count()))
}

/// What the minutes of a day earn: all kinds together, rounded down to a minute.
fn earned(policy: &FlexPolicy, minutes: &[u64; DutyKind::COUNT]) -> Minutes {
    let exact: u64 = minutes.iter().zip(policy.earns).map(|(it, rate)| it * u64::from(rate)).sum();
    Minutes::new(u32::try_from(exact / 10_000).unwrap_or(u32::MAX))
}

/// The balance on the morning of a day: what was earned and taken on days before it, in order of
/// days; on one day hours are taken before duty earns them, since late duty ends the day. Each day's
/// earnings follow the policy of that day; a day without a policy earns nothing.
#[must_use]
pub fn balance(
    policies: &Dated<FlexPolicy>,
    earnings: &[Earning],
    uses: &[Use],
    on: NaiveDate,
) -> Balance {
    let mut days: BTreeMap<NaiveDate, (u64, [u64; DutyKind::COUNT])> = BTreeMap::new();
    for taken in uses.iter().filter(|it| it.on < on) {
        days.entry(taken.on).or_default().0 += u64::from(taken.minutes.count());
    }
    for duty in earnings.iter().filter(|it| it.on < on) {
        days.entry(duty.on).or_default().1[duty.kind.index()] += u64::from(duty.minutes.count());
    }
    let mut account = Account::default();
    for (day, (taken, duty)) in days {
        account.expire(day);
        account.take(taken);
        if let Some(policy) = policies.in_force(day) {
            account.earn(policy, day, &duty);
        }
    }
    account.expire(on);
    let Account { lots, mut balance } = account;
    balance.lots = lots.into();
    balance
}

#[derive(Default)]
struct Account {
    lots: VecDeque<Lot>,
    balance: Balance,
}

impl Account {
    /// Lets go what can't be used any more; lots of a shorter policy may expire before older ones.
    fn expire(&mut self, on: NaiveDate) {
        let balance = &mut self.balance;
        self.lots.retain(|lot| {
            let lives = on <= lot.last_day;
            if !lives {
                balance.expired += u64::from(lot.left.count());
            }
            lives
        });
    }

    fn take(&mut self, mut minutes: u64) {
        while minutes > 0 {
            let Some(oldest) = self.lots.front_mut() else {
                self.balance.overdrawn += minutes;
                return;
            };
            let part = minutes.min(u64::from(oldest.left.count()));
            self.balance.used += part;
            minutes -= part;
            oldest.left = oldest.left.less(Minutes::new(u32::try_from(part).unwrap_or(u32::MAX)));
            if oldest.left == Minutes::default() {
                self.lots.pop_front();
            }
        }
    }

    fn earn(&mut self, policy: &FlexPolicy, on: NaiveDate, duty: &[u64; DutyKind::COUNT]) {
        let minutes = earned(policy, duty);
        self.balance.earned += u64::from(minutes.count());
        let held = self.lots.iter().fold(Minutes::default(), |sum, lot| plus(sum, lot.left));
        let left = Minutes::new(minutes.count().min(policy.most.less(held).count()));
        self.balance.beyond += u64::from(minutes.less(left).count());
        let last_day = on.checked_add_days(Days::new(u64::from(policy.expires_days)));
        if left > Minutes::default() {
            let last_day = last_day.unwrap_or(NaiveDate::MAX);
            self.lots.push_back(Lot { earned_on: on, last_day, left });
        }
    }
}
