"""The small changes of a file that mutmut knows, and the file as it is watched or changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import libcst as cst
import libcst.matchers as m
from mutmut.mutation.file_mutation import create_mutations, deep_replace

ASKED = "_mutation_reached"
"""The name among the builtins of what is called before a statement that has a mutant."""


@dataclass(frozen=True)
class Mutant:
    """One change: ``changed`` is the text of the file with it."""

    file: str
    owner: str
    """The class of a method, empty for a function of the module."""
    function: str
    original: str
    changed: str

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def difference(self) -> str:
        lines = (self.original.splitlines(), self.changed.splitlines())
        return "\n".join(unified_diff(*lines, self.file, self.file, lineterm=""))

    @property
    def line(self) -> int:
        """The first line that differs, from 1."""
        pairs = zip(self.original.splitlines(), self.changed.splitlines(), strict=False)
        return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


class SourceFile:
    """A file and the changes that can be made to it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = Path(path).read_text("utf-8")
        self._tree, mutations, _, _ = create_mutations(path, self.text)
        self._mutations = [
            mutation
            for mutation in mutations
            if isinstance(mutation.contained_by_top_level_function, cst.FunctionDef)
            and not changes_nothing(mutation.original_node, mutation.mutated_node)
        ]

    def __len__(self) -> int:
        return len(self._mutations)

    def mutant(self, index: int) -> Mutant:
        mutation = self._mutations[index]
        changed = deep_replace(self._tree, mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        function = mutation.contained_by_top_level_function
        assert function is not None
        owners = (child for child in self._tree.body if isinstance(child, cst.ClassDef))
        owner = next((child.name.value for child in owners if function in child.body.body), "")
        return Mutant(self.path, owner, function.name.value, self.text, changed.code)

    def watched(self, numbers: Mapping[int, int]) -> str:
        """The file with a call before each statement that holds one of these mutants: their number by their index."""
        wanted: dict[cst.CSTNode, list[tuple[cst.CSTNode, int]]] = {}
        for index, number in numbers.items():
            mutation = self._mutations[index]
            function = mutation.contained_by_top_level_function
            assert function is not None
            wanted.setdefault(function, []).append((mutation.original_node, number))
        calls: dict[cst.CSTNode, list[int]] = {}
        for function, nodes in wanted.items():
            finder = _Statements(function, {id(node) for node, _ in nodes})
            function.visit(finder)
            for node, number in nodes:
                calls.setdefault(finder.found[id(node)], []).append(number)
        watched = self._tree.visit(_Watcher(calls))
        assert isinstance(watched, cst.Module)
        return watched.code


class _Statements(cst.CSTVisitor):
    """For each of some nodes of a function the innermost statement around it that has a line of its own."""

    def __init__(self, function: cst.CSTNode, nodes: set[int]) -> None:
        self._nodes = nodes
        self._around: list[cst.CSTNode] = []
        assert isinstance(function, cst.FunctionDef)
        first, *others = function.body.body
        documented = m.matches(first, m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())]))
        self._begin = others[0] if documented and others else first
        self.found: dict[int, cst.CSTNode] = {}

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._around.append(node)
        if id(node) in self._nodes:
            pairs = zip(self._around, self._around[1:], strict=False)
            lines = [inner for outer, inner in pairs if isinstance(outer, cst.IndentedBlock)]
            self.found[id(node)] = lines[-1] if lines else self._begin
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._around.pop()


class _Watcher(cst.CSTTransformer):
    def __init__(self, calls: Mapping[cst.CSTNode, Sequence[int]]) -> None:
        self._calls = calls

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode | cst.FlattenSentinel:
        if original_node not in self._calls:
            return updated_node
        calls = [cst.parse_statement(f"{ASKED}({number})") for number in self._calls[original_node]]
        return cst.FlattenSentinel([*calls, updated_node])


def changes_nothing(original: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """Whether the program is the same with a change, for a reason that can be seen without knowing the program."""
    return any(same(original, mutated) for same in (_names_an_encoding, _checks_lengths, _says_no_either_way))


def _names_an_encoding(original: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """Python looks encodings up in any case."""
    if not isinstance(original, cst.SimpleString) or not isinstance(mutated, cst.SimpleString):
        return False
    return bool(re.fullmatch(r"['\"](utf-8|utf-16|ascii|latin-1)['\"]", mutated.value, re.IGNORECASE))


def _checks_lengths(original: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """``zip(…, strict=True)`` asserts what the code before it has made true: without it, the same comes out."""
    if not m.matches(original, m.Call(func=m.Name("zip"))):
        return False
    assert isinstance(original, cst.Call)
    assert isinstance(mutated, cst.Call)
    return _positional(original) == _positional(mutated)


def _says_no_either_way(original: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """``None`` in the place of ``False``: no condition tells them apart, and mypy refuses the one for the other."""
    if isinstance(original, cst.Call) and isinstance(mutated, cst.Call):
        pairs = [(old.value, new.value) for old, new in zip(original.args, mutated.args, strict=False)]
        if len(original.args) != len(mutated.args):
            return False
    elif isinstance(original, cst.Assign | cst.AnnAssign) and isinstance(mutated, cst.Assign | cst.AnnAssign):
        pairs = [(original.value, mutated.value)]
    else:
        return False
    return any(m.matches(old, m.Name("False")) and m.matches(new, m.Name("None")) for old, new in pairs if old and new)


def _positional(call: cst.Call) -> list[cst.BaseExpression]:
    return [argument.value for argument in call.args if argument.keyword is None]
