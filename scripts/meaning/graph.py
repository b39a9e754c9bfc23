"""The network of multilingual-e5-small as an ONNX graph, with weights of 8 bits and room for adapters.

Inputs: `rows` [texts, pieces, 384], the pieces of texts of one length; `of` [vectors], which text each vector is of; `adapted`
[vectors], 1 where its last layers take the adapters and 0 where they don't. Output: `vectors` [vectors, 384], of unit length.

Whatever stands beside a text changes nothing in its vector: each piece is rounded to 8 bits by a scale of its own, products of
such numbers are exact, and only attention and the mean look at other pieces, those of the same text.

Outliers: some columns are many times larger than others. They are made smaller before rounding, and the weights that they meet
larger by as much (SmoothQuant: Xiao et al. 2022, arXiv:2211.10438).
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from reference import Reference
from source import Source

CONTRIB = 'com.microsoft'
SIZE, HEADS, INNER = 384, 12, 1536
POSITIONS = 128
ADAPTED, RANK = 6, 16
"""Layers with adapters, the last ones, and the rank of an adapter."""
MATRICES = (('qkv', SIZE, 3 * SIZE), ('ao', SIZE, SIZE), ('fi', SIZE, INNER), ('fo', INNER, SIZE))
"""Of each layer: query, key and value; attention's output; inner; outer. Name, columns, rows."""
SMOOTHING = 0.6
"""How far the size of an outlier goes over to the weights: 0, not at all; 1, all of it."""


