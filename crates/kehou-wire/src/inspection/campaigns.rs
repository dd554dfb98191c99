//! Campaigns, their frames, draws, plans and inspectors.
