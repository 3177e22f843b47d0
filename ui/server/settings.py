"""The part of the page where it is chosen how it looks, and how questions are asked."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from backissue.ui.lines.terminal import counted
from backissue.ui.server.asking import Chosen
from backissue.ui.server.events import DIRECT, QUIET
from backissue.ui.work.kept import MOST, Kept

if TYPE_CHECKING:
    import gradio

# Fields narrower than this stand below one another.
WIDE = 260

THEMES = {"": "As the system", "light": "Light", "dark": "Dark"}


def settings(kept: Kept) -> Markup:
    """Return what the browser itself remembers, as a form that the page's script fills in.

    After it comes which answers the server keeps.
    """
    choices = Markup("").join(
        Markup('<label><input type="radio" name="theme" value="{}"><span>{}</span></label>').format(
            *theme
        )
        for theme in THEMES.items()
    )
    return Markup(
        '<h1>Settings</h1><fieldset class="bi-modes" data-themes><legend>Look</legend>{}</fieldset>'
        "{}"
    ).format(choices, _kept(kept))


def _kept(kept: Kept) -> Markup:
    """Return which answers are kept, where, and the way to be rid of them."""
    count, where = kept.count(), f", in {kept.file}" if kept.file else ""
    button = Markup(
        '<p><button type="button" class="bi-secondary" data-forget>Forget them</button></p>'
    )
    return Markup(
        '<section class="bi-kept" aria-labelledby="bi-kept"><h2 id="bi-kept">Answers kept</h2>'
        "<p>The answers given last are kept, at most {:,}, so that a link to one shows it again, "
        "word for word. {}</p>{}</section>"
    ).format(
        MOST,
        kept.problem or f"Now: {counted(count, 'answer')}{where}.",
        button if count else "",
    )


def build_settings(chosen: Chosen, page: "gradio.Blocks", watch: str) -> None:
    """Add the controls of how questions are asked to the page that is being built."""
    import gradio as gr

    with gr.Column(elem_id="bi-settings"):
        _words("<h2>Answers</h2>")
        strict = gr.Checkbox(
            label="Strict: withhold an answer that its citations do not bear out",
        )
        _words(
            "<h2>A language model of your own</h2><p>Any server with an OpenAI-compatible address "
            "will do, such as Ollama on this machine. It is sent the key and each question with "
            "the passages found, nothing else; each sentence that it writes is checked against "
            "what it cites. The key stays in memory until Backissue is stopped.</p>"
        )
        with gr.Row():
            name = gr.Textbox(label="Model", placeholder="llama3.2", max_lines=1, min_width=WIDE)
            url = gr.Textbox(
                label="Base URL",
                placeholder="http://localhost:11434/v1",
                max_lines=1,
                min_width=WIDE,
            )
        key = gr.Textbox(label="Key, if it asks for one", type="password", max_lines=1)
        with gr.Row():
            use = gr.Button("Use it", variant="primary")
            test = gr.Button("Test")
            forget = gr.Button("Do without")
        done = gr.HTML(chosen.said, js_on_load=watch, apply_default_css=False)

    def now() -> tuple[Any, ...]:
        """Return what is chosen; what is not leaves alone what is being typed already."""
        asking, model = chosen.asking, chosen.asking.language_model
        typed = (model.name, model.url) if model else (gr.skip(), gr.skip())
        return asking.strict or gr.skip(), *typed, chosen.said

    # No answer ever holds the key.
    page.load(now, None, [strict, name, url, done], **QUIET)
    strict.input(chosen.be_strict, strict, done, trigger_mode="always_last", **QUIET)
    use.click(lambda *typed: (chosen.use(*typed), ""), [name, url, key], [done, key], **QUIET)
    test.click(chosen.test, [name, url, key], done, **DIRECT)
    forget.click(lambda: (chosen.forget(), "", "", ""), None, [done, name, url, key], **QUIET)


def _words(html: str) -> None:
    import gradio as gr

    gr.HTML(html, js_on_load=None, apply_default_css=False)
