//! Who takes which post: possible first, then late duty shared out evenly (G7).

use super::assignment::{NEVER, cheapest};
use super::posts::Post;
use super::tables::{Tables, could_serve};
use crate::model::{AdultNo, Minute, Place, Plan, RoomNo, Span, Stretch};
use crate::model::{BandNo, GroupNo};
use kehou_units::Minutes;

use super::layout::Layout;
use super::tables::NOWHERE;

/// How often posts are cut in two before it is given up.
const CUTS: usize = 8;

/// Who takes each post; none when nobody can be found by cutting posts at bands.
pub(super) fn roster(tables: &Tables<'_>, posts: Vec<Post>) -> Option<Vec<(AdultNo, Post)>> {
    let mut try_of = Try::of(tables, posts)?;
    for _ in 0..CUTS {
        if try_of.unfilled == 0 {
            return Some(try_of.more_even(tables).filled());
        }
        try_of = try_of.fewer_unfilled(tables)?;
    }
    None
}

/// One way of filling posts.
struct Try {
    posts: Vec<Post>,
    chosen: Vec<usize>,
    unfilled: usize,
    minutes: u32,
    sum: i64,
}

impl Try {
    /// None when there are more posts than people.
    fn of(tables: &Tables<'_>, posts: Vec<Post>) -> Option<Self> {
        if posts.len() > tables.day.adults().len() {
            return None;
        }
        let cost: Vec<Vec<i64>> = posts.iter().map(|post| prices(tables, post)).collect();
        let chosen = cheapest(&cost);
        let paid = || chosen.iter().zip(&cost).map(|(adult, row)| row[*adult]);
        let unfilled = paid().filter(|it| *it >= NEVER).count();
        let sum = paid().filter(|it| *it < NEVER).sum();
        let minutes = posts.iter().map(|it| span(tables, it).length().count()).sum();
        Some(Self { posts, chosen, unfilled, minutes, sum })
    }

    fn filled(self) -> Vec<(AdultNo, Post)> {
        self.chosen.into_iter().map(AdultNo::at).zip(self.posts).collect()
    }

    fn rank(&self) -> (usize, u32, i64) {
        (self.unfilled, self.minutes, self.sum)
    }

    fn with_cut(&self, tables: &Tables<'_>, at: usize, cut: (Post, Post)) -> Option<Self> {
        let mut posts = self.posts.clone();
        posts[at] = cut.0;
        posts.insert(at + 1, cut.1);
        Self::of(tables, posts)
    }

    /// The best way with one post that nobody takes cut in two.
    fn fewer_unfilled(&self, tables: &Tables<'_>) -> Option<Self> {
        let unfilled = |it: &usize| prices(tables, &self.posts[*it])[self.chosen[*it]] >= NEVER;
        let open: Vec<usize> = (0..self.posts.len()).filter(unfilled).collect();
        let mut best: Option<Self> = None;
        for &at in open.iter().take(2) {
            let post = &self.posts[at];
            for band in post.first + 1..post.end() {
                for early in [false, true] {
                    let cut = post.cut(band, early)?;
                    let next = self.with_cut(tables, at, cut);
                    let better =
                        |it: &Self| best.as_ref().is_none_or(|best| it.rank() < best.rank());
                    best = next.filter(better).or(best);
                }
            }
        }
        best.filter(|it| it.posts.len() > self.posts.len())
    }

    /// Shares late duty out more evenly: posts that hand nothing over are cut at bands, all of
    /// them, half of them, a quarter and so on, those who end last first.
    fn more_even(self, tables: &Tables<'_>) -> Self {
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        for (at, post) in self.posts.iter().enumerate() {
            cuts.extend(post.seams().map(|band| (band, at)));
        }
        cuts.sort_unstable_by(|a, b| b.cmp(a));
        let mut best = self;
        let whole = best.posts.clone();
        while !cuts.is_empty() {
            let next = Self::of(tables, cut_all(&whole, &cuts));
            if let Some(next) = next.filter(|it| it.rank() < best.rank()) {
                best = next;
            }
            cuts.truncate(cuts.len() / 2);
        }
        best
    }
}

