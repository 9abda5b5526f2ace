"""The embedded forge: pull requests in the repository itself, with no account and no server.

One ref decides. Its tree holds two files a pull request, ``00/12/001234-<proposal>.log`` and ``.page``:

- the log is append-only, one event a line; of people's words it holds only their comments and reviews;
- the page is what is shown now (title, body, labels, readiness, the tool's own comments) and is replaced in place, so
  that a text which must go leaves the tree.

A number belongs to whoever first moved the ref to a tree that gives it.
"""
