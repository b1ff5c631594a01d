"""diffusers' `Attention` as one operator, for the U-Nets and autoencoders of Stable Diffusion."""

from typing import Any

from torch import Tensor, nn

from kinora_convert.errors import ConvertError
from kinora_convert.rewrites.attention import chunked_attention


class FusedAttention(nn.Module):
    """Self- and cross-attention over tokens [B, N, C] or pixels [B, C, H, W], without masks. Takes over the layers of its original."""

    def __init__(self, original: Any) -> None:
        super().__init__()
        for absent in ("norm_q", "norm_k", "norm_cross", "spatial_norm", "add_k_proj"):
            if getattr(original, absent, None) is not None:
                raise ConvertError(f"an attention layer has {absent}, which Stable Diffusion's have not; this family is not supported.")
        self.group_norm = original.group_norm
        self.to_q, self.to_k, self.to_v = original.to_q, original.to_k, original.to_v
        self.to_out = original.to_out
        self.heads = int(original.heads)
        self.scale = float(original.scale)
        self.residual = bool(original.residual_connection)
        self.rescale = float(original.rescale_output_factor)

    def forward(self, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, attention_mask: None = None, **_: object) -> Tensor:
        x, shape = hidden_states, hidden_states.shape
        if len(shape) == 4:
            x = x.flatten(2)
        if self.group_norm is not None:
            x = self.group_norm(x if len(shape) == 4 else x.transpose(1, 2))
            x = x if len(shape) == 4 else x.transpose(1, 2)
        if len(shape) == 4:
            x = x.transpose(1, 2)
        context = x if encoder_hidden_states is None else encoder_hidden_states
        y = chunked_attention(self.to_q(x), self.to_k(context), self.to_v(context), self.heads, self.scale)
        y = self.to_out[0](y)
        if len(shape) == 4:
            y = y.transpose(1, 2).reshape(shape)
        if self.residual:
            y = y + hidden_states
        return y if self.rescale == 1 else y / self.rescale


def fuse_attention(module: nn.Module) -> None:
    """Replaces every `Attention` of diffusers inside, in place."""
    for owner in list(module.modules()):
        for name, child in list(owner.named_children()):
            if type(child).__name__ == "Attention" and hasattr(child, "to_q"):
                setattr(owner, name, FusedAttention(child))
