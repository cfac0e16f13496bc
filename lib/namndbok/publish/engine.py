"""The engine that papermill runs a notebook with: its own, which writes the file when the run has ended.

papermill's writes the whole notebook twice a cell, which takes as long as the cells themselves.
"""

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines

ENGINE = "namndbok"


class Engine(NBClientEngine):
    """Write the notebook once, with all that was done, whether or not the run came to its end."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any
    ) -> None:
        """Run the cells; the caller writes the file afterwards."""
        path, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        finally:
            nb_man.output_path = path


papermill_engines.register(ENGINE, Engine)
