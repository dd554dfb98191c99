//! The kehou command: the county's books, prices from files, a service, and policies.

mod arguments;
mod backup;
mod books;
mod clock;
mod close;
mod corrections;
mod demo;
mod draw;
mod dump;
mod exit;
mod export;
mod folder;
mod health;
mod import;
mod keys;
mod migrate;
mod operator;
mod place;
mod policy;
mod policy_files;
mod price;
mod progress;
mod results;
mod runtime;
mod sample;
mod serve;
mod settings;
mod tell;
mod tokens;

use clap::Parser;
use kehou_words::Lang;

use arguments::{Arguments, Command};
use settings::Settings;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let settings = match Settings::read(&arguments.global) {
        Ok(settings) => settings,
        Err(error) => return exit::code_of(Err(error), Lang::En),
    };
    let done = match &arguments.command {
        Command::Demo(demo) => demo::run(demo, &settings),
        Command::Price(price) => price::run(price, &settings),
        Command::Sample(sample) => sample::run(sample, &settings),
        Command::Migrate(migrate) => migrate::run(migrate, &settings),
        Command::Keys(keys) => keys::run(keys, &settings),
        Command::Import(import) => import::run(import, &settings),
        Command::Close(close) => close::run(close, &settings),
        Command::Corrections(corrections) => corrections::run(corrections, &settings),
        Command::Results(results) => results::run(results, &settings),
        Command::Export(export) => export::run(export, &settings),
        Command::Backup(backup) => backup::back_up(backup, &settings),
        Command::Restore(restore) => backup::restore(restore, &settings),
        Command::Dump(dump) => dump::run(dump, &settings),
        Command::Serve(serve) => serve::run(serve, &settings),
        Command::Health(health) => health::run(health, &settings),
        Command::Token(token) => tokens::run(token, &settings),
        Command::Policy(policy) => policy::run(policy, &settings),
        Command::Draw(draw) => draw::run(draw, &settings),
    };
    exit::code_of(done, settings.lang)
}
