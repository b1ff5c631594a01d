"""What ONNX Runtime Web 1.30 computes on the GPU, of what exported networks use. A test finds each name in the files of the package.

An operator that only the CPU has would run, but with copies to and fro in every step; so it is a fault of the conversion.
"""

STANDARD = frozenset(
    """
    Abs Add Cast Ceil Clip Concat Conv Cos Div Equal Erf Exp Expand Flatten Floor Gather Gelu Gemm Greater GreaterOrEqual
    InstanceNormalization LayerNormalization Less LessOrEqual MatMul Mul Neg Pad Reciprocal ReduceMax ReduceMean ReduceSum
    ReduceSumSquare Relu Reshape Resize Sigmoid Sin Slice Softmax Split Sqrt Squeeze Sub Tanh Tile Transpose Unsqueeze Where
    SimplifiedLayerNormalization
    """.split()
)
MICROSOFT = frozenset({"FastGelu", "MatMulNBits", "MultiHeadAttention"})
#: Of tensors that are computed with; constants may have any.
TYPES = frozenset({"FLOAT", "FLOAT16", "INT32", "INT64", "UINT8", "BOOL"})
#: Conv's input: one more axis would be a 3-D convolution.
CONVOLUTION_AXES = 4
#: Transpositions of more axes take the slowest way.
MOST_AXES = 6
