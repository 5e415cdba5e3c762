"""What rules know of language: words and their stems, syllables, reading level, a word list."""
