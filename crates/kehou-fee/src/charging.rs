//! Whether a school may charge at all. (F15, F17)

use chrono::NaiveDate;
use kehou_registry::{FeeNotice, Payee};
use kehou_units::Fen;

use crate::{DayTariff, Hold, Knowledge, SchoolFacts, day_tariff::NoticePrecedes};

/// What a school needs to charge: one designated payee, and fee notices that are complete.
pub(crate) struct Charging<'a> {
    payee: Option<&'a Payee>,
    /// Whether beside the channel a payee is in force of a kind that may never be designated.
    pub(crate) has_unlawful_payee: bool,
    notices: Vec<&'a FeeNotice>,
    billed_on: NaiveDate,
}

impl<'a> Charging<'a> {
    /// `tariff` is that of the month's last day. Of several payees in force on the day of the
    /// bill the one designated last counts; where two were designated on one day and differ, it is
    /// not known which is the channel, so there is none.
    pub(crate) fn of(facts: &SchoolFacts<'a>, tariff: &DayTariff, knowledge: Knowledge) -> Self {
        let billed_on = knowledge.known_on();
        let in_force = || facts.payees.iter().filter(move |payee| payee.in_force(billed_on));
        let lawful = || in_force().filter(|payee| tariff.permits_payee(payee.kind));
        let latest = lawful().map(|payee| payee.period.first()).max();
        let mut channels = lawful().filter(|payee| Some(payee.period.first()) == latest);
        let channel = |payee: &'a Payee| (payee.kind, &payee.name, &payee.account);
        let first = channels.next();
        let payee = first.filter(|first| channels.all(|other| channel(other) == channel(first)));
        let complete = |notice: &&FeeNotice| notice.missing().is_empty();
        Self {
            payee,
            has_unlawful_payee: payee.is_some()
                && in_force().any(|payee| !tariff.permits_payee(payee.kind)),
            notices: facts.notices.iter().filter(complete).collect(),
            billed_on,
        }
    }

    /// The payee that families pay to.
    pub(crate) const fn payee(&self) -> Option<&'a Payee> {
        self.payee
    }

    /// What keeps the school from charging a rate for a day.
    pub(crate) fn hold(&self, rate: Fen, on: NaiveDate, tariff: &DayTariff) -> Hold {
        if self.payee.is_none() {
            return Hold::Payee;
        }
        let by = match tariff.notice_precedes() {
            NoticePrecedes::Bill => self.billed_on,
            NoticePrecedes::Service => on.min(self.billed_on),
        };
        let noticed = self.notices.iter().any(|notice| notice.covers_charge(rate, on, by));
        if noticed { Hold::None } else { Hold::Notice }
    }
}
