//! Everybody who may call the county's books; a token is the name of its holder.

use chrono::NaiveDate;
use kehou_app::{Grant, Principal, Role, Scope};
use kehou_registry::{ClassRef, Grade, PupilNo, SchoolCode};
use kehou_server::Tokens;

/// Town of schools 1 and 2; school 3 is of another.
pub(crate) const TOWNS: [&str; 3] = ["370829101", "370829101", "370829102"];

pub(crate) fn code(number: usize) -> SchoolCode {
    format!("370829000{number}").parse().unwrap()
}

pub(crate) fn class_3_1() -> ClassRef {
    ClassRef { grade: Grade::new(3).unwrap(), number: 1 }
}

/// Everybody, by role and scope; whoever is of a place is of school 1, its class 3-1 and pupil 1.
pub(crate) fn everybody() -> Vec<Principal> {
    let town = || Scope::Town(TOWNS[0].parse().unwrap());
    let school = || Scope::School(code(1));
    let class = Scope::Class(code(1), class_3_1());
    let child = Scope::Children(vec![(code(1), PupilNo::new(1))]);
    let people = [
        ("programme", Role::Programme, Scope::County),
        ("finance", Role::Finance, Scope::County),
        ("treasurer", Role::Finance, school()),
        ("town", Role::TownOffice, town()),
        ("head", Role::HeadTeacher, school()),
        ("coordinator", Role::Coordinator, school()),
        ("teacher", Role::ClassTeacher, class),
        ("aid", Role::AidOfficer, Scope::County),
        ("school-aid", Role::AidOfficer, school()),
        ("auditor", Role::Auditor, Scope::County),
        ("town-auditor", Role::Auditor, town()),
        ("school-auditor", Role::Auditor, school()),
        ("guardian", Role::Guardian, child),
        ("machine", Role::Machine, Scope::County),
        ("school-machine", Role::Machine, school()),
        ("leading-group", Role::LeadingGroup, Scope::County),
        ("personnel", Role::Personnel, Scope::County),
        ("safety", Role::SafetyOffice, Scope::County),
        ("discipline", Role::Discipline, Scope::County),
        ("inspector", Role::Inspector, Scope::County),
    ];
    let with_grant = |(subject, role, scope): (&str, Role, Scope)| {
        let grant = Grant { role, scope };
        grant.check().unwrap();
        Principal { subject: subject.to_owned(), grants: vec![grant] }
    };
    let nobody = Principal { subject: "nobody".to_owned(), grants: Vec::new() };
    people.into_iter().map(with_grant).chain([nobody]).collect()
}

pub(crate) fn tokens() -> Tokens {
    let nobody_yet = Tokens::new(|| NaiveDate::MIN);
    everybody().into_iter().fold(nobody_yet, |tokens, who| {
        let token = who.subject.clone();
        tokens.with(&token, who)
    })
}
