//! Where in a request a reader stands, and where it reports what is wrong.

use std::fmt;

use crate::{Flaw, Violations};

/// A field or an item of a request. Its path costs nothing until it is shown.
pub(crate) struct Place<'a> {
    path: Path<'a>,
    found: &'a mut Violations,
}

/// Reads a whole request: its value, or everything that is wrong with it.
pub(crate) fn reading<T>(read: impl FnOnce(&mut Place<'_>) -> Option<T>) -> Result<T, Violations> {
    let mut found = Violations::default();
    let value = read(&mut Place::request(&mut found));
    found.or(value)
}

#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Request,
    Field(&'static str),
    Item(usize),
}

impl<'a> Place<'a> {
    /// The request as a whole.
    pub(crate) const fn request(found: &'a mut Violations) -> Self {
        let path = Path { parent: None, step: Step::Request };
        Self { path, found }
    }

    /// A field of the message that stands here.
    pub(crate) const fn field(&mut self, name: &'static str) -> Place<'_> {
        self.step(Step::Field(name))
    }

    /// An item of the list that stands here, from 0.
    pub(crate) const fn item(&mut self, index: usize) -> Place<'_> {
        self.step(Step::Item(index))
    }

    /// The same place, lent to another reader.
    pub(crate) const fn here(&mut self) -> Place<'_> {
        Place { path: self.path, found: self.found }
    }

    const fn step(&mut self, step: Step) -> Place<'_> {
        let path = Path { parent: Some(&self.path), step };
        Place { path, found: self.found }
    }

    /// Reports what is wrong here; there is no value then.
    pub(crate) fn refuse<T>(&mut self, flaw: Flaw) -> Option<T> {
        self.found.add(&self.path, flaw);
        None
    }

    /// Reports what is wrong here.
    pub(crate) fn report(&mut self, flaw: Flaw) {
        self.found.add(&self.path, flaw);
    }

    /// The path, to be named elsewhere.
    pub(crate) fn path(&self) -> String {
        self.path.to_string()
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parent = self.parent.filter(|parent| !matches!(parent.step, Step::Request));
        if let Some(parent) = parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Request => Ok(()),
            Step::Field(name) if parent.is_none() => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_as_clients_write_it() {
        let mut found = Violations::default();
        let mut request = Place::request(&mut found);
        assert_eq!(request.path(), "");
        let mut pupils = request.field("pupils");
        let mut pupil = pupils.item(3);
        let mut days = pupil.field("days");
        assert_eq!(days.item(0).field("date").path(), "pupils[3].days[0].date");
    }

    #[test]
    fn twenty_are_listed_and_all_are_counted() {
        let mut found = Violations::default();
        let mut request = Place::request(&mut found);
        for index in 0..50 {
            let nothing: Option<()> = request.field("pupils").item(index).refuse(Flaw::Required);
            assert_eq!(nothing, None);
        }
        assert_eq!((found.listed().len(), found.count()), (20, 50));
        assert_eq!(found.listed()[19].field, "pupils[19]");
        assert!(found.or(Some(())).is_err());
    }
}
