//! Reads files of a month and says what is in them:
//! `cargo run -p kehou-sheets --example read -- 2023-03 FILE…`

use std::{error::Error, fs::File, io::BufReader};

use kehou_policy::Policy;
use kehou_sheets::Intake;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let month = args.next().ok_or("give a month like 2023-03, then files")?.parse()?;
    let mut intake = Intake::new(&Policy::shipped()?, month);
    for path in args {
        let report = intake.read(&path, BufReader::new(File::open(&path)?));
        let encoding = report.encoding.map_or("unreadable", |encoding| encoding.as_str());
        println!("{path}: {encoding}, {} rows, {} errors", report.rows(), report.errors);
        for table in &report.tables {
            println!("  {} {} {} rows", table.sheet, table.kind.zh(), table.rows);
        }
    }
    let county = intake.finish();
    for note in &county.notes {
        println!("note {}: {note}", note.file);
    }
    for missing in &county.missing {
        let findings: Vec<String> = missing.findings.iter().map(ToString::to_string).collect();
        println!("missing {}: {}", missing.kind.zh(), findings.join(" "));
    }
    for problem in county.problems.iter().take(50) {
        println!("{problem}");
    }
    for school in &county.schools {
        let (pupils, rolls) = (school.pupils.len(), school.rolls.rolls().len());
        println!(
            "{} {}: {pupils} pupils, {rolls} sheets",
            school.school.code,
            school.school.name()
        );
    }
    Ok(())
}
