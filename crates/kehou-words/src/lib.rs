//! The text of every code in Chinese and English, as data.
