//! Slots, marks, rolls, rosters and locks, packed one byte a mark.
