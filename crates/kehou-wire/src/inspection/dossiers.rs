//! Cases and principals' files.
