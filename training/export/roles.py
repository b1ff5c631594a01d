"""What the tensors of the exported graphs are for, in the words of `kinora-pack/2` (docs/packs.md)."""

from typing import Any

from torch import Tensor

#: Of each graph: names of inputs and outputs, and their roles. Others go from `videoDecoderPrepare` to `videoDecoder`, or are its state.
_TEXT = {"text": "text", "text_mask": "textMask"}
_REFERENCE = {"reference": "reference"}
_DRAWN = {"image": "image", "alpha": "alpha"}
ROLES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "textEncoder": ({"tokens": "tokens", "words": "tokens"}, _TEXT | _REFERENCE),
    "textToImage": ({"latents": "latents", "sigma": "sigma", **_TEXT, **_REFERENCE, "subject": "subject"}, {"denoised": "prediction"}),
    "imageEncoder": ({"image": "image"}, {"latents": "firstFrameLatents", "alpha": "alpha", "plate": "plate"}),
    "imageDecoder": ({"latents": "latents"}, _DRAWN),
    "imageToVideo": (
        {"latents": "latents", "sigma": "sigma", **_TEXT, "first_frame": "firstFrameLatents", "context": "context", "context_mask": "contextMask"},
        {"denoised": "prediction"},
    ),
    "videoDecoderPrepare": ({"first_frame": "image", "alpha": "alpha"}, {}),
    "videoDecoder": ({"latents": "latents"}, {"maps": "maps", "fields": "fields"}),
}

#: Inputs that are rows of a table, whose numbers the role names: by graph and name.
LOOKED_UP = {("textEncoder", "words"): "words", ("textToImage", "reference"): "pictures"}


def bindings(graph: str, tensors: dict[str, Tensor], roles: dict[str, str]) -> list[dict[str, Any]]:
    """The tensors that have a role, as manifests list them."""
    return [
        {"role": roles[name], "name": name, "type": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape)}
        | ({"table": LOOKED_UP[graph, name]} if (graph, name) in LOOKED_UP else {})
        for name, tensor in tensors.items()
        if name in roles
    ]
