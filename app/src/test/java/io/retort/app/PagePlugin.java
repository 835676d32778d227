package io.retort.app;

import com.google.inject.Module;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plugin that a page of the documentation has in full: its blocks of Java, compiled and packed as
 * the page says.
 *
 * @param page the page
 * @param module the name of the Guice module that it brings
 * @param classes how many classes the page has
 */
record PagePlugin(String page, String module, int classes) {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");

  /** Writes its jar. */
  Path write(Path file) throws IOException {
    Path docs = Path.of(System.getProperty("launcher")).resolveSibling("docs");
    SourceJar jar = new SourceJar();
    Matcher blocks = BLOCK.matcher(Files.readString(docs.resolve(page)));
    int found = 0;
    while (blocks.find()) {
      String source = blocks.group(1);
      Matcher packageName = PACKAGE.matcher(source);
      Matcher className = CLASS.matcher(source);
      if (packageName.find() && className.find()) {
        jar.source(packageName.group(1) + "." + className.group(1), source);
        found++;
      } else {
        jar.source("module-info", source);
      }
    }
    if (found != classes) {
      throw new IllegalStateException(page + " has " + found + " classes");
    }
    return jar.service(Module.class, module)
        .api()
        .with(Distribution.libraries().toArray(Path[]::new))
        .write(file);
  }
}
