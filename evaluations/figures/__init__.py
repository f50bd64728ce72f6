"""Our own charts: plain numbers in, a sentence, a table and an SVG out."""
