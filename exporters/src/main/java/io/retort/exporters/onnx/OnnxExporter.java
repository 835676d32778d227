package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.network.NetworkPlan;
import io.retort.core.progress.TrainingListener;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.check.WritablePreparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a student as an ONNX model. */
public final class OnnxExporter implements Exporter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int OPSET_ML = 3;

  private final OnnxModel model;
  private final TrainingListener listener;

  /**
   * An exporter that checks what it writes where ONNX Runtime is on the program's path.
   *
   * @param model what the model is given and predicts
   * @param listener told if ONNX Runtime is not there
   */
  public OnnxExporter(OnnxModel model, TrainingListener listener) {
    this.model = model;
    this.listener = listener;
  }

  @Override
  public String fileName() {
    return "student.onnx";
  }

  @Override
  public Map<String, String> unsupported(SavedModel student) {
    return OnnxLimits.exceeded(student);
  }

  @Override
  public void write(ExportedStudent student, Path file) throws IOException {
    Map<String, String> faults = unsupported(student.model());
    if (!faults.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The student cannot be written as an ONNX model: "
              + faults
              + "; change these nodes, or export it in another format");
    }
    byte[] bytes = model(student.model(), student.provenance()).toByteArray();
    Optional<String> hindrance = runtimeHindrance();
    if (hindrance.isEmpty()) {
      OnnxCheck.run(bytes, model, preparation(student.model()), student);
    } else {
      listener.message(
          fileName()
              + " was not checked: "
              + hindrance.get()
              + ", or compare some predictions of the model with those of the student");
    }
    Files.write(file, bytes);
  }

  /** Why there is no ONNX Runtime, and what to do; empty if there is one. */
  private static Optional<String> runtimeHindrance() {
    try {
      Class.forName("ai.onnxruntime.OrtEnvironment", false, OnnxExporter.class.getClassLoader());
      OnnxCheckSession.start();
      return Optional.empty();
    } catch (ClassNotFoundException missing) {
      return Optional.of(
          "ONNX Runtime is not on the program's path. Add"
              + " com.microsoft.onnxruntime:onnxruntime");
    } catch (LinkageError | IllegalStateException failure) {
      return Optional.of(
          "ONNX Runtime cannot be started ("
              + Reason.of(failure)
              + "). It unpacks a library into the folder for temporary files, so give that room and"
              + " allow libraries there");
    }
  }

  private ModelProto model(SavedModel student, Map<String, String> provenance) {
    OnnxGraphWriter graph = new OnnxGraphWriter();
    NetworkPlan plan = student.network().plan();
    String input = input(student, plan, graph);
    Map<String, String> values = LayerNodes.add(student.network(), input, graph);
    List<Head> heads = student.signature().map(Signature::heads).orElse(List.of());
    Map<String, Head> outputs = new LinkedHashMap<>();
    for (Head head : heads) {
      String value = values.get(head.output(plan));
      String name =
          graph.output(
              head.name(), prediction(head, value, graph), plan.shape(head.output(plan)).toArray());
      outputs.put(name, head);
    }
    if (heads.isEmpty()) {
      for (String output : plan.description().outputs()) {
        graph.output(output, values.get(output), plan.shape(output).toArray());
      }
    }
    ModelProto.Builder built =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Retort")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(OPSET_ML))
            .setGraph(graph.build());
    Map<String, String> metadata = new TreeMap<>(provenance);
    if (!heads.isEmpty()) {
      metadata.put("heads", HeadNames.json(outputs, model.outputs()));
    }
    TokenizerNote.json(student).ifPresent(note -> metadata.put("tokenizer", note));
    metadata.forEach(
        (key, value) ->
            built.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return built.build();
  }

  /** Adds the inputs, and what prepares them. */
  private String input(SavedModel student, NetworkPlan plan, OnnxGraphWriter graph) {
    return preparation(student)
        .match(
            values -> graph.input("input", TensorProto.DataType.FLOAT, plan.input().toArray()),
            table -> new RawInputNodes(graph).table(table),
            pixels -> new RawInputNodes(graph).pixels(pixels, plan.input()));
  }

  /** What the model does to its inputs. */
  private InputPreparation preparation(SavedModel student) {
    return model.inputs() == OnnxModel.Inputs.PREPARED
        ? new InputPreparation.Values()
        : WritablePreparation.of(student);
  }

  private String prediction(Head head, String value, OnnxGraphWriter graph) {
    if (model.outputs() == OnnxModel.Outputs.LOGITS) {
      return value;
    }
    String name = "prediction/" + head.name();
    return switch (head.task().outputActivation()) {
      case SOFTMAX -> graph.node("Softmax", name, List.of(value), attribute("axis", -1L));
      case SIGMOID -> graph.node("Sigmoid", name, List.of(value));
      case IDENTITY -> value;
    };
  }
}
