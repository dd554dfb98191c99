//! Which class each pupil is in.

use std::ops::Range;

use kehou_registry::ClassRef;

/// The class of each pupil on each day of a month.
pub(crate) struct Classes {
    /// All classes that anybody is in during the month.
    all: Vec<ClassRef>,
    /// The class of each pupil on the day looked at last, as a place in `all`; beyond them for
    /// pupils who were in none yet.
    today: Vec<u16>,
    moves: Vec<Move>,
    /// How many of the moves were made.
    moved: usize,
    runs: Vec<ClassRun>,
}

/// Neighbouring pupils who are in one class.
#[derive(Clone)]
pub(crate) struct ClassRun {
    pub(crate) pupils: Range<usize>,
    /// The class, as a place in all classes; beyond them for pupils who were in none yet.
    pub(crate) class: usize,
}

/// A pupil is in a class from a day on.
struct Move {
    day: u32,
    pupil: usize,
    class: u16,
}

impl Classes {
    pub(crate) fn new(pupils: usize) -> Self {
        let today = vec![u16::MAX; pupils];
        Self { all: Vec::new(), today, moves: Vec::new(), moved: 0, runs: Vec::new() }
    }

    /// All classes that anybody is in during the month.
    pub(crate) fn all(&self) -> &[ClassRef] {
        &self.all
    }

    /// A pupil is in a class from a day on; days of one pupil in any order.
    pub(crate) fn place(&mut self, pupil: usize, class: ClassRef, day: u32) {
        let known = self.all.iter().rposition(|known| *known == class);
        let place = known.unwrap_or_else(|| {
            self.all.push(class);
            self.all.len() - 1
        });
        // A school has far fewer classes than a `u16` can count.
        let class = u16::try_from(place).unwrap_or(u16::MAX);
        match day {
            0 => self.today[pupil] = class,
            day => self.moves.push(Move { day, pupil, class }),
        }
    }

    /// Says that every pupil was placed.
    pub(crate) fn placed(&mut self) {
        self.moves.sort_by_key(|next| (next.day, next.pupil));
        self.find_runs();
    }

    /// Moves on to a day; days are asked for in order. Gives the runs of pupils who are in one
    /// class that day.
    pub(crate) fn enter(&mut self, day: usize) -> &[ClassRun] {
        let before = self.moved;
        while let Some(next) = self.moves.get(self.moved).filter(|next| next.day as usize <= day) {
            self.today[next.pupil] = next.class;
            self.moved += 1;
        }
        if self.moved > before {
            self.find_runs();
        }
        &self.runs
    }

    fn find_runs(&mut self) {
        let mut first = 0;
        let run = |run: &[u16]| {
            let pupils = first..first + run.len();
            first = pupils.end;
            ClassRun { pupils, class: run[0] as usize }
        };
        self.runs = self.today.chunk_by(|one, next| one == next).map(run).collect();
    }
}
