"""Paths name kinds of files."""

import pytest

from living_manifesto.documents.filekind import FileKind, file_kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("manifesto/manifesto.yaml", FileKind.MANIFESTO),
        ("manifesto/other/diplomacy-defense.yaml", FileKind.SECTION),
        ("proposals/2026-01/20260128-k3f9tw.yaml", FileKind.PROPOSAL),
        ("proposals/topics/diplomacy-defense.yaml", FileKind.TOPICS),
        ("proposals/baselines/20260101-abcdef.yaml", FileKind.BASELINE),
        ("manifesto/stray.yaml", None),
        ("proposals/stray.yaml", None),
        ("proposals/2026-01/deep/x.yaml", None),
        ("proposals/2026-01/x.yml", None),
        ("README.md", None),
    ],
)
def test_a_path_names_its_kind(path, kind):
    assert file_kind(path) is kind
