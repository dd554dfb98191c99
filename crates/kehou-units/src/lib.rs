//! Sealed quantities of after-school service: fen, class hours, minutes, ratios, months, periods.
