//! Cases of the discipline office, and principals' files. (I10, O8)
