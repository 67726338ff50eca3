"""Content packs: coaching models, forms and catalogues in TOML, validated and turned into domain values."""
