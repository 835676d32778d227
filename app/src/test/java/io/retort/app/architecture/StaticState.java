package io.retort.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Static fields are constants: final, and of a type whose objects never change. A run must not
 * change the next one in the same process.
 */
final class StaticState extends ArchCondition<JavaField> {
  /** Types whose objects are values. */
  private static final Set<String> VALUES =
      Set.of(
          // Keeps the loop that follows from it, as a text keeps its hash.
          "io.retort.core.tensor.UpdateProgram",
          "com.fasterxml.jackson.jr.ob.JSON",
          "java.lang.Class",
          "java.lang.String",
          "java.lang.invoke.MethodHandle",
          "java.math.MathContext",
          "java.nio.file.Path",
          "java.time.Duration",
          "java.time.format.DateTimeFormatter",
          "java.util.regex.Pattern");

  private static final Set<String> COLLECTIONS =
      Set.of("java.util.List", "java.util.Map", "java.util.Set");

  private static final String COLLECTOR = "java.util.stream.Collector";

  /** What gives a collection that cannot be changed, and what collects one. */
  private static final Set<String> UNMODIFIABLE =
      Set.of(
          "java.util.List.of",
          "java.util.List.copyOf",
          "java.util.Map.of",
          "java.util.Map.copyOf",
          "java.util.Map.ofEntries",
          "java.util.Set.of",
          "java.util.Set.copyOf",
          "java.util.stream.Stream.toList",
          "java.util.stream.Collectors.toUnmodifiableList",
          "java.util.stream.Collectors.toUnmodifiableMap",
          "java.util.stream.Collectors.toUnmodifiableSet");

  /** Fields of other types, with the reason why they may be there. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "io.retort.core.progress.TrainingListener.NONE",
          "does nothing, unlike other listeners",
          "io.retort.importers.keras.KerasValue.SAME",
          "has no elements",
          "io.retort.runtime.configuration.ValueTypes.KEYS",
          "follows from each class alone, and ends with it",
          "io.retort.runtime.common.network.LayerKind.RECORDS",
          "follows from each class alone, and ends with it",
          "io.retort.runtime.common.files.OutputLock.HELD",
          "mirrors locks of the system, which belong to the process and not to an object",
          "io.retort.runtime.configuration.json.Json.MAPPER",
          "is never configured after it was made",
          "io.retort.runtime.server.JsonBody.FACTORY",
          "is never configured after it was made",
          "io.retort.teachers.tribuo.TribuoLog.TRIBUO",
          "is Tribuo's own: Java forgets what is set at a logger that nobody holds");

  private final Map<String, String> exceptions;
  private final Set<String> unused = new TreeSet<>();

  private StaticState(Map<String, String> exceptions) {
    super("be constants of types that never change");
    this.exceptions = exceptions;
  }

  static ArchRule rule() {
    return rule(EXCEPTIONS);
  }

  /** The rule with other exceptions. */
  static ArchRule rule(Map<String, String> exceptions) {
    return fields().that().areStatic().should(new StaticState(exceptions));
  }

  @Override
  public void init(Collection<JavaField> all) {
    unused.clear();
    unused.addAll(exceptions.keySet());
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    // What the compiler makes, such as the tables behind a switch over an enum.
    boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
    if (synthetic || isConstant(field)) {
      return;
    }
    unused.remove(field.getFullName());
    if (!exceptions.containsKey(field.getFullName())) {
      events.add(
          SimpleConditionEvent.violated(field, field.getDescription() + " is not a constant"));
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    for (String field : unused) {
      events.add(
          SimpleConditionEvent.violated(field, "No exception is needed any more for " + field));
    }
  }

  private static boolean isConstant(JavaField field) {
    JavaClass type = field.getRawType();
    if (!field.getModifiers().contains(JavaModifier.FINAL)) {
      return false;
    }
    if (type.isArray()) {
      return field.getModifiers().contains(JavaModifier.PRIVATE);
    }
    if (COLLECTIONS.contains(type.getName())) {
      return isUnmodifiable(field.getOwner());
    }
    return type.isPrimitive() || VALUES.contains(type.getName()) || isImmutable(type);
  }

  /** Whether all collections that a class makes for its constants are unmodifiable ones. */
  private static boolean isUnmodifiable(JavaClass owner) {
    return owner
        .getStaticInitializer()
        .map(
            code ->
                code.getConstructorCallsFromSelf().stream()
                        .noneMatch(
                            call -> call.getTargetOwner().getPackageName().equals("java.util"))
                    && code.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .filter(StaticState::givesCollection)
                        .allMatch(
                            method ->
                                UNMODIFIABLE.contains(
                                    method.getOwner().getName() + "." + method.getName())))
        .orElse(false);
  }

  private static boolean givesCollection(MethodCallTarget method) {
    String type = method.getRawReturnType().getName();
    return COLLECTIONS.contains(type) || COLLECTOR.equals(type);
  }

  /** Whether objects of a type of Retort, and of all types below it, have only final fields. */
  private static boolean isImmutable(JavaClass type) {
    return type.getPackageName().startsWith("io.retort.")
        && hasFinalFields(type)
        && type.getAllSubclasses().stream().allMatch(StaticState::hasFinalFields);
  }

  private static boolean hasFinalFields(JavaClass type) {
    return type.getAllFields().stream()
        .map(JavaField::getModifiers)
        .allMatch(
            modifiers ->
                modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.FINAL));
  }
}
