"""An agent: the page, the form, and what an agent may ask for."""
