"""What keeps the site standing: health, figures, logs, faults, backup and restore."""
