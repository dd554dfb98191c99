mod matrix;

use kehou_registry::{ClassRef, DivisionCode, Grade, PupilNo, SchoolCode};

use super::*;
use crate::{Grant, Role, Scope, ScopeKind};
use matrix::Matrix;

/// The places of the matrix, in the order in which it names them.
struct County {
    town: DivisionCode,
    school: SchoolCode,
    school_of_town: SchoolCode,
    other_town: DivisionCode,
    elsewhere: SchoolCode,
    direct: SchoolCode,
}

const OWN_CHILD: PupilNo = PupilNo::new(1);
const CLASSMATE: PupilNo = PupilNo::new(2);
const SCHOOLMATE: PupilNo = PupilNo::new(3);

fn class(number: u16) -> ClassRef {
    ClassRef { grade: Grade::new(3).unwrap(), number }
}

impl County {
    fn new() -> Self {
        let school = |code: &str| code.parse().unwrap();
        Self {
            town: "370829101".parse().unwrap(),
            school: school("3708290001"),
            school_of_town: school("3708290002"),
            other_town: "370829102".parse().unwrap(),
            elsewhere: school("3708290003"),
            direct: school("3708290004"),
        }
    }

    fn place(&self, name: &str) -> Place<'_> {
        let (code, town) = match name {
            "county" => return Place::County,
            _ if name.ends_with("-of-town") => (&self.school_of_town, Some(&self.town)),
            _ if name.ends_with("-elsewhere") => (&self.elsewhere, Some(&self.other_town)),
            _ if name.ends_with("-direct") => (&self.direct, None),
            _ => (&self.school, Some(&self.town)),
        };
        // Pupil 1 of class 3-1 stands in every school: neither alone makes anybody one's own.
        let pupil = |pupil, number| Place::Pupil { code, town, pupil, class: Some(class(number)) };
        match name {
            "classmate" => pupil(CLASSMATE, 1),
            "schoolmate" => pupil(SCHOOLMATE, 2),
            "class-2" => Place::Class { code, town, class: class(2) },
            _ if name.starts_with("pupil") => pupil(OWN_CHILD, 1),
            _ if name.starts_with("class") => Place::Class { code, town, class: class(1) },
            _ if name.starts_with("school") => Place::School { code, town },
            other => panic!("`{other}` is no place"),
        }
    }

    fn scope(&self, kind: ScopeKind) -> Scope {
        match kind {
            ScopeKind::County => Scope::County,
            ScopeKind::Town => Scope::Town(self.town.clone()),
            ScopeKind::School => Scope::School(self.school.clone()),
            ScopeKind::Class => Scope::Class(self.school.clone(), class(1)),
            ScopeKind::Children => Scope::Children(vec![(self.school.clone(), OWN_CHILD)]),
        }
    }

    fn principal(&self, role: Role, kind: ScopeKind) -> Principal {
        let grants = vec![Grant { role, scope: self.scope(kind) }];
        Principal { subject: "somebody".into(), grants }
    }
}

fn everybody() -> impl Iterator<Item = (Role, ScopeKind)> {
    Role::ALL.iter().flat_map(|role| ScopeKind::ALL.iter().map(|kind| (*role, *kind)))
}

#[test]
fn every_answer_stands_in_the_matrix() {
    let (county, matrix) = (County::new(), Matrix::read());
    let mut asked = 0;
    for permission in Permission::ALL {
        for (role, kind) in everybody() {
            let who = county.principal(role, kind);
            for place in matrix.places() {
                let permitted = authorise(&who, *permission, county.place(place)).is_ok();
                let expected = matrix.permits(permission.code(), role.code(), kind.code(), place);
                assert_eq!(permitted, expected, "{permission} by {role} of {kind} at {place}");
                asked += 1;
            }
        }
    }
    assert_eq!(asked, 47 * 15 * 5 * 15, "every permission, role, scope and place");
}

#[test]
fn the_matrix_names_nothing_that_is_unknown() {
    for (permission, role, kind) in Matrix::read().lines() {
        assert!(permission.parse::<Permission>().is_ok(), "{permission}");
        let (role, kind) = (role.parse::<Role>().unwrap(), kind.parse::<ScopeKind>().unwrap());
        assert!(scopes_of(role).contains(&kind), "{role} of {kind}");
    }
}

#[test]
fn every_permission_and_every_role_has_one_row_and_is_read_back() {
    for permission in Permission::ALL {
        assert_eq!(permission.code().parse(), Ok(*permission));
        let anybody = Role::ALL.iter().any(|role| reach_of(*permission, *role) != Reach::Nowhere);
        assert!(anybody, "nobody may {permission}");
    }
    for role in Role::ALL {
        assert!(!scopes_of(*role).is_empty(), "{role} has no scope");
    }
}

#[test]
fn who_is_waived_is_seen_by_finance_aid_and_guardian_only() {
    // (F12) Waiver and money: nobody else reaches them at any width.
    for permission in [Permission::ReadWaivers, Permission::ReadBills] {
        let seeing: Vec<Role> = Role::ALL
            .iter()
            .copied()
            .filter(|role| reach_of(permission, *role) != Reach::Nowhere)
            .collect();
        assert_eq!(seeing, [Role::Finance, Role::AidOfficer, Role::Guardian], "{permission}");
    }
}

