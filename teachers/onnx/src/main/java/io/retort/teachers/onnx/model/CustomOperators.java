package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Operators that neither ONNX nor ONNX Runtime has, but a library of the model's author. */
final class CustomOperators {
  /** The domains of ONNX's own operators, and of those that ONNX Runtime brings. */
  private static final Set<String> KNOWN =
      Set.of(
          "",
          "ai.onnx",
          "ai.onnx.ml",
          "ai.onnx.preview",
          "ai.onnx.preview.training",
          "ai.onnx.training",
          "com.microsoft",
          "com.microsoft.experimental",
          "com.microsoft.nchwc",
          "com.ms.internal.nhwc",
          "org.pytorch.aten");

  private CustomOperators() {}

  /** Refuses a model that has some, by their names. */
  static void refuse(ModelProto model, Path path) {
    Set<String> functions =
        model.getFunctionsList().stream().map(FunctionProto::getDomain).collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    NestedGraphs.nodes(model)
        .filter(node -> !KNOWN.contains(node.getDomain()))
        .filter(node -> !functions.contains(node.getDomain()))
        .forEach(node -> found.add(node.getDomain() + ":" + node.getOpType()));
    if (!found.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + path
              + " needs the custom operators "
              + Echo.of(List.copyOf(found))
              + ", which do not come with ONNX Runtime; export it with standard operators, or"
              + " record its outputs");
    }
  }
}
