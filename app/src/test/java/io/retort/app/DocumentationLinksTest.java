package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links between the pages of documentation lead to files and headings that there are. */
class DocumentationLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

  /** The text of each page, without what stands in blocks of code. */
  private final Map<Path, String> pages = new HashMap<>();

  @BeforeEach
  void read() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    files.add(ROOT.resolve("benchmarks/README.md"));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
      examples.map(folder -> folder.resolve("README.md")).filter(Files::exists).forEach(files::add);
    }
    for (Path file : files) {
      pages.put(file, Files.readString(file).replaceAll("(?ms)^```.*?^```", ""));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (page, text) ->
            links(text)
                .forEach(
                    link -> {
                      if (!leadsSomewhere(page, link)) {
                        broken.add(ROOT.relativize(page) + ": " + link);
                      }
                    }));
    assertEquals(List.of(), broken.stream().sorted().toList());
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    Set<Path> reached = new TreeSet<>(Set.of(ROOT.resolve("README.md")));
    Deque<Path> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      Path page = open.remove();
      links(pages.get(page))
          .map(link -> target(page, link))
          .filter(pages::containsKey)
          .filter(reached::add)
          .forEach(open::add);
    }
    Set<Path> missed = new TreeSet<>(pages.keySet());
    missed.removeAll(reached);
    assertEquals(Set.of(), missed);
  }

  @Test
  void headingsHaveTheAnchorsThatGitHubGivesThem() {
    assertEquals(
        List.of("sizes-and-colours", "retort-run-key_value-1", "14-a--b", "14-a--b-1"),
        anchors(
            """
            # Sizes, and colours
            ## `retort run`: key_value [1](page.md).
            ### 14. A / B
            ### 14. A & B
            """));
  }

  private boolean leadsSomewhere(Path page, String link) {
    Path target = target(page, link);
    int hash = link.indexOf('#');
    if (!Files.exists(target)) {
      return false;
    }
    // An anchor of a file that is no page, such as a line of code, is not looked at.
    return hash < 0
        || !pages.containsKey(target)
        || anchors(pages.get(target)).contains(link.substring(hash + 1));
  }

  private static Path target(Path page, String link) {
    String file = link.replaceAll("#.*", "");
    return file.isEmpty() ? page : page.resolveSibling(file).normalize();
  }

  /** The links that lead to other files, or within the page. */
  private static Stream<String> links(String text) {
    return LINK.matcher(text.replaceAll("`[^`\n]*`", ""))
        .results()
        .map((MatchResult link) -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"));
  }

  /** The anchors of the headings, of which a repeated one gets a number. */
  private static List<String> anchors(String text) {
    Map<String, Integer> seen = new HashMap<>();
    return Pattern.compile("(?m)^#{1,6} (.*)$")
        .matcher(text)
        .results()
        .map(
            (MatchResult heading) -> {
              String anchor =
                  heading
                      .group(1)
                      .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                      .strip()
                      .toLowerCase(Locale.ROOT)
                      .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
                      .replace(' ', '-');
              int times = seen.merge(anchor, 1, Integer::sum);
              return times == 1 ? anchor : anchor + "-" + (times - 1);
            })
        .toList();
  }
}
