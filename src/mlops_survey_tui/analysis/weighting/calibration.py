"""What weights that meet known totals mean for the variance: estimates vary only by what the totals do not explain.

The variance of a calibrated estimator is that of the residuals of its influence values from a regression on the
auxiliary variables, weighted with the weights before calibration and multiplied by those after it.

Source: Deville & Särndal (1992), Journal of the American Statistical Association 87, 376–382, equation (3.4); for
raking, Deville, Särndal & Sautory (1993). Linear, logit and raking distances share this variance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers, sums_by
from .cells import Cells

SWEEPS = 10
"""How often R's ``rake`` takes means within all margins."""


@dataclass(frozen=True)
class Calibration:
    """Weights before and after (rows,), and the auxiliary variables by group: ``auxiliary[group_of_row]``.

    ``auxiliary`` has shape (groups, variables), ``group_of_row`` (rows,); ``None`` where each row is its own group.
    ``means_within`` are the levels of margins (rows,), if residuals are those of :meth:`by_means`.
    """

    before: Floats
    after: Floats
    auxiliary: Floats
    group_of_row: Integers | None
    means_within: tuple[Integers, ...] = ()

    @classmethod
    def by_cells(cls, cells: Cells, before: Floats, after: Floats) -> Calibration:
        """Build it for margins: one indicator for each level of each margin."""
        parts = [np.eye(len(margin.levels))[levels] for margin, levels in zip(cells.margins, cells.levels, strict=True)]
        return cls(before, after, np.hstack(parts), cells.of_row)

    def by_means(self, cells: Cells) -> Calibration:
        """Return it with the residuals of R's ``rake``: unweighted means within the levels of each margin in turn.

        They are means of the rows and not of what rows stand for, so that residuals are those of :meth:`by_cells` where
        weights before raking are equal, and others where they are not. Source: ``svyrecvar`` of R's survey 4.1.
        """
        return replace(self, means_within=tuple(levels[cells.of_row] for levels in cells.levels))

    def residuals(self, influence: Floats) -> Floats:
        """Return the part of weighted influence values (rows, figures) that the known totals do not explain.

        Rows with a weight of 0 afterwards keep an influence of 0.
        """
        used = self.after > 0
        plain = np.divide(influence, self.after[:, None], out=np.zeros_like(influence), where=used[:, None])
        if self.means_within:
            plain[used] = self._swept(plain[used], used)
        else:
            plain -= self._fitted(plain, np.where(used, self.before, 0.0))
        plain *= self.after[:, None]
        return plain

    def _swept(self, values: Floats, used: Booleans) -> Floats:
        for _ in range(SWEEPS):
            for levels in (one[used] for one in self.means_within):
                size = np.maximum(np.bincount(levels), 1)
                sums = [sums_by(levels, column, len(size)) / size for column in values.T]
                values = values - np.column_stack(sums)[levels]
        return values

    def _fitted(self, values: Floats, before: Floats) -> Floats:
        if self.group_of_row is None:
            return self.auxiliary @ _solved(self.auxiliary, before, values * before[:, None])
        groups = len(self.auxiliary)
        size = sums_by(self.group_of_row, before, groups)
        sums = [sums_by(self.group_of_row, column * before, groups) for column in values.T]
        coefficients = _solved(self.auxiliary, size, np.column_stack(sums))
        fitted: Floats = (self.auxiliary @ coefficients)[self.group_of_row]
        return fitted


def _solved(auxiliary: Floats, weights: Floats, weighted_values: Floats) -> Floats:
    """Solve the normal equations; margins that share their total are collinear, so by least norm."""
    gram = auxiliary.T @ (auxiliary * weights[:, None])
    solution: Floats = np.linalg.pinv(gram, rcond=1e-12, hermitian=True) @ (auxiliary.T @ weighted_values)
    return solution
