"""Floor 3: pages as data: what their front matter says, what they cite, how they hang together."""
