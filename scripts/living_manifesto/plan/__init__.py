"""Desired against actual, pure: what a branch must hold, which approvals stand, which actions are left to do."""
