package io.retort.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method that is not forwarded falls back to its default, which is slower or says less. */
class ForwardingTest {

  @Test
  void everyMethodOfABackendIsForwarded() {
    assertEquals(methods(ComputeBackend.class), methods(ForwardingBackend.class));
  }

  @Test
  void everyMethodOfANetworkIsForwarded() {
    assertEquals(methods(Network.class), methods(ForwardingNetwork.class));
  }

  private static Set<String> methods(Class<?> type) {
    Set<String> names = new TreeSet<>();
    Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(ForwardingTest::signature)
        .forEach(names::add);
    return names;
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
