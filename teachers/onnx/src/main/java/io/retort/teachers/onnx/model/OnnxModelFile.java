package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A file of ONNX that has been read, and looks like a model. */
final class OnnxModelFile {
  private final Path path;
  private final byte[] bytes;
  private final ModelProto model;
  private final ExternalWeights external;

  private OnnxModelFile(Path path, byte[] bytes, ModelProto model) {
    this.path = path;
    this.bytes = bytes;
    this.model = model;
    this.external = ExternalWeights.of(model, path);
  }

  /**
   * Reads a file.
   *
   * @throws RetortException if it is missing, is not a model, is cut off, needs operators that do
   *     not come with ONNX Runtime, or lacks the files with its weights
   */
  static OnnxModelFile read(Path path) {
    byte[] bytes = content(path);
    try {
      // Weights stay where they are in the bytes of the file.
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      ModelProto model = ModelProto.parseFrom(in);
      if (!model.hasGraph() || model.getGraph().getOutputCount() == 0) {
        throw noModel(path, "it has no graph with an output", null);
      }
      CustomOperators.refuse(model, path);
      return new OnnxModelFile(path, bytes, model);
    } catch (InvalidProtocolBufferException damaged) {
      throw noModel(path, Reason.of(damaged), damaged);
    } catch (IOException | OutOfMemoryError unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  private static byte[] content(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The ONNX file "
              + path
              + (Files.isDirectory(path)
                  ? " is a folder"
                  : Files.exists(path) ? " is a pipe or a device" : " does not exist")
              + "; correct the path in the teacher's configuration");
    }
    try {
      if (Files.size(path) > Integer.MAX_VALUE) {
        throw new RetortException(
            ErrorKind.DATA,
            "The ONNX file "
                + path
                + " has more than 2 GiB, which no model in one file can have; save its weights"
                + " beside it, with onnx.save_model(model, path, save_as_external_data=True)");
      }
      return Files.readAllBytes(path);
    } catch (IOException | OutOfMemoryError unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  private static RetortException unreadable(Path path, Throwable reason) {
    return new RetortException(
        ErrorKind.DATA, "The ONNX file " + path + " cannot be read: " + Reason.of(reason), reason);
  }

  private static RetortException noModel(Path path, String reason, Throwable cause) {
    return new RetortException(
        ErrorKind.DATA,
        "The file "
            + path
            + " is not an ONNX model, or is cut off: "
            + reason
            + "; export or copy the model again",
        cause);
  }

  Path path() {
    return path;
  }

  /** Where files of weights are looked for. */
  Path folder() {
    return external.folder();
  }

  /** The names of the outputs that the file lists. */
  List<String> outputs() {
    return model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /**
   * How many tokens the model can embed.
   *
   * @param input that for tokens
   * @return empty if no weights are looked up by it
   */
  OptionalLong embeddings(String input) {
    return TokenEmbeddings.count(model.getGraph(), input);
  }

  /** What the file calls the numbers of its outputs, where it does. */
  Map<String, List<String>> names() {
    return DeclaredNames.of(model);
  }

  /**
   * The model with some of its values as outputs too.
   *
   * @param features names of values
   * @return the bytes of a model
   * @throws RetortException if a name is none of a value that nodes compute
   */
  byte[] with(List<String> features) {
    Set<String> missing = new LinkedHashSet<>(features);
    outputs().forEach(missing::remove);
    if (missing.isEmpty()) {
      return bytes;
    }
    Set<String> computed =
        model.getGraph().getNodeList().stream()
            .map(NodeProto::getOutputList)
            .flatMap(List::stream)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (String feature : missing) {
      if (!computed.contains(feature)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teacher's feature "
                + Echo.quoted(feature)
                + " is not a value that the model "
                + path
                + " computes; it computes "
                + Echo.of(List.copyOf(computed)));
      }
      // ONNX Runtime finds out type and shape by itself.
      graph.addOutput(ValueInfoProto.newBuilder().setName(feature));
    }
    ByteString more = model.toBuilder().setGraph(graph).build().toByteString();
    return more.toByteArray();
  }

  /** Adds all bytes that the model's outputs depend on. */
  void addTo(Fingerprint fingerprint) {
    fingerprint.add(bytes);
    external.addTo(fingerprint);
  }
}
