//! Where a database is.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

/// The database of a county that says nothing else.
pub(super) const DEFAULT: &str = "kehou.db";

/// A database. It is shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file.
    Embedded(PathBuf),
    /// A database on a server, by its address.
    Server(String),
}

impl Place {
    /// A path, or the address of a database on a PostgreSQL server.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Ok(Self::Server(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        anyhow::ensure!(
            !path.is_empty() && !path.contains("://") && !path.contains('?'),
            "`{}` is no database; write a path such as kehou.db, or postgres://USER@HOST/NAME",
            without_password(path)
        );
        Ok(Self::Embedded(PathBuf::from(path)))
    }

    /// The address by which the books are opened.
    pub(crate) fn url(&self) -> anyhow::Result<String> {
        match self {
            Self::Embedded(path) => {
                let text = path.to_str();
                Ok(text.context("the path of the database is no text in UTF-8")?.to_owned())
            }
            Self::Server(url) => Ok(url.clone()),
        }
    }

    /// Whether it is a file.
    pub(crate) const fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded(_))
    }

    /// Whether it is a file that holds something; an empty one is as good as none.
    pub(crate) fn exists(&self) -> bool {
        match self {
            Self::Embedded(path) => fs::metadata(path).is_ok_and(|found| found.len() > 0),
            Self::Server(_) => false,
        }
    }

    /// The file of a name beside an embedded database.
    pub(super) fn beside(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Embedded(path) => Some(path.with_file_name(name)),
            Self::Server(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded(path) => path.display().fmt(f),
            Self::Server(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An address without what stands between the user's name and the host, and without the values of
/// its settings, of which one may be a password.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (user.split(':').next().map(|user| format!("{user}@")), place),
        None => (None, rest),
    };
    let place = place.split('?').next().unwrap_or_default();
    format!("{scheme}://{}{place}", user.unwrap_or_default())
}

/// Makes an empty file that only its owner may read, unless there is one.
pub(super) fn make_private(path: &Path) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(|| format!("{} can't be made", path.display())),
    }
}

/// Lets only the owner read a file that is yet to be made, where the system knows owners.
pub(super) fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Makes a folder that only its owner may enter, unless there is one.
pub(super) fn make_private_folder(path: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| format!("folder {} can't be made", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        for (given, shown) in [
            ("postgres://kehou:secret@db/kehou", "postgres://kehou@db/kehou"),
            ("postgresql://kehou:se@c/ret@db:5432/kehou?x=1", "postgresql://kehou@db:5432/kehou"),
            ("postgres://db/kehou?user=kehou&password=secret", "postgres://db/kehou"),
            ("postgres://kehou@db/kehou", "postgres://kehou@db/kehou"),
        ] {
            let place = Place::parse(given).unwrap();
            assert_eq!(place.to_string(), shown);
            assert_eq!(format!("{place:?}"), shown);
        }
        let refused = Place::parse("mysql://kehou:secret@db/kehou").unwrap_err().to_string();
        assert!(!refused.contains("secret") && refused.contains("mysql://kehou@db"), "{refused}");
    }

    #[test]
    fn a_path_is_an_embedded_database() {
        let path = Place::Embedded("books/kehou.db".into());
        assert_eq!(Place::parse("books/kehou.db").unwrap(), path);
        assert_eq!(Place::parse("sqlite:books/kehou.db").unwrap(), path);
        assert!(Place::parse("").is_err() && Place::parse("kehou.db?mode=ro").is_err());
    }
}
