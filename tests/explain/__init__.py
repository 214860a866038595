"""What an explanation says: that it adds up, what it answers, how far it says that a limit is."""
