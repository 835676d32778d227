package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.fixtures.SchedulePlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java keeps quiet about on a class path. */
class ClassPathJarsTest {
  @TempDir private Path folder;
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeJars() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  private PluginSource source(List<Path> jars) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    loaders.add(new URLClassLoader(urls, new HostApi()));
    return PluginSource.of(loaders.get(loaders.size() - 1));
  }

  private PluginCatalog catalog(Path... jars) throws IOException {
    FoundPlugins found = new FoundPlugins();
    PluginSource source = source(List.of(jars));
    new ClassPathJars(List.of(jars), source).into(found);
    new SourceScan(source).into(found);
    return new PluginCatalog(found, false);
  }

  private Path steady(String jar) {
    return SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve(jar));
  }

  @Test
  void jarsThatAreWholeAndThereOnceAreNoProblem() throws IOException {
    PluginCatalog catalog = catalog(steady("acme-1.2.jar"));
    assertEquals(List.of(), catalog.problems());
    assertEquals("acme:steady", catalog.get(PluginKind.SCHEDULE, "steady").qualifiedName());
  }

  @Test
  void aJarThatCannotBeReadIsReportedAndHidesNothing() throws IOException {
    Path corrupt = Files.writeString(folder.resolve("beta-2.0.jar"), "no zip");
    PluginCatalog catalog = catalog(corrupt, steady("acme.jar"));
    PluginProblem problem = catalog.problems().get(0);
    assertEquals(1, catalog.problems().size(), catalog.problems()::toString);
    assertEquals(corrupt.toString(), problem.source());
    assertTrue(problem.cause().startsWith("it is not a jar that can be read: "), problem.cause());
    assertEquals("copy it again, or remove it from the class path", problem.fix());
    assertEquals(Optional.of("beta"), problem.qualifier());
    assertEquals(List.of("steady"), catalog.names(PluginKind.SCHEDULE));
    // Who asks for what would have been in it is told.
    String asked =
        assertThrows(RetortException.class, () -> catalog.get(PluginKind.LOSS, "beta:any"))
            .getMessage();
    assertEquals(problem.toString(), asked);
  }

  @Test
  void anEmptyFileThatIsCalledAJarIsReported() throws IOException {
    PluginCatalog catalog = catalog(Files.createFile(folder.resolve("empty.jar")));
    assertTrue(catalog.problems().get(0).source().endsWith("empty.jar"));
  }

  @Test
  void ofAProviderThatIsThereTwiceTheFirstIsUsedAndTheSecondReported() throws IOException {
    Path first = steady("acme-1.0.jar");
    Path second = steady("acme-2.0.jar");
    PluginCatalog catalog = catalog(first, second);
    PluginProblem problem = catalog.problems().get(0);
    assertEquals(1, catalog.problems().size(), catalog.problems()::toString);
    assertEquals(Optional.of(PluginKind.SCHEDULE), problem.kind());
    assertTrue(problem.source().startsWith("com.acme.Steady in "), problem.source());
    assertTrue(problem.source().contains("acme-2.0.jar"), problem.source());
    assertTrue(problem.cause().startsWith("the same class is taken from "), problem.cause());
    assertTrue(problem.cause().contains("acme-1.0.jar"), problem.cause());
    assertEquals("remove one of the two", problem.fix());
    assertEquals(
        Optional.of(first), catalog.get(PluginKind.SCHEDULE, "steady").origin().location());
  }

  @Test
  void aSourceOwnsWhatItsLoaderHasDefinedAndNotWhatItsParentHas() throws Exception {
    PluginSource source = source(List.of(steady("acme.jar")));
    Class<?> own = loaders.get(0).loadClass("com.acme.Steady");
    assertTrue(source.owns(own));
    assertEquals(false, source.owns(PluginSource.class));
    assertTrue(PluginSource.application().owns(PluginSource.class));
    assertEquals("acme", source.qualifier(own, OriginReader.read(own)));
    assertEquals(
        QualifiedName.BUILT_IN,
        PluginSource.application()
            .qualifier(PluginSource.class, OriginReader.read(PluginSource.class)));
  }
}
