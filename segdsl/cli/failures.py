"""Every way a command can fail, as diagnostics and an exit code: nobody ever sees a traceback."""

from __future__ import annotations

import errno
from difflib import get_close_matches

import click

from segdsl.cli.help import usage
from segdsl.cli.values import name_of
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.reasons import system_reason

OS_ERRORS = {
    errno.ENOENT: "no-such-path",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "no-permission",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.ENOTDIR: "not-a-folder",
    errno.EISDIR: "not-a-file",
}


def as_segdsl_error(error: Exception) -> SegdslError:
    """The error as people should read it. What is none of theirs is an `internal-error`."""
    if isinstance(error, SegdslError):
        return error
    return SegdslError(_diagnostic(error))


def _diagnostic(error: Exception) -> Diagnostic:
    match error:
        case click.UsageError():
            return _usage(error)
        case MemoryError():
            return Diagnostic("out-of-memory")
        case OSError() if error.errno is not None:
            path = str(error.filename if error.filename is not None else "-")
            return Diagnostic(
                OS_ERRORS.get(error.errno, "file-trouble"), {"path": path, "reason": system_reason(error)}
            )
        case _:
            detail = " ".join(str(error).split())
            return Diagnostic("internal-error", {"kind": type(error).__name__, "detail": detail})


def _usage(error: click.UsageError) -> Diagnostic:
    command = error.ctx.command_path if error.ctx else "segdsl"
    args: dict[str, str] = {"command": command}
    match error:
        case click.NoSuchOption():
            return Diagnostic("unknown-option", {**args, "option": error.option_name, **_other(error)})
        case click.MissingParameter() if error.param is not None and error.ctx is not None:
            missing = name_of(error.param).strip("[]").removesuffix("…")
            return Diagnostic("missing-argument", {"argument": missing, "usage": usage(error.ctx)})
        case click.BadOptionUsage():
            takes_none = "does not take" in error.message
            code = "option-takes-no-value" if takes_none else "option-needs-value"
            return Diagnostic(code, {**args, "option": error.option_name})
        case _:
            return Diagnostic("wrong-use", {**args, "detail": error.format_message()})


def _other(error: click.NoSuchOption) -> dict[str, str]:
    """The option that was probably meant."""
    names = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
    return {"other": close[0]} if (close := get_close_matches(error.option_name, names, 1)) else {}
