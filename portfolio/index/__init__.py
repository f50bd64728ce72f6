"""Full-text search of what is public, by the database that is there: FTS5 or PostgreSQL's tsvector."""
