//! A county whose books are served: three schools, pupils, and everybody who may call.

use std::{net::SocketAddr, sync::Arc};

use chrono::NaiveDate;
use kehou_app::{App, Clock, testing::TestDatabase};
use kehou_policy::Policy;
use kehou_server::{Access, Ending, Offer, Policies, ServeError, ServerConfig, serve};
use kehou_units::Instant;
use kehou_wire::pb::{
    admin::import_service_client::ImportServiceClient,
    attendance::attendance_service_client::AttendanceServiceClient,
    audit::audit_service_client::AuditServiceClient,
    fee::{MarkStatus, billing_service_client::BillingServiceClient},
    inspection::{
        campaign_service_client::CampaignServiceClient,
        dossier_service_client::DossierServiceClient, draw_service_client::DrawServiceClient,
        finding_service_client::FindingServiceClient, result_service_client::ResultServiceClient,
        safety_service_client::SafetyServiceClient, visit_service_client::VisitServiceClient,
    },
    policy::policy_service_client::PolicyServiceClient,
    registry::{
        pupil_service_client::PupilServiceClient, school_service_client::SchoolServiceClient,
    },
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};
use tonic::{
    Request,
    transport::{Channel, Endpoint},
};

use super::{messages::*, people::tokens};
use crate::harness::asking;

/// A server with books, at nine o'clock on 1 March 2023.
pub(crate) struct County {
    pub(crate) channel: Channel,
    pub(crate) clock: Clock,
    pub(crate) database: TestDatabase,
    spool: TempDir,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<Ending, ServeError>>,
}

/// A message of somebody.
pub(crate) fn by<T>(who: &str, message: T) -> Request<T> {
    let mut request = asking(message, "en");
    let header = format!("Bearer {who}").parse().unwrap();
    request.metadata_mut().insert("authorization", header);
    request
}

/// A day of 2023.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn nine(on: NaiveDate) -> Instant {
    Instant::of_county(on.and_hms_opt(9, 0, 0).unwrap())
}

impl County {
    /// A server with empty books.
    pub(crate) async fn bare() -> Self {
        Self::over(TestDatabase::sqlite().unwrap(), ServerConfig::default()).await
    }

    /// A server with the books of a database.
    pub(crate) async fn over(database: TestDatabase, config: ServerConfig) -> Self {
        let spool = tempfile::tempdir().unwrap();
        let clock = Clock::standing_at(nine(day(3, 1)));
        let store = database.open().await.unwrap();
        let app = App::new(store, clock.clone(), spool.path().to_owned());
        let offer = Offer {
            policies: Policies::new(Policy::shipped().unwrap()),
            books: Some(Arc::new(app)),
            access: Access::default().with_tokens(tokens()),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { stopped.await.unwrap_or(()) };
        let serving = tokio::spawn(serve(config, listener, offer, stopped));
        let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
        let channel = endpoint.connect().await.unwrap();
        Self { channel, clock, database, spool, stop, serving }
    }

    /// Three schools with all their papers and the policy; pupils 1 to 3 at school 1, of classes 3-1, 3-1
    /// and 4-1, and a pupil of class 3-1 at each other school.
    pub(crate) async fn new() -> Self {
        let county = Self::bare().await;
        county.policies().adopt_policy(by("finance", adopt_policy("policy-01"))).await.unwrap();
        for number in 1..=3 {
            county.found(number).await;
        }
        let pupils = vec![entry("甲", 3), entry("乙", 3), entry("丙", 4)];
        let mut client = county.pupils();
        client.put_pupils(by("machine", put_pupils(1, "pupils-01", pupils))).await.unwrap();
        for number in [2, 3] {
            let pupils = vec![entry("丁", 3)];
            let put = put_pupils(number, "pupils-01", pupils);
            client.put_pupils(by("machine", put)).await.unwrap();
        }
        county
    }

    async fn found(&self, number: usize) {
        let mut client = self.schools();
        client
            .put_school(by("programme", put_school(number, &format!("school-0{number}"))))
            .await
            .unwrap();
        client.put_calendar(by("programme", put_calendar(number, "calendar-01"))).await.unwrap();
        client.put_plan(by("programme", put_plan(number, "plan-0001"))).await.unwrap();
        client.put_notices(by("finance", put_notices(number, "notices-01"))).await.unwrap();
        client.put_payees(by("finance", put_payees(number, "payees-01"))).await.unwrap();
    }

    /// The same after two days of service in class 3-1, on 10 April: pupils 1 and 2 were there alike.
    pub(crate) async fn attended() -> Self {
        let county = Self::new().await;
        county.attend().await;
        county
    }

    pub(crate) async fn attend(&self) {
        use MarkStatus::{Absent, Present};
        for (on, status) in [(1, Present), (2, Present), (3, Absent)] {
            self.at(day(3, on));
            let marks = [(1, status), (2, status)];
            let roll = roll(&format!("roll-000{on}"), i32::try_from(on).unwrap(), &marks);
            self.attendance().submit_roll(by("teacher", roll)).await.unwrap();
        }
        self.at(day(4, 10));
    }

    /// Sets the clock to nine o'clock of a day.
    pub(crate) fn at(&self, on: NaiveDate) {
        self.clock.set(nine(on));
    }

    pub(crate) fn schools(&self) -> SchoolServiceClient<Channel> {
        SchoolServiceClient::new(self.channel.clone())
    }

    pub(crate) fn pupils(&self) -> PupilServiceClient<Channel> {
        PupilServiceClient::new(self.channel.clone())
    }

    pub(crate) fn attendance(&self) -> AttendanceServiceClient<Channel> {
        AttendanceServiceClient::new(self.channel.clone())
    }

    pub(crate) fn billing(&self) -> BillingServiceClient<Channel> {
        BillingServiceClient::new(self.channel.clone())
    }

    pub(crate) fn imports(&self) -> ImportServiceClient<Channel> {
        ImportServiceClient::new(self.channel.clone())
    }

    pub(crate) fn audit(&self) -> AuditServiceClient<Channel> {
        AuditServiceClient::new(self.channel.clone())
    }

    pub(crate) fn campaigns(&self) -> CampaignServiceClient<Channel> {
        CampaignServiceClient::new(self.channel.clone())
    }

    pub(crate) fn dossiers(&self) -> DossierServiceClient<Channel> {
        DossierServiceClient::new(self.channel.clone())
    }

    pub(crate) fn results(&self) -> ResultServiceClient<Channel> {
        ResultServiceClient::new(self.channel.clone())
    }

    pub(crate) fn draws(&self) -> DrawServiceClient<Channel> {
        DrawServiceClient::new(self.channel.clone())
    }

    pub(crate) fn findings(&self) -> FindingServiceClient<Channel> {
        FindingServiceClient::new(self.channel.clone())
    }

    pub(crate) fn visits(&self) -> VisitServiceClient<Channel> {
        VisitServiceClient::new(self.channel.clone())
    }

    pub(crate) fn safety(&self) -> SafetyServiceClient<Channel> {
        SafetyServiceClient::new(self.channel.clone())
    }

    pub(crate) fn policies(&self) -> PolicyServiceClient<Channel> {
        PolicyServiceClient::new(self.channel.clone())
    }

    /// Stops the server; every test does, so that none leaves calls behind. Gives the database.
    pub(crate) async fn stop(self) -> TestDatabase {
        drop(self.channel);
        self.stop.send(()).unwrap();
        self.serving.await.unwrap().unwrap();
        drop(self.spool);
        self.database
    }
}
