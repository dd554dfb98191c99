//! Sealed quantities of after-school service: money in whole fen, class hours, minutes, ratios,
//! months, periods and dated values.
//!
//! Arithmetic is checked, nothing here reads a clock, and no float exists. What money *means* is
//! said by the crates above; this one only keeps quantities from being mixed up or rounded away.
//!
//! # Examples
//!
//! ```
//! use kehou_units::{ClassHours, Fen};
//!
//! let rate = Fen::from_yuan_text("2.00")?;
//! assert_eq!(rate.times(ClassHours::new(44))?, Fen::from_fen(8_800)?);
//! # Ok::<(), kehou_units::UnitError>(())
//! ```

mod apportion;
mod class_hours;
mod dated;
mod fault;
mod fen;
mod instant;
mod minutes;
mod month;
mod period;
mod ratio;
#[cfg(feature = "testing")]
pub mod testing;

pub use apportion::{ApportionError, apportion};
pub use class_hours::ClassHours;
pub use dated::{Dated, DatedError};
pub use fault::Fault;
pub use fen::{Fen, SignedFen, UnitError};
pub use instant::Instant;
pub use minutes::Minutes;
pub use month::{Month, MonthError};
pub use period::{Period, PeriodError};
pub use ratio::Ratio;
