"""Which keys the YAML files of the content have."""
