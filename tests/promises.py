"""Which tests say that they keep a promise, read from their source, and whether they could ever fail."""

import ast

SKIPS = {"skip", "xfail"}
CHECKS = {"expect", "raises"}


def promises_in(source):
    """[(number, name of the function, what is wrong with it or "")] for every mark of a promise in a module."""
    tree = ast.parse(source)
    everything_skipped = any(_skips(node) for node in tree.body if isinstance(node, ast.Assign | ast.Expr))
    found = []
    for node in ast.walk(tree):
        for number in _numbers(node):
            wrong = "all of its module is skipped" if everything_skipped else _what_is_wrong(node)
            found.append((number, node.name, wrong))
    return found


def _numbers(node):
    for decorator in getattr(node, "decorator_list", []):
        if isinstance(decorator, ast.Call) and _name(decorator) == "promise":
            yield decorator.args[0].value


def _what_is_wrong(node):
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
        return "it is no test"
    if any(_skips(decorator) for decorator in node.decorator_list):
        return "it is always skipped"
    if any(_skips(statement) or isinstance(statement, ast.Return) for statement in node.body[:-1]):
        return "it stops before its end"
    return "" if any(_checks(inner) for inner in ast.walk(node)) else "it checks nothing"


def _skips(node):
    """Whether this decorator, statement or `pytestmark` skips whatever happens."""
    if isinstance(node, ast.Assign):
        is_mark = any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)
        marks = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
        return is_mark and any(_skips(mark) for mark in marks)
    if isinstance(node, ast.Expr):
        return _skips(node.value) and isinstance(node.value, ast.Call)
    if isinstance(node, ast.Call) and _name(node) == "skipif":
        return bool(node.args) and isinstance(node.args[0], ast.Constant) and bool(node.args[0].value)
    return _name(node) in SKIPS


def _checks(node):
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    return isinstance(node, ast.Call) and _name(node) in CHECKS


def _name(node):
    """The last part of what is called or named: "skip" for `pytest.mark.skip(...)`."""
    node = node.func if isinstance(node, ast.Call) else node
    return getattr(node, "attr", getattr(node, "id", ""))