class Graph:
    def __init__(self, source: Source, largest: dict[str, np.ndarray]):
        self.source, self.largest = source, largest
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, np.ndarray] = {}
        self.constant('scaleOfOne', np.array(1 / 127, np.float32))
        self.constant('least', np.array(1e-9, np.float32))
        self.constant('one', np.array(1, np.float32))
        self.constant('middle', np.array(128, np.uint8))
        self.constant('middles', np.array([128], np.uint8))
        self.constant('last', np.array([-1], np.int64))
        self.constant('begin', np.array([0], np.int64))

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.setdefault(name, np.ascontiguousarray(value))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.source.floats(name).astype(np.float32))

    def node(self, kind: str, inputs: list[str], name: str, outputs: list[str] | None = None, **attributes) -> str:
        contrib = kind in ('MatMulIntegerToFloat', 'MultiHeadAttention', 'SkipLayerNormalization', 'BiasGelu')
        domain = CONTRIB if contrib else ''
        self.nodes.append(helper.make_node(kind, inputs, outputs or [name], name=name, domain=domain, **attributes))
        return name

    def weights(self, layer: int, name: str) -> tuple[str, str]:
        """The rounded matrix of a layer and its bias, whose constants end in `.scale` and `.smooth` beside."""
        key = f'l{layer}.{name}'
        if key not in self.constants:
            parts = [f'l{layer}.{part}' for part in (name if name == 'qkv' else [name])]
            columns = INNER if name == 'fo' else SIZE
            matrix = np.concatenate([self.source.matrix(f'{part}.w', columns) for part in parts])
            sizes = self.largest[key] ** SMOOTHING
            smooth = sizes / np.maximum(np.abs(matrix).max(0), 1e-5) ** (1 - SMOOTHING)
            smooth = (smooth / np.exp(np.log(smooth).mean())).astype(np.float32)
            matrix = matrix * smooth
            scale = (np.abs(matrix).max(1) / 127).astype(np.float32)
            self.constant(key, np.clip(np.round(matrix / scale[:, None]), -127, 127).astype(np.int8).T)
            self.constant(f'{key}.scale', scale)
            self.constant(f'{key}.smooth', 1 / smooth)
            self.constant(f'{key}.bias', np.concatenate([self.source.floats(f'{part}.b') for part in parts]))
        return key, f'{key}.bias'

    def product(self, x: str, layer: int, name: str, adapters: bool) -> tuple[str, str]:
        """`x` by a matrix, without its bias, which is given beside. `x`: [pieces of all texts, columns]."""
        key, bias = self.weights(layer, name)
        smooth = self.node('Mul', [x, f'{key}.smooth'], f'{key}/smoothed')
        size = self.node('ReduceMax', [self.node('Abs', [smooth], f'{key}/size'), 'last'], f'{key}/largest', keepdims=0)
        scale = self.node('Mul', [self.node('Max', [size, 'least'], f'{key}/some'), 'scaleOfOne'], f'{key}/scale')
        middles = self.node('Expand', ['middles', 'pieces' if layer < self.source.layers - ADAPTED else 'allPieces'], f'{key}/middles')
        rounded = self.node('QuantizeLinear', [smooth, scale, middles], f'{key}/rounded', axis=0)
        exact = self.node('MatMulIntegerToFloat', [rounded, key, 'one', f'{key}.scale', 'middle'], f'{key}/exact')
        out = self.node('Mul', [exact, self.node('Unsqueeze', [scale, 'last'], f'{key}/scales')], f'{key}/product')
        if adapters:
            low = self.node('MatMul', [x, f'{key}.down'], f'{key}/low')
            gated = self.node('Mul', [low, 'gate'], f'{key}/gated')
            out = self.node('Add', [out, self.node('MatMul', [gated, f'{key}.up'], f'{key}/added')], f'{key}/adapted')
        return out, bias

    def layer(self, x: str, number: int, shapes: tuple[str, str, bool]) -> str:
        """`shapes`: names of the shape [texts, pieces, 1152], of [-1, 384], and whether there are adapters."""
        wide, flat, adapters = shapes
        name = f'l{number}'
        out, bias = self.product(x, number, 'qkv', adapters)
        apart = self.node('Reshape', [out, wide], f'{name}/apart')
        parts = [f'{name}/query', f'{name}/key', f'{name}/value']
        self.node('Split', [apart], f'{name}/split', parts, axis=-1, num_outputs=3)
        mixed = self.node('MultiHeadAttention', [*parts, bias], f'{name}/attention', num_heads=HEADS)
        mixed = self.node('Reshape', [mixed, flat], f'{name}/mixed')
        out, bias = self.product(mixed, number, 'ao', adapters)
        x = self.norm(out, x, bias, f'{name}.aln')
        inner, bias = self.product(x, number, 'fi', adapters)
        inner = self.node('BiasGelu', [inner, bias], f'{name}/inner')
        out, bias = self.product(inner, number, 'fo', adapters)
        return self.norm(out, x, bias, f'{name}.oln')

    def norm(self, out: str, x: str, bias: str, name: str) -> str:
        inputs = [out, x, self.vector(f'{name}.w'), self.vector(f'{name}.b'), bias]
        return self.node('SkipLayerNormalization', inputs, f'{name}/out', epsilon=self.source.epsilon)

    def adapters(self) -> None:
        """Cuts the one constant of all adapters, in the order of models/matching, into its matrices."""
        shapes, names = [], []
        for layer in range(self.source.layers - ADAPTED, self.source.layers):
            for name, columns, rows in MATRICES:
                names += [f'l{layer}.{name}.down', f'l{layer}.{name}.up']
                shapes += [(columns, RANK), (RANK, rows)]
        lengths = np.array([a * b for a, b in shapes], np.int64)
        self.constant('adapters', np.zeros(int(lengths.sum()), np.float16))
        self.constant('adapterLengths', lengths)
        full = self.node('Cast', ['adapters'], 'adapters/full', to=TensorProto.FLOAT)
        self.node('Split', [full, 'adapterLengths'], 'adapters/split', [f'{name}/flat' for name in names], axis=0)
        for name, shape in zip(names, shapes):
            self.constant(f'{name}/shape', np.array(shape, np.int64))
            self.node('Reshape', [f'{name}/flat', f'{name}/shape'], name)

    def shapes(self, counted: str, prefix: str) -> tuple[str, str]:
        """Shapes for what has the first two sizes of `counted`: names of [texts, pieces, 1152] and of [texts, pieces, 384]."""
        both = self.node('Shape', [counted], f'{prefix}/both', start=0, end=2)
        self.constant('wide', np.array([3 * SIZE], np.int64))
        self.constant('narrow', np.array([SIZE], np.int64))
        return (
            self.node('Concat', [both, 'wide'], f'{prefix}/wide', axis=0),
            self.node('Concat', [both, 'narrow'], f'{prefix}/narrow', axis=0),
        )


