package io.retort.app;

import io.retort.app.faults.Faults;
import io.retort.app.faults.FaultyProvider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import picocli.CommandLine;

/**
 * Lets each operation on files fail in turn, in each command that writes some, and looks at what is
 * left: the command must end with a sentence, nothing half written may be taken for whole, and once
 * the fault is gone, going on must end as if it had never been. Started with {@link FaultyProvider}
 * as the system's files.
 */
public final class FaultPoints {
  private final Faults faults;
  private final Path work;
  private final Path experiments;
  private final int sampled;
  private final SplittableRandom random;
  private final List<String> complaints = new ArrayList<>();

  private FaultPoints(Path work, Path experiments, int sampled, long seed) {
    this.faults = ((FaultyProvider) FileSystems.getDefault().provider()).faults();
    this.work = work;
    this.experiments = experiments;
    this.sampled = sampled;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Prints a table.
   *
   * @param arguments a folder to work in, that of the experiments, how many operations of each
   *     command are to fail (0 for all), and the seed by which they are chosen
   */
  public static void main(String[] arguments) throws IOException {
    FaultPoints points =
        new FaultPoints(
            Path.of(arguments[0]).toAbsolutePath(),
            Path.of(arguments[1]).toAbsolutePath(),
            Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]));
    System.exit(points.run() ? 0 : 1);
  }

  /** A command, and how it is gone on with. */
  private interface Command {
    List<String> begin(Path folder);

    /** What is done once the fault is gone; files of the first try are there. */
    default List<String> goOn(Path folder) throws IOException {
      return begin(folder);
    }
  }

  private boolean run() throws IOException {
    System.out.printf("%-22s %10s %8s %8s%n", "command", "operations", "failed", "harmless");
    Command run = new Run(folder -> List.of());
    check("run", run);
    check(
        "run, outputs kept",
        new Run(folder -> List.of("teacher-outputs.folder=" + folder.resolve("kept"))));
    check("sweep", new Sweep());
    check("label", folder -> command("label", "label-new-data/label.yaml", LABEL, folder));
    Path whole = work.resolve("trained");
    require(run.begin(whole));
    Path image = work.resolve("digit.png");
    Files.write(image, png());
    check(
        "predict",
        folder ->
            List.of(
                "predict", whole.toString(), image.toString(), "--out", folder + "/labels.csv"));
    complaints.forEach(System.out::println);
    return complaints.isEmpty();
  }

  private static final List<String> LABEL =
      List.of("teacher.training.epochs=1", "data.unlabelled=400", "batch=100", "threshold=null");

  /** A run of a second. */
  private final class Run implements Command {
    private final Function<Path, List<String>> more;

    Run(Function<Path, List<String>> more) {
      this.more = more;
    }

    @Override
    public List<String> begin(Path folder) {
      List<String> settings =
          new ArrayList<>(
              List.of(
                  "seeds=[1, 2]",
                  "teacher.training.epochs=1",
                  "teacher.training.checkpoint.every=10 steps",
                  "student.training.epochs=null",
                  "student.training.steps=40",
                  "student.training.checkpoint.every=20 steps"));
      settings.addAll(more.apply(folder));
      return command("run", "digits.yaml", settings, folder);
    }

    @Override
    public List<String> goOn(Path folder) throws IOException {
      return resumed(folder, "checkpoints/run.json", this);
    }
  }

  /** A sweep of two candidates with two seeds, one of which gets the whole training. */
  private final class Sweep implements Command {
    private final Path file = work.resolve("sweep.yaml");

    Sweep() throws IOException {
      String experiment =
          Files.readString(experiments.resolve("digits.yaml"))
              .replace("epochs: 30", "epochs: 1")
              .replace("steps: 1200", "steps: 40\n    checkpoint: {every: 20 steps}");
      Files.writeString(work.resolve("small.yaml"), experiment);
      Files.writeString(
          file,
          """
          name: small
          experiment: small.yaml
          vary: {strategy.temperature: [1, 4]}
          search: {kind: successive-halving, eta: 2, minimum-budget: 0.5}
          seeds: [1, 2]
          """);
    }

    @Override
    public List<String> begin(Path folder) {
      return command("sweep", file.toString(), List.of(), folder);
    }

    @Override
    public List<String> goOn(Path folder) throws IOException {
      return resumed(folder, "checkpoints/run.json", this);
    }
  }

  /** Goes on with what can be gone on with, and begins anew otherwise. */
  private static List<String> resumed(Path folder, String begun, Command command)
      throws IOException {
    if (Files.exists(folder.resolve(begun))) {
      return List.of("resume", "--quiet", folder.toString());
    }
    delete(folder);
    return command.begin(folder);
  }

  private List<String> command(String name, String file, List<String> settings, Path folder) {
    List<String> command = new ArrayList<>(List.of(name, experiments.resolve(file).toString()));
    command.add("--quiet");
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    String output = name.equals("label") ? folder + "/labels.csv" : folder.toString();
    command.addAll(List.of("--set", "output=" + output));
    return command;
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    return png.toByteArray();
  }

  private record Outcome(int code, String err) {}

  private static Outcome execute(List<String> command) {
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true));
    return new Outcome(Main.run(line, command.toArray(String[]::new)), err.toString().strip());
  }

  private static void require(List<String> command) {
    Outcome outcome = execute(command);
    if (outcome.code != ExitStatus.DONE) {
      throw new IllegalStateException(command + " fails without a fault: " + outcome.err);
    }
  }

  private void check(String name, Command command) throws IOException {
    Path folder = work.resolve("folder");
    reset(folder);
    faults.arm(work, Long.MAX_VALUE, false);
    require(command.begin(folder));
    long operations = faults.count();
    Map<String, String> expected = contents(folder);
    int failed = 0;
    int harmless = 0;
    for (long operation : chosen(operations)) {
      for (boolean staying : new boolean[] {true, false}) {
        reset(folder);
        faults.arm(work, operation, staying);
        Outcome outcome = execute(command.begin(folder));
        faults.heal();
        String place =
            name + ", operation " + operation + " (" + faults.failed() + (staying ? ", …)" : ")");
        if (outcome.code == ExitStatus.DONE) {
          harmless++;
        } else {
          failed++;
          judge(place, outcome);
          Outcome after = execute(command.goOn(folder));
          if (after.code != ExitStatus.DONE) {
            complaints.add(place + ": cannot be gone on with: " + after.err);
            continue;
          }
        }
        Map<String, String> found = contents(folder);
        if (!found.equals(expected)) {
          complaints.add(place + ": ends otherwise: " + differences(expected, found));
        }
      }
    }
    System.out.printf("%-22s %10d %8d %8d%n", name, operations, failed, harmless);
  }

  private void judge(String place, Outcome outcome) {
    boolean told =
        outcome
            .err
            .lines()
            .anyMatch(
                line -> line.contains("no space left on device") && line.contains(work.toString()));
    boolean plain = !outcome.err.contains("defect") && !outcome.err.contains("\tat ");
    if (outcome.code != ExitStatus.FAILED || !told || !plain) {
      complaints.add(place + ": exit code " + outcome.code + ", says: " + outcome.err);
    }
  }

  private long[] chosen(long operations) {
    return sampled == 0 || sampled >= operations
        ? LongStream.rangeClosed(1, operations).toArray()
        : random.longs(1, operations + 1).distinct().limit(sampled).sorted().toArray();
  }

  private void reset(Path folder) throws IOException {
    faults.heal();
    delete(folder);
    Files.createDirectories(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /**
   * All that counts: without times, hashes of times, locks that nobody holds, and what is asked
   * again.
   */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(FaultPoints::counts).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (file.endsWith("metrics.jsonl")) {
          // Trainings at the same time have their lines in the order of time.
          text = text.lines().sorted().collect(Collectors.joining("\n"));
        }
        contents.put(
            folder.relativize(file).toString(),
            file.endsWith("run.json")
                    || file.endsWith("report.html")
                    || file.endsWith("summary.txt")
                ? ""
                : text.replaceAll("\"seconds\" ?: ?[-0-9.E]+", "")
                    .replaceAll(
                        "\"(run.json|metrics.jsonl|report.html|summary.txt)\" : \"[0-9a-f]+\"",
                        ""));
      }
    }
    return contents;
  }

  private static boolean counts(Path file) {
    return Files.isRegularFile(file)
        && !file.toString().matches(".*\\.(lock|outputs|outputs\\.part)");
  }

  private static String differences(Map<String, String> expected, Map<String, String> found) {
    Map<String, String> names = new TreeMap<>();
    expected.forEach(
        (name, text) -> {
          if (!text.equals(found.get(name))) {
            names.put(name, found.containsKey(name) ? "differs" : "is missing");
          }
        });
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> names.put(name, "is left"));
    return names.toString();
  }
}
