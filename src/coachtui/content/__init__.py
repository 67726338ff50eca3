"""Content packs: coaching models, forms and catalogues as TOML, checked and turned into domain values."""
