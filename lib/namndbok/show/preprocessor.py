"""Let `jupyter nbconvert --to html --template namndbok` write the page that the command line writes."""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from namndbok.show.page import compose


class PagePreprocessor(Preprocessor):
    """Give the template a `ComposedPage` in its resources."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Compose the page; the notebook itself is left as it is."""
        resources["page"] = compose(nb)
        return nb, resources
