//! The text of every code in Chinese and English, as data.
//!
//! The crates that decide speak in stable codes and arguments; this one turns a code into a
//! sentence. The texts stand in `data/*.words`, both languages of one code side by side, so that
//! a translator sees what is missing; a test holds that nothing is, and that both languages name
//! the same arguments.
//!
//! # Examples
//!
//! ```
//! use kehou_words::{Lang, render};
//!
//! let lang = Lang::from_accept_language("en-GB,en;q=0.9,zh;q=0.5");
//! let text = render("FIELD_TOO_LONG", lang, &[("limit", "64"), ("given", "70")]);
//! assert_eq!(text.as_deref(), Some("the text has 70 bytes; at most 64 are taken"));
//! assert_eq!(render("NO_SUCH_CODE", lang, &[]), None);
//! ```

mod lang;
mod render;
mod wording;

pub use lang::Lang;
pub use render::{render, render_or_code};
pub use wording::{codes, placeholders};
