//! What stands around every call: admission, deadlines, and the house form of errors.

pub(crate) mod admission;
pub(crate) mod deadline;
pub(crate) mod outcome;

/// The future of a layer.
pub(crate) type Answer<E> =
    std::pin::Pin<Box<dyn Future<Output = Result<http::Response<tonic::body::Body>, E>> + Send>>;

/// Whether a call is about the service itself (health, reflection) and not about its subject.
pub(crate) fn is_infrastructure(path: &str) -> bool {
    path.starts_with("/grpc.")
}
