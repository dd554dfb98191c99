//! What the service takes on, and for how long.

use std::time::Duration;

/// The limits of the service. Every one has a default that suits one county on a small machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerConfig {
    /// The most connections at a time; further ones are closed at once. Default 1,024.
    pub connections: usize,
    /// The most calls of one connection at a time; further ones wait at the client. Default 128.
    pub streams_per_connection: u32,
    /// The most calls in work at a time; further ones are refused as busy. Default 256.
    pub calls: usize,
    /// The most bytes of the headers of a call, a token included, names and 32 bytes of each counted too.
    /// Whatever is longer ends its connection. Default 64 KiB.
    pub header_bytes: u32,
    /// The most bytes of a request, unpacked. Default 8 MiB.
    pub request_bytes: usize,
    /// The most bytes of a response, before packing. Default 32 MiB.
    pub response_bytes: usize,
    /// The longest that a call may take, whatever its caller allows. Default 30 s.
    pub deadline: Duration,
    /// The longest that a call may take which streams its request or its answer. Default 10 min.
    pub stream_deadline: Duration,
    /// The longest that a new connection may stay silent. Default 10 s.
    pub first_byte: Duration,
    /// How often an idle connection is asked for a sign of life. Default 60 s.
    pub keepalive: Duration,
    /// When a caller that found the service busy should try again. Default 500 ms.
    pub retry_after: Duration,
    /// How long calls in work may go on when the service stops. Default 10 s.
    pub grace: Duration,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            connections: 1_024,
            streams_per_connection: 128,
            calls: 256,
            header_bytes: 64 * 1_024,
            request_bytes: 8 * 1_024 * 1_024,
            response_bytes: 32 * 1_024 * 1_024,
            deadline: Duration::from_secs(30),
            stream_deadline: Duration::from_secs(600),
            first_byte: Duration::from_secs(10),
            keepalive: Duration::from_secs(60),
            retry_after: Duration::from_millis(500),
            grace: Duration::from_secs(10),
        }
    }
}
