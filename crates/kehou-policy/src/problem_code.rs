//! The catalogue of what can be wrong with a policy text.

use kehou_units::Fault;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $id:ident $code:literal $template:literal;)+) => {
        /// What is wrong with a policy text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode {
            $($(#[$doc])* $id,)+
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// The code as stable text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$id => $code,)+
                }
            }

            /// The English message, with the names of its arguments in braces.
            #[must_use]
            pub const fn template(self) -> &'static str {
                match self {
                    $(Self::$id => $template,)+
                }
            }
        }
    };
}

problem_codes! {
    /// The text is larger than a policy text may be.
    TooLarge "POLICY_TOO_LARGE"
        "the text has {size} bytes; keep it within {limit}";
    /// The text is no TOML.
    NotToml "POLICY_NOT_TOML"
        "{detail}; mend the TOML from here on";
    /// The text is of a format that this version can't read.
    Format "POLICY_FORMAT"
        "format {found} can't be read here; write format = 1";
    /// A key that no policy text has at this place.
    UnknownKey "POLICY_UNKNOWN_KEY"
        "this key is not known here; the nearest known key is `{nearest}`";
    /// A key that must be there is not.
    MissingKey "POLICY_MISSING_KEY"
        "the key `{field}` is missing; add it";
    /// A value of another type than expected.
    WrongType "POLICY_WRONG_TYPE"
        "`{field}` is {found}; write {expected}";
    /// A float, wherever it stands.
    Float "POLICY_FLOAT"
        "{value} is a float and may not be exact; write amounts as text such as \"2.00\", counts as whole numbers";
    /// A text that is blank, too long, or holds a line break or control character.
    BadText "POLICY_BAD_TEXT"
        "the text of `{field}` is blank, longer than {limit} characters, or holds a line break or an invisible character; write one line";
    /// An id that is no id.
    BadId "POLICY_BAD_ID"
        "`{value}` is no id; use lower-case letters, digits, `-` and `_` only";
    /// A word that is none of a closed set.
    UnknownWord "POLICY_UNKNOWN_WORD"
        "`{value}` is not known for `{field}`; write one of {allowed}";
    /// One code twice in a set.
    RepeatedWord "POLICY_REPEATED_WORD"
        "`{value}` stands twice in `{field}`; remove one";
    /// A division code that doesn't fit the level.
    Division "POLICY_DIVISION"
        "division `{value}` doesn't fit a {level} instrument; write {digits} digits";
    /// An instrument for another place than the policy.
    DivisionMismatch "POLICY_DIVISION_MISMATCH"
        "division `{value}` is not that of the policy, {division}; remove the instrument or correct its division";
    /// A last day before the first.
    DatesReversed "POLICY_DATES_REVERSED"
        "it would end on {until}, before it begins on {from}; correct one of the dates";
    /// Two instruments of one id.
    DuplicateInstrument "POLICY_DUPLICATE_INSTRUMENT"
        "this instrument stands in {other} already; remove one of the two";
    /// An instrument that claims to replace itself.
    ReplacesItself "POLICY_REPLACES_ITSELF"
        "`{value}` can't replace itself; name the instrument that it replaces";
    /// No instrument of the county.
    NoCounty "POLICY_NO_COUNTY"
        "no instrument has level = \"county\"; add the county's notice";
    /// A clause that the file doesn't define.
    UndefinedClause "POLICY_UNDEFINED_CLAUSE"
        "clause `{clause}` is not defined in this file; add [clauses.\"{clause}\"] with zh and en";
    /// A row that the register doesn't have.
    UnknownRule "POLICY_UNKNOWN_RULE"
        "`{value}` is no row of the register; write one of F1 to F19, L1 to L18, … I1 to I16";
    /// A kind that this level of instrument can't give.
    KindAgainstLevel "POLICY_KIND_AGAINST_LEVEL"
        "kind {kind} can't come from a {level} instrument; write {allowed}";
    /// A rule that no clause stands behind.
    UncitedRule "POLICY_UNCITED_RULE"
        "no clause is cited for rule {rule} from {from} on; add a [[rules]] entry that holds then";
    /// A rule cited twice from one clause on one day.
    RepeatedRule "POLICY_REPEATED_RULE"
        "rule {rule} cites clause `{clause}` twice for {from}; remove one or part the periods";
    /// A parameter that the rules don't know.
    UnknownParameter "POLICY_UNKNOWN_PARAMETER"
        "no rule reads a parameter of this name; the nearest known name is `{nearest}`";
    /// Two blocks for one parameter in one file.
    DuplicateParameter "POLICY_DUPLICATE_PARAMETER"
        "this parameter has a block at line {other} already; put all values into one";
    /// A unit other than the parameter's.
    WrongUnit "POLICY_WRONG_UNIT"
        "the unit is `{value}`; it must be `{expected}`";
    /// A rule other than the one that reads the parameter.
    WrongRule "POLICY_WRONG_RULE"
        "the parameter is read by rule {expected}, not by {value}; write rule = \"{expected}\"";
    /// A parameter without values.
    NoValues "POLICY_NO_VALUES"
        "the parameter has no values; give at least one or remove the block";
    /// A parameter with more values than anyone could read.
    TooManyValues "POLICY_TOO_MANY_VALUES"
        "the parameter has {count} values; keep them within {limit}";
    /// A text that is no amount of money.
    NotMoney "POLICY_NOT_MONEY"
        "`{value}` is no amount in yuan; write it like \"2.00\"";
    /// An amount with a part of a fen.
    NotWholeFen "POLICY_NOT_WHOLE_FEN"
        "{value} yuan is not a whole number of fen; write at most two decimals";
    /// A text that is no time of day.
    NotTime "POLICY_NOT_TIME"
        "`{value}` is no time of day; write it like \"18:00\"";
    /// A number that makes no sense for the parameter.
    OutOfRange "POLICY_OUT_OF_RANGE"
        "{value} makes no sense here; write a number from {least} to {most}";
    /// A value outside its instrument's days.
    OutsideInstrument "POLICY_OUTSIDE_INSTRUMENT"
        "the days {period} lie outside those of the instrument, {instrument}; keep within them";
    /// Two values for one day.
    Overlap "POLICY_OVERLAP"
        "another value, at {other}, holds {shared} too; end the earlier one the day before the later begins";
    /// Days without a value.
    Gap "POLICY_GAP"
        "no value holds on {day}; add one or move a neighbour's date";
    /// A parameter that must be there is not.
    MissingParameter "POLICY_MISSING_PARAMETER"
        "the parameter has no value in any file, and rule {rule} can't do without; add a [[parameters]] block for it";
    /// A bound of another unit.
    BoundUnit "POLICY_BOUND_UNIT"
        "`{bound}` is counted in {unit} and can't bound this; name a parameter in {expected}";
    /// A value above an upper bound.
    AboveBound "POLICY_ABOVE_BOUND"
        "{value} is above {limit}, the most that `{bound}` allows for {shared} [{clause}]; lower it";
    /// A value below a lower bound.
    BelowBound "POLICY_BELOW_BOUND"
        "{value} is below {limit}, the least that `{bound}` allows for {shared} [{clause}]; raise it";
    /// More problems than anyone would mend at once.
    MoreProblems "POLICY_MORE_PROBLEMS"
        "{count} more problems are not listed; mend those above first";
    /// A rate due for review.
    ReviewDue "POLICY_REVIEW_DUE"
        "the rate {value} holds since {from}, longer than {years} years on {on}; review it and date the result";
    /// An expired instrument without a successor, whose rules go on as defaults.
    BaseExpired "POLICY_BASE_EXPIRED"
        "{document} expired on {until} and nothing that replaces it is loaded; load its successor, until then its rules count as defaults";
    /// An expired instrument without a successor, whose rules have ended.
    BaseLapsed "POLICY_BASE_LAPSED"
        "{document} expired on {until} and nothing that replaces it is loaded; load its successor, its rules have ended";
}

impl ProblemCode {
    /// The kind of failure.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Self::TooLarge => Fault::Limit,
            Self::AboveBound | Self::BelowBound => Fault::RuleViolated,
            Self::DuplicateInstrument | Self::DuplicateParameter => Fault::Exists,
            _ => Fault::Invalid,
        }
    }
}
