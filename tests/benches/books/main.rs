//! The county's books, measured: `cargo bench -p kehou-tests --bench books -- WHAT`, where WHAT is
//! `county`, `rolls` or `reads`. PostgreSQL is measured where `KEHOU_TEST_POSTGRES` names a server.

mod county;
mod fsync;
mod raw;
mod raw_rolls;
mod reads;
mod rolls;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let asked: Vec<String> = std::env::args().collect();
    let wants = |what: &str| asked.iter().any(|argument| argument == what);
    // `cargo test` runs benchmarks too; it asks for nothing.
    if wants("county") {
        county::run().await?;
    }
    if wants("rolls") {
        rolls::run().await?;
    }
    if wants("reads") {
        reads::run().await?;
    }
    Ok(())
}
