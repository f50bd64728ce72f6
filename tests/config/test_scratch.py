from config.scratch import forget_scratch, fresh_scratch


def test_a_run_has_a_folder_of_its_own_that_goes_with_it(tmp_path):
    folder = fresh_scratch(tmp_path)
    (folder / "litter").write_text("x")
    assert folder.stat().st_mode & 0o777 == 0o711
    forget_scratch(tmp_path)
    assert not folder.exists()
    assert not list(tmp_path.iterdir())
    forget_scratch(tmp_path)


def test_what_a_killed_run_has_left_is_removed_by_the_next(tmp_path):
    left = fresh_scratch(tmp_path)
    (left / "litter").write_text("x")
    folder = fresh_scratch(tmp_path)
    assert not left.exists()
    assert list(folder.iterdir()) == []
    forget_scratch(tmp_path)


def test_a_link_that_leads_elsewhere_takes_nothing_along(tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (tmp_path / "scratch").symlink_to(precious)
    forget_scratch(tmp_path)
    assert precious.is_dir()
