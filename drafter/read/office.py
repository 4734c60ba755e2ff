"""DOC, WPS, RTF, ODT, XLS, ET and ODS, converted by LibreOffice to what drafter reads itself.

LibreOffice runs without a window, on a copy of the file with a name of ours, with a profile of its own that is thrown
away, in which macros, links and remote contents are switched off. It converts and does nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path, PurePath

from drafter.documents import Report
from drafter.errors import MissingExtra, UnreadableDocument
from drafter.read import docx, processes
from drafter.read.content import content_of, markup_of
from drafter.read.document import Document
from drafter.read.progress import tell

_SECONDS = 120
"""The longest a conversion may take; a report takes two seconds."""
_MEMORY = 4 * 1024**3
_LARGEST_RESULT = 256 * 1024 * 1024
_KINDS = frozenset({"doc", "rtf", "odt", "xls", "ods"})
_UNOPENED = "LibreOffice 打不开这个文件，可能设有密码或已损坏。请用 Word 或 WPS 打开后另存为 .docx 再读。"
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "UseLocking", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def read_text(data: bytes, name: str) -> Document:
    """Read a text document of an office program.

    Raises:
        MissingExtra: LibreOffice is not installed.
        UnreadableDocument: LibreOffice cannot open the file, or takes too long.
    """
    return docx.read(convert(data, name, "docx"), name)


def read_sheets(data: bytes, name: str) -> Document | Report:
    """Read a spreadsheet of an office program.

    Raises:
        MissingExtra: LibreOffice is not installed.
        UnreadableDocument: LibreOffice cannot open the file, or takes too long.
    """
    from drafter.read.sheets import read  # openpyxl is slow to load and most office files are texts

    return read(convert(data, name, "xlsx"), name)


def convert(data: bytes, name: str, target: str, seconds: float = _SECONDS) -> bytes:
    """The bytes of `data` saved by LibreOffice as `target` ("docx", "xlsx").

    Raises:
        MissingExtra: LibreOffice is not installed.
        UnreadableDocument: LibreOffice cannot open the file, or takes longer than `seconds`.
    """
    program = _program(name)
    tell("用 LibreOffice 转换")
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"source{_suffix(data, name)}"
        source.write_bytes(data)
        profile = _profile(home / "profile")
        command = [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore"),
            *("--nologo", "--nodefault", "--nolockcheck", "--convert-to", target, "--outdir", str(home / "out")),
            str(source),
        ]
        _run(command, home, name, seconds)
        return _result(home / "out" / f"source.{target}", name)


def _program(name: str) -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)
    if found is None:
        message = (
            f"{name}：读这种文件要用 LibreOffice，这台电脑上没有找到。"
            "请用 Word 或 WPS 打开后另存为 .docx（表格另存为 .xlsx），或安装 LibreOffice 后再读。"
        )
        raise MissingExtra(message)
    return found


def _suffix(data: bytes, name: str) -> str:
    """The suffix under which LibreOffice knows the file by its content.

    What it does not know, it takes for plain text and makes a page of rubbish of it; so it does not get to see it.

    Raises:
        UnreadableDocument: nothing in the file says that it is a document LibreOffice knows.
    """
    content = content_of(data) or markup_of(data)
    if content is None or content.kind not in _KINDS:
        raise UnreadableDocument(_UNOPENED, name=name)
    binary = content.kind == "xls" and PurePath(name).suffix.lower() == ".xlsb"
    return ".xlsb" if binary else f".{content.kind}"


def _profile(folder: Path) -> Path:
    """A fresh profile that runs no macros and fetches nothing."""
    (folder / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    return folder


def _run(command: list[str], home: Path, name: str, seconds: float) -> None:
    """Run LibreOffice to its end, or kill it and all it started.

    Raises:
        UnreadableDocument: it took too long.
    """
    # What LibreOffice and the programs it starts leave behind stays in the folder that is thrown away.
    folder = str(home)
    process = processes.start(command, {"TMPDIR": folder, "TMP": folder, "TEMP": folder, "HOME": folder})
    try:
        _limit_memory(process.pid)
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        message = f"LibreOffice 转换超过 {seconds:g} 秒的时间上限，已停止。请用 Word 或 WPS 打开后另存为 .docx 再读。"
        raise UnreadableDocument(message, name=name) from error
    finally:
        processes.end(process)


def _limit_memory(pid: int) -> None:
    """Limit the address space of LibreOffice, where the system lets us."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it may have ended already
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _result(path: Path, name: str) -> bytes:
    """What LibreOffice wrote; it ends well even where it could not open the file."""
    if not path.is_file():
        raise UnreadableDocument(_UNOPENED, name=name)
    if path.stat().st_size > _LARGEST_RESULT:
        message = f"转换后超过 {_LARGEST_RESULT // 1024 // 1024} MB 的上限。请只留年度报告正文和三张表，另存后再读。"
        raise UnreadableDocument(message, name=name)
    return path.read_bytes()
