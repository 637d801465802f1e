from content_lint.api import Page as Page
from content_lint.api import SetupError as SetupError
from content_lint.api import pages as pages

__version__: str
