"""Tables of any origin as columns of numbers: CSV and Parquet, one file, many, or on an object store, by DuckDB."""

from .columns import CODE, ID, REAL, WHOLE, Wanted
from .numbering import Ids
from .rows import Rows, read_rows
from .source import Source, open_source

__all__ = ["CODE", "ID", "REAL", "WHOLE", "Ids", "Rows", "Source", "Wanted", "open_source", "read_rows"]
