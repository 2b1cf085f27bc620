"""Sala: training, curriculum and certification of National Societies along the Mekong borders."""
