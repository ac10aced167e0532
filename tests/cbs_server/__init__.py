"""A CBS open-data service on this machine, for tests: ``FakeCbs([FakeTable(...)])``.

How to use it::

    from tests.cbs_server import FakeCbs, FakeTable, Topic, indicators_table

    with FakeCbs([indicators_table()]) as cbs:
        fetch_table("85098NED", base_url=cbs.base3)              # OData v3
        fetch_table("85098NED", base_url=cbs.base4, version=4)   # OData v4
        cbs.fail("TypedDataSet", status=500, times=2)            # the next two such requests fail

or as a fixture, by ``from tests.cbs_server.fixtures import fake_cbs  # noqa: F401`` in a conftest: it gives
a running server with the indicator table and takes away the pauses between attempts. A command line in
another process gets ``cbs.base3`` as its base address.
"""

from tests.cbs_server.server import FakeCbs
from tests.cbs_server.tables import FakeTable, Topic, indicators_table

__all__ = ["FakeCbs", "FakeTable", "Topic", "indicators_table"]
