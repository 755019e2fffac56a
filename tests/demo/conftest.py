# SPDX-License-Identifier: Apache-2.0
"""The demo site of the usual seed, made once; tests that break it take a copy."""

from copy import deepcopy

import pytest

from backend.demo.site import DemoSite, demo_site


@pytest.fixture(scope="session")
def site() -> DemoSite:
    return demo_site()


@pytest.fixture
def broken(site: DemoSite) -> DemoSite:
    """A copy in which a test may plant a bug."""
    return deepcopy(site)
