//! The county's books, measured: `cargo bench -p kehou-tests --bench books -- WHAT`, where WHAT is
//! `county`, `rolls`, `reads` or `results`. PostgreSQL is measured where `KEHOU_TEST_POSTGRES` names a server.
#![allow(
    clippy::float_arithmetic,
    clippy::too_many_lines,
    reason = "figures are statistics, and the bare programs are one piece each"
)]

mod county;
mod fsync;
mod raw;
mod raw_rolls;
mod reads;
mod results;
mod rolls;

type Tried = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Tried {
    // On a worker, as the server's calls are; the main thread would pay for every hand-over.
    tokio::spawn(run(std::env::args().collect())).await?
}

/// `cargo test` runs benchmarks too; it asks for nothing.
async fn run(asked: Vec<String>) -> Tried {
    let wants = |what: &str| asked.iter().any(|argument| argument == what);
    if wants("county") {
        county::run().await?;
    }
    if wants("rolls") {
        rolls::run().await?;
    }
    if wants("reads") {
        reads::run().await?;
    }
    if wants("results") {
        results::run().await?;
    }
    Ok(())
}
