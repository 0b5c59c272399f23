"""What working at home does, for anyone who asks: no account, nothing stored."""