/// The posts with some of them cut; a cut is a band and a post.
fn cut_all(posts: &[Post], cuts: &[(usize, usize)]) -> Vec<Post> {
    let mut result = Vec::new();
    for (at, post) in posts.iter().enumerate() {
        let mut left = post.clone();
        for band in (post.first + 1..post.end()).filter(|band| cuts.contains(&(*band, at))) {
            if let Some((before, after)) = left.cut(band, false) {
                result.push(before);
                left = after;
            }
        }
        result.push(left);
    }
    result
}

/// From when to when a post lasts.
pub(super) fn span(tables: &Tables<'_>, post: &Post) -> Span {
    let bands = tables.day.bands();
    let overlap = Minutes::new(tables.overlap);
    let (from, until) = (bands[post.first].starts, bands[post.end() - 1].ends);
    let early = Minute::new(from.count().saturating_sub(tables.overlap)).unwrap_or(from);
    Span {
        from: if post.head.is_some() { early } else { from },
        until: if post.tail.is_some() { until.plus(overlap) } else { until },
    }
}

/// What a post costs with each person: how much it adds to the sum of squares.
fn prices(tables: &Tables<'_>, post: &Post) -> Vec<i64> {
    let span = span(tables, post);
    let late = i64::from(span.length_from(tables.day.settings().standard_end).count());
    let own = post.own();
    let price = |adult: &crate::model::Adult| {
        let fits = (adult.is_own() || !own) && could_serve(tables.day, adult, span);
        let term = i64::from(adult.term_late().count());
        if fits { 2 * term * late + late * late } else { NEVER }
    };
    tables.day.adults().iter().map(price).collect()
}

/// The plan of a layout and who takes its posts.
pub(super) fn plan(tables: &Tables<'_>, layout: &Layout, roster: &[(AdultNo, Post)]) -> Plan {
    let room = |it: &u16| (*it != NOWHERE).then(|| RoomNo::at(usize::from(*it)));
    let rooms = layout.rooms.iter().map(|it| it.iter().map(room).collect()).collect();
    let mut stretches: Vec<Stretch> =
        roster.iter().flat_map(|(adult, post)| stays(tables, *adult, post)).collect();
    stretches.sort_unstable();
    let mut plan = Plan { rooms, stretches };
    for (band, group) in empty(tables) {
        plan.rooms[band.index()][group.index()] = None;
    }
    plan
}

fn empty(tables: &Tables<'_>) -> impl Iterator<Item = (BandNo, GroupNo)> {
    let pairs = (0..tables.bands.len()).flat_map(|band| {
        (0..tables.groups()).map(move |group| (BandNo::at(band), GroupNo::at(group)))
    });
    pairs.filter(|(band, group)| tables.day.groups()[group.index()].staying(*band) == 0)
}

fn stays(tables: &Tables<'_>, adult: AdultNo, post: &Post) -> Vec<Stretch> {
    let bands = tables.day.bands();
    let whole = span(tables, post);
    let mut parts: Vec<(u16, Span)> = Vec::new();
    let first = bands[post.first].starts;
    parts.extend(post.head.map(|room| (room, Span { from: whole.from, until: first })));
    for (leg, band) in post.legs.iter().zip(&bands[post.first..]) {
        parts.push((leg.room, band.span()));
    }
    let last = bands[post.end() - 1].ends;
    parts.extend(post.tail.map(|room| (room, Span { from: last, until: whole.until })));
    let mut stays: Vec<Stretch> = Vec::new();
    for (room, during) in parts {
        let place = Place::Room(RoomNo::at(usize::from(room)));
        match stays.last_mut().filter(|it| it.place == place) {
            Some(before) => before.during.until = during.until,
            None => stays.push(Stretch { adult, place, during }),
        }
    }
    stays
}
