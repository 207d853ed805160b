//! What differs between two workspaces: leads paired by id, and the waterfall
//! between the values of what is open in them.
