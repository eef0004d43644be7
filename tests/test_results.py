"""A result gets onto the disk whole, and never over what is not ours."""

import errno
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.filenames import slugs
from linhai_analysis.results import MANIFEST, locking, write_new, write_result
from linhai_analysis.results.standing import LOCK, OURS, STAGE

OLD = {"a.txt": b"old a", "figures/x.svg": b"old x", "figures/gone.svg": b"old gone"}
NEW = {"a.txt": b"new a", "figures/x.svg": b"new x", "tables/t.csv": b"new t"}

CHILD = """
import os, sys
from pathlib import Path
from linhai_analysis.results import write_new, write_result
"""


def child(code: str, *arguments: object) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", CHILD + code, *map(str, arguments)])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file and every empty folder that is there, without the manifest."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not any(path.iterdir()):
            found[name + "/"] = b""
        elif not path.is_dir() and name != MANIFEST:
            found[name] = path.read_bytes()
    return found


def complete(folder: Path, kind: str = "review") -> bool:
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return listed["results"][kind]["complete"]


def refused(out, files=None, *, naming: str, inputs=()) -> None:
    """The run is refused by name, and nothing in the folder has changed."""
    before = contents(Path(out)) if os.path.isdir(out) else None
    with pytest.raises(DataError) as refusal:
        write_result(out, "review", NEW if files is None else files, inputs)
    assert naming in str(refusal.value)
    assert "\n" not in str(refusal.value)
    if before is not None:
        assert contents(Path(out)) == before


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fails_at(monkeypatch, owner, call: str, moment: int, error: BaseException = FULL) -> None:
    """Let the call fail once, at the given moment."""
    work, moments = getattr(owner, call), iter(range(1, 1000))

    def fail(*arguments):
        if next(moments) == moment:
            raise error
        return work(*arguments)

    monkeypatch.setattr(owner, call, fail)


@pytest.fixture
def out(tmp_path):
    """A folder with an earlier review."""
    write_result(tmp_path / "out", "review", OLD)
    return tmp_path / "out"


