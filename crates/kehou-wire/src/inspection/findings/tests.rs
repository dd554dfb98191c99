//! Wrong fields are told at their place; what is right comes back as it was.
