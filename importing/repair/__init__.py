"""Letters that are not what they seem, made right before the text is brought into normal form."""
