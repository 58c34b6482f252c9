"""Rehearsals: a cohort played on a simulated clock, with the real core, real storage and any surface."""
