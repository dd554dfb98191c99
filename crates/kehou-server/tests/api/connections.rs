//! Connections: how many, and how long they may stay silent.

use std::time::Duration;

use kehou_server::ServerConfig;
use tokio::{io::AsyncReadExt, net::TcpStream};

use crate::harness::TestServer;

/// Waits for the end of a connection that the server closes.
async fn closed(stream: &mut TcpStream) -> bool {
    let mut bytes = [0; 64];
    loop {
        match stream.read(&mut bytes).await {
            Ok(0) | Err(_) => return true,
            Ok(_) => {}
        }
    }
}

#[tokio::test]
async fn one_connection_too_many_is_closed_at_once_and_its_place_returns() {
    let config = ServerConfig { connections: 1, ..ServerConfig::default() };
    let server = TestServer::start(config).await;
    let held = server.channel().await;
    let mut second = TcpStream::connect(server.address).await.unwrap();
    assert!(closed(&mut second).await);
    drop(held);
    // The place returns as soon as the server has seen the end of the first connection.
    let fees = loop {
        let endpoint =
            tonic::transport::Endpoint::from_shared(format!("http://{}", server.address));
        if let Ok(channel) = endpoint.unwrap().connect().await {
            let mut health = tonic_health::pb::health_client::HealthClient::new(channel);
            if health.check(tonic_health::pb::HealthCheckRequest::default()).await.is_ok() {
                break health;
            }
        }
    };
    drop(fees);
    server.stop().await;
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let config = ServerConfig { first_byte: Duration::from_millis(20), ..ServerConfig::default() };
    let server = TestServer::start(config).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    assert!(closed(&mut silent).await);
    server.stop().await;
}

#[tokio::test]
async fn a_connection_that_speaks_another_protocol_is_closed() {
    use tokio::io::AsyncWriteExt;
    let server = TestServer::start(ServerConfig::default()).await;
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    assert!(closed(&mut plain).await);
    server.stop().await;
}
