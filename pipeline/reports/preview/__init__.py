"""What a draft would change for all leads, in the words and figures that its page shows."""
