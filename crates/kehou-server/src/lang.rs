//! The language that a caller asks for.

use http::HeaderMap;
use kehou_words::Lang;
use tonic::metadata::MetadataMap;

const HEADER: &str = "accept-language";

/// The language asked for by the headers of a call.
pub(crate) fn of_headers(headers: &HeaderMap) -> Lang {
    let header = headers.get(HEADER).and_then(|value| value.to_str().ok());
    header.map_or_else(Lang::default, Lang::from_accept_language)
}

/// The language asked for by the metadata of a call.
pub(crate) fn of_metadata(metadata: &MetadataMap) -> Lang {
    let header = metadata.get(HEADER).and_then(|value| value.to_str().ok());
    header.map_or_else(Lang::default, Lang::from_accept_language)
}
