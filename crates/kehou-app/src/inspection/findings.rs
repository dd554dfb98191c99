//! Findings followed to their end. (I9, R25, R36)
