//! Results of campaigns, good practice, and the public summary. (I14, I16)
