"""Floor 5: findings as text, one format a file."""
