"""Save the scenario that the sliders show under a name, and open one that was saved."""

from collections.abc import Callable
from pathlib import Path

from ipywidgets import HTML, Button, Dropdown, HBox, Text, VBox

from namndbok.data import Data
from namndbok.errors import NamndbokError, describe_write_failure
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.proposals.scenario.scenario_file import open_scenario, save_scenario, scenario_files
from namndbok.proposals.scenario.widgets import message_html

NONE = "Inget sparat ännu"


class FilePanel:
    """Hold a name, a button that saves, a list of saved scenarios and a button that opens one of them.

    `current` returns the scenario to save; `on_open` is called with the one that was opened.
    """

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
        self.save_button = Button(description="Spara scenariot")
        self.choice = Dropdown(description="Sparade")
        self.open_button = Button(description="Öppna")
        self.message = HTML()
        self.refresh()
        self.save_button.on_click(lambda _: self._report(self._save))
        self.open_button.on_click(lambda _: self._report(self._open))
        choice = HBox([self.choice, self.open_button])
        self.widget = VBox([HBox([name, self.save_button]), choice, self.message])

    def refresh(self) -> None:
        """List the scenarios that are saved now."""
        names = [path.name for path in scenario_files(self._folder)]
        self.choice.options, self.open_button.disabled = names or [NONE], not names
        self.choice.value = self.choice.options[0]

    def _save(self) -> str:
        path = save_scenario(self._current(), self._folder)
        self.refresh()
        self.choice.value = path.name
        return f"Scenariot finns i {path}"

    def _open(self) -> str:
        self._on_open(open_scenario(self._folder / self.choice.value, self._data))
        return f"Öppnade {self.choice.value}"

    def _report(self, action: Callable[[], str]) -> None:
        """Say under the buttons what an action did, or why it could not be done."""
        try:
            message = action()
        except NamndbokError as error:
            message = str(error)
        except OSError as error:
            message = describe_write_failure(error)
        self.message.value = message_html(message, "status")
