"""Grade again after checks have changed: who changes, by how much and why, before it is written."""
