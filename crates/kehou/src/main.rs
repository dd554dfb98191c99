//! The kehou command: sample files, prices from files, a service, and policies.

mod arguments;
mod clock;
mod demo;
mod exit;
mod folder;
mod health;
mod place;
mod policy;
mod policy_files;
mod price;
mod progress;
mod sample;
mod serve;
mod settings;
mod tell;
mod tokens;

use clap::Parser;

use arguments::{Arguments, Command};
use settings::Settings;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let done = Settings::read(&arguments.global).and_then(|settings| match &arguments.command {
        Command::Demo(demo) => demo::run(demo, &settings),
        Command::Price(price) => price::run(price, &settings),
        Command::Sample(sample) => sample::run(sample, &settings),
        Command::Serve(serve) => serve::run(serve, &settings),
        Command::Health(health) => health::run(health, &settings),
        Command::Token(token) => tokens::run(token, &settings),
        Command::Policy(policy) => policy::run(policy, &settings),
    });
    exit::code_of(done)
}
