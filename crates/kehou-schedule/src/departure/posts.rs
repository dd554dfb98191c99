//! From rooms to posts: what one person does from the first band to the last.

use super::board::Board;
use super::layout::{Heads, Layout};
use super::tables::{NOWHERE, Tables};

/// What one person does: a room in each band from the first to the last, and a hand-over before
/// or after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Post {
    /// The band in which it begins.
    pub(super) first: usize,
    /// The room in each band from there on.
    pub(super) rooms: Vec<u16>,
    /// The room of the band before in which they take over already, for a hand-over.
    pub(super) head: Option<u16>,
    /// The room of the band after to which they bring children before they leave.
    pub(super) tail: Option<u16>,
    /// Whether own staff are wanted: they are alone with children, or hand them over (T6).
    pub(super) own: bool,
}

impl Post {
    /// The band after the last.
    pub(super) const fn end(&self) -> usize {
        self.first + self.rooms.len()
    }

    /// Two posts of one, the second beginning `at` a band; `early` says that who comes takes over
    /// before who goes leaves.
    pub(super) fn cut(&self, at: usize, early: bool) -> Option<(Self, Self)> {
        let own = self.own;
        let (before, after) = self.rooms.split_at_checked(at.checked_sub(self.first)?)?;
        let (last, first) = (*before.last()?, *after.first()?);
        let tail = (own && !early).then_some(first);
        let head = (own && early).then_some(last);
        let one = Self { first: self.first, rooms: before.to_vec(), head: self.head, tail, own };
        let other = Self { first: at, rooms: after.to_vec(), head, tail: self.tail, own };
        Some((one, other))
    }
}

/// The posts of a layout, with as few hand-overs as it needs.
pub(super) fn posts(tables: &Tables<'_>, layout: &Layout) -> Vec<Post> {
    let heads = Board::new(tables, layout.clone()).heads();
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
        let Entry { mut links, free } = self.leave(band);
        // Who stays in the room goes on first; the order of posts decides the rest.
        links.sort_by_key(|(to, post)| (*to, post.rooms.last() != Some(to)));
        let mut places = self.places(&links, heads);
        let mut free = free.into_iter();
        let mut kept: Vec<u32> = vec![0; places.len()];
        for (to, mut post) in links {
            let room = usize::from(to);
            if places[room] > 0 {
                places[room] -= 1;
                kept[room] += 1;
                post.rooms.push(to);
                self.open.push(post);
            } else {
                post.tail = Some(to);
                self.done.push(post);
            }
        }
        for (room, to) in (0..places.len()).zip(0u16..) {
            for _ in 0..places[room] {
                let own = kept[room] < heads.ways[room].max(1);
                kept[room] += 1;
                let mut post = free.next().unwrap_or(Post {
                    first: band,
                    rooms: Vec::new(),
                    head: None,
                    tail: None,
                    own: false,
                });
                post.own |= own;
                post.rooms.push(to);
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
        open.sort_by_key(|it| (it.rooms.last().copied(), !it.own, it.first));
        let mut links = Vec::new();
        for (from, to) in self.ways(band) {
            let at = open.iter().position(|it| it.rooms.last() == Some(&from));
            if let Some(at) = at {
                let mut post = open.remove(at);
                post.own = true;
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
