//! Words that several kinds of cases share: dates, instants, amounts, weekdays, one or many.

use std::{fmt, marker::PhantomData};

use anyhow::{Context, Result, anyhow};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use kehou_registry::{ClassRef, Grade, WeekdaySet};
use kehou_units::{Fen, Period};
use serde::{
    Deserialize, Deserializer,
    de::{
        Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use toml::value::Datetime;

/// A date, written `2023-03-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day(pub(super) NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = Datetime::deserialize(from)?;
        match read {
            Datetime { date: Some(date), time: None, offset: None } => {
                day(date).map(Self).map_err(D::Error::custom)
            }
            other => Err(D::Error::custom(format!("`{other}` is no date"))),
        }
    }
}

/// An instant in county time, written `2023-03-15T18:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At(pub(super) NaiveDateTime);

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = Datetime::deserialize(from)?;
        match read {
            Datetime { date: Some(date), time: Some(time), offset: None } => {
                let (hour, minute, second) =
                    (time.hour.into(), time.minute.into(), time.second.into());
                let time = NaiveTime::from_hms_opt(hour, minute, second);
                let at = time.zip(day(date).ok()).map(|(time, day)| day.and_time(time));
                at.map(Self).ok_or_else(|| D::Error::custom("no such instant"))
            }
            other => Err(D::Error::custom(format!("`{other}` is no instant in county time"))),
        }
    }
}

fn day(date: toml::value::Date) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        .ok_or_else(|| anyhow!("there is no day {date}"))
}

/// One thing, or a list of them.
#[derive(Clone, Debug)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one or a list")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        T::deserialize(text.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, date: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(date)).map(OneOrMany::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(OneOrMany::Many)
    }
}

impl<T> OneOrMany<T> {
    pub(super) fn as_slice(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// An amount in yuan, written `"4.00"`.
pub(super) fn yuan(text: &str) -> Result<Fen> {
    Fen::from_yuan_text(text).with_context(|| format!("`{text}`"))
}

/// A time of day, written `"16:30"`.
pub(super) fn time(text: &str) -> Result<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").with_context(|| format!("`{text}` is no time"))
}

/// A weekday, written `mon`.
pub(super) fn weekday(text: &str) -> Result<Weekday> {
    let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = all.iter().position(|known| *known == text);
    number
        .and_then(|number| Weekday::try_from(u8::try_from(number).ok()?).ok())
        .ok_or_else(|| anyhow!("`{text}` is no weekday; write mon, tue, wed, thu, fri, sat or sun"))
}

/// Weekdays, each written as [`weekday`] reads it.
pub(super) fn weekdays(texts: &[String]) -> Result<WeekdaySet> {
    let days: Result<Vec<Weekday>> = texts.iter().map(|text| weekday(text)).collect();
    Ok(WeekdaySet::of(days?))
}

/// A class, written `3-1`: the first class of grade 3.
pub(super) fn class(text: &str) -> Result<ClassRef> {
    let parts = text.split_once('-').and_then(|(grade, number)| {
        let grade = Grade::new(grade.parse().ok()?).ok()?;
        Some(ClassRef { grade, number: number.parse().ok()? })
    });
    parts.ok_or_else(|| anyhow!("`{text}` is no class; write grade and number like 3-1"))
}

/// A period; without a last day it is open.
pub(super) fn period(from: Day, until: Option<Day>) -> Result<Period> {
    Ok(Period::new(from.0, until.map(|until| until.0))?)
}
