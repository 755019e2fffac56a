# SPDX-License-Identifier: Apache-2.0
"""Finds the functions of a TypeScript file by its braces. No parser: good enough to measure.

Text inside strings, comments, templates and regular expressions is blanked first. Then every
brace is judged by what stands before it: a function's head, or the head of something else.
"""

import re
from dataclasses import dataclass

NOT_FUNCTIONS = {"if", "for", "while", "switch", "catch", "with"}
NAMED = re.compile(r"\bfunction\b\s*\*?\s*([\w$]*)")
METHOD = re.compile(r"(?:^|\s)(#?[\w$]+)\s*(?:<[^()]*>)?\s*\(.*\)\s*(?::[^=]*)?$", re.S)
ASSIGNED = re.compile(r"([\w$]+)\s*(?::[^=]*)?=[^=>]*(?:\(.*\)|[\w$]+)\s*(?::.*)?=>$", re.S)
GOES_ON = (",", "<", ":", "|", "&", "=", "?")  # then a brace begins a type or an object
BEFORE_REGEX = set("(=,:[!&|?{};+-*%<>~^") | {""}
BEFORE_REGEX_WORD = re.compile(r"\b(return|typeof|case|void|in|of)\s*$")
LITERAL = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
REGEX = re.compile(r"/(?![/*>])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")


@dataclass(frozen=True, slots=True)
class Function:
    """A function's name (or `=>`), first line, and length in lines."""

    name: str
    line: int
    length: int


def blanked(source: str) -> str:
    """The source with literals and comments replaced by spaces; line breaks stay."""
    out: list[str] = []
    at, last = 0, ""
    while at < len(source):
        end = _literal_end(source, at, last)
        if end > at:
            text = re.sub(r"[^\n]", " ", source[at:end])
            comment = source.startswith(("//", "/*"), at)
            out.append(text if comment else "_" + text[1:])
            last = last if comment else "_"
            at = end
            continue
        out.append(source[at])
        last = source[at] if not source[at].isspace() else last
        at += 1
    return "".join(out)


def _literal_end(source: str, at: int, last: str) -> int:
    """Where the literal or comment that begins here ends; `at` itself if none does."""
    if source[at] == "`":
        return _template_end(source, at)
    match = LITERAL.match(source, at) if source[at] in "/\"'" else None
    if match is None and source[at] == "/" and (
            last in BEFORE_REGEX or BEFORE_REGEX_WORD.search(source, max(0, at - 12), at)):
        match = REGEX.match(source, at)
    return match.end() if match else at


def _template_end(source: str, at: int) -> int:
    """End of a template string, which may hold expressions, which may hold template strings."""
    at += 1
    while at < len(source) and source[at] != "`":
        if source[at] == "\\":
            at += 2
        elif source.startswith("${", at):
            at = _expression_end(source, at + 2)
        else:
            at += 1
    return at + 1


def _expression_end(source: str, at: int) -> int:
    depth = 1
    while at < len(source) and depth:
        end = _literal_end(source, at, "(")
        if end > at:
            at = end
            continue
        depth += (source[at] == "{") - (source[at] == "}")
        at += 1
    return at


def functions(source: str) -> list[Function]:
    """All functions with a body in braces, in the order in which they end."""
    text = blanked(source)
    found: list[Function] = []
    heads = [0]  # where the statement around each open bracket began
    opened: list[tuple[str, int]] = []  # name of the function a bracket opens ("" for none), line
    line = 1
    for at, sign in enumerate(text):
        line += sign == "\n"
        if sign in "({[":
            name = _function_name(text[heads[-1]:at].strip()) if sign == "{" else ""
            opened.append((name, line))
            heads.append(at + 1)
        elif sign in ")}]" and opened:
            name, first = opened.pop()
            heads.pop()
            if name:
                found.append(Function(name, first, line - first + 1))
            if sign == "}" and _ends_statement(text, at, opened):
                heads[-1] = at + 1
        elif sign == ";" or (sign == "\n" and _breaks_here(text, heads[-1], at)):
            heads[-1] = at + 1
    return found


def _breaks_here(text: str, head: int, at: int) -> bool:
    """A line break ends a statement if what stands on both sides could stand alone."""
    before, after = text[head:at].rstrip(), text[at:at + 200].lstrip()
    return bool(re.search(r"[\w$)\]}]$", before) and re.match(r"[\w$#@_]", after)
                and not re.match(r"(extends|implements|in|of|as|satisfies)\b", after))


def _ends_statement(text: str, at: int, opened: list[tuple[str, int]]) -> bool:
    """A closing brace ends a statement unless the line goes on after it (a pattern, a type)."""
    return not re.match(r"[ \t]*[)=:,.|&>\[]", text[at + 1:at + 40])


def _function_name(head: str) -> str:
    """Name of the function that this head begins; empty if it begins something else."""
    if head.endswith("=>"):
        assigned = ASSIGNED.search(head)
        return assigned.group(1) if assigned else "=>"
    if head.endswith(GOES_ON):
        return ""
    if named := NAMED.search(head):
        return named.group(1) or "function"
    method = METHOD.search(head)
    if method and method.group(1) not in NOT_FUNCTIONS and "=" not in head[:method.start(1)]:
        return method.group(1)
    return ""
