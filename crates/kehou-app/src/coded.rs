//! Closed sets of things that are written by a code.

/// Defines an enum whose variants each have one stable code, with `ALL`, `code()`, `Display` and
/// `FromStr`.
macro_rules! coded {
    (
        $(#[$meta:meta])* $name:ident is a $what:literal:
        $($(#[$doc:meta])* $id:ident $code:literal;)+
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $id,)+
        }

        impl $name {
            /// Every one, in the order of the documents.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$id => $code,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::principal::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| one.code() == text)
                    .ok_or_else(|| $crate::principal::UnknownCode::new($what, text, $name::ALL.iter().map(|one| one.code())))
            }
        }
    };
}

pub(crate) use coded;
