package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipConfiguration;
import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.export.ExporterProvider;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.testkit.ExporterContract;
import io.retort.testkit.ImporterContract;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The exporter and the importer of Deeplearning4j's zip keep their contracts. */
class Dl4jZipContractsTest {

  @Nested
  class Export extends ExporterContract<Dl4jZipConfiguration> {
    @Override
    protected ExporterProvider<Dl4jZipConfiguration> provider() {
      return new Dl4jZipProvider();
    }

    @Override
    protected Dl4jZipConfiguration configuration() {
      return new Dl4jZipConfiguration();
    }

    /** Deeplearning4j itself restores the file and computes. */
    @Override
    protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
        throws IOException {
      ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), false);
      Shape input = written.plan().input();
      long[] extents = NativeValues.extents(input.batch(inputs.length / input.elements()));
      List<float[]> outputs = new ArrayList<>();
      try (INDArray batch = Nd4j.create(inputs, extents, 'c')) {
        for (INDArray output : graph.output(batch)) {
          outputs.add(output.dup('c').data().asFloat());
        }
      }
      graph.params().close();
      return Optional.of(outputs);
    }
  }

  @Nested
  class Import extends ImporterContract<Dl4jZipFile> {
    @TempDir Path written;

    @BeforeEach
    void write() throws IOException {
      NetworkPlan plan =
          NetworkPlan.of(
              NetworkDescription.sequence()
                  .add("d", new Layer.Dense(3, ActivationFunction.RELU))
                  .build(),
              Shape.of(2));
      Weights weights =
          new Weights(
              Map.of(
                  "d.weight",
                  new Weights.Array(Shape.of(3, 2), new float[] {1, 10, 2, 20, 3, -30}),
                  "d.bias",
                  new Weights.Array(Shape.of(3), new float[] {0.5f, 0, 0})));
      new Dl4jZipExporter().write(TestStudent.of(new SavedNetwork(plan, weights)), file());
    }

    @Override
    protected ImporterProvider<Dl4jZipFile> provider() {
      return new Dl4jZipImporterProvider();
    }

    @Override
    protected Path file() {
      return written.resolve("model.zip");
    }

    @Override
    protected Dl4jZipFile configuration(Path file) {
      return new Dl4jZipFile(file, Optional.empty(), true);
    }

    @Override
    protected Optional<KnownOutputs> knownOutputs() {
      // (2, 1): 2·1 + 10 + 0.5, 2·2 + 20, and 2·3 − 30 cut off at 0
      return Optional.of(
          new KnownOutputs(new double[] {2, 1}, Map.of("d", new double[] {12.5, 24, 0})));
    }
  }
}