#[test]
fn a_guardian_sees_the_money_of_their_own_children_only() {
    // (F12)
    let county = County::new();
    let guardian = county.principal(Role::Guardian, ScopeKind::Children);
    for permission in [Permission::ReadWaivers, Permission::ReadBills] {
        assert!(authorise(&guardian, permission, county.place("pupil")).is_ok());
        for place in ["classmate", "class", "school", "county", "pupil-of-town"] {
            let refused = authorise(&guardian, permission, county.place(place));
            assert_eq!(refused, Err(Forbidden { permission }), "{place}");
        }
    }
}

#[test]
fn a_role_with_a_scope_that_it_may_not_have_is_permitted_nothing() {
    let county = County::new();
    for (role, kind) in everybody().filter(|(role, kind)| !scopes_of(*role).contains(kind)) {
        let who = county.principal(role, kind);
        assert_eq!(who.grants[0].check().unwrap_err().code(), "GRANT_SCOPE");
        for permission in Permission::ALL {
            assert!(who.schools(*permission).is_nothing(), "{permission} by {role} of {kind}");
        }
    }
}

#[test]
fn a_town_scope_as_wide_as_the_county_is_permitted_nothing() {
    let county = County::new();
    let scope = Scope::Town("370829".parse().unwrap());
    let grants = vec![Grant { role: Role::TownOffice, scope }];
    let who = Principal { subject: "town".into(), grants };
    assert!(authorise(&who, Permission::ReadPupils, county.place("school")).is_err());
}

#[test]
fn grants_add_up_and_nobody_without_one_may_anything() {
    let county = County::new();
    let mut who = county.principal(Role::ClassTeacher, ScopeKind::Class);
    assert!(authorise(&who, Permission::ReopenMonth, county.place("school")).is_err());
    who.grants.extend(county.principal(Role::HeadTeacher, ScopeKind::School).grants);
    assert!(authorise(&who, Permission::ReopenMonth, county.place("school")).is_ok());
    who.grants.clear();
    for permission in Permission::ALL {
        assert!(who.schools(*permission).is_nothing(), "{permission}");
    }
}

#[test]
fn lists_know_how_much_of_a_school_they_may_show() {
    let county = County::new();
    let share = |role, kind, permission, code, town| {
        county.principal(role, kind).schools(permission).of_school(code, town)
    };
    let (own, town) = (&county.school, Some(&county.town));
    let (other, pupils) = (&county.school_of_town, Permission::ReadPupils);
    assert_eq!(share(Role::TownOffice, ScopeKind::Town, pupils, other, town), Share::Whole);
    assert_eq!(
        share(Role::TownOffice, ScopeKind::Town, pupils, &county.direct, None),
        Share::Nothing
    );
    let of_class = share(Role::ClassTeacher, ScopeKind::Class, pupils, own, town);
    assert_eq!(of_class, Share::Part { classes: vec![class(1)], pupils: vec![] });
    assert!(of_class.holds(CLASSMATE, Some(class(1))) && !of_class.holds(CLASSMATE, None));
    assert!(!of_class.holds(OWN_CHILD, Some(class(2))));
    let of_child = share(Role::Guardian, ScopeKind::Children, pupils, own, town);
    assert_eq!(of_child, Share::Part { classes: vec![], pupils: vec![OWN_CHILD] });
    assert!(of_child.holds(OWN_CHILD, None) && !of_child.holds(CLASSMATE, Some(class(1))));
    let schools = Permission::ReadSchools;
    assert_eq!(share(Role::Guardian, ScopeKind::Children, schools, own, town), Share::Whole);
    assert_eq!(share(Role::Guardian, ScopeKind::Children, schools, other, town), Share::Nothing);
}

#[test]
fn schools_are_named_unless_any_may_be_meant() {
    let county = County::new();
    let named = |role, kind, permission| {
        let who = county.principal(role, kind);
        let extent = who.schools(permission);
        extent.named_schools().map(|names| names.into_iter().cloned().collect::<Vec<_>>())
    };
    let own = Some(vec![county.school.clone()]);
    assert_eq!(named(Role::Guardian, ScopeKind::Children, Permission::ReadBills), own);
    assert_eq!(named(Role::ClassTeacher, ScopeKind::Class, Permission::ReadPupils), own);
    assert_eq!(named(Role::Auditor, ScopeKind::Town, Permission::ReadRolls), None);
    assert_eq!(named(Role::Auditor, ScopeKind::County, Permission::ReadRolls), None);
    let nothing = named(Role::Guardian, ScopeKind::Children, Permission::SubmitRolls);
    assert_eq!(nothing, Some(Vec::new()));
}

#[test]
fn a_refusal_names_the_act_and_not_the_thing() {
    let forbidden = Forbidden { permission: Permission::ReadBills };
    assert_eq!(forbidden.to_string(), "`read_bills` is not permitted here");
    assert_eq!((forbidden.code(), forbidden.fault()), ("FORBIDDEN", Fault::Forbidden));
}
