//! The house: which crate stands on which layer, whom it may know, and what it may bring in.
//!
//! A new crate or a new edge is a decision: argue it in `crates/README.md#decisions`, then add it
//! here. A crate that is not in [`HOUSE`] fails the check, and so does an edge.

/// How high a crate stands; a crate knows only what stands below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// Layer 0: quantities, the notice as data, the facts.
    Ground,
    /// Layer 1: one capability each, pure rules; and the words.
    Capability,
    /// Layer 2: files, the sample county, the database.
    Adapter,
    /// Layer 3: use cases, and the wire.
    Application,
    /// Layer 4: the network facade.
    Facade,
    /// Layer 5: the one binary.
    Binary,
    /// No layer: tests and tools, which ship nothing.
    Workshop,
}

/// What the code of a crate may reach for outside its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nothing: no I/O, clock, randomness, thread or future.
    Pure,
    /// Readers and writers that it is given; no paths, environment, network or clock.
    Streams,
    /// Files, network, threads, clock; not the environment.
    World,
    /// The environment too.
    Environment,
}

/// One crate of the house.
#[derive(Debug)]
pub(crate) struct Room {
    /// The crate, which is also its folder's name (but for the tests).
    pub(crate) name: &'static str,
    /// Its layer.
    pub(crate) layer: Layer,
    /// What its code may reach for.
    pub(crate) reach: Reach,
    /// The crates of the house that it may import.
    pub(crate) imports: &'static [&'static [&'static str]],
    /// The outside crates that it may import.
    pub(crate) outside: &'static [&'static [&'static str]],
}

const FACTS: &[&str] = &["kehou-units", "kehou-policy", "kehou-registry", "kehou-attendance"];
const DRAW: &[&str] = &["kehou-draw"];
const CAPABILITIES: &[&str] =
    &["kehou-fee", "kehou-funds", "kehou-schedule", "kehou-incentive", "kehou-inspection"];
const WORDS: &[&str] = &["kehou-words"];
const ADAPTERS: &[&str] = &["kehou-sheets", "kehou-sample", "kehou-store"];
const UPPER: &[&str] = &["kehou-app", "kehou-wire", "kehou-server", "kehou"];

const VALUES: &[&str] =
    &["thiserror", "rust_decimal", "chrono", "uuid", "serde", "toml", "serde_json", "sha2"];
const FILES: &[&str] = &["csv", "encoding_rs", "calamine", "rust_xlsxwriter", "zip"];
const DATABASE: &[&str] = &["sea-orm", "sqlx", "futures-util", "ring", "tokio", "tracing"];
const PROTOBUF: &[&str] = &["prost", "prost-types", "tonic", "tonic-prost", "tonic-types"];
const NETWORK: &[&str] = &[
    "tonic",
    "tonic-health",
    "tonic-reflection",
    "tonic-types",
    "prost",
    "prost-types",
    "tokio",
    "tokio-stream",
    "tower",
    "http",
    "http-body",
    "tracing",
];
const EDGE: &[&str] =
    &["anyhow", "clap", "indicatif", "ring", "tracing", "tracing-subscriber", "tokio"];
const TOOLS: &[&str] = &["anyhow", "serde", "toml"];

/// Outside crates that any crate may use in its tests, examples and benchmarks, and as an optional
/// dependency of its feature `testing`.
pub(crate) const TESTING: &[&str] =
    &["proptest", "divan", "tempfile", "libtest-mimic", "insta", "csv", "zip", "rcgen"];

/// Outside crates that may run while `kehou-wire` is built.
pub(crate) const BUILDING: &[(&str, &[&str])] = &[("kehou-wire", &["protox", "tonic-prost-build"])];

/// Features of outside crates that would bring a clock or a generator below layer 2.
pub(crate) const IMPURE_FEATURES: &[(&str, &[&str])] =
    &[("chrono", &["clock", "now", "wasmbind"]), ("uuid", &["v1", "v4", "v6", "v7", "rng"])];

const fn room(
    name: &'static str,
    layer: Layer,
    reach: Reach,
    imports: &'static [&'static [&'static str]],
    outside: &'static [&'static [&'static str]],
) -> Room {
    Room { name, layer, reach, imports, outside }
}

/// Every crate of the house, from the ground up.
#[rustfmt::skip]
pub(crate) const HOUSE: &[Room] = {
    use Layer::*;
    use Reach::*;
    &[
        //    crate               layer        reach        may import                          from outside
        room("kehou-units",       Ground,      Pure,        &[],                                &[VALUES]),
        room("kehou-policy",      Ground,      Pure,        &[&["kehou-units"]],                &[VALUES]),
        room("kehou-registry",    Ground,      Pure,        &[&["kehou-units", "kehou-policy"]], &[VALUES]),
        room("kehou-attendance",  Ground,      Pure,        &[&["kehou-units", "kehou-policy", "kehou-registry"]], &[VALUES]),
        room("kehou-draw",        Ground,      Pure,        &[&["kehou-units"]],                &[VALUES]),

        room("kehou-fee",         Capability,  Pure,        &[FACTS, DRAW],                     &[VALUES]),
        room("kehou-funds",       Capability,  Pure,        &[FACTS, DRAW],                     &[VALUES]),
        room("kehou-schedule",    Capability,  Pure,        &[FACTS, DRAW],                     &[VALUES]),
        room("kehou-incentive",   Capability,  Pure,        &[FACTS, DRAW],                     &[VALUES]),
        room("kehou-inspection",  Capability,  Pure,        &[FACTS, DRAW],                     &[VALUES]),
        room("kehou-words",       Capability,  Pure,        &[],                                &[]),

        room("kehou-sheets",      Adapter,     Streams,     &[FACTS, DRAW, CAPABILITIES, WORDS], &[VALUES, FILES]),
        room("kehou-sample",      Adapter,     Pure,        &[FACTS, DRAW, CAPABILITIES, WORDS], &[VALUES]),
        room("kehou-store",       Adapter,     World,       &[FACTS, DRAW, CAPABILITIES, WORDS], &[VALUES, DATABASE]),

        room("kehou-app",         Application, World,       &[FACTS, DRAW, CAPABILITIES, WORDS, ADAPTERS], &[VALUES, &["tokio", "tracing", "async-recursion"]]),
        room("kehou-wire",        Application, Streams,     &[FACTS, DRAW, CAPABILITIES, WORDS], &[VALUES, PROTOBUF]),
        // Stateless calls go from the wire straight to the rule: the edge to kehou-fee.
        room("kehou-server",      Facade,      Environment, &[FACTS, DRAW, &["kehou-fee", "kehou-inspection", "kehou-app", "kehou-wire"], WORDS], &[VALUES, NETWORK]),
        room("kehou",             Binary,      Environment, &[FACTS, DRAW, CAPABILITIES, WORDS, ADAPTERS, UPPER], &[VALUES, NETWORK, EDGE]),

        room("kehou-tests",       Workshop,    Environment, &[FACTS, DRAW, CAPABILITIES, WORDS, ADAPTERS, UPPER], &[VALUES, FILES, DATABASE, PROTOBUF, NETWORK, EDGE, TESTING]),
        room("xtask",             Workshop,    Environment, &[],                                &[TOOLS]),
    ]
};

/// The room of a crate, if it has one.
pub(crate) fn room_of(name: &str) -> Option<&'static Room> {
    HOUSE.iter().find(|room| room.name == name)
}

impl Room {
    /// Whether this crate may import another crate of the house.
    pub(crate) fn may_import(&self, name: &str) -> bool {
        self.imports.iter().any(|group| group.contains(&name)) && name != self.name
    }

    /// Whether this crate may import a crate from outside.
    pub(crate) fn may_bring_in(&self, name: &str) -> bool {
        self.outside.iter().any(|group| group.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_imports_upwards() {
        for room in HOUSE {
            for name in room.imports.iter().copied().flatten().filter(|name| **name != room.name) {
                let below = room_of(name).unwrap_or_else(|| panic!("{name} has no room"));
                assert!(below.layer <= room.layer, "{} imports {name}", room.name);
            }
        }
    }

    #[test]
    fn capabilities_and_adapters_do_not_know_each_other() {
        for layer in [Layer::Capability, Layer::Adapter] {
            let rooms = || HOUSE.iter().filter(move |room| room.layer == layer);
            for (one, other) in rooms().flat_map(|one| rooms().map(move |other| (one, other))) {
                assert!(!one.may_import(other.name), "{} imports {}", one.name, other.name);
            }
        }
    }

    #[test]
    fn what_stands_below_layer_two_is_pure() {
        for room in HOUSE.iter().filter(|room| room.layer <= Layer::Capability) {
            assert_eq!(room.reach, Reach::Pure, "{}", room.name);
        }
    }

    #[test]
    fn only_the_wire_makes_protobuf_and_only_the_store_knows_sql() {
        for room in HOUSE.iter().filter(|room| room.layer < Layer::Workshop) {
            assert_eq!(room.may_bring_in("tonic-prost"), room.name == "kehou-wire");
            assert_eq!(room.may_bring_in("sea-orm"), room.name == "kehou-store");
        }
    }

    #[test]
    fn only_binary_and_server_read_the_environment() {
        let readers: Vec<&str> = HOUSE
            .iter()
            .filter(|room| room.reach == Reach::Environment && room.layer < Layer::Workshop)
            .map(|room| room.name)
            .collect();
        assert_eq!(readers, ["kehou-server", "kehou"]);
    }
}
