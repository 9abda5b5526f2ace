"""The public page: values in, files out."""
