use super::*;

fn hash_of(number: u32) -> String {
    format!("{number:064x}")
}

/// An entry with other lines in place of its own.
fn entry(number: u32, grants: &str) -> String {
    format!(
        "[[token]]\nsubject = \"somebody\"\nsha256 = \"{}\"\ngrants = [{grants}]\n",
        hash_of(number)
    )
}

fn refused(text: &str) -> String {
    holders(text).unwrap_err().to_string()
}

fn scope_of(grant: &str) -> Scope {
    let holders = holders(&entry(1, grant)).unwrap();
    holders.values().next().unwrap().principal.grants[0].scope.clone()
}

#[test]
fn every_kind_of_scope_is_read() {
    let school: SchoolCode = "3708290001".parse().unwrap();
    let class = ClassRef { grade: Grade::new(3).unwrap(), number: 1 };
    let child = |number| (school.clone(), PupilNo::new(number));
    for (grant, scope) in [
        (r#"{ role = "programme", scope = "county" }"#, Scope::County),
        (
            r#"{ role = "town_office", scope = "town", town = "370829101" }"#,
            Scope::Town("370829101".parse().unwrap()),
        ),
        (
            r#"{ role = "finance", scope = "school", school = "3708290001" }"#,
            Scope::School(school.clone()),
        ),
        (
            r#"{ role = "class_teacher", scope = "class", school = "3708290001", class = "3-1" }"#,
            Scope::Class(school.clone(), class),
        ),
        (
            r#"{ role = "class_teacher", scope = "class", school = "3708290001", class = "3.1" }"#,
            Scope::Class(school.clone(), class),
        ),
        (
            r#"{ role = "guardian", scope = "children", children = ["3708290001/12", "3708290001/7"] }"#,
            Scope::Children(vec![child(12), child(7)]),
        ),
    ] {
        assert_eq!(scope_of(grant), scope, "{grant}");
    }
}

#[test]
fn several_tokens_and_grants_are_read() {
    let both = r#"{ role = "coordinator", scope = "school", school = "3708290001" },
      { role = "class_teacher", scope = "class", school = "3708290001", class = "3-1" }"#;
    let text = entry(1, both) + &entry(2, r#"{ role = "auditor", scope = "county" }"#);
    let holders = holders(&text).unwrap();
    let grants: Vec<usize> =
        [1u8, 2].map(|last| holders[&digest_of(last)].principal.grants.len()).to_vec();
    assert_eq!(grants, [2, 1]);
    assert!(super::holders("# nobody yet\n").unwrap().is_empty());
}

fn digest_of(last: u8) -> TokenDigest {
    let mut digest = [0; 32];
    digest[31] = last;
    digest
}

#[test]
fn a_mistake_is_told_with_line_and_entry() {
    let good = entry(1, r#"{ role = "auditor", scope = "county" }"#);
    let cases = [
        (r#"{ role = "boss", scope = "county" }"#, "`boss` is no role; write one of programme, "),
        (r#"{ role = "auditor", scope = "all" }"#, "`all` is no scope; write one of county, town"),
        (r#"{ role = "head_teacher", scope = "county" }"#, "the role head_teacher can't have"),
        (r#"{ role = "finance", scope = "school" }"#, "school: the 10 digits"),
        (r#"{ role = "finance", scope = "school", school = "1" }"#, "school: the 10 digits"),
        (r#"{ role = "finance", scope = "county", school = "3708290001" }"#, "school: this scope"),
        (r#"{ role = "town_office", scope = "town", town = "370829" }"#, "`370829` is no town"),
        (
            r#"{ role = "class_teacher", scope = "class", school = "3708290001", class = "3-0" }"#,
            "class: grade and number",
        ),
        (r#"{ role = "guardian", scope = "children", children = ["12"] }"#, "children: for each"),
        (
            r#"{ role = "guardian", scope = "children", children = ["3708290001/1", "3708290001/1"] }"#,
            "children: for each",
        ),
        (r#"{ role = "guardian", scope = "children", children = [] }"#, "the list of children"),
        ("", "the list of grants is empty"),
    ];
    for (grant, said) in cases {
        let text = format!("{good}\n{}", entry(2, grant));
        let told = refused(&text);
        assert!(told.starts_with("line 6: token 2: "), "{told}");
        assert!(told.contains(said), "{told}");
    }
    let twice = format!("{good}{good}");
    assert_eq!(refused(&twice), "line 5: token 2: the hash stands twice");
    let subject = good.replace("somebody", "some body");
    assert!(refused(&subject).starts_with("line 1: token 1: the subject has 1 to 64 of"));
    for day in ["2024-07-31T08:00:00", "08:00:00", "2024-07-31T08:00:00Z"] {
        let expiry = good.replace("grants", &format!("expires_on = {day}\ngrants"));
        assert!(refused(&expiry).contains("expires_on: the last day"), "{day}");
    }
}

#[test]
fn a_mistake_of_form_is_told_with_its_line_and_never_with_what_stands_there() {
    let secret = "kehou_secret";
    for (line, said) in [
        (format!("sha256 = \"{secret}\"\nsubject = \"a\"\ngrants = []"), "sha256 is the hash"),
        (format!("token = \"{secret}\""), "line 2: unknown field `token`"),
        (format!("expires_on = \"{secret}\""), "line 2: "),
        (format!("grants = \"{secret}\""), "line 2: expected a sequence"),
        (format!("subject = [\"{secret}\"]"), "line 2: expected a string"),
        (format!("subject = \"{secret}"), "line 2: "),
        (format!("{secret} = 1"), "line 2: unknown field"),
        (secret.to_owned(), "line 2: "),
    ] {
        let told = refused(&format!("[[token]]\n{line}\n"));
        assert!(told.contains(said), "{line}: {told}");
        let key = line.starts_with(secret);
        assert!(key || !told.contains(secret), "{told}");
    }
}
