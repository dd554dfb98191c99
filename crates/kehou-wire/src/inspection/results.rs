//! Results, good practice, the public summary.
