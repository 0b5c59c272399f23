"""What is kept of people: declared by each room, deleted in time, handed over and erased."""
