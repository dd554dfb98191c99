//! Cuts Rust text into tokens and comments.

/// A word, a number, a string (as `"`), or one character of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The token as written; `"` for a string of any kind, `'` for a character.
    pub(crate) text: String,
    /// The line on which it starts, counted from one.
    pub(crate) line: usize,
}

/// One line of comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// The text after the comment mark.
    pub(crate) text: String,
    /// The line, counted from one.
    pub(crate) line: usize,
    /// Whether it documents an item (`///`), a module (`//!`), or nothing.
    pub(crate) kind: CommentKind,
}

/// What a comment documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommentKind {
    /// `///`: the item that follows.
    Item,
    /// `//!`: the item around it.
    Inner,
    /// `//` or `/* … */`: nothing.
    Plain,
}

/// All tokens and all comments of a text, in order.
pub(super) fn cut(text: &str) -> (Vec<Token>, Vec<Comment>) {
    let mut lexer = Lexer { rest: text, line: 1, tokens: Vec::new(), comments: Vec::new() };
    while let Some(first) = lexer.rest.chars().next() {
        lexer.step(first);
    }
    (lexer.tokens, lexer.comments)
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
    comments: Vec<Comment>,
}

impl Lexer<'_> {
    fn step(&mut self, first: char) {
        if first.is_whitespace() {
            self.skip(first.len_utf8());
        } else if self.rest.starts_with("//") {
            self.line_comment();
        } else if self.rest.starts_with("/*") {
            self.block_comment();
        } else if let Some(length) = string_length(self.rest) {
            self.token("\"", length);
        } else if first == '\'' {
            let length = character_length(self.rest).unwrap_or(1);
            self.token("'", length);
        } else if first.is_ascii_digit() {
            let after_dot = self.tokens.last().is_some_and(|token| token.text == ".");
            self.word(number_length(self.rest, after_dot));
        } else if is_word(first) {
            let length = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
            self.word(length);
        } else {
            self.word(first.len_utf8());
        }
    }

    fn skip(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
    }

    fn word(&mut self, length: usize) {
        let text = self.rest.split_at(length).0;
        self.token(text, length);
    }

    fn token(&mut self, text: &str, length: usize) {
        self.tokens.push(Token { text: text.to_owned(), line: self.line });
        self.skip(length);
    }

    fn line_comment(&mut self) {
        let length = self.rest.find('\n').unwrap_or(self.rest.len());
        let text = self.rest.split_at(length).0;
        let (kind, mark) = if text.starts_with("//!") {
            (CommentKind::Inner, 3)
        } else if text.starts_with("///") && !text.starts_with("////") {
            (CommentKind::Item, 3)
        } else {
            (CommentKind::Plain, 2)
        };
        let text = text.split_at(mark).1.trim_end().to_owned();
        self.comments.push(Comment { text, line: self.line, kind });
        self.skip(length);
    }

    fn block_comment(&mut self) {
        let length = block_comment_length(self.rest);
        for (offset, text) in self.rest.split_at(length).0.lines().enumerate() {
            let (text, line) = (text.to_owned(), self.line + offset);
            self.comments.push(Comment { text, line, kind: CommentKind::Plain });
        }
        self.skip(length);
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the string literal that `text` starts with, its prefix and hashes included.
fn string_length(text: &str) -> Option<usize> {
    let prefix = text.find(|c| !matches!(c, 'b' | 'c' | 'r'))?;
    let raw = text.get(..prefix)?.contains('r');
    let hashes = if raw { text.get(prefix..)?.find(|c| c != '#')? } else { 0 };
    let body = text.get(prefix + hashes..)?.strip_prefix('"')?;
    let opened = prefix + hashes + 1;
    if raw {
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(body.find(&close).map_or(text.len(), |at| opened + at + close.len()));
    }
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' if !escaped => return Some(opened + at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Some(text.len())
}

/// The length of the character literal that `text` starts with; none for a lifetime.
fn character_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let first = body.chars().next()?;
    let inner = if first == '\\' {
        let escape = body.chars().nth(1)?.len_utf8();
        1 + escape + body.get(1 + escape..)?.find('\'')?
    } else {
        first.len_utf8()
    };
    body.get(inner..)?.starts_with('\'').then_some(inner + 2)
}

/// The length of a number: digits, suffix, and a fraction unless it is a tuple's field.
fn number_length(text: &str, after_dot: bool) -> usize {
    let whole = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let fraction = text.get(whole..).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
    if after_dot || !fraction.starts_with(|c: char| c.is_ascii_digit()) {
        return whole;
    }
    whole + 1 + fraction.find(|c| !is_word(c)).unwrap_or(fraction.len())
}

/// The length of a block comment, which may hold others.
fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}
