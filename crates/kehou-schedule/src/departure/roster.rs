//! Who takes which post: possible first, then late duty shared out evenly (G7).

use super::assignment::{NEVER, cheapest};
use super::posts::Post;
use super::tables::{Tables, could_serve};
use crate::late_hours::{AdultNo, Minute, Place, Plan, RoomNo, Span, Stretch};
use crate::late_hours::{BandNo, GroupNo};
use kehou_units::Minutes;

use super::layout::Layout;
use super::tables::NOWHERE;

/// How often posts are cut in two before it is given up.
const CUTS: usize = 8;
/// With at most so many seams each choice of them is tried.
const FEW_SEAMS: usize = 6;
/// With at most so many posts each is tried when one of them is to be cut.
const FEW_POSTS: usize = 8;

/// Who takes each post; none when nobody can be found by cutting posts at bands.
pub(super) fn roster(tables: &Tables<'_>, posts: &[Post]) -> Option<Vec<(AdultNo, Post)>> {
    let mut filling = Try::parted(tables, posts)?;
    for _ in 0..CUTS {
        if filling.unfilled == 0 {
            return Some(filling.filled());
        }
        filling = filling.fewer_unfilled(tables)?;
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

    /// The best way with a post cut in two; whoever ends where the second part begins may take it.
    fn with_cut(&self, tables: &Tables<'_>, at: usize, (one, other): (Post, Post)) -> Option<Self> {
        let mut posts = self.posts.clone();
        posts[at] = one;
        let join = |known: usize| {
            let mut joined = posts.clone();
            joined[known] = posts[known].joined(&other)?;
            Self::of(tables, joined)
        };
        let few = posts.len() <= FEW_POSTS || posts.len() == tables.day.adults().len();
        let all = 0..if few { posts.len() } else { 0 };
        let joined = all.filter_map(join);
        let mut apart = posts.clone();
        apart.insert(at + 1, other.clone());
        Self::of(tables, apart).into_iter().chain(joined).min_by_key(Self::rank)
    }

    /// The best way with one post that nobody takes cut in two.
    fn fewer_unfilled(&self, tables: &Tables<'_>) -> Option<Self> {
        let unfilled = |it: &usize| prices(tables, &self.posts[*it])[self.chosen[*it]] >= NEVER;
        let few = self.posts.len() <= FEW_POSTS;
        let mut open: Vec<usize> = (0..self.posts.len()).filter(|it| few || unfilled(it)).collect();
        open.truncate(if few { FEW_POSTS } else { 2 });
        let mut best: Option<Self> = None;
        for at in open {
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
        best
    }

    /// Somebody else goes on wherever that needs no hand-over, if there are people and late duty
    /// becomes more even: all such seams are cut, half of them, a quarter and so on, the latest
    /// first; where there are few, each choice of them.
    fn parted(tables: &Tables<'_>, posts: &[Post]) -> Option<Self> {
        let mut seams: Vec<(usize, usize)> = Vec::new();
        for (at, post) in posts.iter().enumerate() {
            seams.extend(post.seams().map(|band| (band, at)));
        }
        seams.sort_unstable_by(|a, b| b.cmp(a));
        let mut choices: Vec<Vec<(usize, usize)>> = Vec::new();
        if seams.len() <= FEW_SEAMS {
            let chosen = |bits: usize| {
                let chosen = seams.iter().enumerate().filter(move |it| bits >> it.0 & 1 == 1);
                chosen.map(|it| *it.1).collect()
            };
            choices.extend((0..1 << seams.len()).map(chosen));
        } else {
            while !seams.is_empty() {
                choices.push(seams.clone());
                seams.truncate(seams.len() / 2);
            }
            choices.push(Vec::new());
        }
        let tries = choices.iter().filter_map(|cuts| Self::of(tables, cut_all(posts, cuts)));
        tries.min_by_key(Self::rank)
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
    let price = |adult: &crate::late_hours::Adult| {
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
