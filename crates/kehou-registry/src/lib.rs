//! Schools, pupils, plans, calendars, notices: the facts that rules are applied to.
