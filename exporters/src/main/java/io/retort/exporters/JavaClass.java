package io.retort.exporters;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The configuration of the exporter {@code java}.
 *
 * @param className the name of the class, and of the file
 * @param packageName its package
 */
public record JavaClass(
    @Doc("The name of the class, and without .java that of the file.") @Default("Student")
        String className,
    @Doc("The package of the class, such as com.acme; empty for none.") @Default("''")
        String packageName) {
  private static final Pattern CLASS = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

  /** What the class itself calls by a simple name, besides what is in {@code java.lang}. */
  private static final Set<String> TAKEN =
      Set.of(
          "ArrayList",
          "Arrays",
          "Base64",
          "ByteBuffer",
          "Collections",
          "HashMap",
          "HashSet",
          "LinkedHashMap",
          "LinkedHashSet",
          "List",
          "Map",
          "Pattern",
          "Set",
          "UnaryOperator",
          "Column",
          "Numbers",
          "Categories",
          "Head");

  public JavaClass {
    if (!CLASS.matcher(className).matches()
        || SourceVersion.isKeyword(className)
        || TAKEN.contains(className)
        || isOfJava(className)) {
      throw new IllegalArgumentException(
          "'"
              + className
              + "' is not a name for the class; use letters, digits and _, and no name that Java"
              + " has taken, such as IrisStudent");
    }
    if (!packageName.isEmpty()
        && (!PACKAGE.matcher(packageName).matches()
            || !SourceVersion.isName(packageName)
            || packageName.matches("javax?(\\..*)?"))) {
      throw new IllegalArgumentException(
          "'" + packageName + "' is not a name for a package; use one such as com.acme");
    }
  }

  private static boolean isOfJava(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException free) {
      return false;
    }
  }
}
