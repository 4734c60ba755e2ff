"""Comments and tracked changes put into a Word file whose other parts stay byte for byte as they are."""
