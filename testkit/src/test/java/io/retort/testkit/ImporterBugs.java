package io.retort.testkit;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A dense layer from a text file of nine numbers, as it should be read and in many wrong ways. */
final class ImporterBugs {
  private static final String NUMBERS = "1 10 2 20 3 -30 0.5 0 0";

  private ImporterBugs() {}

  record TextFile(@Doc("The file.") Path path) {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "reads the weights transposed",
            file ->
                new Text(file) {
                  @Override
                  float weight(float[] numbers, int unit, int input) {
                    return numbers[input * 3 + unit];
                  }
                },
            "outputsAreThoseOfTheFilesFramework",
            "not what the file's framework computes"),
        bug(
            "divides by a scale of 0",
            file ->
                new Text(file) {
                  @Override
                  float weight(float[] numbers, int unit, int input) {
                    return numbers[unit * 2 + input] / 0f;
                  }
                },
            "weightsAreFinite",
            "holds Infinity"),
        bug(
            "numbers nodes through all files that it reads",
            new Function<>() {
              private int read;

              @Override
              public Importer apply(TextFile file) {
                return new Text(file) {
                  @Override
                  String node() {
                    return "dense" + ++read;
                  }
                };
              }
            },
            "readingTwiceGivesTheSameNetwork",
            "the nodes are others"),
        bug(
            "keeps a cache beside the file",
            file ->
                new Text(file) {
                  @Override
                  String text() throws IOException {
                    Files.writeString(Path.of(file.path() + ".cache"), "");
                    return super.text();
                  }
                },
            "fileIsLeftAsItIs",
            "writes beside or into its file"),
        bug(
            "lets the exception of a missing file through",
            file ->
                new Text(file) {
                  @Override
                  RetortException refusal(Exception cause) {
                    throw new UncheckedIOException(new IOException(cause));
                  }
                },
            "missingFileIsRefusedByName",
            "is not refused with a RetortException"),
        bug(
            "refuses without a name",
            file ->
                new Text(file) {
                  @Override
                  RetortException refusal(Exception cause) {
                    return new RetortException(ErrorKind.DATA, "The file is broken", cause);
                  }
                },
            "missingFileIsRefusedByName",
            "does not name it"),
        bug(
            "takes what is missing for 0",
            file ->
                new Text(file) {
                  @Override
                  float[] numbers(String text) {
                    float[] all = new float[9];
                    String[] parts = text.replace('?', '0').split(" ", -1);
                    for (int i = 0; i < Math.min(9, parts.length); i++) {
                      all[i] = parts[i].isEmpty() ? 0 : Float.parseFloat(parts[i]);
                    }
                    return all;
                  }
                },
            "damagedFileIsRefusedByName",
            "A file that is empty is not refused"));
  }

  /** The contract over the right importer. */
  static ImporterContract<TextFile> right() {
    return contract(Text::new);
  }

  private static PlantedBug bug(
      String bug, Function<TextFile, Importer> importer, String test, String message) {
    return new PlantedBug("Importer", bug, () -> contract(importer), test, message);
  }

  private static ImporterContract<TextFile> contract(Function<TextFile, Importer> importer) {
    return new Contract(new Provided(importer));
  }

  private static final class Contract extends ImporterContract<TextFile> {
    @TempDir private Path folder;
    private final ImporterProvider<TextFile> provider;

    Contract(ImporterProvider<TextFile> provider) {
      this.provider = provider;
    }

    @BeforeEach
    void write() throws IOException {
      Files.writeString(file(), NUMBERS);
    }

    @Override
    protected ImporterProvider<TextFile> provider() {
      return provider;
    }

    @Override
    protected Path file() {
      return folder.resolve("dense.txt");
    }

    @Override
    protected TextFile configuration(Path file) {
      return new TextFile(file);
    }

    @Override
    protected Optional<KnownOutputs> knownOutputs() {
      // (2, 1): 2·1 + 10 + 0.5, 2·2 + 20, 2·3 − 30
      return Optional.of(
          new KnownOutputs(new double[] {2, 1}, Map.of("dense", new double[] {12.5, 24, -24})));
    }
  }

  private record Provided(Function<TextFile, Importer> importer)
      implements ImporterProvider<TextFile> {
    @Override
    public String name() {
      return "planted";
    }

    @Override
    public Class<TextFile> configuration() {
      return TextFile.class;
    }

    @Override
    public Importer create(TextFile configuration, ImporterContext context) {
      return importer.apply(configuration);
    }
  }

  private static class Text implements Importer {
    private final TextFile file;

    Text(TextFile file) {
      this.file = file;
    }

    String node() {
      return "dense";
    }

    String text() throws IOException {
      return Files.readString(file.path());
    }

    float weight(float[] numbers, int unit, int input) {
      return numbers[unit * 2 + input];
    }

    RetortException refusal(Exception cause) {
      return new RetortException(
          ErrorKind.DATA, file.path() + " does not hold nine numbers", cause);
    }

    float[] numbers(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 9) {
        throw new NumberFormatException(parts.length + " numbers");
      }
      float[] numbers = new float[9];
      for (int i = 0; i < 9; i++) {
        numbers[i] = Float.parseFloat(parts[i]);
      }
      return numbers;
    }

    @Override
    public SavedNetwork read() {
      float[] numbers;
      try {
        numbers = numbers(text());
      } catch (IOException | NumberFormatException broken) {
        throw refusal(broken);
      }
      float[] weights = new float[6];
      for (int i = 0; i < 6; i++) {
        weights[i] = weight(numbers, i / 2, i % 2);
      }
      String node = node();
      return new SavedNetwork(
          NetworkPlan.of(
              NetworkDescription.sequence()
                  .add(node, new Layer.Dense(3, ActivationFunction.LINEAR))
                  .build(),
              Shape.of(2)),
          new Weights(
              Map.of(
                  node + ".weight",
                  new Weights.Array(Shape.of(3, 2), weights),
                  node + ".bias",
                  new Weights.Array(
                      Shape.of(3), new float[] {numbers[6], numbers[7], numbers[8]}))));
    }
  }
}
