//! Who was principal of a school when.

use kehou_inspection::{PersonRef, WrittenPost};
use kehou_registry::SchoolCode;
use kehou_units::{Instant, Period};

use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::{person, signature_out},
    naming::{known_at, school_code},
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date, date_if_any, date_out, list},
    write::write_head,
};

/// The most posts of one school.
const POST_LIMIT: usize = 100;

/// The posts of a school are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPostsQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// Who was principal when; the whole list.
    pub posts: Vec<(PersonRef, Period)>,
}

impl PutPostsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::PutPostsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let posts = list(&mut at.field("posts"), &given.posts, 0..=POST_LIMIT, post);
            Some(Self { write: write?, school: school?, posts: posts? })
        })
    }
}

fn post(mut at: Place<'_>, given: &pb::Post) -> Option<(PersonRef, Period)> {
    let person = person(at.field("person"), &given.person);
    let first = date(at.field("first_day"), given.first_day);
    let last = date_if_any(at.field("last_day"), given.last_day);
    let (first, last) = (first?, last?);
    let Ok(period) = Period::new(first, last) else {
        let last = last.unwrap_or(first).to_string();
        return at.refuse(Flaw::Reversed { first: first.to_string(), last });
    };
    Some((person?, period))
}

/// A post as messages carry it.
#[must_use]
pub fn post_out(written: &WrittenPost) -> pb::Post {
    let post = &written.post;
    pb::Post {
        person: post.person.to_string(),
        first_day: Some(date_out(post.period.first())),
        last_day: post.period.last().map(date_out),
        signed: Some(signature_out(&written.signed)),
    }
}

/// The posts of a school are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPostsQuestion {
    /// The school.
    pub school: SchoolCode,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetPostsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetPostsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, known_at: known_at? })
        })
    }
}
