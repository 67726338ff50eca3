"""The panes of the live screen: they show a view and post what is asked; they never save."""
