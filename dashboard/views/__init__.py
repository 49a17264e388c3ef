"""View models: what a reader sees, made once for page, pack and API."""
