//! Generated protobuf messages and their conversions to and from the domain.

pub mod pb;
