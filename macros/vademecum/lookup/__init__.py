"""Floor 5: asks registries and other people's servers. The only place that speaks HTTP."""
