"""What readings have to do with one another: pure functions over values, each answer with its reasons."""
