package io.retort.testkit;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Runs tests of a contract over a plugin that is made on the spot, as JUnit runs those of a class:
 * what comes before and after each, temporary folders, and parameters.
 */
final class ContractRun {
  private static final List<Class<? extends Annotation>> TESTS =
      List.of(Test.class, ParameterizedTest.class);

  private final Supplier<? extends Object> contract;

  ContractRun(Supplier<? extends Object> contract) {
    this.contract = contract;
  }

  /** The names of a contract's tests, in alphabetical order. */
  static List<String> tests(Class<?> contract) {
    return methods(contract, TESTS).stream().map(Method::getName).sorted().toList();
  }

  /**
   * Runs one test.
   *
   * @param test its name
   * @return what it fails with; empty if it passes, or does not apply
   */
  Optional<Throwable> failure(String test) {
    Class<?> type = contract.get().getClass();
    Method method =
        methods(type, TESTS).stream()
            .filter(each -> each.getName().equals(test))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(type + " has no test " + test));
    for (Object[] arguments : arguments(type, method)) {
      try {
        run(method, arguments);
      } catch (TestAbortedException notApplicable) {
        return Optional.empty();
      } catch (Exception | AssertionError failure) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  /** Runs all tests of the contract: those that fail, with their messages. */
  Map<String, Throwable> failures() {
    Map<String, Throwable> failures = new LinkedHashMap<>();
    for (String test : tests(contract.get().getClass())) {
      failure(test).ifPresent(failure -> failures.put(test, failure));
    }
    return failures;
  }

  private void run(Method test, Object... arguments) throws Exception {
    Object instance = contract.get();
    List<Path> folders = new ArrayList<>();
    try {
      for (Class<?> type = instance.getClass(); type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (field.isAnnotationPresent(TempDir.class)) {
            Path folder = Files.createTempDirectory("contract");
            folders.add(folder);
            field.setAccessible(true);
            field.set(instance, folder);
          }
        }
      }
      try {
        for (Method before : methods(instance.getClass(), List.of(BeforeEach.class))) {
          call(before, instance);
        }
        call(test, instance, arguments);
      } finally {
        for (Method after : methods(instance.getClass(), List.of(AfterEach.class))) {
          call(after, instance);
        }
      }
    } finally {
      for (Path folder : folders) {
        delete(folder);
      }
    }
  }

  private static List<Object[]> arguments(Class<?> contract, Method test) {
    MethodSource source = test.getAnnotation(MethodSource.class);
    if (source == null) {
      return List.<Object[]>of(new Object[0]);
    }
    Method method =
        allMethods(contract).stream()
            .filter(each -> each.getName().equals(source.value()[0]))
            .findFirst()
            .orElseThrow();
    try {
      return ((List<?>) call(method, null))
          .stream().map(argument -> new Object[] {argument}).toList();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object call(Method method, Object instance, Object... arguments) throws Exception {
    method.setAccessible(true);
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    }
  }

  private static List<Method> methods(Class<?> type, List<Class<? extends Annotation>> wanted) {
    return allMethods(type).stream()
        .filter(method -> wanted.stream().anyMatch(method::isAnnotationPresent))
        .toList();
  }

  private static List<Method> allMethods(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      methods.addAll(0, List.of(each.getDeclaredMethods()));
    }
    return methods;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
