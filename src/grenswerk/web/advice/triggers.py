"""What makes a closed year stay as it is: triggers of the database, in both dialects. It can be deleted whole."""

from __future__ import annotations

FROZEN = (
    "year_id, number, at, closed_by, reason, as_of, law, language, "
    "facts, answer, notes, consent, hash, pdf, pdf_hash"
)
MAKE = {
    "sqlite": (
        f"CREATE TRIGGER advice_never_changed BEFORE UPDATE OF {FROZEN} ON advice_closedyear"
        " BEGIN SELECT RAISE(ABORT, 'a closed year is never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION advice_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'a closed year is never changed'"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER advice_never_changed BEFORE UPDATE OF {FROZEN} ON advice_closedyear"
        " FOR EACH ROW EXECUTE FUNCTION advice_refuse()",
    ),
}
UNDO = {
    "sqlite": ("DROP TRIGGER IF EXISTS advice_never_changed",),
    "postgresql": (
        "DROP TRIGGER IF EXISTS advice_never_changed ON advice_closedyear",
        "DROP FUNCTION IF EXISTS advice_refuse()",
    ),
}
