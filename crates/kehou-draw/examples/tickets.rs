//! Writes the tickets of the ids on standard input, one a line, in drawing order: number, id,
//! generation, between tabs.
//!
//! `cargo run --release -p kehou-draw --example tickets -- SEED [DRAWS]`: with a number of draws,
//! every ticket drawn is put back. Standard error tells the microseconds that drawing took.

use std::{
    error::Error,
    io::{self, Read as _, Write as _},
    time::Instant,
};

use kehou_draw::{Sampler, Ticket};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().ok_or("usage: tickets SEED [DRAWS] < ids")?;
    let draws: Option<usize> = arguments.next().map(|draws| draws.parse()).transpose()?;
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;

    let start = Instant::now();
    let sampler = Sampler::new(&seed);
    let tickets: Vec<Ticket> = match draws {
        Some(draws) => sampler.with_replacement(text.lines())?.take(draws).collect(),
        None => sampler.order(text.lines())?,
    };
    let mut out = Vec::new();
    for ticket in tickets {
        writeln!(out, "{}\t{}\t{}", ticket.number, ticket.id, ticket.generation)?;
    }
    eprintln!("{}", start.elapsed().as_micros());
    io::stdout().write_all(&out)?;
    Ok(())
}
