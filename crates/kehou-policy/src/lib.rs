//! The notice and the rules above it as dated, checked data.
