//! The services of the county's books over gRPC, on SQLite.

mod attendance;
mod billing;
mod calls;
mod campaigns;
mod county;
mod dossiers;
mod findings;
mod imports;
mod messages;
mod pages;
mod people;
mod permissions;
mod pupils;
mod raw;
mod retries;
mod schools;
mod secrecy;
mod visits;

pub(crate) use county::County;
