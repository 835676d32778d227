package io.retort.runtime.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsComparisonTest {
  @TempDir private Path folder;

  private RunResult run(String name, Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve(name).toString());
    values.putAll(changes);
    return Retort.with(TinyExperiment.catalog()).experiment(values).run();
  }

  private ComparedHead.Run second(String... names) {
    List<Path> folders = List.of(names).stream().map(folder::resolve).toList();
    return Retort.compare(folders).get(0).runs().get(1);
  }

  private static double distilled(RunResult result) {
    return result.students().stream()
        .filter(student -> student.arm().equals(ArmResult.DISTILLED))
        .mapToDouble(student -> student.test().values().iterator().next().scoreValue())
        .average()
        .orElseThrow();
  }

  @Test
  void theGainIsTheDifferenceOfTheMeansWithAnIntervalAroundIt() {
    RunResult first = run("first", Map.of());
    RunResult other =
        run("other", Map.of("strategy", Map.of("kind", "temperature", "soft-weight", 0.05)));
    Gain gain = second("first", "other").gain().orElseThrow();
    assertEquals(distilled(other) - distilled(first), gain.mean(), 1e-9);
    assertTrue(gain.low() <= gain.mean() && gain.mean() <= gain.high(), gain::toString);
    Gain reversed = second("other", "first").gain().orElseThrow();
    assertEquals(-gain.mean(), reversed.mean(), 1e-9);
    assertEquals(-gain.low(), reversed.high(), 1e-9);
  }

  /** A student alone is one that is distilled without a teacher's word: the verdict's own gain. */
  @Test
  void theIntervalIsThatOfAVerdict() throws IOException {
    RunResult result = run("run", Map.of());
    run("copy", Map.of());
    // The copy's students alone take the places of its distilled ones.
    Path contributions = folder.resolve("copy/contributions.csv");
    swapArms(contributions, "/");
    swapArms(folder.resolve("copy/result.json"), "\"arm\" : \"");
    vouch("copy");
    Gain verdict = result.comparisons().get(0).score();
    Gain gain = second("copy", "run").gain().orElseThrow();
    assertEquals(verdict.mean(), gain.mean(), 1e-9);
    assertEquals(verdict.low(), gain.low(), 1e-9);
    assertEquals(verdict.high(), gain.high(), 1e-9);
  }

  private static void swapArms(Path file, String before) throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            .replace(before + "alone", before + "swapped")
            .replace(before + "distilled", before + "alone")
            .replace(before + "swapped", before + "distilled"));
  }

  /** Says that all files are as they should be. */
  private void vouch(String name) throws IOException {
    Path file = folder.resolve(name).resolve("result.json");
    ObjectNode result = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    ObjectNode files = (ObjectNode) result.get("files");
    for (String each : List.copyOf(names(files))) {
      Path path = folder.resolve(name).resolve(each);
      if (Files.exists(path)) {
        files.put(each, Sha256.of(path));
      } else {
        files.remove(each);
      }
    }
    Files.writeString(file, result.toString());
  }

  private static List<String> names(ObjectNode files) {
    return files.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void whatCannotBePairedSaysWhy() throws IOException {
    run("first", Map.of());
    run("seeds", Map.of("seeds", List.of(1, 3)));
    run("samples", Map.of("data", data(0.7)));
    run("older", Map.of());
    Files.delete(folder.resolve("older/evaluation.json"));
    vouch("older");
    assertEquals(
        "its seeds are not those of the first run",
        second("first", "seeds").unpaired().orElseThrow());
    assertEquals(
        "its test samples are not those of the first run",
        second("first", "samples").unpaired().orElseThrow());
    assertTrue(second("first", "older").unpaired().orElseThrow().contains("evaluation.json"));
    assertTrue(second("first", "older").gain().isEmpty());
    assertThrows(RetortException.class, () -> Retort.compare(List.of(folder.resolve("first"))));
  }

  private static Map<String, Object> data(double noise) {
    Map<String, Object> data = new HashMap<>();
    ((Map<?, ?>) TinyExperiment.values().get("data"))
        .forEach((key, value) -> data.put(key.toString(), value));
    data.put("noise", noise);
    return data;
  }

  @Test
  void aPageThatIsMadeAgainIsTheSameAndTheFolderStaysWhole() throws IOException {
    run("run", Map.of());
    Path page = folder.resolve("run/report.html");
    String before = Files.readString(page);
    assertTrue(before.contains("<h2>Verdict</h2>"));
    Path summary = folder.resolve("run/summary.txt");
    String text = Files.readString(summary);
    assertTrue(text.startsWith("Gain: "), text);
    assertTrue(text.contains("Test samples, head 'label'; mean ± standard deviation over"), text);
    Files.writeString(page, "changed");
    Files.delete(summary);
    assertEquals(page, Retort.report(folder.resolve("run")));
    assertEquals(before, Files.readString(page));
    assertEquals(text, Files.readString(summary));
    // All hashes are right, or this would be refused.
    assertEquals(
        2,
        Retort.compare(List.of(folder.resolve("run"), folder.resolve("run"))).get(0).runs().size());
  }

  @Test
  void aRunWithoutAPageHasNone() {
    run("run", Map.of("report", false));
    assertTrue(Files.notExists(folder.resolve("run/report.html")));
    assertTrue(Files.exists(folder.resolve("run/summary.txt")));
  }
}
