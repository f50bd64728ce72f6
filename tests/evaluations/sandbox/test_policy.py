import os
from pathlib import Path

import sklearn

from evaluations.sandbox.policy import (
    FIRST_FREE_UID,
    View,
    bubblewrap_command,
    count_threads,
    find_bubblewrap,
    find_closed_folder,
    find_free_uid,
    interpreter_view,
)

PROJECT = Path(__file__).parents[3]


def test_the_project_is_in_no_tree_that_a_child_can_read():
    view = interpreter_view()
    assert not [tree for tree in view.trees if PROJECT.is_relative_to(tree)]


def test_nothing_of_the_home_folder_is_readable_but_an_interpreter():
    trees = [Path(tree) for tree in interpreter_view().trees]
    inside = [tree for tree in trees if tree.is_relative_to(Path.home())]
    assert all({"lib", "lib64", "bin"} & set(tree.parts) for tree in inside)


def test_the_toy_data_sets_with_their_labels_are_masked():
    data = Path(sklearn.__file__).parent / "datasets" / "data"
    assert str(data) in interpreter_view().masked


def test_packages_that_are_not_on_our_module_path_are_masked():
    view = interpreter_view()
    assert not set(view.masked) & set(view.site)
    debian = "/usr/lib/python3/dist-packages"
    assert debian in view.site or debian in view.masked or not Path(debian).exists()


def test_bubblewrap_of_the_setting_comes_first(tmp_path):
    chosen = tmp_path / "bwrap"
    chosen.write_text("#!/bin/sh\n")
    chosen.chmod(0o755)
    assert find_bubblewrap(str(chosen)) == str(chosen)
    assert find_bubblewrap(str(tmp_path / "nothing")) != str(tmp_path / "nothing")


def test_root_keeps_only_what_it_takes_to_become_somebody_else():
    command = bubblewrap_command("bwrap", interpreter_view(), {}, as_root=True, die_with_parent=True)
    added = [command[place + 1] for place, word in enumerate(command) if word == "--cap-add"]
    assert added == ["CAP_SETUID", "CAP_SETGID"]
    assert "--unshare-user" not in command


def test_a_user_gets_a_namespace_without_any_capability():
    command = bubblewrap_command("bwrap", interpreter_view(), {}, as_root=False, die_with_parent=False)
    assert "--unshare-user" in command
    assert "--cap-add" not in command
    assert "--die-with-parent" not in command


def test_no_mount_is_writable():
    command = bubblewrap_command("bwrap", interpreter_view(), {}, as_root=True, die_with_parent=True)
    assert not {"--bind", "--dev-bind", "--dev", "--proc"} & set(command)
    assert command[-3:] == ["--remount-ro", "/", "--"]


def test_every_parent_of_a_mount_is_made_first_so_that_others_may_pass():
    view = interpreter_view()
    command = bubblewrap_command("bwrap", view, {"/x": "/engine/a"}, as_root=True, die_with_parent=True)
    bound = command.index("/engine/a")
    assert command[bound - 4 : bound + 1] == ["--dir", "/engine", "--ro-bind", "/x", "/engine/a"]


def test_a_free_user_id_has_no_name_and_no_process():
    uid = find_free_uid()
    assert uid >= FIRST_FREE_UID
    assert count_threads(uid) == 0


def test_threads_of_this_user_are_counted():
    assert count_threads(os.getuid()) >= 1


def test_a_folder_that_only_its_owner_may_pass_is_named(tmp_path):
    tmp_path.chmod(0o700)
    view = View(str(tmp_path / "bin" / "python"), (), (), ())
    (tmp_path / "bin").mkdir()
    assert find_closed_folder(view) in {str(parent) for parent in (tmp_path / "bin").parents}


def test_an_interpreter_of_the_system_is_open_to_everybody():
    assert find_closed_folder(View("/usr/bin/python3", (), (), ())) is None
