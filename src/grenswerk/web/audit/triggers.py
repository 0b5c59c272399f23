"""What makes the log append-only: triggers of the database, in both dialects."""

from __future__ import annotations

SQLITE = (
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit_entry"
    " BEGIN SELECT RAISE(ABORT, 'an entry of the audit log is never changed'); END",
    "CREATE TRIGGER audit_kept BEFORE DELETE ON audit_entry WHEN OLD.kept_until > date('now')"
    " BEGIN SELECT RAISE(ABORT, 'an entry of the audit log is kept until its date'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'an entry of the audit log is kept as it is until its date'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_kept BEFORE DELETE ON audit_entry"
    " FOR EACH ROW WHEN (OLD.kept_until > CURRENT_DATE) EXECUTE FUNCTION audit_refuse()",
)
UNDO = {
    "sqlite": ("DROP TRIGGER IF EXISTS audit_never_changed", "DROP TRIGGER IF EXISTS audit_kept"),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_never_changed ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_kept ON audit_entry",
        "DROP FUNCTION IF EXISTS audit_refuse()",
    ),
}
MAKE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
