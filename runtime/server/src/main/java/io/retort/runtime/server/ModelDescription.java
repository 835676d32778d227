package io.retort.runtime.server;

import io.retort.core.data.InputColumn;
import io.retort.serving.Student;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The descriptions of server and student in the Open Inference Protocol. */
final class ModelDescription {
  /** A server has one student, which does not change. */
  static final String VERSION = "1";

  private ModelDescription() {}

  /** The description of the server. */
  static Map<String, Object> ofServer() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", "retort");
    tree.put("version", ServerVersion.current());
    tree.put("extensions", List.of());
    return tree;
  }

  /** The description of a student. */
  static Map<String, Object> of(Student student, String name, OutputTensors outputs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("versions", List.of(VERSION));
    tree.put("platform", "retort_student");
    tree.put("inputs", trees(inputs(student)));
    tree.put("outputs", trees(outputs.metadata()));
    return tree;
  }

  private static List<Map<String, Object>> trees(List<TensorMetadata> tensors) {
    return tensors.stream().map(TensorMetadata::tree).toList();
  }

  /** The raw data of tables and images; {@code input}, which any student takes, for others. */
  private static List<TensorMetadata> inputs(Student student) {
    List<Integer> shape = new ArrayList<>(List.of(-1));
    for (int extent : student.inputShape().toArray()) {
      shape.add(extent);
    }
    return student
        .preparation()
        .match(
            values -> List.of(new TensorMetadata(TensorSamples.PREPARED, "FP32", shape)),
            table -> table.columns().stream().map(ModelDescription::column).toList(),
            pixels -> List.of(new TensorMetadata(TensorSamples.PIXELS, "UINT8", shape)));
  }

  private static TensorMetadata column(InputColumn column) {
    String datatype = column.match(number -> "FP64", category -> "BYTES", text -> "BYTES");
    return new TensorMetadata(column.name(), datatype, List.of(-1));
  }
}
