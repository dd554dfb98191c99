//! A file on its way to a caller, piece by piece: whoever writes waits for whoever reads.

use std::{
    future::Future,
    io::{self, Write},
    mem,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake},
    thread::{self, Thread},
};

use kehou_wire::{
    billing::export_trailer,
    pb::fee::{ExportMonthResponse, export_month_response::Part},
};
use kehou_words::Lang;
use sha2::{Digest, Sha256};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    task::unconstrained,
};

use crate::{
    books::{News, news_of},
    refusal::Refusal,
};

/// The most bytes of a piece.
const PIECE: usize = 256 * 1_024;
/// How many pieces wait for a slow reader.
const AHEAD: usize = 4;

/// What comes of a file.
enum Piece {
    Bytes(Vec<u8>),
    End(Box<Result<ExportMonthResponse, Refusal>>),
}

/// Writes a file for a caller, on a thread of its own: it waits when the caller is slow, and fails
/// when the caller has gone.
pub(super) struct PieceWriter {
    held: Vec<u8>,
    hash: Sha256,
    bytes: u64,
    pieces: Sender<Piece>,
}

/// A file that comes in pieces.
pub(super) struct Pieces(Receiver<Piece>);

impl PieceWriter {
    pub(super) fn new() -> (Self, Pieces) {
        let (pieces, coming) = channel(AHEAD);
        let held = Vec::with_capacity(PIECE);
        (Self { held, hash: Sha256::new(), bytes: 0, pieces }, Pieces(coming))
    }

    /// Ends the file: with how many rows it has, or why it is not whole.
    pub(super) fn end(mut self, rows: Result<u64, Refusal>) {
        let sent = self.send_held();
        let end = rows.map(|rows| export_trailer(&self.hash.finalize().into(), self.bytes, rows));
        if sent.is_ok() {
            // Nobody is left to be told when this fails.
            wait(self.pieces.send(Piece::End(Box::new(end)))).ok();
        }
    }

    fn send_held(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.hash.update(&self.held);
        self.bytes += self.held.len() as u64;
        let held = mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        wait(self.pieces.send(Piece::Bytes(held))).map_err(gone)
    }
}

impl Write for PieceWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fitting = bytes.len().min(PIECE - self.held.len());
        self.held.extend_from_slice(&bytes[..fitting]);
        if self.held.len() == PIECE {
            self.send_held()?;
        }
        Ok(fitting)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pieces {
    /// The pieces as they come, the header before the first; a file that is refused has none.
    pub(super) fn tell(self, header: ExportMonthResponse, lang: Lang) -> News<ExportMonthResponse> {
        let start = Telling { pieces: self.0, header: Some(header), next: None };
        news_of(Some(start), move |telling: Option<Telling>| async move {
            let mut telling = telling?;
            let piece = match telling.next.take() {
                Some(piece) => piece,
                None => telling.pieces.recv().await?,
            };
            Some(match (piece, telling.header.take()) {
                (Piece::End(end), _) if end.is_err() => {
                    (end.map_err(|refusal| refusal.into_status(lang)), None)
                }
                (piece, Some(header)) => {
                    telling.next = Some(piece);
                    (Ok(header), Some(telling))
                }
                (Piece::Bytes(bytes), None) => {
                    (Ok(ExportMonthResponse { part: Some(Part::Chunk(bytes)) }), Some(telling))
                }
                (Piece::End(end), None) => (end.map_err(|refusal| refusal.into_status(lang)), None),
            })
        })
    }
}

struct Telling {
    pieces: Receiver<Piece>,
    header: Option<ExportMonthResponse>,
    next: Option<Piece>,
}

/// Waits for a future on a thread of its own, which may stand inside a runtime that waits for it.
fn wait<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    // The budget of a task is renewed by its runtime only, which stands still meanwhile.
    let mut future = pin!(unconstrained(future));
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
