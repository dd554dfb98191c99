//! Changes of items, ready to be stored.

use kehou_registry::PupilNo;

/// A new version of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange<T> {
    /// The pupil it belongs to; none for the school itself.
    pub pupil: Option<PupilNo>,
    /// Its number within its owner.
    pub item: u32,
    /// What becomes of it.
    pub change: Change<T>,
}

/// What becomes of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// It is so from now on.
    Put(T),
    /// It is no longer; the value is what it last was.
    Remove(T),
}

/// The changes of one kind of fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<T> {
    /// What would be written.
    pub items: Vec<ItemChange<T>>,
    /// How many items of which fate there are.
    pub counts: Counts,
    /// The items about which the files say something else, and which stand: an officer wrote or
    /// removed them, or a file can't undo them.
    pub kept: Vec<(Option<PupilNo>, u32)>,
}

/// How many items of which fate there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New items.
    pub added: u32,
    /// Items with a new value.
    pub changed: u32,
    /// Items that are no longer.
    pub removed: u32,
    /// Items about which the files say what is stored.
    pub unchanged: u32,
    /// Items that stand against the files.
    pub kept: u32,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Self { items: Vec::new(), counts: Counts::default(), kept: Vec::new() }
    }
}

impl<T> Changes<T> {
    pub(super) fn add(&mut self, pupil: Option<PupilNo>, item: u32, value: T) {
        self.items.push(ItemChange { pupil, item, change: Change::Put(value) });
        self.counts.added += 1;
    }

    pub(super) fn change(&mut self, pupil: Option<PupilNo>, item: u32, value: T) {
        self.items.push(ItemChange { pupil, item, change: Change::Put(value) });
        self.counts.changed += 1;
    }

    pub(super) fn remove(&mut self, pupil: Option<PupilNo>, item: u32, value: T) {
        self.items.push(ItemChange { pupil, item, change: Change::Remove(value) });
        self.counts.removed += 1;
    }

    pub(super) fn keep(&mut self, pupil: Option<PupilNo>, item: u32) {
        self.kept.push((pupil, item));
        self.counts.kept += 1;
    }

    pub(super) const fn leave(&mut self) {
        self.counts.unchanged += 1;
    }

    /// An item may stand against several words of the files; it is one item all the same.
    pub(super) fn count_kept_once(&mut self) {
        self.kept.sort_unstable();
        self.kept.dedup();
        self.counts.kept = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
    }

    /// Takes the changes of another owner too.
    pub(super) fn absorb(&mut self, other: Self) {
        self.items.extend(other.items);
        self.kept.extend(other.kept);
        self.counts = self.counts.and(other.counts);
    }
}

impl Counts {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            added: self.added + other.added,
            changed: self.changed + other.changed,
            removed: self.removed + other.removed,
            unchanged: self.unchanged + other.unchanged,
            kept: self.kept + other.kept,
        }
    }
}
