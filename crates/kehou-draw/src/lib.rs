//! The draw (抽签) that nobody can steer and anybody can repeat: frame, commitment, seed, tickets,
//! proof record.
//!
//! A [`Frame`] says who can be drawn; a [`Commitment`] to it, its quotas and the source of the seed
//! is published; only then does the seed become known, and [`Draw`] gives every unit its ticket.
//! A [`ProofRecord`] is all that a stranger needs to repeat it. Everything is an argument: nothing
//! here reads a clock or makes a random number (I5).
//!
//! # Examples
//!
//! ```
#![doc = include_str!("../examples/school_draw.rs")]
//! ```

mod commitment;
mod draw;
mod fingerprint;
mod frame;
mod label;
mod number;
mod proof;
mod sampler;
mod seed;
mod source;
#[cfg(feature = "testing")]
pub mod testing;

pub use commitment::{ALGORITHM, COMPARISON, CommitError, Commitment, DrawPlan};
pub use draw::{Draw, FrameChanged, UnitTicket};
pub use fingerprint::{CommitmentHash, FrameHash, HashTextError, PartyHash, ProofHash};
pub use frame::{Frame, FrameError, FrameUnit};
pub use label::{Label, Nonce, Stratum, TextError, UnitCode};
pub use number::TicketNumber;
pub use proof::{
    PROOF_SCHEMA, ProofFault, ProofRecord, ProofTextError, VerifiedDraw, verify, verify_published,
};
pub use sampler::{DuplicateId, Sampler, Ticket, WithReplacement};
pub use seed::{Reveal, RevealedSeed, SeedError, SeedMaterial};
pub use source::{Beacon, Parties, Party, SeedSource, SourceError, WitnessedDigits};
