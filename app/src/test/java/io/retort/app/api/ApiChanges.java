package io.retort.app.api;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiHasAccessModifier;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import japicmp.model.JApiParameter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How an API differs from an older one, by japicmp.
 *
 * @param any whether there is any difference
 * @param breaks what keeps programs and plugins that were written for the older one from running or
 *     from being compiled, such as {@code METHOD_REMOVED io.retort.core.loss.Loss.evaluate()}
 */
record ApiChanges(boolean any, Set<String> breaks) {

  static ApiChanges between(Path older, Path newer) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    Set<String> breaks = new TreeSet<>();
    boolean any = false;
    for (JApiClass type :
        new JarArchiveComparator(options).compare(archive(older), archive(newer))) {
      any |= type.getChangeStatus() != JApiChangeStatus.UNCHANGED;
      collect(type, breaks);
    }
    return new ApiChanges(any, breaks);
  }

  private static JApiCmpArchive archive(Path jar) {
    return new JApiCmpArchive(jar.toFile(), "");
  }

  private static void collect(JApiClass type, Set<String> breaks) {
    String name = type.getFullyQualifiedName();
    add(type, name, breaks);
    add(type.getSuperclass(), name, breaks);
    for (JApiImplementedInterface parent : type.getInterfaces()) {
      add(parent, name + " implements " + parent.getFullyQualifiedName(), breaks);
    }
    for (JApiField field : type.getFields()) {
      if (wasShown(field)) {
        add(field, name + "." + field.getName(), breaks);
      }
    }
    for (JApiConstructor constructor : type.getConstructors()) {
      if (wasShown(constructor)) {
        add(constructor, name + "." + signature(constructor), breaks);
      }
    }
    for (JApiMethod method : type.getMethods()) {
      if (wasShown(method)) {
        add(method, name + "." + signature(method), breaks);
        add(method.getReturnType(), name + "." + signature(method), breaks);
        method.getParameters().forEach(each -> add(each, name + "." + signature(method), breaks));
      }
    }
  }

  /** Not what was package-private or private, of which japicmp also tells. */
  private static boolean wasShown(JApiHasAccessModifier part) {
    Optional<AccessModifier> before = part.getAccessModifier().getOldModifier();
    return before.isEmpty()
        || before.get() == AccessModifier.PUBLIC
        || before.get() == AccessModifier.PROTECTED;
  }

  private static String signature(JApiBehavior method) {
    return method.getParameters().stream()
        .map(JApiParameter::getType)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  private static void add(JApiCompatibility part, String place, Set<String> breaks) {
    part.getCompatibilityChanges().stream()
        .filter(change -> !(change.isBinaryCompatible() && change.isSourceCompatible()))
        .map(change -> change.getType().name())
        // Those of a parent count once, where they are.
        .filter(change -> !change.contains("_IN_SUPERCLASS") && !change.contains("_IN_IMPLEMENTED"))
        .forEach(change -> breaks.add(change + " " + place));
  }
}
