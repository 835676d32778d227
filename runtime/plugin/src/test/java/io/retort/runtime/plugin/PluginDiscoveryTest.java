package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.LossProvider;
import io.retort.runtime.fixtures.Broken;
import io.retort.runtime.fixtures.Losses;
import io.retort.runtime.fixtures.PluginJar;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDiscoveryTest {
  private static final String DIVERGENCE = Losses.DivergenceProvider.class.getName();
  private static final String SQUARED = Losses.SquaredProvider.class.getName();

  private final List<URLClassLoader> loaders = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void closeJars() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  private PluginSource classPath(Path jar) throws IOException {
    URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginJar.CORE);
    loaders.add(loader);
    return PluginSource.of(loader);
  }

  private static PluginSource layer(Path jar) {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration()
            .resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("com.acme.losses"));
    return PluginSource.of(boot.defineModulesWithOneLoader(configuration, PluginJar.CORE));
  }

  private static List<String> names(PluginCatalog catalog) {
    return catalog.entries(PluginKind.LOSS).stream().map(PluginEntry::name).toList();
  }

  @Test
  void aJarGivesTheSameCatalogOnTheClassPathAndAsAModule() throws Exception {
    Path jar = PluginJar.write(folder, List.of(SQUARED, DIVERGENCE));
    PluginCatalog asClasses = PluginCatalog.discover(List.of(classPath(jar)));
    PluginCatalog asModule = PluginCatalog.discover(List.of(layer(jar)));

    assertEquals(List.of("divergence", "squared"), names(asClasses));
    assertEquals(List.of("divergence", "squared"), names(asModule));
    PluginOrigin classes = asClasses.get(PluginKind.LOSS, "squared").origin();
    PluginOrigin module = asModule.get(PluginKind.LOSS, "squared").origin();
    assertEquals(
        new PluginOrigin(Optional.empty(), Optional.of("1.2.3"), Optional.of(jar)), classes);
    assertEquals(Optional.of("com.acme.losses"), module.module());
    assertEquals(Optional.of(jar), module.location());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    assertEquals(Optional.of(HexFormat.of().formatHex(hash)), asClasses.sha256(classes));
    assertEquals(asClasses.sha256(classes), asModule.sha256(module));
  }

  @Test
  void aJarIsHashedOnce() throws IOException {
    Path jar = PluginJar.write(folder, List.of(SQUARED, DIVERGENCE));
    PluginCatalog catalog = PluginCatalog.discover(List.of(classPath(jar)));
    PluginOrigin squared = catalog.get(PluginKind.LOSS, "squared").origin();
    Optional<String> loaded = catalog.sha256(squared);
    Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
    assertEquals(loaded, catalog.sha256(catalog.get(PluginKind.LOSS, "divergence").origin()));
  }

  @Test
  void aBrokenProviderIsAProblemAndHidesNothing() throws IOException {
    Path jar =
        PluginJar.write(
            folder,
            List.of(
                "com.acme.DoesNotExist",
                DIVERGENCE,
                Broken.ThrowsWhenConstructed.class.getName(),
                Broken.NeedsAbsent.class.getName(),
                Losses.Squared.class.getName(),
                Broken.ExtendsAbsent.class.getName(),
                SQUARED));
    PluginCatalog catalog = PluginCatalog.discover(List.of(classPath(jar)));
    assertEquals(List.of("divergence", "squared"), names(catalog));
    List<String> problems = catalog.problems().stream().map(PluginProblem::toString).toList();
    assertEquals(5, problems.size(), problems::toString);
    assertProblem(
        problems,
        "com.acme.DoesNotExist in jar:file:" + jar,
        "Provider com.acme.DoesNotExist not found; repair or remove it");
    assertProblem(
        problems,
        Broken.ThrowsWhenConstructed.class.getName() + " in class path (" + jar + ")",
        "illegal state (no licence found); repair or remove it");
    assertProblem(
        problems,
        Broken.NeedsAbsent.class.getName() + " in class path (" + jar + ")",
        "the class io.retort.runtime.fixtures.Broken$Absent is missing; add what is missing, or"
            + " use a version built for this Retort");
    assertProblem(
        problems,
        Broken.ExtendsAbsent.class.getName() + " in jar:file:" + jar,
        "the class io.retort.runtime.fixtures.Broken$Absent is missing; add what is missing, or"
            + " use a version built for this Retort");
    assertProblem(
        problems,
        Losses.Squared.class.getName() + " in jar:file:" + jar,
        "Squared not a subtype; repair or remove it");
  }

  @Test
  void theDeclarationOfAProviderWhoseMethodsNeedAnAbsentClassIsFound() throws IOException {
    String name = Broken.MentionsAbsent.class.getName();
    Path jar = PluginJar.write(folder, List.of(SQUARED, name));
    // What ServiceLoader throws of a named module, without saying of which class.
    Throwable failure =
        new ServiceConfigurationError(
            "Unable to get public provider() method",
            new NoClassDefFoundError(Broken.Absent.class.getName().replace('.', '/')));
    List<String> blamed =
        classPath(jar).declared(LossProvider.class).stream()
            .filter(declared -> declared.failedWith(failure))
            .map(DeclaredProvider::className)
            .toList();
    assertEquals(List.of(name), blamed);
  }

  private static void assertProblem(List<String> problems, String source, String end) {
    assertEquals(
        1,
        problems.stream()
            .filter(problem -> problem.startsWith("The loss of " + source) && problem.endsWith(end))
            .count(),
        () -> source + ": " + end + " in\n" + String.join("\n", problems));
  }

  @Test
  void aServicesFileThatIsNoListOfClassesIsAProblem() throws IOException {
    Path jar = PluginJar.write(folder, List.of("not a class name", SQUARED));
    List<PluginProblem> problems = PluginCatalog.discover(List.of(classPath(jar))).problems();
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).cause().contains(jar.toString()), problems::toString);
  }

  @Test
  void aLoaderThatCannotBeReadIsOneProblemOfEachKindAndTypeOfExtension() {
    ClassLoader unreadable =
        new ClassLoader(PluginJar.CORE) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    List<PluginProblem> problems =
        PluginCatalog.discover(List.of(PluginSource.of(unreadable))).problems();
    assertEquals(
        List.of(PluginKind.values()),
        problems.stream().flatMap(problem -> problem.kind().stream()).toList());
    assertEquals(
        ExtensionTypes.all().size(),
        problems.stream().filter(PluginProblem::isOfExtension).count());
    assertTrue(problems.get(0).cause().endsWith("the disk is gone"), problems::toString);
  }

  @Test
  void askingForSomethingUnknownAlsoTellsWhatFailedToLoad() throws IOException {
    Path jar = PluginJar.write(folder, List.of("com.acme.DoesNotExist", SQUARED));
    PluginCatalog catalog = PluginCatalog.discover(List.of(classPath(jar)));
    String message =
        assertThrows(RetortException.class, () -> catalog.get(PluginKind.LOSS, "acme"))
            .getMessage();
    assertTrue(
        message.startsWith("There is no loss 'acme'; losses: squared. The loss of "), message);
    assertTrue(message.contains("Provider com.acme.DoesNotExist not found"), message);
  }

  @Test
  void oneNameFromTwoJarsIsRefusedWithBothJars() throws IOException {
    Path first = PluginJar.write(Files.createDirectory(folder.resolve("a")), List.of(SQUARED));
    Path second = PluginJar.write(Files.createDirectory(folder.resolve("b")), List.of(SQUARED));
    PluginCatalog catalog = PluginCatalog.discover(List.of(classPath(first), classPath(second)));
    assertEquals(List.of(), names(catalog));
    String message =
        assertThrows(RetortException.class, () -> catalog.get(PluginKind.LOSS, "squared"))
            .getMessage();
    assertTrue(message.contains(first.toString()) && message.contains(second.toString()), message);
  }

  @Test
  void aLayerCountsOnlyItsOwnModules() throws IOException {
    Path jar = PluginJar.write(folder, List.of(SQUARED));
    PluginCatalog both = PluginCatalog.discover(List.of(PluginSource.application(), layer(jar)));
    Set<String> expected = new TreeSet<>(names(PluginCatalog.discover()));
    expected.add("squared");
    assertEquals(List.copyOf(expected), names(both));
    assertEquals(List.of(), both.problems());
  }
}
