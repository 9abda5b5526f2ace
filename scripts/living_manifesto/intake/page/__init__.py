"""The page of one section as plain text: read into values, and written again."""

from living_manifesto.intake.page.page import Page, Remark, Smoothed, What
from living_manifesto.intake.page.reading import read

__all__ = ["Page", "Remark", "Smoothed", "What", "read"]
