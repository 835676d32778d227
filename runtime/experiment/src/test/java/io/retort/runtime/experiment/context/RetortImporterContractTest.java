package io.retort.runtime.experiment.context;

import io.retort.core.data.SavedModel;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.serving.format.NetworkFolder;
import io.retort.testkit.ImporterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The importer of Retort's own folders, whose files come with a run, keeps the contract. */
class RetortImporterContractTest extends ImporterContract<Record> {
  private static final PluginCatalog CATALOG = PluginCatalog.discover();

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
    Files.createDirectory(file());
    NetworkFolder.write(new SavedModel(new SavedNetwork(plan, weights), Optional.empty()), file());
  }

  @Override
  @SuppressWarnings("unchecked") // the catalog has providers of any configuration
  protected ImporterProvider<Record> provider() {
    return (ImporterProvider<Record>) CATALOG.get(PluginKind.IMPORTER, "retort").provider();
  }

  @Override
  protected Path file() {
    return written.resolve("student");
  }

  @Override
  protected Record configuration(Path file) {
    return new ConfigurationBinder(CATALOG, context())
        .bind(provider().configuration(), ConfigurationDocument.parse("a.yaml", "path: " + file))
        .value();
  }

  @Override
  protected ImporterContext context() {
    return new NoContext() {
      @Override
      public SavedModel load(Path folder) {
        return NetworkFolder.read(folder);
      }
    };
  }

  @Override
  protected Optional<KnownOutputs> knownOutputs() {
    // (2, 1): 2·1 + 10 + 0.5, 2·2 + 20, and 2·3 − 30 cut off at 0
    return Optional.of(
        new KnownOutputs(new double[] {2, 1}, Map.of("d", new double[] {12.5, 24, 0})));
  }
}
