//! The thin tonic facade: handlers, status map, layers, shutdown.
//!
//! A handler reads the request, calls a rule and renders its answer. Around every call stand
//! limits, deadlines and one form of errors. Nothing here reads the environment; the caller gives
//! the listener, the policies and the moment to stop.
//!
//! # Examples
//!
//! ```
//! use kehou_policy::Policy;
//! use kehou_server::{Ending, Policies, ServerConfig, serve};
//! use tokio::net::TcpListener;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let policies = Policies::new(Policy::shipped()?);
//! let stop = async { /* until somebody asks for it */ };
//! let ending = serve(ServerConfig::default(), listener, policies, stop).await?;
//! assert_eq!(ending, Ending::Drained);
//! # Ok(())
//! # }
//! ```

mod attendance;
mod audit;
mod auth;
mod billing;
mod books;
mod config;
mod connections;
mod fee;
mod imports;
mod inspection;
mod lang;
mod layers;
mod phase;
mod policies;
mod policy;
mod reason;
mod reflection;
mod refusal;
mod registry;
mod serve;
mod shelf;
mod work;

pub use auth::{Access, Lacking, Offer, Tls, TokenFileError, TokenFlaw, Tokens, token_digest};
pub use config::ServerConfig;
pub use policies::Policies;
pub use reason::{Reason, catalogue};
pub use refusal::{DETAILS_LIMIT, ERROR_DOMAIN};
pub use serve::{Ending, ServeError, serve, serve_fees};
