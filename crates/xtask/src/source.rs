//! A Rust source file as its checks see it: tokens, comments, and which lines are tests.
//!
//! Strings never count as code and code never counts as a comment, so a check that looks for a
//! word finds the word itself and nothing that merely contains or quotes it.

mod lexer;
mod test_lines;
#[cfg(test)]
mod tests;

pub(crate) use lexer::{Comment, CommentKind, Token};

/// What a source file is for; each check says which kinds it looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Code that ships: below `src/`, but for the files of the other roles.
    Code,
    /// Tests, benches, examples and the strategies of `testing.rs`.
    Test,
    /// `build.rs`.
    Build,
}

/// A Rust source file, cut up once.
#[derive(Debug)]
pub(crate) struct Source {
    /// The file, relative to the workspace, with `/` between its parts.
    pub(crate) path: String,
    /// What the file is for.
    pub(crate) role: Role,
    /// All tokens in order; a string literal is the one token `"`.
    pub(crate) tokens: Vec<Token>,
    /// All comments in order, one for each line of comment.
    pub(crate) comments: Vec<Comment>,
    test_lines: Vec<bool>,
}

impl Source {
    /// Cuts up `text`, the content of `path`, which belongs to the member in `folder`.
    pub(crate) fn new(folder: &str, path: &str, text: &str) -> Self {
        let (tokens, comments) = lexer::cut(text);
        let role = role_of(folder, path);
        let count = text.lines().count();
        let test_lines = match role {
            Role::Test => vec![true; count],
            Role::Code | Role::Build => test_lines::mark(&tokens, count),
        };
        Self { path: path.to_owned(), role, tokens, comments, test_lines }
    }

    /// Whether a line, counted from one, belongs to test code.
    pub(crate) fn is_test_line(&self, line: usize) -> bool {
        self.test_lines.get(line.wrapping_sub(1)).copied().unwrap_or(false)
    }

    /// The number of lines, and how many of them are not test code.
    pub(crate) fn line_counts(&self) -> (usize, usize) {
        (self.test_lines.len(), self.test_lines.iter().filter(|test| !**test).count())
    }

    /// The tokens that ship: those outside test code.
    pub(crate) fn shipped_tokens(&self) -> Vec<&Token> {
        self.tokens.iter().filter(|token| !self.is_test_line(token.line)).collect()
    }

    /// The comments beside code that ships.
    pub(crate) fn shipped_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| !self.is_test_line(comment.line))
    }

    /// The file's name without `.rs`.
    pub(crate) fn stem(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

fn role_of(folder: &str, path: &str) -> Role {
    let within = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    if folder == "tests" {
        return Role::Test;
    }
    if within == "build.rs" {
        return Role::Build;
    }
    let mut parts = within.trim_end_matches(".rs").split('/');
    let ships =
        parts.next() == Some("src") && parts.all(|part| part != "tests" && part != "testing");
    if ships { Role::Code } else { Role::Test }
}
