//! Who stays late, where and with whom: departure plans with their proof, checker and repair.

pub mod model;
