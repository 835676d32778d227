package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.nd4j.Nd4jLibrary;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.network.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Writes a network as the zip that Deeplearning4j's {@code
 * ModelSerializer.restoreComputationGraph(file, false)} reads, of Deeplearning4j's own layers
 * alone. The outputs are the nodes themselves (logits, not probabilities); whoever trains on adds
 * an output layer by transfer learning.
 */
final class Dl4jZipExporter implements Exporter {

  @Override
  public String fileName() {
    return "model.zip";
  }

  @Override
  public Map<String, String> unsupported(SavedModel student) {
    Map<String, String> faults = new LinkedHashMap<>();
    for (Node node : student.network().plan().description().nodes()) {
      ZipFormatGaps.of(node.layer()).ifPresent(clause -> faults.put(node.name(), clause));
    }
    return faults;
  }

  @Override
  public void write(ExportedStudent student, Path file) throws IOException {
    Map<String, String> faults = unsupported(student.model());
    if (!faults.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The network cannot be written for Deeplearning4j, which lacks a layer: "
              + faults
              + "; leave the exporter dl4j-zip out or use other layers");
    }
    Nd4jLibrary.load();
    ComputationGraph graph = ExportGraph.build(student.model().network());
    ModelSerializer.writeModel(graph, file.toFile(), false);
    graph.params().close();
  }
}
