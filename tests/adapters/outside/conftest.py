"""An outside world that may take less time than usual."""

import pytest

from adapters.outside import mail, webhook


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (mail, webhook):
        monkeypatch.setattr(module, "WITHIN", 0.5)
        monkeypatch.setattr(module, "CONNECT_WITHIN", 0.25)
    monkeypatch.setattr(mail, "GOODBYE_WITHIN", 0.1)
