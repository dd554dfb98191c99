//! The thin tonic facade: handlers, status map, layers, shutdown.
