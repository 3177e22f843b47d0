"""Texts embedded by torch on a GPU, where there is one, and questions where they come in."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from backissue.indexer.models.embed import Embedder, Vectors

# Where the drivers of NVIDIA and AMD, and Linux on Windows, show a GPU.
DEVICES = ("/dev/nvidiactl", "/dev/kfd", "/dev/dxg")


class GpuEmbedder:
    """Embeds questions one way and texts another; both must make the same vectors."""

    def __init__(self, questions: Embedder, load_texts: Callable[[], Embedder]) -> None:
        """Take what embeds questions; what embeds texts is loaded when it is first needed."""
        self.model = questions.model
        self.max_tokens = questions.max_tokens
        self.count_tokens = questions.count_tokens
        self.embed_question = questions.embed_question
        self._load_texts = load_texts

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what is searched: (n, dimension), float32."""
        return self._texts.embed_texts(texts)

    @cached_property
    def _texts(self) -> Embedder:
        return self._load_texts()


def may_have_gpu() -> bool:
    """Whether it is worth loading torch to look for a GPU."""
    return any(Path(device).exists() for device in DEVICES)


def has_gpu() -> bool:
    """Whether torch can use a GPU."""
    if not may_have_gpu():
        return False
    import torch

    return torch.cuda.is_available()
