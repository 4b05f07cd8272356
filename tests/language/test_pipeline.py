"""The pipeline multiplies by numpy on one core, and leaves the process's settings as they were."""

from pathlib import Path

from thinc.api import get_current_ops
from threadpoolctl import ThreadpoolController

from communique import read
from communique.language.pipeline import pipeline

EXAMPLE = Path(__file__).parents[2] / "examples" / "wire-moyale.txt"


def test_layers_multiply_by_numpy() -> None:
    models = [pipe.model for _, pipe in pipeline().pipeline if getattr(pipe, "model", None) is not None]
    layers = [layer for model in models for layer in model.walk() if hasattr(layer.ops, "use_blis")]
    assert {layer.name for layer in layers if layer.ops.use_blis} <= {
        "linear"
    }  # the parser makes its last one by itself
    assert len([layer for layer in layers if layer.name == "maxout" and not layer.ops.use_blis]) > 4


def test_what_another_pipeline_of_the_process_would_use_is_left_alone() -> None:
    pipeline()
    assert get_current_ops().use_blis


def test_the_threads_of_numpy_are_as_before_a_page_was_read() -> None:
    with ThreadpoolController().limit(limits=2, user_api="blas"):
        before = [pool["num_threads"] for pool in ThreadpoolController().info()]
        read(EXAMPLE)
        assert [pool["num_threads"] for pool in ThreadpoolController().info()] == before


def test_sentences_stand_where_they_are_printed() -> None:
    from communique.language import analyse
    from communique.pages import extract, open_page

    analysis = analyse(extract(open_page(EXAMPLE)))
    sentences = [sentence for block in analysis.blocks for sentence in block.sentences()]
    assert len(sentences) > 5
    for sentence in sentences:
        assert analysis.cast.text[slice(*sentence.span)] == sentence.text.strip() == sentence.tokens.text.strip()
