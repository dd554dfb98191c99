//! Connections: how many at a time, how long they may stay silent, and their end.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Sleep, sleep},
};
use tokio_stream::Stream;
use tonic::transport::server::{Connected, TcpConnectInfo};

use crate::{
    config::ServerConfig,
    phase::{Phase, Phases, reached},
};

/// How long accepting pauses when the system has no more handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The connections that clients open, up to the limit; further ones are closed at once, so that
/// their clients learn it and don't wait.
pub(crate) struct Connections {
    listener: TcpListener,
    places: Arc<Semaphore>,
    first_byte: Duration,
    phases: Phases,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Connections {
    pub(crate) fn new(listener: TcpListener, config: &ServerConfig, phases: Phases) -> Self {
        Self {
            listener,
            places: Arc::new(Semaphore::new(config.connections)),
            first_byte: config.first_byte,
            phases,
            pause: None,
        }
    }

    fn admit(&self, stream: TcpStream) -> Option<Connection> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection ended while it was accepted");
        }
        Some(Connection {
            stream,
            silent_until: Some(Box::pin(sleep(self.first_byte))),
            over: reached(self.phases.clone(), Phase::Over),
            _place: place,
        })
    }
}

impl Stream for Connections {
    type Item = io::Result<Connection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(cx));
                self.pause = None;
            }
            match ready!(self.listener.poll_accept(cx)) {
                Ok((stream, peer)) => match self.admit(stream) {
                    Some(connection) => return Poll::Ready(Some(Ok(connection))),
                    None => tracing::warn!(%peer, "too many connections; one was closed"),
                },
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    self.pause = Some(Box::pin(sleep(ACCEPT_PAUSE)));
                }
            }
        }
    }
}

/// One connection, which gives its place back when it ends.
pub(crate) struct Connection {
    stream: TcpStream,
    silent_until: Option<Pin<Box<Sleep>>>,
    over: Pin<Box<dyn Future<Output = ()> + Send>>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    /// Whether a connection that has nothing to do must end.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        if self.over.as_mut().poll(cx).is_ready() {
            return Poll::Ready(io::Error::new(
                io::ErrorKind::ConnectionAborted,
                "the service ended",
            ));
        }
        if let Some(silent_until) = &mut self.silent_until {
            ready!(silent_until.as_mut().poll(cx));
            return Poll::Ready(io::Error::new(
                io::ErrorKind::TimedOut,
                "the client stayed silent",
            ));
        }
        Poll::Pending
    }
}

impl Connected for Connection {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.stream.connect_info()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if polled.is_ready() {
            self.silent_until = None;
            return polled;
        }
        self.poll_end(cx).map(Err)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if polled.is_ready() {
            return polled;
        }
        self.poll_end(cx).map(Err)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        if polled.is_ready() {
            return polled;
        }
        self.poll_end(cx).map(Err)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
