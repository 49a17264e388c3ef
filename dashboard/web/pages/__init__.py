"""The pages: what each reads from its address, its template and its callbacks."""
