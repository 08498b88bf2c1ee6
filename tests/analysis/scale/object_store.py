"""An object store that speaks S3, on this machine, and tables put there in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

BUCKET = "answers"


@contextmanager
def object_store(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run an object store and point programs at it, as a deployment does: by environment."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    patch.setenv("AWS_ACCESS_KEY_ID", "reader")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    try:
        yield
    finally:
        server.stop()


def put_in_pieces(table: Path, name: str, by: str, scratch: Path) -> str:
    """Cut a table into one Parquet file a value of ``by``, put them into the store, and return the pattern of all."""
    import s3fs

    folder = scratch / name
    with duckdb.connect() as connection:
        source = (
            f"read_csv('{table}', auto_type_candidates=['BIGINT', 'DOUBLE', 'VARCHAR'])"
            if ".csv" in table.suffixes
            else f"read_parquet('{table}')"
        )
        connection.execute(f"COPY (SELECT * FROM {source}) TO '{folder}' (FORMAT parquet, PARTITION_BY ({by}))")
    files = s3fs.S3FileSystem()
    if not files.exists(BUCKET):
        files.mkdir(BUCKET)
    files.put(str(folder), f"{BUCKET}/{name}", recursive=True)
    return f"s3://{BUCKET}/{name}/*/*.parquet"
