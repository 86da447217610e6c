"""Late work: days late, grace tokens, extensions, and what is deducted for the rest."""
