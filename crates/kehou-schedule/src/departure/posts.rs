//! From rooms to posts: what one person does from the first band to the last.

use super::board::Board;
use super::layout::{Heads, Layout};
use super::tables::{NOWHERE, Tables};

/// What one person does in a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leg {
    /// In which room.
    pub(super) room: u16,
    /// Whether own staff are wanted: they are alone with children, or bring them on (T6).
    pub(super) keeps: bool,
    /// Whether they bring children from the leg before, so that somebody else who begins here
    /// needs a hand-over (G8).
    pub(super) brings: bool,
}

/// What one person does: a leg in each band from the first to the last, and a hand-over before
/// or after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Post {
    /// The band in which it begins.
    pub(super) first: usize,
    /// A leg for each band from there on.
    pub(super) legs: Vec<Leg>,
    /// The room of the band before in which they take over already, for a hand-over.
    pub(super) head: Option<u16>,
    /// The room of the band after to which they bring children before they leave.
    pub(super) tail: Option<u16>,
}

impl Post {
    /// The band after the last.
    pub(super) const fn end(&self) -> usize {
        self.first + self.legs.len()
    }

    /// Whether own staff are wanted in one of its legs.
    pub(super) fn own(&self) -> bool {
        let hands_over = self.tail.is_some() || self.head.is_some();
        hands_over || self.legs.iter().any(|it| it.keeps || it.brings)
    }

    /// The bands at which somebody else can go on without a hand-over.
    pub(super) fn seams(&self) -> impl Iterator<Item = usize> {
        let legs = (self.first..).zip(&self.legs).skip(1);
        legs.filter(|it| !it.1.brings).map(|it| it.0)
    }

    /// One post of two, the second beginning where this one ends, if nobody has to be handed over.
    pub(super) fn joined(&self, next: &Self) -> Option<Self> {
        let brings = next.legs.first().is_some_and(|it| it.brings);
        let meet = self.end() == next.first && self.tail.is_none() && next.head.is_none();
        let legs = || self.legs.iter().chain(&next.legs).copied().collect();
        (meet && !brings).then(|| Self {
            first: self.first,
            legs: legs(),
            head: self.head,
            tail: next.tail,
        })
    }

    /// Two posts of one, the second beginning at a band; `early` says that who comes takes over
    /// before who goes leaves, if there is a hand-over.
    pub(super) fn cut(&self, at: usize, early: bool) -> Option<(Self, Self)> {
        let (before, after) = self.legs.split_at_checked(at.checked_sub(self.first)?)?;
        let (last, first) = (before.last()?, after.first()?);
        let tail = (first.brings && !early).then_some(first.room);
        let head = (first.brings && early).then_some(last.room);
        let one = Self { first: self.first, legs: before.to_vec(), head: self.head, tail };
        let mut other = Self { first: at, legs: after.to_vec(), head, tail: self.tail };
        other.legs.iter_mut().take(1).for_each(|it| it.brings = false);
        Some((one, other))
    }
}

/// The posts of a layout, with as few hand-overs as it needs.
pub(super) fn posts(tables: &Tables<'_>, layout: &Layout) -> Vec<Post> {
    let heads = Board::new(tables, layout).heads();
    let mut making = Making { tables, layout, done: Vec::new(), open: Vec::new() };
    for (band, heads) in heads.iter().enumerate() {
        making.enter(band, heads);
    }
    let Making { mut done, open, .. } = making;
    done.extend(open);
    done.sort();
    done
}

struct Making<'a, 'd> {
    tables: &'a Tables<'d>,
    layout: &'a Layout,
    done: Vec<Post>,
    open: Vec<Post>,
}

/// How posts of the band before go on.
struct Entry {
    /// Posts that bring children, by the room into which they do.
    links: Vec<(u16, Post)>,
    /// Posts that bring nobody.
    free: Vec<Post>,
}

impl Making<'_, '_> {
    fn enter(&mut self, band: usize, heads: &Heads) {
        let Entry { mut links, mut free } = self.leave(band);
        // Who stays in the room goes on first; the order of posts decides the rest.
        links.sort_by_key(|(to, post)| (*to, post.legs.last().map(|it| it.room) != Some(*to)));
        let mut places = self.places(&links, heads);
        let mut kept: Vec<u32> = vec![0; places.len()];
        for (to, mut post) in links {
            let room = usize::from(to);
            if places[room] > 0 {
                places[room] -= 1;
                let keeps = kept[room] < heads.ways[room].max(1);
                kept[room] += 1;
                post.legs.push(Leg { room: to, keeps, brings: true });
                self.open.push(post);
            } else {
                post.tail = Some(to);
                self.done.push(post);
            }
        }
        for (room, to) in (0..places.len()).zip(0u16..) {
            for _ in 0..places[room] {
                let keeps = kept[room] < heads.ways[room].max(1);
                kept[room] += 1;
                // Who need not be own staff goes on where own staff are not wanted.
                let like = free.iter().position(|it| it.own() == keeps).unwrap_or_default();
                let known = (!free.is_empty()).then(|| free.remove(like));
                let mut post =
                    known.unwrap_or(Post { first: band, legs: Vec::new(), head: None, tail: None });
                post.legs.push(Leg { room: to, keeps, brings: false });
                self.open.push(post);
            }
        }
        self.done.extend(free);
    }

    /// How many places each room has: what it needs, and those who are there so that enough are at
    /// school, where children come in from most sides.
    fn places(&self, links: &[(u16, Post)], heads: &Heads) -> Vec<u32> {
        let mut places = heads.rooms.clone();
        let mut into = vec![0u32; places.len()];
        links.iter().for_each(|(to, _)| into[usize::from(*to)] += 1);
        for _ in 0..heads.spare {
            let used = (0..places.len()).filter(|room| heads.rooms[*room] > 0);
            let room =
                used.max_by_key(|it| (into[*it].saturating_sub(places[*it]), usize::MAX - it));
            if let Some(room) = room {
                places[room] += 1;
            }
        }
        places
    }

    /// Takes the open posts apart: one for each way from a room on, the rest free.
    fn leave(&mut self, band: usize) -> Entry {
        let mut open = std::mem::take(&mut self.open);
        open.sort_by_key(|it| (it.legs.last().map(|it| (it.room, !it.keeps)), it.first));
        let mut links = Vec::new();
        for (from, to) in self.ways(band) {
            let at = open.iter().position(|it| it.legs.last().is_some_and(|it| it.room == from));
            if let Some(at) = at {
                let mut post = open.remove(at);
                post.legs.iter_mut().last().into_iter().for_each(|it| it.keeps = true);
                links.push((to, post));
            }
        }
        Entry { links, free: open }
    }

    fn ways(&self, band: usize) -> Vec<(u16, u16)> {
        let Some(before) = band.checked_sub(1) else { return Vec::new() };
        let rooms = self.layout.rooms[before].iter().zip(&self.layout.rooms[band]);
        let mut ways: Vec<(u16, u16)> =
            rooms.filter(|it| *it.1 != NOWHERE).map(|it| (*it.0, *it.1)).collect();
        debug_assert!(ways.len() <= self.tables.groups());
        ways.sort_unstable();
        ways.dedup();
        ways
    }
}
