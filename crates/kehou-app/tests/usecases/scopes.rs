use crate::harness::on_both;
on_both!();
