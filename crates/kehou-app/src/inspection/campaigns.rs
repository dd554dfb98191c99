//! Campaigns: frame, quota, draw, plan and inspectors. (I1–I6, I13, I15)
