-- Entries go when they are older than retention.audit.
CREATE INDEX audit_at ON audit (at);
