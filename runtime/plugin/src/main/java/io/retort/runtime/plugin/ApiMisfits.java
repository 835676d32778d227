package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the classes of a plugin do not fit this Retort's API: what they need of it that is not there,
 * and what it needs of them. Java itself names only the first thing that it stumbles on.
 */
final class ApiMisfits {
  private static final Pattern API = Pattern.compile("io/retort/(core|runtime)/.*");
  private static final int MAX_LISTED = 20;
  private static final long MAX_CLASS = 4 << 20;

  private final Set<String> misfits = new TreeSet<>();
  private final ClassLoader classes;

  private ApiMisfits(ClassLoader classes) {
    this.classes = classes;
  }

  /** The end of a sentence that says what does not fit; empty if nothing was found. */
  static String in(List<Path> jars) {
    List<String> found = of(jars);
    if (found.isEmpty()) {
      return "";
    }
    String more = found.size() > MAX_LISTED ? " and " + (found.size() - MAX_LISTED) + " more" : "";
    return ". It does not fit this Retort's API: "
        + String.join(", ", found.subList(0, Math.min(MAX_LISTED, found.size())))
        + more;
  }

  /**
   * The classes, methods and fields of the API that are missing or closed, and the methods that
   * classes should have but do not, as Java writes them.
   */
  static List<String> of(List<Path> jars) {
    List<Path> files = jars.stream().filter(Files::isRegularFile).toList();
    try (JarsLoader loader =
        JarsLoader.of("misfits", files.stream().map(BundleJar::at).toList(), new HostApi())) {
      ApiMisfits misfits = new ApiMisfits(loader);
      files.forEach(misfits::read);
      return List.copyOf(misfits.misfits);
    } catch (IOException unreadable) {
      // Then it has not been loaded either, and discovery has said why.
      return List.of();
    }
  }

  private void read(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .filter(entry -> entry.getName().endsWith(".class") && entry.getSize() <= MAX_CLASS)
          .forEach(entry -> read(file, entry));
    } catch (IOException unreadable) {
      // As above.
    }
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
        .forEach(name -> misfits.add("no " + name.replace('/', '.')));
    for (ClassFile.Member member : type.members()) {
      Class<?> owner = isApi(member.owner()) ? find(member.owner()) : null;
      if (owner != null && !has(owner, member)) {
        misfits.add("no " + text(member));
      }
    }
    if (type.classes().stream().anyMatch(ApiMisfits::isApi)) {
      unwritten(entry.getName());
    }
  }

  /** Notes the abstract methods of the API that a class has no code for. */
  private void unwritten(String entry) {
    String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    try {
      Class<?> type = Class.forName(name, false, classes);
      if (!Modifier.isAbstract(type.getModifiers())) {
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> isApi(method.getDeclaringClass().getName().replace('.', '/')))
            .forEach(
                method ->
                    misfits.add(
                        name
                            + " has no "
                            + method.getName()
                            + parameters(method.getParameterTypes())
                            + " of "
                            + method.getDeclaringClass().getName()));
      }
    } catch (ClassNotFoundException | LinkageError unloadable) {
      // What is missing has been noted.
    }
  }

  private static String parameters(Class<?>[] types) {
    return Arrays.stream(types)
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static boolean isApi(String name) {
    return API.matcher(name).matches();
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, ApiMisfits.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static boolean has(Class<?> owner, ClassFile.Member member) {
    // Constructors are not inherited.
    boolean constructor = member.name().equals("<init>");
    for (Class<?> type : constructor ? Set.of(owner) : withParents(owner)) {
      Stream<Executable> methods =
          constructor
              ? Arrays.stream(type.getDeclaredConstructors())
              : Arrays.stream(type.getDeclaredMethods());
      boolean found =
          member.isMethod()
              ? methods.anyMatch(method -> fits(method, member))
              : Arrays.stream(type.getDeclaredFields())
                  .anyMatch(
                      field ->
                          isShown(field)
                              && field.getName().equals(member.name())
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
    return isShown(method)
        && name.equals(member.name())
        && MethodType.methodType(result, method.getParameterTypes())
            .descriptorString()
            .equals(member.descriptor());
  }

  private static boolean isShown(Member member) {
    return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
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
      return place + parameters(type.parameterArray());
    } catch (IllegalArgumentException | TypeNotPresentException absent) {
      return place + member.descriptor();
    }
  }
}
