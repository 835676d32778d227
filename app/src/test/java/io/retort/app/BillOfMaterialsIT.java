package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The versions that {@code retort-bom} gives to other builds are those of this build. */
class BillOfMaterialsIT {
  private static final Path CHECKOUT =
      Path.of(System.getProperty("launcher")).toAbsolutePath().getParent().normalize();

  /** Modules that nobody else depends on: the program, and what is only for tests. */
  private static final Set<String> INNER =
      Set.of(
          "retort-app",
          "retort-benchmarks",
          "retort-benchmarks-libtorch",
          "retort-core-tests",
          "retort-runtime-fixtures");

  private static final Set<String> PLATFORMS =
      Set.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

  private final Element root = read(CHECKOUT.resolve("pom.xml"));
  private final Element bom = read(CHECKOUT.resolve("runtime/bom/pom.xml"));

  @Test
  void everyArtifactOfOurOwnIsInIt() {
    Set<String> managed = new TreeSet<>();
    for (Element each : managed(bom)) {
      if (text(each, "groupId").equals("io.retort")) {
        assertEquals("${project.version}", text(each, "version"));
        managed.add(text(each, "artifactId"));
      }
    }
    Set<String> built = new TreeSet<>();
    collect(CHECKOUT, built);
    built.removeAll(INNER);

    assertEquals(built, managed);
    assertEquals(text(root, "version"), text(bom, "version"));
  }

  @Test
  void nativeLibrariesHaveTheVersionsOfTheBuildOnAllPlatforms() {
    Map<String, Set<String>> classifiers = new TreeMap<>();
    Map<String, String> built = new TreeMap<>();
    for (Element each : managed(root)) {
      if (text(each, "classifier").equals("${native.platform}")) {
        built.put(text(each, "artifactId"), resolved(root, text(each, "version")));
      }
    }
    Map<String, String> given = new TreeMap<>();
    for (Element each : managed(bom)) {
      if (!text(each, "classifier").isEmpty()) {
        given.put(text(each, "artifactId"), resolved(bom, text(each, "version")));
        classifiers
            .computeIfAbsent(text(each, "artifactId"), name -> new TreeSet<>())
            .add(text(each, "classifier"));
      }
    }

    assertEquals(built, given);
    classifiers.forEach((artifact, platforms) -> assertEquals(PLATFORMS, platforms, artifact));
  }

  /** The jars that a module and those in it make. */
  private static void collect(Path module, Set<String> artifacts) {
    Element pom = read(module.resolve("pom.xml"));
    if (!text(pom, "packaging").equals("pom")) {
      artifacts.add(text(pom, "artifactId"));
    }
    for (Element modules : children(pom, "modules")) {
      children(modules, "module")
          .forEach(name -> collect(module.resolve(name.getTextContent()), artifacts));
    }
  }

  private static List<Element> managed(Element pom) {
    Element management = children(pom, "dependencyManagement").get(0);
    return children(children(management, "dependencies").get(0), "dependency");
  }

  private static String resolved(Element pom, String version) {
    String property = version.replaceAll("^\\$\\{(.*)}$", "$1");
    return text(children(pom, "properties").get(0), property);
  }

  private static String text(Element element, String name) {
    return children(element, name).stream().findFirst().map(Node::getTextContent).orElse("");
  }

  private static List<Element> children(Element element, String name) {
    List<Element> children = new ArrayList<>();
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element child && child.getTagName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }

  private static Element read(Path pom) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(pom.toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException unreadable) {
      throw new IllegalStateException(pom.toString(), unreadable);
    }
  }
}
