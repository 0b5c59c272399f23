"""The audit log: who saw and changed what, written once and never changed."""
