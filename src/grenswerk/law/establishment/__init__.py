"""Whether the home office binds the employer: permanent establishment, each home state by its own yardstick."""
