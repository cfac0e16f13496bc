"""One writer at a time in a folder of reports, who first puts in order what a writer who died left there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from namndbok.data import Disk, exclusive_lock
from namndbok.errors import NothingPublished
from namndbok.publish.in_place import put_in_order
from namndbok.publish.run_log import log_run


@contextmanager
def sole_writer(out: Path, disk: Disk) -> Iterator[None]:
    """Write alone in a folder of reports, when all that a writer who died there left is in order and logged.

    Raises `NothingPublished` if somebody else still writes there after some seconds, `UnfinishedSwap` and
    OSError.
    """
    with exclusive_lock(out, out, NothingPublished) as died:
        said = [f"En tidigare körning avbröts: {died}."] if died else []
        said += put_in_order(out, disk)
        if said:
            log_run(out, *({"result": "recovered", "reason": text} for text in said), disk=disk)
        yield
