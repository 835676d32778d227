package io.retort.benchmarks;

import ai.onnxruntime.OrtException;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Task;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.runtime.experiment.Retort;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import io.retort.serving.format.NetworkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/inference}. */
@Command(
    name = "inference",
    description =
        "Times the predictions of the workloads' students in Retort and in ONNX Runtime, in turns:"
            + " from prepared values in arrays to probabilities in arrays.",
    mixinStandardHelpOptions = true)
final class InferenceSideBySide implements Callable<Integer> {
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private final Path root = Path.of(System.getProperty("retort.root"));
  private final PrintStream out = System.out;

  @Option(
      names = "--workload",
      arity = "1..*",
      description = "Names of workloads in benchmarks/workloads; all four by default.")
  private List<String> names = List.of("mlp", "cnn-small", "resnet", "lstm");

  @Option(names = "--batch", arity = "1..*", description = "Samples together (1 and 256).")
  private List<Integer> batches = List.of(1, 256);

  @Option(names = "--blocks", description = "Turns of each side (default ${DEFAULT-VALUE}).")
  private int blocks = 21;

  @Option(
      names = "--block-millis",
      description = "How long a turn takes, roughly (default ${DEFAULT-VALUE}).")
  private int blockMillis = 100;

  /**
   * Runs it.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new InferenceSideBySide()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, OrtException {
    out.println("| student | batch | Retort, µs | ONNX Runtime, µs | ratio | difference |");
    out.println("|---|---:|---:|---:|---:|---:|");
    Path folder = Files.createTempDirectory("retort-inference");
    try {
      Retort retort = Retort.discover();
      for (String name : names) {
        Path file = root.resolve("benchmarks/workloads").resolve(name + ".yaml");
        SavedModel model = drawn(Workload.read(retort, file));
        Path saved = Files.createDirectory(folder.resolve(name));
        NetworkFolder.write(model, saved);
        try (Student student = Student.load(saved, Computation.BACKEND);
            OnnxRuntimeModel peer = OnnxRuntimeModel.of(model, saved)) {
          for (int batch : batches) {
            compare(name, model.network().plan(), batch, student, peer);
          }
        }
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static SavedModel drawn(Workload workload) {
    NetworkDescription network = workload.student().description();
    NetworkPlan plan = NetworkPlan.of(network, workload.student().input());
    int classes = plan.shape(network.outputs().get(0)).elements();
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    Head head = new Head("class", new Task.SingleLabel(names));
    return new SavedModel(
        new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
        Optional.of(new Signature(new InputPreparation.Values(), List.of(head))));
  }

  private void compare(
      String name, NetworkPlan plan, int batch, Student student, OnnxRuntimeModel peer)
      throws OrtException {
    Random random = new Random(1);
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      float[] sample = new float[plan.input().elements()];
      for (int j = 0; j < sample.length; j++) {
        sample[j] = (float) random.nextGaussian();
      }
      samples.add(sample);
    }
    Side retort = () -> student.predictAll(samples);
    Side onnx = () -> peer.predict(samples);
    List<Side> sides = List.of(retort, onnx);
    for (Side side : sides) {
      micros(side, WARM_UP_NANOS);
    }
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int block = 0; block < blocks; block++) {
      for (int side = 0; side < 2; side++) {
        times.get(side).add(micros(sides.get(side), blockMillis * 1_000_000L));
      }
    }
    double ours = StepTimes.median(times.get(0));
    double theirs = StepTimes.median(times.get(1));
    out.printf(
        Locale.ROOT,
        "| `%s` | %d | %.1f | %.1f | %.2f | %.0e |%n",
        name,
        batch,
        ours,
        theirs,
        theirs / ours,
        difference(retort.predict(), onnx.predict()));
  }

  /** Something that predicts. */
  @FunctionalInterface
  private interface Side {
    List<float[]> predict() throws OrtException;
  }

  private static double micros(Side side, long nanos) throws OrtException {
    long start = System.nanoTime();
    int count = 0;
    while (System.nanoTime() - start < nanos) {
      side.predict();
      count++;
    }
    return (System.nanoTime() - start) / 1e3 / count;
  }

  private static double difference(List<float[]> left, List<float[]> right) {
    double largest = 0;
    for (int i = 0; i < left.size(); i++) {
      for (int j = 0; j < left.get(i).length; j++) {
        largest = Math.max(largest, Math.abs(left.get(i)[j] - right.get(i)[j]));
      }
    }
    return largest;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.delete(file);
      }
    }
  }
}
