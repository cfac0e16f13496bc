"""What the tests of scenarios share."""

import pytest

from namndbok.data.load import Data
from small_scenario import small_board


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return small_board(tmp_path_factory.mktemp("sjodalen"))
