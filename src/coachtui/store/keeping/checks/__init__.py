"""What is looked for in the files of a store, and what is saved of damaged ones."""
