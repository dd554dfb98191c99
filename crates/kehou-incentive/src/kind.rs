//! Kinds of activities and duties, and groups of staff.

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident $count:literal { $($(#[$vdoc:meta])* $variant:ident $word:literal $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// How many there are.
            pub const COUNT: usize = $count;

            /// All of them, in order.
            pub const ALL: [Self; $count] = [$(Self::$variant,)+];

            /// The word used in texts of data.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// Its place in [`Self::ALL`], from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The one that a word of a text of data means.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.word() == word)
            }
        }
    };
}

kinds! {
    /// What a class hour is filled with: homework tutoring (作业辅导), or a kind of enrichment
    /// (素质拓展). (T4)
    ActivityKind 8 {
        /// Homework tutoring (作业辅导).
        Homework "homework" "ACTIVITY_HOMEWORK",
        /// Reading (阅读).
        Reading "reading" "ACTIVITY_READING",
        /// Popular science (科普).
        Science "science" "ACTIVITY_SCIENCE",
        /// Sports (体育).
        Sports "sports" "ACTIVITY_SPORTS",
        /// Arts (艺术).
        Arts "arts" "ACTIVITY_ARTS",
        /// Practical work (劳动).
        Labour "labour" "ACTIVITY_LABOUR",
        /// Clubs and interest groups (兴趣小组、社团).
        Club "club" "ACTIVITY_CLUB",
        /// Any other enrichment.
        Other "other" "ACTIVITY_OTHER",
    }
}

kinds! {
    /// Duty that is counted in minutes, because no class hour arises from it. (F10, G7)
    DutyKind 5 {
        /// Late care after the standard end (弹性离校托管).
        LateCare "late_care" "DUTY_LATE_CARE",
        /// Leading the day's duty (带班值班).
        Leader "leader" "DUTY_LEADER",
        /// Early arrival (早到看护).
        Early "early" "DUTY_EARLY",
        /// Noon (午间看护).
        Noon "noon" "DUTY_NOON",
        /// Evening self-study (晚自习).
        Evening "evening" "DUTY_EVENING",
    }
}

kinds! {
    /// A group of staff by post, as reports tell them apart; never by anything that care rests on.
    StaffGroup 4 {
        /// Management (管理岗).
        Management "management" "GROUP_MANAGEMENT",
        /// Class teachers (班主任).
        ClassTeacher "class_teacher" "GROUP_CLASS_TEACHER",
        /// Other teachers (任课教师).
        Teacher "teacher" "GROUP_TEACHER",
        /// Support staff (教辅、工勤).
        Support "support" "GROUP_SUPPORT",
    }
}

/// A set of kinds of activities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActivitySet(u8);

impl ActivitySet {
    /// Every kind.
    pub const ALL: Self = Self(u8::MAX);

    /// The set of some kinds.
    #[must_use]
    pub fn of(kinds: impl IntoIterator<Item = ActivityKind>) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | 1 << kind.index()))
    }

    /// Whether it holds a kind.
    #[must_use]
    pub const fn holds(self, kind: ActivityKind) -> bool {
        self.0 & (1 << kind.index()) != 0
    }

    /// How many kinds it holds.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The set as bits, the first kind the lowest.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of some bits, the first kind the lowest.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// Its kinds, in order.
    pub fn iter(self) -> impl Iterator<Item = ActivityKind> {
        ActivityKind::ALL.into_iter().filter(move |kind| self.holds(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_places_lead_back() {
        for (at, kind) in ActivityKind::ALL.into_iter().enumerate() {
            assert_eq!((kind.index(), ActivityKind::of_word(kind.word())), (at, Some(kind)));
        }
        assert_eq!(DutyKind::of_word("nursing"), None);
        let set = ActivitySet::of([ActivityKind::Arts, ActivityKind::Homework]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [ActivityKind::Homework, ActivityKind::Arts]);
        assert_eq!((set.count(), ActivitySet::ALL.count()), (2, 8));
    }
}
