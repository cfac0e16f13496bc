"""What was typed? The command line."""
