"""Checks ONNX files with onnx.checker (full check) and strict shape inference; exits 1 at the first that fails.

Usage: /usr/bin/python3 check_models.py FILE.onnx...   (Debian: python3-onnx)
"""
import sys

import onnx
from onnx import checker, shape_inference

for path in sys.argv[1:]:
    model = onnx.load(path)
    try:
        checker.check_model(model, full_check=True)
        inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    except Exception as error:
        sys.exit(f"{path}: {error}")
    operators = sorted({node.op_type for node in inferred.graph.node})
    print(f"{path}: IR {model.ir_version}, opset {model.opset_import[0].version}, {' '.join(operators)}")
