package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.retort.core.Echo;
import io.retort.serving.Prediction;
import io.retort.serving.StudentHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a student gives as tensors of the Open Inference Protocol: for each head, by its name, the
 * probabilities or values, and for a head of classes the class besides, as {@code label:HEAD}.
 */
final class OutputTensors {
  private static final String LABEL = "label:";

  private final Map<String, Output> outputs = new LinkedHashMap<>();

  /** One output of a head. */
  private record Output(StudentHead head, boolean label) {
    String datatype() {
      return label ? "BYTES" : "FP32";
    }

    List<Integer> shape(int samples) {
      return label ? List.of(samples) : List.of(samples, head.task().outputs());
    }
  }

  OutputTensors(List<StudentHead> heads) {
    for (StudentHead head : heads) {
      outputs.put(head.name(), new Output(head, false));
    }
    for (StudentHead head : heads) {
      if (new Prediction(head, new float[0]).isClass()) {
        outputs.putIfAbsent(LABEL + head.name(), new Output(head, true));
      }
    }
  }

  /** A description of all, for {@code -1} samples. */
  List<TensorMetadata> metadata() {
    List<TensorMetadata> metadata = new ArrayList<>();
    outputs.forEach(
        (name, output) ->
            metadata.add(new TensorMetadata(name, output.datatype(), output.shape(-1))));
    return metadata;
  }

  /**
   * The outputs that a request asks for.
   *
   * @param wanted names; empty for all
   * @throws HttpRefusal if there is no such output
   */
  List<String> requested(List<String> wanted) {
    for (String name : wanted) {
      if (!outputs.containsKey(name)) {
        throw HttpRefusal.bad(
            "The student has no output "
                + Echo.quoted(name)
                + "; outputs: "
                + Echo.of(List.copyOf(outputs.keySet())));
      }
    }
    return wanted.isEmpty() ? List.copyOf(outputs.keySet()) : wanted;
  }

  /** Writes tensors of predictions as an array. */
  void write(List<String> names, Map<String, List<float[]>> predictions, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (String name : names) {
      Output output = outputs.get(name);
      List<float[]> rows = predictions.get(output.head.name());
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeStringField("datatype", output.datatype());
      json.writeArrayFieldStart("shape");
      for (int extent : output.shape(rows.size())) {
        json.writeNumber(extent);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("data");
      for (float[] row : rows) {
        if (output.label) {
          json.writeString(new Prediction(output.head, row).mostLikely());
        } else {
          for (float value : row) {
            json.writeNumber(value);
          }
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
