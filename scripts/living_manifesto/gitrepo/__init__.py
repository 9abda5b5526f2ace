"""The adapter to git: reads trees, the index and the work tree; nothing above it knows a flag of git.

GitFailure            git does not answer; the argument is what it said
+-- NotARepository    the folder lies in no git repository
+-- GitMissing        there is no git on this machine
+-- ShallowClone      the beginning of the history was not fetched
+-- NoMain            the branch that is the manifesto does not exist
+-- NoIdentity        git is not told who works here
+-- LockHeld          another git holds a lock for longer than we wait
"""

from __future__ import annotations


class GitFailure(Exception):
    """Git does not answer; the argument is what it said."""


class NotARepository(GitFailure):
    """The folder lies in no git repository; the argument is the folder."""


class GitMissing(GitFailure):
    """There is no git on this machine."""


class ShallowClone(GitFailure):
    """The beginning of the history was not fetched; the argument is the folder."""


class NoMain(GitFailure):
    """The branch that is the manifesto does not exist; the argument is its name."""


class NoIdentity(GitFailure):
    """Git is not told who works here (``user.name``, ``user.email``)."""


class LockHeld(GitFailure):
    """Another git holds a lock for longer than we wait; the argument is the file."""
