"""Which answers of a class share more than short exercises make everyone share."""
