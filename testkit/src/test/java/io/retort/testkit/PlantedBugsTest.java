package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every contract passes a right plugin and fails each of many wrong ones, in the test and with the
 * message that name the property.
 */
class PlantedBugsTest {
  private static final Path TABLE = Path.of("..", "docs", "contracts.md");

  static List<PlantedBug> bugs() {
    List<PlantedBug> bugs = new ArrayList<>();
    bugs.addAll(ConfigurationBugs.all());
    bugs.addAll(LossBugs.all());
    bugs.addAll(CriterionBugs.all());
    bugs.addAll(OptimizerBugs.all());
    bugs.addAll(ScheduleBugs.all());
    bugs.addAll(CombinationBugs.all());
    bugs.addAll(MetricBugs.all());
    bugs.addAll(StrategyBugs.all());
    bugs.addAll(BackendBugs.all());
    bugs.addAll(TeacherBugs.all());
    bugs.addAll(DatasetBugs.all());
    bugs.addAll(AugmentationBugs.all());
    bugs.addAll(TokenizerBugs.all());
    bugs.addAll(ImporterBugs.all());
    bugs.addAll(ExporterBugs.all());
    return bugs;
  }

  /** All but the backend's, of which DifferenceBackendTest is the proof. */
  static List<Supplier<? extends Object>> rightPlugins() {
    return List.of(
        LossBugs::right,
        CriterionBugs::right,
        OptimizerBugs::right,
        ScheduleBugs::right,
        CombinationBugs::right,
        MetricBugs::right,
        StrategyBugs::right,
        TeacherBugs::right,
        DatasetBugs::right,
        AugmentationBugs::right,
        TokenizerBugs::right,
        ImporterBugs::right,
        ExporterBugs::right);
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isCaught(PlantedBug bug) {
    Throwable failure =
        new ContractRun(bug.contract())
            .failure(bug.test())
            .orElseThrow(() -> new AssertionError("Not caught by " + bug.test()));
    assertTrue(
        String.valueOf(failure.getMessage()).contains(bug.message()),
        () -> "'" + bug.message() + "' is not in: " + failure);
  }

  @ParameterizedTest
  @MethodSource("rightPlugins")
  void rightPluginsPass(Supplier<? extends Object> contract) {
    assertEquals(Map.of(), new ContractRun(contract).failures());
  }

  /** A property that no wrong plugin violates may be one that none can violate. */
  @Test
  void everyTestOfEveryContractCatchesABug() {
    Set<String> catching = bugs().stream().map(PlantedBug::test).collect(Collectors.toSet());
    Set<String> idle = tests();
    idle.removeAll(catching);
    assertEquals(Set.of(), idle);
  }

  @Test
  void theTableOfBugsIsCurrent() throws IOException {
    List<String> written;
    try (Stream<String> lines = Files.lines(TABLE)) {
      written = lines.filter(line -> line.matches("\\| `\\w+Contract` \\|.*")).toList();
    }
    assertEquals(
        bugs().stream().map(PlantedBug::row).collect(Collectors.joining("\n")),
        String.join("\n", written),
        "docs/contracts.md has other rows than there are planted bugs");
  }

  @Test
  void everyTestOfEveryContractIsExplained() throws IOException {
    Set<String> explained =
        Pattern.compile("(?m)^- `(\\w+)`: ")
            .matcher(Files.readString(TABLE))
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(tests(), explained, "docs/contracts.md explains other tests than there are");
  }

  private static Set<String> tests() {
    Set<String> tests = new TreeSet<>();
    for (Class<?> contract :
        List.of(
            ProviderContract.class,
            LossContract.class,
            CriterionContract.class,
            OptimizerContract.class,
            ScheduleContract.class,
            GradientCombinationContract.class,
            MetricContract.class,
            StrategyContract.class,
            BackendContract.class,
            TeacherContract.class,
            DatasetContract.class,
            AugmentationContract.class,
            TokenizerContract.class,
            ImporterContract.class,
            ExporterContract.class)) {
      tests.addAll(ContractRun.tests(contract));
    }
    return tests;
  }
}
