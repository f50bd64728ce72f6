"""An evaluation as a reader meets it: plain frozen values, every number written, every string cleaned."""
