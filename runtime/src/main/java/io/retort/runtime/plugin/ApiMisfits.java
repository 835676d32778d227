package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What classes of a jar need of Retort's API that this Retort does not have. Java itself names only
 * the first that it stumbles on.
 */
final class ApiMisfits {
  private static final List<String> API = List.of("io/retort/core/", "io/retort/runtime/");
  private static final int MAX_LISTED = 20;
  private static final long MAX_CLASS = 4 << 20;

  private final Set<String> misfits = new TreeSet<>();

  private ApiMisfits() {}

  /** The end of a sentence that says what does not fit; empty if nothing was found. */
  static String in(List<Path> jars) {
    List<String> found =
        new ArrayList<>(new TreeSet<>(jars.stream().flatMap(ApiMisfits::of).toList()));
    if (found.isEmpty()) {
      return "";
    }
    String more = found.size() > MAX_LISTED ? " and " + (found.size() - MAX_LISTED) + " more" : "";
    return ". It needs what this Retort does not have: "
        + String.join(", ", found.subList(0, Math.min(MAX_LISTED, found.size())))
        + more;
  }

  /** The same for one jar. */
  static String in(Path jar) {
    return in(List.of(jar));
  }

  /** The classes, methods and fields of the API that are missing, as Java writes them. */
  static Stream<String> of(Path jar) {
    ApiMisfits misfits = new ApiMisfits();
    if (!Files.isRegularFile(jar)) {
      return Stream.empty();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .filter(entry -> entry.getName().endsWith(".class") && entry.getSize() <= MAX_CLASS)
          .forEach(entry -> misfits.read(file, entry));
    } catch (IOException unreadable) {
      // Then it has not been loaded either, and discovery has said why.
    }
    return misfits.misfits.stream();
  }

  private void read(JarFile jar, JarEntry entry) {
    ClassFile type;
    try (InputStream in = jar.getInputStream(entry)) {
      type = ClassFile.read(in);
    } catch (IOException | UncheckedIOException unreadable) {
      return;
    }
    type.classes().stream()
        .filter(name -> isApi(name) && find(name) == null)
        .forEach(name -> misfits.add(name.replace('/', '.')));
    for (ClassFile.Member member : type.members()) {
      Class<?> owner = isApi(member.owner()) ? find(member.owner()) : null;
      if (owner != null && !has(owner, member)) {
        misfits.add(text(member));
      }
    }
  }

  private static boolean isApi(String name) {
    return API.stream().anyMatch(name::startsWith);
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, ApiMisfits.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static boolean has(Class<?> owner, ClassFile.Member member) {
    for (Class<?> type : withParents(owner)) {
      Stream<Executable> methods =
          member.name().equals("<init>")
              ? Arrays.stream(type.getDeclaredConstructors())
              : Arrays.stream(type.getDeclaredMethods());
      boolean found =
          member.isMethod()
              ? methods.anyMatch(method -> fits(method, member))
              : Arrays.stream(type.getDeclaredFields())
                  .anyMatch(
                      field ->
                          field.getName().equals(member.name())
                              && field.getType().descriptorString().equals(member.descriptor()));
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(Executable method, ClassFile.Member member) {
    Class<?> result = method instanceof Method named ? named.getReturnType() : void.class;
    String name = method instanceof Method ? method.getName() : "<init>";
    return name.equals(member.name())
        && MethodType.methodType(result, method.getParameterTypes())
            .descriptorString()
            .equals(member.descriptor());
  }

  /** A class and all that it inherits from; interfaces have the methods of objects. */
  private static Set<Class<?>> withParents(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      all.add(each);
      for (Class<?> parent : each.getInterfaces()) {
        all.addAll(withParents(parent));
      }
    }
    all.add(Object.class);
    return all;
  }

  private static String text(ClassFile.Member member) {
    String place = member.owner().replace('/', '.') + "." + member.name();
    if (!member.isMethod()) {
      return place;
    }
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(
              member.descriptor(), ApiMisfits.class.getClassLoader());
      return place
          + Arrays.stream(type.parameterArray())
              .map(Class::getSimpleName)
              .collect(Collectors.joining(", ", "(", ")"));
    } catch (IllegalArgumentException | TypeNotPresentException absent) {
      return place + member.descriptor();
    }
  }
}
