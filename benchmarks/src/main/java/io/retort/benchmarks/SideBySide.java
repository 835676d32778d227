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
import java.util.Comparator;
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
        "Times the steps of a distillation in Retort and in PyTorch, in turns, and compares them."
            + " Installs nothing.",
    mixinStandardHelpOptions = true)
final class SideBySide implements Callable<Integer> {
  private static final List<String> TEACHERS = List.of("cached", "live");
  private static final List<String> STANDARD = List.of("mlp", "cnn-small", "resnet", "lstm");

  private final Path root = Path.of(System.getProperty("retort.root"));
  private final PrintStream out = System.out;

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

  @Option(names = "--precision", arity = "1..*", description = "f32, bf16 or both, the default.")
  private List<String> precisions = List.of("f32", "bf16");

  @Option(names = "--rounds", description = "Turns of each side (default ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--threads", description = "Threads of each side (default ${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(names = "--blocks", description = "Blocks in a turn (default ${DEFAULT-VALUE}).")
  private int blocks = 5;

  @Option(
      names = "--block-millis",
      description = "How long a block takes, roughly (default ${DEFAULT-VALUE}).")
  private int blockMillis = 200;

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
    if (python.isEmpty() && !retortOnly) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "PyTorch's side needs --python: a Python of version 3.9 or newer that has the package"
              + " torch of version 1.13 or newer; --retort-only times Retort alone");
    }
    Optional<PyTorch> other =
        retortOnly
            ? Optional.empty()
            : python.map(
                program ->
                    new PyTorch(program, root.resolve("benchmarks/pytorch/step.py"), compile));
    other.ifPresent(PyTorch::check);
    List<Path> files = names.stream().map(this::file).toList();
    Retort retort = Retort.discover();
    List<Workload> workloads =
        other.isEmpty()
            ? List.of()
            : files.stream().map(file -> Workload.read(retort, file)).toList();
    Map<String, StepTimes> times = new LinkedHashMap<>();
    Map<Path, MeasurementPlan> paces = new HashMap<>();
    Map<String, List<String>> best = new HashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        MeasurementPlan pace = paces.computeIfAbsent(file, this::pace);
        for (String precision : precisions) {
          String row = names.get(i) + " " + precision;
          System.err.println("round " + round + ": " + row);
          StepTimes measured = times.computeIfAbsent(row, key -> new StepTimes());
          retort(file, precision, pace, measured);
          if (other.isPresent()) {
            pyTorch(other.get(), workloads.get(i), precision, pace, measured, best, row);
          }
        }
      }
    }
    new SpeedTable(times).print(out, other.isPresent());
    if (json.isPresent()) {
      Map<String, Object> document = new LinkedHashMap<>();
      times.forEach((row, measured) -> document.put(row, measured.rounds()));
      Files.writeString(
          json.get(),
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
    return 0;
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

  private MeasurementPlan pace(Path file) {
    double step =
        bench(file, "f32", MeasurementPlan.probe(threads))
            .required("cached")
            .required("median")
            .asDouble();
    return MeasurementPlan.of(threads, blocks, blockMillis * 1e3, step);
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

  /** The first round tries all of PyTorch's modes, the others repeat the fastest. */
  private static void pyTorch(
      PyTorch other,
      Workload workload,
      String precision,
      MeasurementPlan pace,
      StepTimes measured,
      Map<String, List<String>> best,
      String row) {
    boolean images = workload.student().input().rank() == 3;
    for (String teacher : TEACHERS) {
      String key = row + " " + teacher;
      List<String> mode = best.get(key);
      if (mode == null) {
        Map<List<String>, Double> tried = new LinkedHashMap<>();
        for (List<String> each : other.modes(precision, images)) {
          tried.put(each, other.time(workload, pace, each, teacher));
          measured.add("pytorch " + teacher + " " + String.join(" ", each), tried.get(each));
        }
        mode = tried.keySet().stream().min(Comparator.comparing(tried::get)).orElseThrow();
        best.put(key, mode);
        measured.add("pytorch " + teacher, tried.get(mode));
      } else {
        measured.add("pytorch " + teacher, other.time(workload, pace, mode, teacher));
      }
    }
  }
}
