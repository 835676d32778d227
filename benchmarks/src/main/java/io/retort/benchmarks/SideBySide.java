package io.retort.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.Retort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/side-by-side}. */
@Command(
    name = "side-by-side",
    description =
        "Times the steps of a distillation in Retort and in PyTorch, in turns, and compares them.",
    mixinStandardHelpOptions = true)
final class SideBySide implements Callable<Integer> {
  private static final List<String> TEACHERS = List.of("cached", "live");
  private static final List<String> STANDARD = List.of("mlp", "cnn-small", "resnet", "lstm");

  private final Path root = Path.of(System.getProperty("retort.root"));
  private final PrintStream out = System.out;

  @Option(
      names = "--peer",
      description = "libtorch (default), or python: PyTorch in the Python that --python names.")
  private String peer = "libtorch";

  @Option(
      names = "--python",
      description =
          "A Python of version 3.9 or newer with PyTorch 1.13 or newer, such as venv/bin/python.")
  private Optional<String> python = Optional.empty();

  @Option(names = "--retort-only", description = "Time Retort alone.")
  private boolean retortOnly;

  @Option(
      names = "--workload",
      arity = "1..*",
      description =
          "Names of workloads in benchmarks/workloads, or experiment files; all four by default.")
  private List<String> names = STANDARD;

  @Option(
      names = "--grid",
      description =
          "Fifteen networks of many shapes instead, on one thread and on two; one round unless"
              + " --rounds says more.")
  private boolean grid;

  @Option(names = "--precision", arity = "1..*", description = "f32, bf16 or both, the default.")
  private List<String> precisions = List.of("f32", "bf16");

  @Option(names = "--rounds", description = "Turns of each side (default 3).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(names = "--threads", arity = "1..*", description = "Threads of each side (default 2).")
  private List<Integer> threads = List.of();

  @Option(names = "--blocks", description = "Blocks in a turn (default ${DEFAULT-VALUE}).")
  private int blocks = 5;

  @Option(
      names = "--block-millis",
      description = "How long a block takes, roughly (default ${DEFAULT-VALUE}).")
  private int blockMillis = 200;

  @Option(
      names = "--warm-up-seconds",
      description = "How long either side runs before it is timed, at most (default 20).")
  private double warmUpSeconds = 20;

  @Option(names = "--compile", description = "Try torch.compile of PyTorch 2 as well.")
  private boolean compile;

  @Option(names = "--json", description = "Write all figures to this file.")
  private Optional<Path> json = Optional.empty();

  /**
   * The program.
   *
   * @param arguments see the options
   */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new SideBySide());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!(failure instanceof RetortException)) {
            throw failure;
          }
          command.getErr().println("side-by-side: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Optional<Peer> other = retortOnly ? Optional.empty() : Optional.of(peer());
    other.ifPresent(Peer::prepare);
    List<Path> files = grid ? Grid.write(temporary()) : names.stream().map(this::file).toList();
    List<Integer> counts = threads.isEmpty() ? grid ? List.of(1, 2) : List.of(2) : threads;
    Retort retort = Retort.discover();
    Map<Path, Workload> workloads = new HashMap<>();
    if (other.isPresent()) {
      files.forEach(file -> workloads.put(file, Workload.read(retort, file)));
    }
    Optional<PeerSteps> steps = other.map(PeerSteps::new);
    Map<String, StepTimes> times = new LinkedHashMap<>();
    Map<String, MeasurementPlan> paces = new HashMap<>();
    for (int round = 1; round <= rounds.orElse(grid ? 1 : 3); round++) {
      for (Path file : files) {
        for (int count : counts) {
          MeasurementPlan pace =
              paces.computeIfAbsent(file + " " + count, key -> pace(file, count));
          for (String precision : precisions) {
            String row = name(file) + " " + precision + (counts.size() > 1 ? " " + count : "");
            StepTimes measured = times.computeIfAbsent(row, key -> new StepTimes());
            retort(file, precision, pace, measured);
            for (String teacher : TEACHERS) {
              steps.ifPresent(
                  peer ->
                      peer.measure(row, workloads.get(file), precision, pace, teacher, measured));
            }
          }
        }
      }
    }
    new SpeedTable(times).print(out, other.map(Peer::name));
    if (json.isPresent()) {
      Map<String, Object> document = new LinkedHashMap<>();
      times.forEach((row, measured) -> document.put(row, measured.rounds()));
      Files.writeString(
          json.get(),
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
    return 0;
  }

  private Peer peer() {
    return switch (peer) {
      case "libtorch" -> new LibTorch(root);
      case "python" ->
          new PyTorch(
              python.orElseThrow(
                  () ->
                      new RetortException(
                          ErrorKind.CONFIGURATION,
                          "PyTorch's side needs --python: a Python of version 3.9 or newer that"
                              + " has the package torch of version 1.13 or newer")),
              root.resolve("benchmarks/pytorch/step.py"),
              compile);
      default ->
          throw new RetortException(
              ErrorKind.CONFIGURATION,
              "--peer is '" + peer + "'; the peers are libtorch and python");
    };
  }

  private static Path temporary() throws IOException {
    Path folder = Files.createTempDirectory("grid");
    folder.toFile().deleteOnExit();
    return folder;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("[.]yaml$", "");
  }

  private Path file(String name) {
    Path file =
        STANDARD.contains(name)
            ? root.resolve("benchmarks/workloads").resolve(name + ".yaml")
            : Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no workload and no file '" + name + "'; the workloads are " + STANDARD);
    }
    return file;
  }

  private MeasurementPlan pace(Path file, int count) {
    double step =
        bench(file, "f32", MeasurementPlan.probe(count))
            .required("cached")
            .required("median")
            .asDouble();
    return MeasurementPlan.of(count, blocks, blockMillis * 1e3, step, warmUpSeconds);
  }

  private void retort(Path file, String precision, MeasurementPlan pace, StepTimes measured) {
    JsonNode result = bench(file, precision, pace);
    for (String teacher : TEACHERS) {
      measured.add("retort " + teacher, result.required(teacher).required("median").asDouble());
    }
  }

  private JsonNode bench(Path file, String precision, MeasurementPlan pace) {
    List<String> command =
        new ArrayList<>(List.of(root.resolve("retort").toString(), "bench", file.toString()));
    command.addAll(List.of("--precision", precision, "--json"));
    command.addAll(pace.arguments());
    return BenchmarkProcess.run(command).get(0);
  }
}
