"""Targets: how plans print them, what each is stated in, the level it aims at, what meets it."""
