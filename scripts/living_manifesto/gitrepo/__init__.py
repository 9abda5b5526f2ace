"""The adapter to git: reads trees, the index and the work tree; nothing above it knows a flag of git.

GitFailure            git does not answer; the argument is what it said
+-- NotARepository    the folder lies in no git repository
+-- GitMissing        there is no git on this machine
"""

from __future__ import annotations


class GitFailure(Exception):
    """Git does not answer; the argument is what it said."""


class NotARepository(GitFailure):
    """The folder lies in no git repository; the argument is the folder."""


class GitMissing(GitFailure):
    """There is no git on this machine."""
