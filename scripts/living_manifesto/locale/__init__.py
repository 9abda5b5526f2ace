"""Japanese and English: which language the reader wants, and the sentences in it."""
