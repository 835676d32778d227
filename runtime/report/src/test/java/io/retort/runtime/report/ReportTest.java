package io.retort.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page has what the files say, and nothing in them becomes markup. */
class ReportTest {
  private static final int LARGEST_PAGE = 5_000_000;

  private final Map<String, String> files = new HashMap<>();

  private Document page() {
    return Jsoup.parse(html());
  }

  private String html() {
    return Report.of(name -> Optional.ofNullable(files.get(name)));
  }

  private static Element section(Document page, String title) {
    return page.select("section").stream()
        .filter(section -> section.selectFirst("h2").text().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> row(Element section, String first) {
    return section.select("tbody tr").stream()
        .map(row -> row.select("th, td").eachText())
        .filter(cells -> cells.get(0).equals(first))
        .findFirst()
        .orElseThrow();
  }

  /** Two seeds: 2 and 3 of 4 samples right alone, 3 and 4 distilled. */
  private void smallRun() {
    files.put(
        "result.json",
        """
        {"name": "small", "student-seed": 2,
         "teacher": {"arm": "teacher", "parameters": 1000, "test": {"y": {"accuracy": 1.0}}},
         "students": [
          {"arm": "alone", "repeat": 1, "seed": 1, "parameters": 10, "seconds": 2.0,
           "test": {"y": {"accuracy": 0.5}}, "agreement-with-teacher": {"y": 0.5}},
          {"arm": "distilled", "repeat": 1, "seed": 1, "parameters": 10, "seconds": 3.0,
           "test": {"y": {"accuracy": 0.75}}, "agreement-with-teacher": {"y": 0.75}},
          {"arm": "alone", "repeat": 1, "seed": 2, "parameters": 10, "seconds": 2.0,
           "test": {"y": {"accuracy": 0.75}}, "agreement-with-teacher": {"y": 0.75}},
          {"arm": "distilled", "repeat": 1, "seed": 2, "parameters": 10, "seconds": 3.0,
           "test": {"y": {"accuracy": 1.0}}, "agreement-with-teacher": {"y": 1.0}}],
         "comparisons": [{"head": "y", "score": "accuracy", "higher-is-better": true, "seeds": 2,
           "repeats": 1, "test-samples": 4, "gain": 0.25, "interval95": [0.05, 0.45],
           "verdict": "helped"}],
         "units": {"y": {"accuracy": "share"}}, "warnings": [],
         "files": {"config.yaml": "0123"}}
        """);
    files.put(
        "contributions.csv",
        """
        y/alone/1,y/distilled/1,y/alone/2,y/distilled/2
        1,1,1,1
        1,1,1,1
        0,1,1,1
        0,0,0,1
        """);
    files.put(
        "predictions.csv",
        """
        head,sample,id,output,label,teacher,teacher-probability,alone,alone-probability,\
        distilled,distilled-probability,distance
        y,0,,,a,a,0.9,a,0.8,a,0.8,0.1
        y,1,,,a,a,0.9,a,0.8,a,0.8,0.1
        y,2,,,b,b,0.9,b,0.8,b,0.8,0.1
        y,3,,,b,b,0.9,a,0.8,b,0.8,0.1
        """);
    files.put("evaluation.json", evaluation("a", "b").toString());
    files.put("config.yaml", "name: small\n");
  }

  private static ObjectNode evaluation(String... names) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("saved-seed", 2);
    ObjectNode head = root.putObject("heads").putObject("y");
    head.put("task", "classes");
    ArrayNode all = head.putArray("names");
    List.of(names).forEach(all::add);
    for (String arm : List.of("teacher", "alone", "distilled")) {
      ObjectNode counts = head.withObject("/arms").putObject(arm);
      ArrayNode samples = counts.putArray("samples");
      ArrayNode right = counts.putArray("right");
      for (int i = 0; i < names.length; i++) {
        samples.add(arm.equals("teacher") ? 2 : 4);
        right.add(arm.equals("teacher") ? 2 : arm.equals("alone") ? 4 - 3 * (i % 2) : 4 - i % 2);
      }
      counts
          .putArray("reliability")
          .addObject()
          .put("from", 0.8)
          .put("to", 0.9)
          .put("samples", 40)
          .put("confidence", 0.85)
          .put("accuracy", 0.75);
    }
    return root;
  }

  @Test
  void theVerdictComesFirst() {
    smallRun();
    Element first = page().selectFirst("main section");
    assertEquals("Verdict", first.selectFirst("h2").text());
    assertEquals(
        "Distillation helped. +25.00 points of accuracy, 95% confidence interval +5.00 to +45.00,"
            + " over 2 seeds and 4 test samples.",
        first.selectFirst(".verdict").text());
    // Means of 0.5 and 0.75, and of 0.75 and 1; the deviation of both is √(2·0.125²).
    assertEquals(
        List.of("accuracy", "100.00%", "62.50% ± 17.68%", "87.50% ± 17.68%"),
        row(first, "accuracy"));
    assertEquals(List.of("training time", "–", "2.0 s", "3.0 s"), row(first, "training time"));
  }

  @Test
  void eachSeedHasItsGainWithAnIntervalOverTheSamples() {
    smallRun();
    Element gains = section(page(), "Gain of each seed");
    // The gains of the samples are 0, 0, 1, 0: mean 1/4, variance 1/4, standard error √(1/4/4).
    assertEquals(List.of("seed 1", "+25.00", "−24.00", "+74.00"), row(gains, "seed 1"));
    assertEquals(List.of("all", "+25.00", "+5.00", "+45.00"), row(gains, "all"));
  }

  @Test
  void classesHaveRecallsAndGains() {
    smallRun();
    Element classes = section(page(), "Classes");
    assertEquals(List.of("b", "2", "100.00%", "25.00%", "75.00%", "+50.00"), row(classes, "b"));
    assertEquals(List.of("a", "2", "100.00%", "100.00%", "100.00%", "0.00"), row(classes, "a"));
  }

  @Test
  void whoIsRightIsCountedSampleBySample() {
    smallRun();
    Element agreement = section(page(), "Agreement with the teacher");
    List<List<String>> rows =
        agreement.select("tbody tr").stream().map(r -> r.select("th, td").eachText()).toList();
    assertTrue(rows.contains(List.of("student alone", "3", "1", "0", "0")), rows::toString);
    assertTrue(rows.contains(List.of("student distilled", "4", "0", "0", "0")), rows::toString);
  }

  @Test
  void everyPictureHasANameAndNumbersBehindIt() {
    smallRun();
    Document page = page();
    assertFalse(page.select("figure > svg").isEmpty());
    for (Element picture : page.select("svg[viewBox]")) {
      assertEquals("img", picture.attr("role"));
    }
    for (Element figure : page.select("figure:has(> details)")) {
      assertTrue(figure.selectFirst("svg").attr("aria-label").length() > 10);
    }
  }

  @Test
  void thePageForbidsScriptsAndFetchesNothing() {
    smallRun();
    Document page = page();
    assertTrue(
        page.selectFirst("meta[http-equiv=Content-Security-Policy]")
            .attr("content")
            .startsWith("default-src 'none'"));
    assertTrue(page.select("script, link, iframe, object, [onload], [onclick]").isEmpty());
    assertTrue(page.select("[src]").stream().allMatch(e -> e.attr("src").startsWith("data:")));
    assertTrue(page.select("[href]").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</title></svg><img src=x onerror=alert(1)>",
        "\" onload=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "&lt;script&gt;",
        "a\u202Egpj.exe",
        "\u0000\u0007bell",
        "\uD83D\uDE00 smile",
        "\uD83D half",
        "name: {{x}} ${y} %s"
      })
  void nothingInDataBecomesMarkup(String name) {
    smallRun();
    String quoted = new ObjectMapper().valueToTree(name).toString();
    int plain = page().getAllElements().size();
    String attributes = page().select("[onload], [onerror], [onfocus], [autofocus]").toString();
    files.put(
        "result.json",
        files
            .get("result.json")
            .replace("\"small\"", quoted)
            .replace("\"warnings\": []", "\"warnings\": [{\"place\": \"p\", \"sentence\": \"s\"}]")
            .replace("\"sentence\": \"s\"", "\"sentence\": " + quoted)
            .replace("\"config.yaml\"", quoted));
    files.put("evaluation.json", evaluation(name, "b").toString());
    files.put("config.yaml", "name: " + name);
    Document page = page();
    // One list with one item more.
    assertEquals(plain + 2, page.getAllElements().size());
    assertEquals(attributes, page.select("[onload], [onerror], [onfocus], [autofocus]").toString());
    assertTrue(page.select("script").isEmpty());
    assertFalse(page.text().contains("\u202E"), "a text turns the direction of others");
    if (name.startsWith("<")) {
      assertEquals(name, page.selectFirst("h1").text());
    }
    // What cannot be written in UTF-8 would come back as something else.
    String html = html();
    assertEquals(html, new String(html.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  @Test
  void manyClassesSeedsAndEpochsMakeABoundedPage() {
    smallRun();
    String[] names = new String[10_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = i + "x".repeat(295);
    }
    files.put("evaluation.json", evaluation(names).toString());
    StringBuilder students = new StringBuilder();
    StringBuilder epochs = new StringBuilder();
    for (int seed = 1; seed <= 200; seed++) {
      for (String arm : List.of("alone", "distilled")) {
        students.append(
            """
            {"arm": "%s", "repeat": 1, "seed": %d, "test": {"y": {"accuracy": 0.5}}},\
            """
                .formatted(arm, seed));
        for (int step = 1; step <= 100; step++) {
          epochs.append(
              """
              {"training":"%s","seed":%d,"step":%d,"terms":{"student":[{"name":"t","value":1.0,\
              "weight":1,"gradient-norm":0.1}]},"validation":{"y":{"score":"accuracy",\
              "figures":{"accuracy":0.%d}}}}
              """
                  .formatted(arm, seed, step, 10 + step % 80));
        }
      }
    }
    String result = files.get("result.json");
    int start = result.indexOf("\"students\": [");
    int end = result.indexOf("],\n \"comparisons\"");
    files.put(
        "result.json",
        result.substring(0, start)
            + "\"students\": ["
            + students.substring(0, students.length() - 1)
            + result.substring(end));
    files.put("metrics.jsonl", epochs.toString());
    String html = html();
    assertTrue(html.length() < LARGEST_PAGE, () -> html.length() + " characters");
    Document page = Jsoup.parse(html);
    assertEquals(400, section(page, "Learning curves").select("path.line.faint").size());
    assertTrue(section(page, "Classes").text().contains("The first 400 of 10000 rows."));
  }

  @Test
  void figuresThatAreNoNumbersAreSaidToBeUndefined() {
    smallRun();
    files.put(
        "result.json",
        files
            .get("result.json")
            .replace("\"accuracy\": 1.0", "\"accuracy\": null")
            .replace("\"gain\": 0.25, \"interval95\": [0.05, 0.45]", "\"gain\": null")
            .replace("\"helped\"", "\"cannot-tell\", \"no-interval\": \"of one class\""));
    Document page = page();
    assertTrue(
        page.selectFirst(".verdict").text().contains("undefined points of accuracy"), page::text);
    assertFalse(page.html().contains("NaN"), page::html);
  }

  /** What an older version has not written, and what is damaged, is left out with a sentence. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "null", "{\"name\": 3, \"students\": 5}", "{\"rungs\": 1}"})
  void aPageIsMadeOfWhateverIsThere(String result) {
    files.put("result.json", result);
    files.put("metrics.jsonl", "{\n\n[]\nnull\n{\"validation\": 3}\n");
    files.put("evaluation.json", result);
    files.put("predictions.csv", "\"unclosed");
    files.put("contributions.csv", "");
    Document page = page();
    assertTrue(page.select("section").size() > 3);
    assertFalse(page.select(".note").isEmpty());
  }

  @Test
  void theSizeOfAModelIsDrawnWithItsLatency() {
    smallRun();
    files.compute(
        "result.json",
        (name, text) ->
            text.replace(
                "\"warnings\": []",
                "\"predictions\": {\"teacher\": {\"seconds\": 0.0004}, \"alone\": {\"seconds\":"
                    + " 0.0001}, \"distilled\": {\"seconds\": 0.0001}}, \"warnings\": []"));
    Element size = section(page(), "Size and quality");
    assertTrue(size.text().contains("teacher 400 µs, student alone 100 µs"), size.text());
    assertEquals(
        List.of("student alone, seed 1", "10", "50.00%", "100 µs"),
        row(size, "student alone, seed 1"));
    // A quarter of the time is a quarter of the area, and half the width of the teacher's 9.
    assertEquals(List.of("4.5", "4.5"), size.select("figure > svg circle.alone").eachAttr("r"));
  }

  @Test
  void aSweepHasRankingMapAndParallelCoordinates() {
    files.put(
        "result.json",
        """
        {"name": "swept", "head": "y", "score": "accuracy", "higher-is-better": true,
         "units": {"y": {"accuracy": "share"}}, "seeds": [1, 2], "rungs": [[%s, %s, %s, %s]]}
        """
            .formatted(
                candidate(4, 2, 0.9, 0.8),
                candidate(3, 1, 0.9, 0.7),
                candidate(2, 2, 0.1, 0.6),
                candidate(1, 1, 0.1, 0.5)));
    Document page = page();
    Element ranking = section(page, "Ranking");
    assertEquals(List.of("1", "4", "2", "0.9", "80.00%", "1.00%"), row(ranking, "1"));
    // t of one degree of freedom is 12.706, so that the interval reaches 8.98 points to each side.
    assertEquals(4, ranking.select("line.interval").size());
    assertEquals(4, section(page, "Maps").select("rect.field").size());
    assertEquals(1, section(page, "Maps").select("rect.level8").size());
    assertEquals(4, section(page, "Parallel coordinates").select("path.way").size());
  }

  private static String candidate(int number, int temperature, double weight, double mean) {
    return """
    {"rung": 1, "candidate": %d, "values": {"strategy.temperature": %d,
     "strategy.soft-weight": %s}, "mean": %s, "deviation": 0.01, "trainings": [{}, {}]}\
    """
        .formatted(number, temperature, weight, mean);
  }

  @Test
  void runsAreComparedInTheOrderOfTheirNames() {
    RunsPage.Run first =
        new RunsPage.Run(
            "a/<b>",
            0.9,
            List.of(0.5, 0.6),
            List.of(0.7, 0.8),
            10,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Optional.empty());
    RunsPage.Run second =
        new RunsPage.Run(
            "a/c",
            0.9,
            List.of(0.5, 0.6),
            List.of(0.8, 0.9),
            10,
            0.1,
            0.05,
            0.15,
            Optional.empty());
    Document page =
        Jsoup.parse(
            new RunsPage(List.of(new RunsPage.Head("y", "accuracy", true, List.of(first, second))))
                .html());
    assertTrue(page.select("b").isEmpty());
    assertEquals(
        List.of(
            "2",
            "a/c",
            "90.00%",
            "55.00% ± 7.07%",
            "85.00% ± 7.07%",
            "10",
            "+10.00 (+5.00 to +15.00)"),
        row(page.body(), "2"));
  }
}
