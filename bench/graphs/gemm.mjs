/** A graph that multiplies two matrices and does nothing else: what it reaches is the most that an engine can reach with a model. */

const SIDE = 768;
export const GEMM_FLOPS = 2 * SIDE ** 3;

/** Field numbers of ONNX's protobuf: onnx.proto of version 1.14 and later. */
const MODEL = { version: 1, graph: 7, opset: 8 };
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, type: 4 };
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 };
const FLOAT = 1;

/** @returns {Buffer} an ONNX file: `a` [N, N] times weights that it holds gives `product` */
export function gemmGraph() {
  const weights = Float32Array.from({ length: SIDE * SIDE }, (_, at) => ((at * 37) % 101) / 50 - 1);
  const dims = [SIDE, SIDE].map((side) => number(TENSOR.dims, side));
  const initializer = Buffer.concat([...dims, number(TENSOR.type, FLOAT), bytes(TENSOR.name, 'b'), bytes(TENSOR.raw, Buffer.from(weights.buffer))]);
  const node = Buffer.concat([bytes(NODE.input, 'a'), bytes(NODE.input, 'b'), bytes(NODE.output, 'product'), bytes(NODE.type, 'MatMul')]);
  const graph = Buffer.concat([
    bytes(GRAPH.node, node), bytes(GRAPH.name, 'gemm'), bytes(GRAPH.initializer, initializer), bytes(GRAPH.input, matrix('a')), bytes(GRAPH.output, matrix('product')),
  ]);
  return Buffer.concat([number(MODEL.version, 8), bytes(MODEL.graph, graph), bytes(MODEL.opset, number(2, 17))]);
}

/** @param {string} name @returns {Buffer} a ValueInfoProto */
function matrix(name) {
  const dimension = bytes(1, number(1, SIDE));
  const tensorType = Buffer.concat([number(1, FLOAT), bytes(2, Buffer.concat([dimension, dimension]))]);
  return Buffer.concat([bytes(1, name), bytes(2, bytes(1, tensorType))]);
}

/** @param {number} field @param {number} value */
function number(field, value) {
  return Buffer.from([...varint(field << 3), ...varint(value)]);
}

/** @param {number} field @param {string | Buffer} content */
function bytes(field, content) {
  const buffer = Buffer.from(/** @type {string} */ (content));
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(buffer.length)]), buffer]);
}

/** @param {number} value @returns {number[]} */
function varint(value) {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
