package io.retort.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The classes of a package use each other in one direction, so that each can be understood with
 * those below it alone. Nested classes count as part of their outermost one. What a sealed type
 * permits is no use of it.
 */
final class ClassRings extends ArchCondition<JavaClass> {
  /** What is named after the type that makes it, or that takes it: {@code Layer}'s visitor. */
  private static final Set<String> COMPANIONS = Set.of("Builder", "Session", "Visitor");

  /** Uses that may run back, {@code user > used}, with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "io.retort.core.ErrorKind > io.retort.core.RetortException",
          "tells the kind of any failure, which those of Retort say themselves");

  private final Map<String, String> exceptions;
  private final Map<String, JavaClass> outermost = new TreeMap<>();
  private final Map<String, Set<String>> uses = new TreeMap<>();

  private ClassRings(Map<String, String> exceptions) {
    super("not use each other in a ring");
    this.exceptions = exceptions;
  }

  static ArchRule rule() {
    return rule(EXCEPTIONS);
  }

  /** The rule with other exceptions. */
  static ArchRule rule(Map<String, String> exceptions) {
    return classes().should(new ClassRings(exceptions));
  }

  @Override
  public void init(Collection<JavaClass> all) {
    outermost.clear();
    uses.clear();
    for (JavaClass type : all) {
      if (type.isTopLevelClass()) {
        outermost.put(type.getName(), type);
        uses.put(type.getName(), new TreeSet<>());
      }
    }
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    String user = outermost(type);
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      String used = outermost(target);
      if (target.getPackageName().equals(type.getPackageName())
          && uses.containsKey(used)
          && !used.equals(user)
          && !runsBackByNature(outermost.get(user), outermost.get(used))) {
        uses.get(user).add(used);
      }
    }
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  /**
   * Whether a type makes its builder or session or takes its visitor, or is an interface of which
   * the other is part of a method's implementation that nobody else sees.
   */
  private static boolean runsBackByNature(JavaClass user, JavaClass used) {
    return COMPANIONS.stream()
            .anyMatch(word -> used.getSimpleName().equals(user.getSimpleName() + word))
        || (user.isInterface()
            && user.getModifiers().contains(JavaModifier.PUBLIC)
            && !used.getModifiers().contains(JavaModifier.PUBLIC));
  }

  @Override
  public void finish(ConditionEvents events) {
    Set<String> told = new TreeSet<>();
    for (String type : uses.keySet()) {
      Set<String> ring = ring(type, exceptions.keySet());
      if (!ring.isEmpty() && told.addAll(ring)) {
        events.add(SimpleConditionEvent.violated(type, "A ring of classes: " + described(ring)));
      }
    }
    for (String exception : exceptions.keySet()) {
      String[] both = exception.split(" > ", 2);
      Set<String> others = new TreeSet<>(exceptions.keySet());
      others.remove(exception);
      boolean used = uses.getOrDefault(both[0], Set.of()).contains(both[1]);
      if (!used || !ring(both[0], others).contains(both[1])) {
        events.add(
            SimpleConditionEvent.violated(
                exception, "No exception is needed any more for " + exception));
      }
    }
  }

  /** A type with all that it uses and that use it, through others or not; nothing if none do. */
  private Set<String> ring(String type, Set<String> excepted) {
    return reached(type, excepted).stream()
        .filter(other -> reached(other, excepted).contains(type))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> reached(String type, Set<String> excepted) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(type));
    while (!open.isEmpty()) {
      String user = open.pop();
      for (String used : uses.getOrDefault(user, Set.of())) {
        if (!excepted.contains(user + " > " + used) && reached.add(used)) {
          open.push(used);
        }
      }
    }
    return reached;
  }

  private String described(Set<String> ring) {
    return ring.stream()
        .map(
            type ->
                type
                    + " uses "
                    + uses.get(type).stream()
                        .filter(ring::contains)
                        .map(used -> used.substring(used.lastIndexOf('.') + 1))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
