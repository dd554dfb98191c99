//! Who was principal of a school when, as it is kept. (I10)

use kehou_units::Period;
use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, day, said, shape_of, text_of};
use crate::{
    dossier::{Post, WrittenPost},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    person: String,
    school: String,
    first: String,
    last: Option<String>,
}

impl Record for WrittenPost {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        let Post { person, school, period } = &self.post;
        text_of(&Shape {
            person: person.to_string(),
            school: school.to_string(),
            first: period.first().to_string(),
            last: period.last().map(|last| last.to_string()),
        })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let last = shape.last.as_deref().map(day).transpose()?;
        let period = Period::new(day(&shape.first)?, last).map_err(RecordFault::of)?;
        let post = Post { person: said(&shape.person)?, school: said(&shape.school)?, period };
        Ok(Self { post, signed })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn posts_stand_reading_and_never_end_before_they_begin() {
        let first = NaiveDate::from_ymd_opt(2022, 9, 1).unwrap();
        for last in [None, NaiveDate::from_ymd_opt(2023, 7, 31)] {
            let period = Period::new(first, last).unwrap();
            let school = "3708290001".parse().unwrap();
            let post = Post { person: "principal-1".parse().unwrap(), school, period };
            let written = WrittenPost { post, signed: signed() };
            stands_reading(&written);
            let turned = written.to_text().replace("2023-07-31", "2021-07-31");
            assert_eq!(WrittenPost::from_text(&turned, signed()).is_err(), last.is_some());
        }
    }
}
