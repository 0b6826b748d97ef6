"""Metric math of alarms: arithmetic, comparisons and the functions that ours use, on series by period.

moto answers an expression only where it is the name of another query.
"""

import ast
import operator

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else None,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def average(values):
    return sum(values) / len(values)


REDUCTIONS = {"MAX": max, "MIN": min, "SUM": sum, "AVG": average}


class Expression:
    """One expression over named series; a series is a value by period, without the periods that have none."""

    def __init__(self, text, series, periods):
        self.tree = ast.parse(text, mode="eval").body
        self.series = series
        self.periods = periods

    def result(self):
        value = self.value(self.tree)
        return value if isinstance(value, dict) else dict.fromkeys(self.periods, value)

    def value(self, node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self.series[node.id]
        if isinstance(node, ast.List):
            return [self.value(each) for each in node.elts]
        if isinstance(node, ast.BinOp):
            return self.combined(OPERATORS[type(node.op)], self.value(node.left), self.value(node.right))
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            compare = OPERATORS[type(node.ops[0])]
            both = self.value(node.left), self.value(node.comparators[0])
            return self.combined(lambda left, right: float(compare(left, right)), *both)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self.called(node.func.id, [self.value(each) for each in node.args])
        raise ValueError(f"the emulator cannot evaluate {ast.unparse(node)} of a metric math expression")

    def combined(self, operation, left, right):
        """Period by period; one that either has not, the result has not."""
        if not isinstance(left, dict) and not isinstance(right, dict):
            return operation(left, right)
        at = lambda value, period: value.get(period) if isinstance(value, dict) else value
        both = {period: (at(left, period), at(right, period)) for period in self.periods}
        results = {period: operation(*pair) for period, pair in both.items() if None not in pair}
        return {period: value for period, value in results.items() if value is not None}

    def called(self, name, given):
        if name == "FILL":
            series, filling = given
            return {period: series.get(period, filling) for period in self.periods}
        if name == "METRICS":
            return list(self.series.values())
        if name == "IF":
            condition, yes, no = given
            chosen = self.combined(lambda test, value: value if test else None, condition, yes)
            other = self.combined(lambda test, value: None if test else value, condition, no)
            return {**other, **chosen}
        if name in REDUCTIONS:
            (series,) = given
            if isinstance(series, dict):
                return REDUCTIONS[name](series.values()) if series else {}
            values = {period: [each[period] for each in series if period in each] for period in self.periods}
            return {period: REDUCTIONS[name](found) for period, found in values.items() if found}
        raise ValueError(f"the emulator does not know {name} of metric math")
