"""Floor 4: rules that hold content against what it should be; each gives findings."""
