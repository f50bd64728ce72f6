import platform

from evaluations.core.environment import decisive_versions, environment_versions


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
