package io.retort.app.api;

import static java.lang.reflect.Modifier.isAbstract;
import static java.lang.reflect.Modifier.isFinal;
import static java.lang.reflect.Modifier.isProtected;
import static java.lang.reflect.Modifier.isPublic;
import static java.lang.reflect.Modifier.isStatic;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a class shows to others, as a source file that compiles: declarations with bodies that do
 * nothing.
 */
final class ApiSource {
  private static final String BODY = " { throw new Error(); }";

  private final Class<?> type;
  private final TypeText types;
  private final String indent;
  private final List<String> lines = new ArrayList<>();

  private ApiSource(Class<?> type, String indent) {
    this.type = type;
    this.indent = indent;
    this.types = new TypeText(type.getPackageName());
  }

  /** The declaration of a class with all that it contains, in lines. */
  static List<String> of(Class<?> type) {
    return new ApiSource(type, "").declaration();
  }

  private List<String> declaration() {
    lines.add(indent + header() + " {");
    if (type.isEnum()) {
      lines.add(
          indent
              + "  "
              + Arrays.stream(type.getEnumConstants())
                  .map(constant -> ((Enum<?>) constant).name())
                  .collect(Collectors.joining(", "))
              + ";");
    }
    shown(type.getDeclaredFields())
        .filter(field -> !field.isEnumConstant())
        .forEach(field -> line(field(field)));
    constructors();
    shown(type.getDeclaredMethods()).filter(this::isWritten).forEach(this::method);
    shownTypes().forEach(inner -> lines.addAll(new ApiSource(inner, indent + "  ").declaration()));
    lines.add(indent + "}");
    return lines;
  }

  private void line(String text) {
    lines.add(indent + "  " + text);
  }

