//! Checklists, sheets, scores, evidence and safety registers.
