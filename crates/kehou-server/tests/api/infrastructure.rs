//! Health and reflection: what tools learn from the service itself.

use kehou_server::ServerConfig;
use prost::Message;
use prost_types::FileDescriptorProto;
use tokio_stream::StreamExt;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_reflection::pb::{v1, v1alpha};

use crate::{books::County, harness::TestServer};

const SERVED: [&str; 5] = [
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "kehou.fee.v1.FeeService",
    "kehou.inspection.v1.DrawService",
    "kehou.policy.v1.PolicyService",
];

macro_rules! reflection {
    ($name:ident, $version:ident) => {
        async fn $name(server: &TestServer, question: Option<&str>) -> (Vec<String>, Vec<Vec<u8>>) {
            use $version::{
                ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
                server_reflection_request::MessageRequest,
                server_reflection_response::MessageResponse,
            };
            let mut client = ServerReflectionClient::new(server.channel().await);
            let message_request = Some(match question {
                None => MessageRequest::ListServices(String::new()),
                Some(symbol) => MessageRequest::FileContainingSymbol(symbol.into()),
            });
            let request = ServerReflectionRequest { host: String::new(), message_request };
            let stream = client.server_reflection_info(tokio_stream::once(request)).await.unwrap();
            let answer = stream.into_inner().next().await.unwrap().unwrap();
            match answer.message_response.unwrap() {
                MessageResponse::ListServicesResponse(list) => {
                    (list.service.into_iter().map(|it| it.name).collect(), vec![])
                }
                MessageResponse::FileDescriptorResponse(files) => {
                    (vec![], files.file_descriptor_proto)
                }
                other => panic!("{other:?}"),
            }
        }
    };
}

reflection!(ask_v1, v1);
reflection!(ask_v1alpha, v1alpha);

#[tokio::test]
async fn reflection_lists_the_services_and_knows_error_details() {
    let server = TestServer::start(ServerConfig::default()).await;
    let (mut v1, _) = ask_v1(&server, None).await;
    let (mut v1alpha, _) = ask_v1alpha(&server, None).await;
    v1.sort();
    v1alpha.sort();
    assert_eq!(
        (&v1[..], &v1alpha[..]),
        (&SERVED.map(String::from)[..], &SERVED.map(String::from)[..])
    );
    for symbol in [
        "kehou.fee.v1.FeeService",
        "google.rpc.BadRequest",
        "google.rpc.ErrorInfo",
        "grpc.health.v1.Health",
    ] {
        assert!(!ask_v1(&server, Some(symbol)).await.1.is_empty(), "{symbol}");
        assert!(!ask_v1alpha(&server, Some(symbol)).await.1.is_empty(), "{symbol}");
    }
    server.stop().await;
}

/// What is served beside when there are books.
const OF_BOOKS: [&str; 12] = [
    "kehou.admin.v1.ImportService",
    "kehou.attendance.v1.AttendanceService",
    "kehou.audit.v1.AuditService",
    "kehou.fee.v1.BillingService",
    "kehou.inspection.v1.CampaignService",
    "kehou.inspection.v1.DossierService",
    "kehou.inspection.v1.FindingService",
    "kehou.inspection.v1.ResultService",
    "kehou.inspection.v1.SafetyService",
    "kehou.inspection.v1.VisitService",
    "kehou.registry.v1.PupilService",
    "kehou.registry.v1.SchoolService",
];

#[tokio::test]
async fn with_books_their_services_are_listed_and_healthy() {
    use tonic_reflection::pb::v1::{
        ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
        server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
    };
    let county = County::bare().await;
    let mut reflection = ServerReflectionClient::new(county.channel.clone());
    let message_request = Some(MessageRequest::ListServices(String::new()));
    let request = ServerReflectionRequest { host: String::new(), message_request };
    let stream = reflection.server_reflection_info(tokio_stream::once(request)).await.unwrap();
    let answer = stream.into_inner().next().await.unwrap().unwrap();
    let MessageResponse::ListServicesResponse(list) = answer.message_response.unwrap() else {
        panic!("a list was asked for");
    };
    let mut listed: Vec<String> = list.service.into_iter().map(|it| it.name).collect();
    let mut expected: Vec<&str> = SERVED.into_iter().chain(OF_BOOKS).collect();
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected);
    let mut health = HealthClient::new(county.channel.clone());
    for service in OF_BOOKS {
        let request = HealthCheckRequest { service: service.into() };
        let answer = health.check(request).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    county.stop().await;
}

#[tokio::test]
async fn reflection_keeps_the_comments() {
    let server = TestServer::start(ServerConfig::default()).await;
    let (_, files) = ask_v1(&server, Some("kehou.fee.v1.FeeService")).await;
    server.stop().await;
    let file = FileDescriptorProto::decode(&files[0][..]).unwrap();
    let comments = file.source_code_info.unwrap().location.into_iter();
    let mut comments = comments.filter_map(|it| it.leading_comments);
    assert!(comments.any(|it| it.contains("Prices one month of some pupils of one school")));
}

#[tokio::test]
async fn health_says_what_is_served() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut health = HealthClient::new(server.channel().await);
    for service in ["", "kehou.fee.v1.FeeService", "kehou.policy.v1.PolicyService"] {
        let request = HealthCheckRequest { service: service.into() };
        let answer = health.check(request).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    let unknown =
        health.check(HealthCheckRequest { service: "kehou.day.v1.DayService".into() }).await;
    assert_eq!(unknown.unwrap_err().code(), tonic::Code::NotFound);
    server.stop().await;
}
