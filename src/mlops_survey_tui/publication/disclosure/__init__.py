"""Disclosure control: tables are protected one by one, and a finished release is measured anew before it may go out.

What a release is made with, in this order (each is a function of one module, imported from there)::

    from ..limits import limits_for
    from .keys import SUPPRESSED, key_of
    from .protect import CannotProtect, Table, protect
    from .ticks import TickQuestion, fold
    from .aggregates import CannotHide, hidden_cells, hidden_shares
    from .gate import gate
    from .findings import Refused

* ``key_of(name, codes, [(level, {code: coarser}), ...], importance)`` makes a key with its ladder; the finest codes are
  all codes of the column, missing ones too; the level ``any`` is added. More importance: stays fine longer, is
  suppressed last.
* ``protect(Table(keys, cells, sensitive), limits_for(lines))`` takes a line a person (lines of several tables of a
  block that are not linked: a line each), cells as places in the finest codes, sensitive answers as any whole numbers
  (missing ones are values too). It returns ``Protected``: ``levels`` (place in ``key.levels`` by key), ``cells``
  (places in ``key.levels[level].codes``, or ``SUPPRESSED``, to be written as the code ``suppressed``), and figures for
  the report. Keys at ``any`` are left out of the table. ``CannotProtect`` says why nothing works: take a key out of the
  block, or withhold it.
* ``fold([TickQuestion(id, options, packed(ticks), other), ...])`` takes all tick questions of a block together.
  ``ticks`` is true where a tick is 1; the cells that are empty stay the caller's. The outcome has the options left,
  ``other`` last if it had to be made.
* ``hidden_cells(counts)`` for a table of counts by groups, ``hidden_shares(ticked, bases)`` for one option by groups.
  Counts must come from what is published (folded ticks, recoded and suppressed keys of the profile), or two
  publications can be subtracted.
* ``gate(folder)`` reads the finished release and returns ``Passed`` (measures by table) or raises ``Refused`` (all
  failures).
"""