def build(source: Source, largest: dict[str, np.ndarray]) -> onnx.ModelProto:
    """`largest`: of what each matrix is given, the largest of each column: `largest_inputs`."""
    graph = Graph(source, largest)
    positions = source.floats('emb.pos').reshape(-1, SIZE)[:POSITIONS] + source.floats('emb.type')[:SIZE]
    graph.constant('positions', positions.astype(np.float32))
    graph.constant('flat', np.array([-1, SIZE], np.int64))
    length = graph.node('Shape', ['rows'], 'length', start=1, end=2)
    placed = graph.node('Slice', ['positions', 'begin', length, 'begin'], 'placed')
    x = graph.node('Add', ['rows', placed], 'rowsPlaced')
    x = graph.node('LayerNormalization', [x, graph.vector('emb.ln.w'), graph.vector('emb.ln.b')], 'first', epsilon=source.epsilon, axis=-1)
    wide, narrow = graph.shapes('rows', 'below')
    graph.node('ReduceProd', ['below/both'], 'pieces', keepdims=1)
    x = graph.node('Reshape', [x, 'flat'], 'firstFlat')
    for number in range(source.layers - ADAPTED):
        x = graph.layer(x, number, (wide, 'flat', False))
    x = graph.node('Gather', [graph.node('Reshape', [x, narrow], 'byText'), 'of'], 'chosen', axis=0)
    wide, narrow = graph.shapes('chosen', 'above')
    graph.node('ReduceProd', ['above/both'], 'allPieces', keepdims=1)
    graph.constant('twoMore', np.array([1, 2], np.int64))
    gates = graph.node('Unsqueeze', ['adapted', 'twoMore'], 'gates')
    graph.constant('column', np.array([-1, 1], np.int64))
    graph.constant('oneNumber', np.array([1], np.int64))
    each = graph.node('Concat', ['above/both', 'oneNumber'], 'eachPiece', axis=0)
    graph.node('Reshape', [graph.node('Expand', [gates, each], 'gateEach'), 'column'], 'gate')
    graph.adapters()
    x = graph.node('Reshape', [x, 'flat'], 'chosenFlat')
    for number in range(source.layers - ADAPTED, source.layers):
        x = graph.layer(x, number, (wide, 'flat', True))
    x = graph.node('Reshape', [x, narrow], 'lastByText')
    # A product with ones: a sum over an axis would add in another order with more texts.
    graph.constant('oneFloat', np.array([1], np.float32))
    graph.node('Concat', ['oneNumber', 'length'], 'onesShape', axis=0)
    ones = graph.node('Expand', ['oneFloat', 'onesShape'], 'ones')
    sums = graph.node('MatMul', [ones, x], 'sums')
    graph.constant('axisOne', np.array([1], np.int64))
    graph.node('LpNormalization', [graph.node('Squeeze', [sums, 'axisOne'], 'sum')], 'vectors', axis=-1, p=2)
    inputs = [
        helper.make_tensor_value_info('rows', TensorProto.FLOAT, ['texts', 'pieces', SIZE]),
        helper.make_tensor_value_info('of', TensorProto.INT32, ['vectors']),
        helper.make_tensor_value_info('adapted', TensorProto.FLOAT, ['vectors']),
    ]
    outputs = [helper.make_tensor_value_info('vectors', TensorProto.FLOAT, ['vectors', SIZE])]
    # The adapters last, where `serialised` finds them.
    constants = [numpy_helper.from_array(value, name) for name, value in graph.constants.items() if name != 'adapters']
    constants.append(numpy_helper.from_array(graph.constants['adapters'], 'adapters'))
    body = helper.make_graph(graph.nodes, 'multilingual-e5-small', inputs, outputs, constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid('', 21), helper.make_opsetid(CONTRIB, 1)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def serialised(model: onnx.ModelProto) -> tuple[bytes, tuple[int, int]]:
    """The graph's bytes, and where in them the adapters' numbers are: offset and length."""
    adapters = model.graph.initializer[-1]
    length = len(adapters.raw_data)
    mark = (b'adapters' * length)[:length]
    adapters.raw_data = mark
    found = model.SerializeToString(deterministic=True)
    at = found.index(mark)
    return found[:at] + bytes(length) + found[at + length :], (at, length)


def largest_inputs(source: Source, texts: list[str]) -> dict[str, np.ndarray]:
    """Of what each matrix is given while texts are read in full precision: the largest of each column."""
    found: dict[str, np.ndarray] = {}

    def seen(name: str, x: np.ndarray) -> None:
        # A few digits, so that other machines, which add in another order, come to the same.
        sizes = np.exp2(np.round(np.log2(np.maximum(np.abs(x).max(0), 1e-5)) * 8) / 8)
        found[name] = np.maximum(found.get(name, sizes), sizes)

    reference = Reference(source)
    for text in texts:
        reference.vector(text, seen)
    return found
