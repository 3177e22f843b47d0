"""How the page's own buttons reach the server."""

from typing import Any

# Gradio's queue answers over one stream, which it closes whenever nothing is under way; what is
# pressed while that close is on its way to the browser gets no answer, as no stream is opened for
# it. Without the queue each event is a request of its own. None is for anybody but the page.
DIRECT: dict[str, Any] = {"queue": False, "api_visibility": "private"}

# For what says in words of its own how it goes.
QUIET: dict[str, Any] = {**DIRECT, "show_progress": "hidden"}
