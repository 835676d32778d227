package io.retort.teachers.onnx.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which output of a model is about which head. */
final class OutputNames {
  private static final Set<OnnxJavaType> TYPES =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.FLOAT16);

  private OutputNames() {}

  /**
   * Finds out which.
   *
   * @param file the model's file
   * @param known what the model gives, features included
   * @return by the heads' names
   * @throws RetortException if that is not clear, or there is no such output
   */
  static Map<String, String> of(
      OnnxModelFile file,
      Map<String, NodeInfo> known,
      OnnxTeacherSettings settings,
      List<Head> heads) {
    Map<String, String> chosen = choose(file, settings, heads);
    List<String> wanted = new ArrayList<>(chosen.values());
    wanted.addAll(settings.features());
    wanted.forEach(name -> requireNumbers(file.path(), name, known.get(name)));
    return chosen;
  }

  private static Map<String, String> choose(
      OnnxModelFile file, OnnxTeacherSettings settings, List<Head> all) {
    List<String> heads = all.stream().map(Head::name).toList();
    List<String> listed = file.outputs();
    Map<String, String> chosen = new LinkedHashMap<>();
    if (!settings.outputs().isEmpty()) {
      if (!settings.outputs().keySet().equals(Set.copyOf(heads))) {
        throw refused(
            "The teacher has outputs for the heads "
                + settings.outputs().keySet().stream().sorted().toList()
                + ", but the data has the heads "
                + heads
                + "; name one output for each of these under outputs");
      }
      for (String head : heads) {
        String output = settings.outputs().get(head);
        if (!listed.contains(output)) {
          throw refused(
              "The model "
                  + file.path()
                  + " has no output "
                  + Echo.quoted(output)
                  + "; name one of "
                  + Echo.of(listed)
                  + " under outputs");
        }
        chosen.put(head, output);
      }
      return chosen;
    }
    if (listed.containsAll(heads)) {
      heads.forEach(head -> chosen.put(head, head));
      return chosen;
    }
    List<String> rest = new ArrayList<>(listed);
    rest.removeAll(settings.features());
    if (all.size() == 1 && all.get(0).task() instanceof Task.Embedding && !rest.isEmpty()) {
      // As of an encoder, the first one is meant.
      chosen.put(heads.get(0), rest.get(0));
      return chosen;
    }
    if (rest.size() != heads.size()) {
      throw refused(
          "The model "
              + file.path()
              + " has the outputs "
              + Echo.of(listed)
              + ", and the data has the heads "
              + heads
              + "; name the output for each head under outputs, such as {"
              + heads.get(0)
              + ": "
              + Echo.of(listed.get(0))
              + "}");
    }
    for (int i = 0; i < heads.size(); i++) {
      chosen.put(heads.get(i), rest.get(i));
    }
    return chosen;
  }

  private static void requireNumbers(Path path, String name, NodeInfo output) {
    if (!(output.getInfo() instanceof TensorInfo info) || !TYPES.contains(info.type)) {
      throw refused(
          "The output "
              + Echo.quoted(name)
              + " of the model "
              + path
              + " is "
              + (output.getInfo() instanceof TensorInfo other
                  ? "of the type " + other.type
                  : "a list or map, as scikit-learn's converter writes it with zipmap")
              + ", not an array of floats; name another output, or export it as such");
    }
  }

  private static RetortException refused(String sentence) {
    return new RetortException(ErrorKind.CONFIGURATION, sentence);
  }
}
