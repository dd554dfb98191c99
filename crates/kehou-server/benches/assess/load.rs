//! The callers.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use kehou_wire::pb::fee::{AssessFeesResponse, fee_service_client::FeeServiceClient};
use tokio::{runtime::Runtime, sync::Mutex, task::JoinSet, time};
use tonic::transport::Channel;

use crate::{pupil_month, server::Server};

/// Calls in flight when saturating.
const IN_FLIGHT: usize = 64;
/// How long each sample is taken.
const SAMPLE: Duration = Duration::from_secs(3);
/// How long latencies are taken.
const LATENCIES: Duration = Duration::from_secs(8);

/// What one sample found.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    /// Calls a second.
    pub(crate) rate: f64,
    /// Microseconds of server CPU a call.
    pub(crate) cpu_us: f64,
}

/// Callers of one server, over one connection.
pub(crate) struct Load {
    runtime: Runtime,
    client: FeeServiceClient<Channel>,
}

impl Load {
    pub(crate) fn on(address: SocketAddr) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let client =
            runtime.block_on(FeeServiceClient::connect(format!("http://{address}"))).unwrap();
        Self { runtime, client }
    }

    /// One answer.
    pub(crate) fn answer(&self) -> AssessFeesResponse {
        let mut client = self.client.clone();
        self.runtime.block_on(client.assess_fees(pupil_month::request())).unwrap().into_inner()
    }

    /// Keeps the server busy.
    pub(crate) fn saturate(&self, server: &Server) -> Sample {
        let calls = Arc::new(AtomicU64::new(0));
        let (cpu, started) = (server.cpu_seconds(), Instant::now());
        self.runtime.block_on(async {
            let mut callers = JoinSet::new();
            for _ in 0..IN_FLIGHT {
                let (mut client, calls) = (self.client.clone(), Arc::clone(&calls));
                callers.spawn(async move {
                    let request = pupil_month::request();
                    while started.elapsed() < SAMPLE {
                        client.assess_fees(request.clone()).await.unwrap();
                        calls.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            callers.join_all().await;
        });
        let calls = u32::try_from(calls.load(Ordering::Relaxed)).map(f64::from).unwrap();
        Sample {
            rate: calls / started.elapsed().as_secs_f64(),
            cpu_us: (server.cpu_seconds() - cpu) * 1e6 / calls,
        }
    }

    /// Calls at a fixed rate, whether answers come or not, and gives the median and the 99th
    /// percentile of the time to an answer, in microseconds.
    pub(crate) fn at_rate(&self, rate: f64) -> [u128; 2] {
        let taken = Arc::new(Mutex::new(Vec::new()));
        self.runtime.block_on(async {
            let mut callers = JoinSet::new();
            let mut beat = time::interval(Duration::from_millis(1));
            let started = Instant::now();
            let mut sent = 0.0;
            while started.elapsed() < LATENCIES {
                beat.tick().await;
                while sent < started.elapsed().as_secs_f64() * rate {
                    sent += 1.0;
                    let (mut client, taken) = (self.client.clone(), Arc::clone(&taken));
                    callers.spawn(async move {
                        let called = Instant::now();
                        client.assess_fees(pupil_month::request()).await.unwrap();
                        taken.lock().await.push(called.elapsed().as_micros());
                    });
                }
            }
            callers.join_all().await;
        });
        let mut taken = self.runtime.block_on(async { taken.lock().await.clone() });
        taken.sort_unstable();
        [50, 99].map(|percent| taken[(taken.len() - 1) * percent / 100])
    }
}
