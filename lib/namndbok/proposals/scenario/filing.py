"""Save the scenario that the controls show under a name, and open one that was saved."""

from collections.abc import Callable
from pathlib import Path

from ipywidgets import HTML, Button, Dropdown, HBox, Text, VBox

from namndbok.data import Data
from namndbok.errors import NamndbokError, describe_write_failure
from namndbok.proposals.scenario.file import open_scenario, save_scenario, saved
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.show import escaped

NONE = "Inget sparat ännu"


class Filing:
    """A name, a button that saves, and a list of what is saved with a button that opens."""

    def __init__(
        self,
        data: Data,
        folder: Path,
        name: Text,
        *,
        current: Callable[[], Scenario],
        on_open: Callable[[Scenario], None],
    ) -> None:
        self._data, self._folder, self._current, self._on_open = data, folder, current, on_open
        self.save = Button(description="Spara scenariot")
        self.choice = Dropdown(description="Sparade")
        self.open = Button(description="Öppna")
        self.said = HTML()
        self.refresh()
        self.save.on_click(lambda _: self._try(self._save))
        self.open.on_click(lambda _: self._try(self._open))
        self.widget = VBox([HBox([name, self.save]), HBox([self.choice, self.open]), self.said])

    def _save(self) -> str:
        path = save_scenario(self._current(), self._folder)
        self.refresh()
        self.choice.value = path.name
        return f"Scenariot finns i {path}"

    def _open(self) -> str:
        self._on_open(open_scenario(self._folder / self.choice.value, self._data))
        return f"Öppnade {self.choice.value}"

    def refresh(self) -> None:
        """List what is saved now."""
        names = [path.name for path in saved(self._folder)]
        self.choice.options, self.open.disabled = names or [NONE], not names
        self.choice.value = self.choice.options[0]

    def _try(self, action: Callable[[], str]) -> None:
        try:
            said = action()
        except NamndbokError as error:
            said = str(error)
        except OSError as error:
            said = describe_write_failure(error)
        self.said.value = f'<pre role="status">{escaped(said)}</pre>'
