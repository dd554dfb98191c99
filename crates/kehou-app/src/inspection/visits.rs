//! Checklists, self-checks, visits, scores, evidence, and the safety register. (I7, I8, O6)