  private static <M extends Member> Stream<M> shown(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isShown(member.getModifiers()) && !member.isSynthetic())
        .sorted(Comparator.comparing(Member::getName).thenComparing(Object::toString));
  }

  private Stream<Class<?>> shownTypes() {
    return Arrays.<Class<?>>stream(type.getDeclaredClasses())
        .filter(inner -> isShown(inner.getModifiers()))
        .sorted(Comparator.comparing(Class::getName));
  }

  private static boolean isShown(int modifiers) {
    return isPublic(modifiers) || isProtected(modifiers);
  }

  private String header() {
    String name = type.getSimpleName() + types.parameters(type.getTypeParameters());
    String access = isPublic(type.getModifiers()) ? "public " : "protected ";
    List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
    if (type.isAnnotation()) {
      return access + "@interface " + name;
    } else if (type.isInterface()) {
      return access + sealing() + "interface " + name + clause("extends", parents) + permits();
    } else if (type.isEnum()) {
      return access + "enum " + name + clause("implements", parents);
    } else if (type.isRecord()) {
      return access + "record " + name + components() + clause("implements", parents);
    }
    String nested = type.isMemberClass() && isStatic(type.getModifiers()) ? "static " : "";
    String kind =
        isAbstract(type.getModifiers())
            ? "abstract "
            : isFinal(type.getModifiers()) ? "final " : "";
    Type superclass = type.getGenericSuperclass();
    return access
        + nested
        + kind
        + sealing()
        + "class "
        + name
        + clause("extends", superclass == Object.class ? List.of() : List.of(superclass))
        + clause("implements", parents)
        + permits();
  }

  private String clause(String word, List<Type> parents) {
    return parents.isEmpty() ? "" : " " + word + " " + types.list(parents.toArray(Type[]::new));
  }

  private String sealing() {
    if (type.isSealed()) {
      return "sealed ";
    }
    boolean below =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
            .anyMatch(Class::isSealed);
    return below && !isFinal(type.getModifiers()) ? "non-sealed " : "";
  }

  private String permits() {
    return type.isSealed() ? clause("permits", List.of(type.getPermittedSubclasses())) : "";
  }

  private String components() {
    List<String> written = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      written.add(types.of(component.getGenericType()) + " " + component.getName());
    }
    return "(" + String.join(", ", written) + ")";
  }

  private String field(Field field) {
    String access = isPublic(field.getModifiers()) ? "public " : "protected ";
    String modifiers =
        (isStatic(field.getModifiers()) ? "static " : "")
            + (isFinal(field.getModifiers()) ? "final " : "");
    String value = isFinal(field.getModifiers()) ? " = " + value(field) : "";
    return access
        + modifiers
        + types.of(field.getGenericType())
        + " "
        + field.getName()
        + value
        + ";";
  }

  /** Constants of text are part of the classes that use them; others need some value. */
  private static String value(Field field) {
    try {
      if (isStatic(field.getModifiers()) && field.getType() == String.class) {
        String text = (String) field.get(null);
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      } else if (isStatic(field.getModifiers()) && field.getType().isPrimitive()) {
        return "(" + field.getType() + ") " + field.get(null);
      }
      return zero(field.getType());
    } catch (IllegalAccessException hidden) {
      return zero(field.getType());
    }
  }

  private static String zero(Class<?> type) {
    return type == boolean.class ? "false" : type.isPrimitive() ? "(" + type + ") 0" : "null";
  }

  private void constructors() {
    if (type.isInterface() || type.isEnum()) {
      return;
    }
    List<Constructor<?>> all =
        shown(type.getDeclaredConstructors()).filter(this::isExplicit).toList();
    for (Constructor<?> constructor : all) {
      String access = isPublic(constructor.getModifiers()) ? "public " : "protected ";
      String first = type.isRecord() ? call("this", canonical()) : superCall();
      line(
          access
              + generic(constructor)
              + type.getSimpleName()
              + parameters(constructor)
              + " { "
              + first
              + "throw new Error(); }");
    }
    if (all.isEmpty() && !type.isRecord()) {
      // Otherwise the compiler would add a public one.
      line("private " + type.getSimpleName() + "() { " + superCall() + "throw new Error(); }");
    }
  }

  /** What a constructor must begin with if the superclass has none without parameters. */
  private String superCall() {
    List<Class<?>[]> open =
        shown(type.getSuperclass().getDeclaredConstructors())
            .<Class<?>[]>map(Constructor::getParameterTypes)
            .sorted(Comparator.comparing(parameters -> parameters.length))
            .toList();
    return open.isEmpty() || open.get(0).length == 0 ? "" : call("super", open.get(0));
  }

  private boolean isExplicit(Constructor<?> constructor) {
    return !type.isRecord() || !Arrays.equals(constructor.getParameterTypes(), canonical());
  }

  private Class<?>[] canonical() {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
  }

  private String call(String target, Class<?>[] parameters) {
    return Arrays.stream(parameters)
        .map(
            parameter ->
                parameter.isPrimitive() ? zero(parameter) : "(" + types.of(parameter) + ") null")
        .collect(Collectors.joining(", ", target + "(", "); "));
  }

  /** Whether the compiler does not write a method by itself. */
  private boolean isWritten(Method method) {
    boolean none = method.getParameterCount() == 0;
    if (type.isEnum()) {
      return !(isStatic(method.getModifiers())
          && (method.getName().equals("valueOf") || (method.getName().equals("values") && none)));
    }
    if (type.isRecord()) {
      return !(none
              && Arrays.stream(type.getRecordComponents())
                  .anyMatch(component -> component.getName().equals(method.getName())))
          && !List.of("equals", "hashCode", "toString").contains(method.getName());
    }
    return true;
  }

  private void method(Method method) {
    int modifiers = method.getModifiers();
    boolean open = type.isInterface() && isAbstract(modifiers);
    String access = type.isInterface() ? "" : isPublic(modifiers) ? "public " : "protected ";
    String kind =
        method.isDefault()
            ? "default "
            : isStatic(modifiers)
                ? "static "
                : isAbstract(modifiers) && !open ? "abstract " : isFinal(modifiers) ? "final " : "";
    String exceptions =
        method.getExceptionTypes().length == 0
            ? ""
            : " throws " + types.list(method.getGenericExceptionTypes());
    line(
        access
            + kind
            + generic(method)
            + types.of(method.getGenericReturnType())
            + " "
            + method.getName()
            + parameters(method)
            + exceptions
            + (Modifier.isAbstract(modifiers) ? ";" : BODY));
  }

  private String generic(Executable executable) {
    String parameters = types.parameters(executable.getTypeParameters());
    return parameters.isEmpty() ? "" : parameters + " ";
  }

  private String parameters(Executable executable) {
    Parameter[] parameters = executable.getParameters();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      String text = types.of(parameters[i].getParameterizedType());
      if (executable.isVarArgs() && i == parameters.length - 1) {
        text = text.substring(0, text.length() - 2) + "...";
      }
      written.add(text + " " + parameters[i].getName());
    }
    return "(" + String.join(", ", written) + ")";
  }
}
