package io.retort.app.scaffold;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.plugin.PluginKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * A plugin to be begun: what all names in its project follow from.
 *
 * @param template what it begins as
 * @param name what experiments will say after {@code kind:}
 * @param packageName its Java package, which is also the name of its module and its Maven group
 */
public record PluginProject(ProjectTemplate template, String name, String packageName) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
  private static final List<String> TAKEN =
      List.of("java", "javax", "jdk", "sun", "com.sun", "io.retort");

  /**
   * Checks the names.
   *
   * @throws RetortException if one of them cannot be used, with the fix
   */
  public PluginProject {
    if (!NAME.matcher(name).matches()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The name '"
              + name
              + "' must be lower-case letters and digits with single dashes between them, and to"
              + " start with a letter, such as acme-annealed");
    }
    if (name.equals("retort") || name.startsWith("retort-")) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The name '" + name + "' is Retort's own; begin it with a name of yours");
    }
    if (!PACKAGE.matcher(packageName).matches() || !SourceVersion.isName(packageName)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "'"
              + packageName
              + "' cannot be a Java package; write lower-case words with dots between them, none"
              + " of them a word of Java's, such as com.acme");
    }
    for (String prefix : TAKEN) {
      if ((packageName + ".").startsWith(prefix + ".")) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The package "
                + packageName
                + " would belong to "
                + prefix
                + "; choose one of your own, such as com.acme");
      }
    }
    String type = type(template, name);
    if (exists(template.kind().product().getPackageName() + "." + type)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The name '"
              + name
              + "' would make a class "
              + type
              + ", which Retort has; write more than that, such as acme-"
              + name);
    }
  }

  /** The name of the class that everything is about, such as {@code AcmeAnnealedStrategy}. */
  String type() {
    return type(template, name);
  }

  /** What it will be. */
  PluginKind kind() {
    return template.kind();
  }

  private static String type(ProjectTemplate template, String name) {
    String words =
        Arrays.stream(name.split("-"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    String suffix =
        template.kind() == PluginKind.GRADIENTS ? "Combination" : capitalised(template.name());
    return words.endsWith(suffix) ? words : words + suffix;
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static boolean exists(String type) {
    try {
      return Class.forName(type, false, PluginKind.class.getClassLoader()) != null;
    } catch (ClassNotFoundException free) {
      return false;
    }
  }
}
