import platform
from types import ModuleType

from evaluations.core.environment import decisive_versions, digest_sources, environment_versions


def test_a_report_is_stored_with_the_versions_of_all_that_scripts_are_offered():
    versions = environment_versions()
    assert versions["python"] == platform.python_version()
    assert set(versions) == {
        "python",
        "engine",
        "numpy",
        "pandas",
        "scikit-learn",
        "scipy",
        "matplotlib",
        "seaborn",
    }
    assert all(versions.values())


def test_numbers_do_not_hang_on_a_patch_level_of_python_or_on_drawing():
    decisive = decisive_versions()
    assert decisive["python"].count(".") == 1
    assert "matplotlib" not in decisive


def test_a_changed_line_anywhere_in_a_package_changes_its_digest(tmp_path):
    def digest(text: str) -> str:
        (tmp_path / "deep").mkdir(exist_ok=True)
        (tmp_path / "deep" / "part.py").write_text(text)
        package = ModuleType("package")  # each is asked about once
        package.__file__ = str(tmp_path / "__init__.py")
        return digest_sources(package)

    assert digest("answer = 1") == digest("answer = 1") != digest("answer = 2")
