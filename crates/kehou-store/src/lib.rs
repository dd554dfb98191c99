//! The county's books.
