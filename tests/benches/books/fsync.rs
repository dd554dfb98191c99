//! How often this machine can make a write durable: the floor of every durable figure.

use std::{
    fs::File,
    io::Write,
    time::{Duration, Instant as Stopwatch},
};

/// Appends of 4 KiB, each made durable, per second.
pub(crate) fn per_second() -> std::io::Result<f64> {
    let folder = tempfile::tempdir()?;
    let mut file = File::create(folder.path().join("log"))?;
    let begun = Stopwatch::now();
    let mut count = 0_u32;
    while begun.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0; 4_096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