@pytest.fixture
def mount():
    """Mounts a folder for the test, where that is allowed."""
    mounted = []

    def make(target: Path, *options: str) -> Path:
        target.mkdir(exist_ok=True)
        try:
            done = subprocess.run(["mount", *options, target], capture_output=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount command here")
        if done.returncode:
            pytest.skip(f"mounting is not allowed here: {done.stderr.decode().strip()}")
        mounted.append(target)
        return target

    yield make
    for target in reversed(mounted):
        subprocess.run(["umount", target], check=True)


# What a run leaves behind.


def test_the_next_result_takes_the_place_of_the_earlier_one(out):
    (out / "notes.docx").write_bytes(b"mine")
    (out / "figures" / "photo.jpg").write_bytes(b"mine")
    paths = write_result(out, "review", NEW)
    assert paths == [out / "a.txt", out / "figures" / "x.svg", out / "tables" / "t.csv"]
    mine = {"notes.docx": b"mine", "figures/photo.jpg": b"mine"}
    assert contents(out) == NEW | mine
    assert complete(out)


def test_folders_that_only_the_earlier_result_had_are_gone(out):
    write_result(out, "review", {"a.txt": b"new a"})
    assert contents(out) == {"a.txt": b"new a"}


def test_the_same_files_give_the_same_bytes(tmp_path, out):
    write_result(out, "scenarios", {"b.txt": b"b"})
    write_result(tmp_path / "other", "scenarios", {"b.txt": b"b"})
    write_result(tmp_path / "other", "review", dict(reversed(OLD.items())))
    assert (out / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()
    write_result(out, "review", OLD)
    assert (out / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


def test_the_manifest_lists_the_files_with_their_hashes(tmp_path):
    write_result(tmp_path, "review", {"a.txt": b"abc"})
    # FIPS 180-2, appendix B.1: the SHA-256 of "abc".
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    listed = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert listed["results"] == {"review": {"complete": True, "files": {"a.txt": known}}}


def test_results_of_several_kinds_share_a_folder(out):
    write_result(out, "scenarios", {"figures/s.svg": b"s"})
    write_result(out, "review", NEW)
    assert contents(out) == NEW | {"figures/s.svg": b"s"}
    write_result(out, "scenarios", {})
    assert contents(out) == NEW


def test_a_file_of_another_kind_is_refused(out):
    with pytest.raises(DataError, match=r"a\.txt.* belongs to the review"):
        write_result(out, "scenarios", {"a.txt": b"s"})
    assert contents(out) == OLD


def test_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_result(".", "review", OLD)
    assert write_result(".", "review", NEW)[0] == Path("a.txt")
    assert contents(tmp_path) == NEW


# What is refused.


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_name_of_the_folder(tmp_path, monkeypatch, empty):
    monkeypatch.chdir(tmp_path)
    refused(empty, naming="the folder is empty")
    assert not list(tmp_path.iterdir())


def test_a_file_of_the_user(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"mine")
    refused(tmp_path, naming="a.txt")
    assert not (tmp_path / MANIFEST).exists()


def test_a_file_of_the_user_even_with_the_same_content(tmp_path):
    (tmp_path / "a.txt").write_bytes(NEW["a.txt"])
    refused(tmp_path, naming="a.txt")


def test_a_file_that_the_user_has_edited(out):
    (out / "figures" / "x.svg").write_bytes(b"edited")
    refused(out, naming="x.svg")


def test_an_edited_file_that_is_not_in_the_way_is_left_alone(out):
    (out / "figures" / "gone.svg").write_bytes(b"edited")
    write_result(out, "review", NEW)
    assert contents(out) == NEW | {"figures/gone.svg": b"edited"}


def test_a_folder_where_a_file_is_needed(out):
    (out / "a.txt").unlink()
    (out / "a.txt").mkdir()
    refused(out, naming="a.txt")


def test_a_file_where_a_folder_is_needed(out):
    (out / "tables").write_bytes(b"mine")
    refused(out, naming="tables")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_the_way(out):
    (out / "a.txt").unlink()
    os.mkfifo(out / "a.txt")
    with pytest.raises(DataError, match=r"a\.txt"):
        write_result(out, "review", NEW)


@pytest.mark.parametrize("by", ["path", "link", "hard link"])
@pytest.mark.parametrize("name", ["figures/x.svg", "figures/gone.svg"])
def test_an_input_is_neither_replaced_nor_removed(tmp_path, out, by, name):
    source = out / ".." / "out" / name
    if by != "path":
        source = tmp_path / "input.svg"
        make = source.symlink_to if by == "link" else source.hardlink_to
        make(out / name)
    refused(out, naming=Path(name).name, inputs=[tmp_path / "missing.csv", source])


def test_an_input_of_the_user(tmp_path):
    (tmp_path / "scenarios.csv").write_bytes(b"mine")
    files = {"scenarios.csv": b"ours"}
    refused(tmp_path, files, naming="input", inputs=[tmp_path / "scenarios.csv"])
    assert contents(tmp_path) == {"scenarios.csv": b"mine"}


@pytest.mark.parametrize("name", ["a.txt", "figures", MANIFEST, LOCK, STAGE, ""])
def test_links_are_not_followed(tmp_path, out, name):
    place, elsewhere = out / name, tmp_path / "elsewhere"
    if place.exists():
        place.rename(elsewhere)
    elif name == LOCK:
        elsewhere.write_bytes(b"mine")
    else:
        elsewhere.mkdir()
        (elsewhere / "thesis.docx").write_bytes(b"mine")
    place.symlink_to(elsewhere)
    before = contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()
    with pytest.raises(DataError, match=f"{place.name}' is a link"):
        write_result(out, "review", NEW)
    assert place.is_symlink()
    assert (contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before


def test_a_link_that_leads_nowhere(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(DataError, match=r"a\.txt' is a link"):
        write_result(tmp_path, "review", NEW)
    assert not (tmp_path / "nowhere").exists()


def test_a_link_above_the_folder_is_followed(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    write_result(tmp_path / "home" / "out", "review", NEW)
    assert contents(tmp_path / "disk" / "out") == NEW


def test_a_folder_behind_a_link_loses_no_file_of_an_earlier_result(tmp_path, out):
    (out / "figures").rename(tmp_path / "elsewhere")
    (out / "figures").symlink_to(tmp_path / "elsewhere")
    write_result(out, "review", {"a.txt": b"new a"})
    assert contents(tmp_path / "elsewhere") == {"x.svg": b"old x", "gone.svg": b"old gone"}


def test_a_list_of_somebody_else_removes_nothing(tmp_path):
    mine = {"thesis.docx": b"mine", "review.json": b'{"files": ["thesis.docx"]}'}
    for name, data in mine.items():
        (tmp_path / name).write_bytes(data)
    write_result(tmp_path, "review", NEW)
    assert contents(tmp_path) == NEW | mine


@pytest.mark.parametrize(
    "name",
    ["../thesis.docx", "{parent}/thesis.docx", "C:thesis.docx", "x\\..\\..\\thesis.docx", "x"],
)
def test_names_in_a_manifest_that_lead_outside_are_ignored(tmp_path, name):
    thesis, out = tmp_path / "thesis.docx", tmp_path / "out"
    thesis.write_bytes(b"abc")
    write_result(out, "review", {"a.txt": b"abc"})
    forged = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    files = forged["results"]["review"]["files"]
    files[name.format(parent=tmp_path)] = files["a.txt"]
    (out / MANIFEST).write_text(json.dumps(forged), encoding="utf-8")
    write_result(out, "review", NEW)
    assert thesis.read_bytes() == b"abc"
    assert contents(out) == NEW


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"made_by": "me", "results": {}}',
        b'{"made_by": "linhai_analysis", "results": []}',
        b'{"made_by": "linhai_analysis", "results": {"review": {"files": ["a.txt"]}}}',
        b'{"made_by": "linhai_analysis", "results": {"paper": 1}}',
        b"[" * 100_000,
    ],
)
def test_a_manifest_that_is_not_ours(out, text):
    (out / MANIFEST).write_bytes(text)
    refused(out, naming=MANIFEST)
    assert (out / MANIFEST).read_bytes() == text


@pytest.mark.parametrize(
    "name", ["", "/a", "../a", "a/../b", "a//b", "a\\b", "c:a", "a.", "a\n", MANIFEST, "\ud800"]
)
def test_names_that_are_no_files_inside_the_folder(tmp_path, name):
    refused(tmp_path / "out", {name: b""}, naming="no name of a file")
    assert not (tmp_path / "out").exists()


def test_names_that_differ_in_letter_case_only(tmp_path):
    refused(tmp_path / "out", {"Fast.svg": b"", "fast.svg": b""}, naming="fast.svg")


# What the system refuses.


def test_the_folder_is_a_file(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    refused(tmp_path / "out", naming="is a file")
    refused(tmp_path / "out" / "below", naming="out")
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_name_that_is_too_long(tmp_path):
    refused(tmp_path / "new" / "out", {"a": b"", "b" * 300: b""}, naming="b" * 300)
    refused(tmp_path / ("c" * 300), naming="c" * 300)
    assert not list(tmp_path.iterdir())


def test_a_read_only_folder(tmp_path, mount):
    folder = mount(tmp_path / "disk", "-t", "tmpfs", "-o", "ro", "tmpfs")
    refused(folder, naming="Read-only")
    refused(folder / "out", naming="Read-only")


def test_a_mount_root_and_a_full_disk(tmp_path, mount):
    folder = mount(tmp_path / "disk", "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    write_result(folder, "review", OLD)
    refused(folder, {"a.txt": b"new", "big": bytes(300_000)}, naming="No space left")
    assert complete(folder)
    refused(folder / "other", {"big": bytes(300_000)}, naming="No space left")
    assert contents(folder) == OLD
    write_result(folder, "review", NEW)
    assert contents(folder) == NEW


def test_a_folder_that_another_one_is_bound_to(tmp_path, mount):
    (tmp_path / "source").mkdir()
    folder = mount(tmp_path / "out", "--bind", str(tmp_path / "source"))
    write_result(folder, "review", OLD)
    write_result(folder, "review", NEW)
    assert contents(tmp_path / "source") == NEW


# Three files, a note and three manifests; the switch moves three old files aside, three new ones
# in, and two manifests.
@pytest.mark.parametrize(
    ("owner", "call", "moments"), [(Path, "write_bytes", 3 + 1 + 3), (os, "replace", 3 + 3 + 2)]
)
def test_an_error_at_any_moment_leaves_the_old_result(tmp_path, monkeypatch, owner, call, moments):
    for moment in range(1, moments + 1):
        out = tmp_path / f"{moment}"
        write_result(out, "review", OLD)
        manifest = (out / MANIFEST).read_bytes()
        fails_at(monkeypatch, owner, call, moment)
        with pytest.raises(DataError, match=os.strerror(errno.ENOSPC)):
            write_result(out, "review", NEW)
        assert contents(out) == OLD
        assert (out / MANIFEST).read_bytes() == manifest
        # The call that fails once has failed; the same folder takes the next result.
        write_result(out, "review", NEW)
        assert contents(out) == NEW
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("owner", "call", "moments"), [(Path, "write_bytes", 3 + 1 + 3), (os, "replace", 3 + 2)]
)
def test_an_error_at_any_moment_leaves_no_new_folder(tmp_path, monkeypatch, owner, call, moments):
    for moment in range(1, moments + 1):
        fails_at(monkeypatch, owner, call, moment)
        with pytest.raises(DataError, match=os.strerror(errno.ENOSPC)):
            write_result(tmp_path / "new" / "out", "review", NEW)
        assert not list(tmp_path.iterdir())
        monkeypatch.undo()


def test_an_interrupt_leaves_the_old_result(out, monkeypatch):
    fails_at(monkeypatch, os, "replace", 5, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_result(out, "review", NEW)
    assert contents(out) == OLD
    assert complete(out)


# Killed runs and two at once.

# One interpreter that is started once; each run in it is a process of its own, and a real kill.
DIES = """
import signal
CALLS = [(Path, "write_bytes"), (Path, "mkdir"), (Path, "unlink")]
CALLS += [(os, "replace"), (os, "unlink"), (os, "rmdir"), (os, "link")]
def dies_at(moment, work, calls=CALLS):
    run = os.fork()
    if run:
        return os.WIFSIGNALED(os.waitpid(run, 0)[1])
    moments = iter(range(moment))
    def dying(call):
        def die(*arguments, **options):
            if next(moments) == moment - 1:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)
        return die
    for owner, name in calls:
        setattr(owner, name, dying(getattr(owner, name)))
    work()
    os._exit(0)
def in_the_switch(out, moves=5):
    assert dies_at(moves, lambda: write_result(out, "review", NEW), [(os, "replace")])
def walk(prepare, work):
    for moment in range(1, 1000):
        prepare(out := Path(sys.argv[1]) / str(moment))
        if not dies_at(moment, lambda: work(out)):
            return
"""
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def walked(root: Path, prepare: str, work: str) -> list[Path]:
    """A folder for each moment at which the work was killed, and the last, where it was not."""
    files = f"OLD, NEW = {OLD!r}, {NEW!r}\n"
    assert not child(f"{DIES}{files}walk(lambda out: {prepare}, lambda out: {work})", root).wait()
    return sorted(root.iterdir(), key=lambda folder: int(folder.name))


def visible(folder: Path) -> dict[str, bytes]:
    """What is there of a result, beside what a killed run leaves for the next one."""
    found = contents(folder)
    return {n: data for n, data in found.items() if n.split("/")[0] not in OURS and n[-1] != "/"}


def fails(monkeypatch, out: Path) -> None:
    """Let a run of another kind fail, as on a full disk."""

    def full(*_):
        raise FULL

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(DataError, match="No space left"):
            write_result(out, "scenarios", {"s.txt": b"s"})


@forks
@pytest.mark.parametrize("old", [OLD, {}], ids=["over an earlier result", "alone"])
def test_a_run_that_is_killed_at_any_moment_is_put_right_by_the_next(tmp_path, monkeypatch, old):
    """At every step; the old result is whole again even where the next run fails."""
    prepare = "write_result(out, 'review', OLD)" if old else "out.mkdir()"
    folders = walked(tmp_path, prepare, "write_result(out, 'review', NEW)")
    assert len(folders) > 30
    for out in folders:
        left, manifest = visible(out), (out / MANIFEST).exists()
        ended = manifest and complete(out) and left == NEW
        if not ended and not (left == old and manifest == bool(old) and (not old or complete(out))):
            # Of one run alone, and the manifest and a note say that some of it is missing.
            assert left.items() <= old.items() or left.items() <= NEW.items()
            assert not complete(out)
            assert "run the command again" in (out / STAGE / "READ-ME.txt").read_text("utf-8")
        fails(monkeypatch, out)
        assert contents(out) == (NEW if ended else old)
        assert (out / MANIFEST).exists() == bool(contents(out))
        assert not contents(out) or complete(out)
        write_result(out, "review", NEW)
        assert contents(out) == NEW
    assert ended


@forks
@pytest.mark.parametrize("moves", [2, 6])
def test_mending_that_is_killed_at_any_moment_goes_on_the_next_time(tmp_path, monkeypatch, moves):
    prepare = f"[write_result(out, 'review', OLD), in_the_switch(out, {moves})]"
    folders = walked(tmp_path, prepare, "write_result(out, 'scenarios', {'s.txt': b's'})")
    assert len(folders) > 30
    for out in folders:
        fails(monkeypatch, out)
        assert contents(out) in (OLD, OLD | {"s.txt": b"s"})
        assert complete(out)


@forks
def test_a_new_file_is_there_whole_or_not_at_all_when_its_run_is_killed(tmp_path):
    folders = walked(tmp_path, "out.mkdir()", "write_new(out / 'a.xlsx', b'whole')")
    assert len(folders) > 3
    for out in folders:
        if (out / "a.xlsx").exists():
            assert (out / "a.xlsx").read_bytes() == b"whole"
            (out / "a.xlsx").unlink()
        write_new(out / "a.xlsx", b"again")
        assert contents(out) == {"a.xlsx": b"again"}


@pytest.fixture
def half_done(tmp_path) -> Path:
    """A folder in which a run was killed when it had moved some files."""
    [out, *_] = walked(tmp_path, "[write_result(out, 'review', OLD), in_the_switch(out, 6)]", "0")
    assert not complete(out)
    return out


@forks
def test_a_file_edited_after_a_killed_run_is_refused(half_done):
    (half_done / "a.txt").write_bytes(b"edited")
    with pytest.raises(DataError, match=r"a\.txt"):
        write_result(half_done, "review", NEW)
    assert contents(half_done) == OLD | {"a.txt": b"edited"}


@forks
def test_what_is_ours_is_known_where_somebody_has_removed_what_a_killed_run_left(half_done):
    shutil.rmtree(half_done / STAGE)
    write_result(half_done, "scenarios", {"s.txt": b"s"})
    assert complete(half_done, "scenarios")
    assert not complete(half_done)
    write_result(half_done, "review", NEW)
    assert contents(half_done) == NEW | {"s.txt": b"s"}


@forks
def test_a_manifest_that_somebody_has_removed_after_a_killed_run_comes_back(half_done):
    (half_done / MANIFEST).unlink()
    write_result(half_done, "scenarios", {"s.txt": b"s"})
    assert contents(half_done) == OLD | {"s.txt": b"s"}
    assert complete(half_done)


def test_an_undo_that_fails_too_loses_nothing(out, monkeypatch):
    """The disk is gone in the midst of the switch, and back for the next run."""
    work, moves = os.replace, iter(range(1, 1000))

    def gone(*names):
        if next(moves) > 5:
            raise FULL
        work(*names)

    monkeypatch.setattr(os, "replace", gone)
    with pytest.raises(DataError, match="No space left"):
        write_result(out, "review", NEW)
    monkeypatch.undo()
    fails(monkeypatch, out)
    assert contents(out) == OLD


@pytest.mark.parametrize("name", [LOCK, f"{STAGE}/thesis.docx"])
def test_what_has_a_name_of_ours_and_is_a_users_is_refused(out, name):
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_bytes(b"mine")
    refused(out, naming=name.split("/")[0])


def test_a_new_file_is_written_where_there_are_no_hard_links(tmp_path, monkeypatch):
    fails_at(monkeypatch, os, "link", 1, PermissionError(errno.EPERM, "no links on this disk"))
    write_new(tmp_path / "a.xlsx", b"whole")
    assert contents(tmp_path) == {"a.xlsx": b"whole"}


def test_of_two_runs_at_once_one_is_whole(tmp_path):
    out = tmp_path / "out"
    both = [
        {f"{letter}/{n}.txt": letter.encode() * 2000 for n in range(20)}
        | {"a.txt": letter.encode()}
        for letter in "xy"
    ]
    code = """
for turn in range(25):
    write_result(sys.argv[1], "review", {files!r})
"""
    for _ in range(3):
        runs = [child(code.format(files=files), out) for files in both]
        assert [run.wait() for run in runs] == [0, 0]
        assert contents(out) in both
        assert complete(out)


def test_a_lock_that_its_holder_has_removed_is_none(tmp_path):
    path = tmp_path / LOCK
    with path.open("ab") as waiting:
        path.unlink()
        assert not locking._try_lock(waiting, path)
        with path.open("ab") as holder:
            assert locking._try_lock(holder, path)
            assert not locking._try_lock(waiting, path)


def test_a_run_does_not_wait_for_ever(out, monkeypatch):
    monkeypatch.setattr(locking, "WAIT", 0.0)
    with locking.locked(out), pytest.raises(DataError, match="another run is writing"):
        write_result(out, "review", NEW)
    assert contents(out) == OLD


# Names of files.

ODD = [
    *("R&D 5%/yr", "R-D 5 yr", "r&d/5 YR", "R&D/GDP", "CON", "con", "com1", "LPT¹", "nul.txt"),
    *("a.", "a", "a ", "..", ".", "", "-", "é", "e\u0301", "研发投入", "研" * 300, "x" * 300),
    *("x" * 301, "ß", "SS", "Ａ", "a-2", "../../etc/passwd", "C:\\x", "tab\tnew\nline", "\ud800"),
]


def test_every_name_gets_a_file_of_its_own_everywhere():
    stems = slugs(ODD)
    assert list(stems) == ODD
    # As a system compares that ignores letter case and knows one form of a letter only.
    assert len({unicodedata.normalize("NFKD", stem).casefold() for stem in stems.values()}) == len(
        ODD
    )
    devices = {"con", "prn", "aux", "nul", "com1", "lpt1"}
    for stem in stems.values():
        assert stem not in devices
        assert not set(stem) & set('<>:"/\\|?*. ')
        assert stem.isprintable()
        assert 0 < len(stem.encode()) < 140


def test_names_stay_readable():
    names = ["R&D/GDP", "研发 投入", "rd_share", "Fast", "CON"]
    assert list(slugs(names).values()) == ["r-d-gdp", "研发-投入", "rd_share", "fast", "con-"]


def test_the_names_are_written_and_read_back(tmp_path):
    files = {f"{stem}.svg": stem.encode() for stem in slugs(ODD).values()}
    write_result(tmp_path, "scenarios", files)
    assert contents(tmp_path) == files


def test_equal_stems_are_numbered_in_order():
    names = ["é", "e\u0301", "É", "é"]
    assert slugs(names) == {"é": "é", "e\u0301": "é-2", "É": "é-3"}
