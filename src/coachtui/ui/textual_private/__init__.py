"""Every private name of Textual that the program uses, behind plain names: what a new Textual may break."""
