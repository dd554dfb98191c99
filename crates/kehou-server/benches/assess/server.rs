//! The server processes.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    process::{Child, ChildStdin, Command, Stdio},
};

use kehou_policy::Policy;
use kehou_server::{Policies, ServerConfig, serve, serve_fees};
use kehou_wire::pb::fee::{AssessFeesResponse, fee_service_client::FeeServiceClient};
use tokio::net::TcpListener;

use crate::{echo::EchoFees, pupil_month};

/// The argument that makes this program a server.
pub(crate) const ROLE: &str = "--serve";
/// How the system counts CPU time, in ticks a second.
const TICKS: f64 = 100.0;

/// Which server.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Echo,
    Fees,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::Fees => "fees",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Echo, Self::Fees].into_iter().find(|kind| kind.name() == name)
    }
}

/// A server process; it ends when its input does.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    child: Child,
    input: Option<ChildStdin>,
}

impl Server {
    pub(crate) fn start(kind: Kind) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program)
            .args([ROLE, kind.name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let input = child.stdin.take();
        Self { address: line.trim().parse().unwrap(), child, input }
    }

    /// The CPU time that the process has used, in seconds.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // The name of the program, in parentheses, may hold anything.
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let ticks = |place: usize| fields[place].parse::<u32>().unwrap();
        f64::from(ticks(11) + ticks(12)) / TICKS
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        self.child.wait().unwrap();
    }
}

/// Runs a server until the input of the process ends.
pub(crate) fn run(kind: Kind) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let echoed = runtime.block_on(async {
        match kind {
            Kind::Echo => Some(true_answer().await),
            Kind::Fees => None,
        }
    });
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        let config = ServerConfig::default();
        let ending = match echoed {
            Some(answer) => serve_fees(config, listener, EchoFees { answer }, input_ends()).await,
            None => serve(config, listener, policies(), input_ends()).await,
        };
        ending.unwrap();
    });
}

async fn input_ends() {
    let wait = || std::io::stdin().read_to_end(&mut Vec::new());
    tokio::task::spawn_blocking(wait).await.unwrap().unwrap();
}

fn policies() -> Policies {
    Policies::new(Policy::shipped().unwrap())
}

/// What the fee service answers, to be echoed.
async fn true_answer() -> AssessFeesResponse {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving =
        tokio::spawn(serve(ServerConfig::default(), listener, policies(), std::future::pending()));
    let mut client = FeeServiceClient::connect(format!("http://{address}")).await.unwrap();
    let answer = client.assess_fees(pupil_month::request()).await.unwrap().into_inner();
    serving.abort();
    answer
}
